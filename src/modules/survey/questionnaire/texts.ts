import type { Path } from '#modules/methodology/index.ts';
import { variantNames, type AnswerLanguage, type AnswerText, type Option, type Question, type QuestionnaireDocument, type Variant, type VariantName } from './model.ts';

/** What a text is, which decides how long it may reasonably be. */
export type TextRole = 'title' | 'description' | 'origin' | 'introduction' | 'battery' | 'question' | 'hint' | 'option' | 'unit';

/** One text of a document in all its languages, with a name that stays the same when questions are moved. */
export interface TextSlot {
	/** Such as `standard.questions.kind-staff.text`: letters, digits, "-" and "." only, so that XLIFF takes it as an id. */
	readonly key: string;
	readonly path: Path;
	readonly role: TextRole;
	readonly variant: VariantName | null;
	readonly question: string | null;
	/** The languages in which the text must be there. */
	readonly languages: readonly AnswerLanguage[];
	/** Most characters that the format takes. */
	readonly max: number;
	readonly values: AnswerText;
}

const line = 500;
const prose = 4000;

/** Every text of a document in reading order. */
export function textSlots(document: QuestionnaireDocument): TextSlot[] {
	const head = { variant: null, question: null, languages: document.languages };
	return [
		{ ...head, key: 'title', path: ['title'], role: 'title', max: line, values: document.title },
		{ ...head, key: 'description', path: ['description'], role: 'description', max: prose, values: document.description },
		{ ...head, key: 'origin', path: ['origin'], role: 'origin', max: prose, values: document.origin },
		...variantNames.flatMap((name) => variantSlots(name, document.variants[name]))
	];
}

function variantSlots(name: VariantName, variant: Variant | undefined): TextSlot[] {
	if (!variant) return [];
	const base = ['variants', name];
	const common = { variant: name, question: null, languages: variant.languages };
	return [
		...(variant.introduction ? [{ ...common, key: `${name}.introduction`, path: [...base, 'introduction'], role: 'introduction' as const, max: prose, values: variant.introduction }] : []),
		...Object.entries(variant.scales).flatMap(([id, scale]) => optionSlots(common, `${name}.scales.${id}`, [...base, 'scales', id], scale.options)),
		...variant.batteries.map((battery, i) => ({ ...common, key: `${name}.batteries.${battery.id}`, path: [...base, 'batteries', i, 'title'], role: 'battery' as const, max: line, values: battery.title })),
		...variant.questions.flatMap((question, i) => questionSlots({ ...common, question: question.id }, `${name}.questions.${question.id}`, [...base, 'questions', i], question))
	];
}

type Common = Pick<TextSlot, 'variant' | 'question' | 'languages'>;

const optionSlots = (common: Common, key: string, path: Path, options: readonly Option[]): TextSlot[] =>
	options.map((option, i) => ({ ...common, key: `${key}.options.${option.id}`, path: [...path, 'options', i, 'label'], role: 'option', max: line, values: option.label }));

function questionSlots(common: Common, key: string, path: Path, question: Question): TextSlot[] {
	const slots: TextSlot[] = [{ ...common, key: `${key}.text`, path: [...path, 'text'], role: 'question', max: prose, values: question.text }];
	if (question.hint) slots.push({ ...common, key: `${key}.hint`, path: [...path, 'hint'], role: 'hint', max: prose, values: question.hint });
	if (question.kind === 'single' || question.kind === 'multiple') slots.push(...optionSlots(common, key, path, question.options));
	if (question.kind === 'number' && question.unit) slots.push({ ...common, key: `${key}.unit`, path: [...path, 'unit'], role: 'unit', max: line, values: question.unit });
	return slots;
}

/** The document with some texts replaced, by key of `textSlots`; unknown keys are left alone, other languages stay. */
export function withTexts(document: QuestionnaireDocument, changes: ReadonlyMap<string, AnswerText>): QuestionnaireDocument {
	const copy = structuredClone(document);
	for (const slot of textSlots(copy)) Object.assign(slot.values, changes.get(slot.key));
	return copy;
}
