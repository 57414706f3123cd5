import { Invalid } from '#platform/errors.ts';
import type { Fields } from '#platform/web/form.ts';
import { FormReader } from './form-fields.ts';
import { answerLanguages, audiences, perspectives, type AnswerLanguage, type AnswerScale, type Battery, type Question, type QuestionKind, type QuestionnaireDocument, type Variant } from './model.ts';
import { newId } from './names.ts';

export const questionKinds = ['scale', 'single', 'multiple', 'yes-no', 'number', 'short-text', 'long-text'] as const satisfies readonly QuestionKind[];
const scaleKinds = ['agreement', 'frequency', 'satisfaction', 'faces', 'other'] as const;

/**
 * A question from its form. `before` is the question that is edited, null for a new one, whose id is `like` or made from
 * its words. Throws Invalid.
 */
export function readQuestion(typed: Fields, variant: Variant, kind: QuestionKind, before: Question | null, like: string | null = null): Question {
	const form = new FormReader(typed, variant.languages);
	const text = form.requiredText('text', 4000, before?.text);
	const hint = form.text('hint', 4000, before?.hint);
	const id = before?.id ?? like ?? newId(text, variant.questions.map((question) => question.id), 'question');
	const common = { id, text, ...(hint ? { hint } : {}), ...form.picture('picture'), ...(before?.showIf ? { showIf: before.showIf } : {}), maps: readMaps(form) };
	const question = withKind(form, variant, kind, before, common);
	form.check();
	return question;
}

function withKind(form: FormReader, variant: Variant, kind: QuestionKind, before: Question | null, common: Omit<Extract<Question, { kind: 'yes-no' }>, 'kind'>): Question {
	const options = before && 'options' in before ? before.options : [];
	switch (kind) {
		case 'scale': {
			const [first = '', ...others] = variant.batteries.map((battery) => battery.id);
			return { ...common, kind, battery: form.choice('battery', [first, ...others]), reversed: form.value('reversed') === 'yes' };
		}
		case 'single':
			return { ...common, kind, options: form.options(14, false, options), group: form.value('group') === 'yes' };
		case 'multiple':
			return { ...common, kind, options: form.options(14, false, options) };
		case 'number': {
			const [min, max] = [form.number('min', 0, 30_000), form.number('max', 0, 30_000)];
			if (min >= max) form.error('max', { code: 'questionnaire_range' });
			const unit = form.text('unit', 500, before && 'unit' in before ? before.unit : undefined);
			return { ...common, kind, min, max, ...(unit ? { unit } : {}) };
		}
		default:
			return { ...common, kind };
	}
}

/** `caf 6.1, caf 6.1.2`: methodology and node, one after the other. */
function readMaps(form: FormReader): Question['maps'] {
	const parts = form.value('maps').split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);
	if (parts.length > 20) form.error('maps', { code: 'questionnaire_maps' });
	return parts.slice(0, 20).flatMap((part) => {
		const [, methodology = '', node = ''] = /^(\S{1,60})\s+(\S{1,40})$/.exec(part) ?? [];
		if (node === '') form.error('maps', { code: 'questionnaire_maps' });
		return node === '' ? [] : [{ methodology, node }];
	});
}

/** The mapping of a question as its form shows it. */
export const mapsText = (maps: Question['maps']): string => maps.map(({ methodology, node }) => `${methodology} ${node}`).join(', ');

/** A condition from its form: options of one earlier question; null when none is ticked. Throws Invalid. */
export function readCondition(typed: Fields): NonNullable<Question['showIf']> | null {
	const form = new FormReader(typed, []);
	const [question, anyOf] = [form.value('question'), form.all('anyOf')];
	if (question === '') return null;
	if (anyOf.length === 0) throw new Invalid({ anyOf: { code: 'questionnaire_condition_empty' } });
	return { question, anyOf };
}

export function readScale(typed: Fields, variant: Variant, before: AnswerScale | null): AnswerScale {
	const form = new FormReader(typed, variant.languages);
	const kind = form.choice('kind', scaleKinds);
	const options = form.options(12, true, before?.options ?? []);
	const values = options.flatMap(({ value }) => (value === null ? [] : [value]));
	if (values.length < 2) form.error('options', { code: 'questionnaire_scale_values' });
	if (new Set(values).size < values.length) form.error('options', { code: 'questionnaire_scale_same' });
	form.check();
	return { kind, options };
}

export function readBattery(typed: Fields, variant: Variant, before: Battery | null): Battery {
	const form = new FormReader(typed, variant.languages);
	const title = form.requiredText('title', 500, before?.title);
	const [first = '', ...others] = Object.keys(variant.scales);
	const scale = form.choice('scale', [first, ...others]);
	form.check();
	return { id: before?.id ?? newId(title, variant.batteries.map(({ id }) => id), 'battery'), title, scale };
}

/** What a questionnaire says of itself. */
export type Head = Pick<QuestionnaireDocument, 'id' | 'title' | 'description' | 'origin' | 'perspective' | 'audience' | 'languages'>;

/** The head from its form; `id` and texts are read in the languages that were ticked. Throws Invalid. */
export function readHead(typed: Fields, before: Head | null): Head {
	const languages = readLanguages(typed);
	const form = new FormReader(typed, languages);
	if (languages.length === 0) form.error('languages', { code: 'questionnaire_languages' });
	const title = form.requiredText('title', 500, before?.title);
	const id = form.value('id') || before?.id || newId(title, [], 'questionnaire');
	if (!/^[a-z][a-z0-9-]{0,39}$/.test(id)) form.error('id', { code: 'questionnaire_id' });
	const head: Head = {
		id,
		title,
		description: form.requiredText('description', 4000, before?.description),
		origin: form.requiredText('origin', 4000, before?.origin),
		perspective: form.choice('perspective', perspectives),
		audience: form.choice('audience', audiences),
		languages
	};
	form.check();
	return head;
}

const readLanguages = (typed: Fields): AnswerLanguage[] => {
	const ticked = new FormReader(typed, []).all('languages');
	return answerLanguages.filter((language) => ticked.includes(language));
};

/** What a variant says before its questions: its languages and an introduction. */
export function readVariantHead(typed: Fields, variant: Variant): Pick<Variant, 'languages' | 'introduction'> {
	const languages = readLanguages(typed);
	const form = new FormReader(typed, languages);
	if (languages.length === 0) form.error('languages', { code: 'questionnaire_languages' });
	const introduction = form.text('introduction', 4000, variant.introduction);
	form.check();
	return { languages, ...(introduction ? { introduction } : {}) };
}
