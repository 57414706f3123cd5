import { readXlsx } from '#platform/sheets/index.ts';
import { fitting } from '../editing.ts';
import { answerLanguages, type AnswerLanguage, type AnswerText, type Audience, type Battery, type Perspective, type Question, type QuestionnaireDocument, type Variant } from '../model.ts';
import { newId } from '../names.ts';
import { inLanguages } from '../presets.ts';
import { readChoices, scaleOptions, type ChoiceList } from './choices.ts';
import { XlsNotes, type XlsNote } from './notes.ts';
import { readRows, type Asked } from './rows.ts';
import { cellText, languageNamed, readSheet } from './sheet.ts';

export { xlsCodes, type XlsNote } from './notes.ts';

/** Why a workbook gives no questionnaire at all; each has a message `error_questionnaire_xls_<fault>`. */
export type XlsFault = 'workbook' | 'no_survey' | 'no_type' | 'no_questions';
export interface XlsInput {
	readonly bytes: Buffer;
	/** The title where the workbook gives none: the name of the file. */
	readonly title: string;
	readonly perspective: Perspective;
	readonly audience: Audience;
	/** The language of columns that name none. */
	readonly language: AnswerLanguage;
}

const surveyColumns = ['type', 'name', 'label', 'hint', 'relevant', 'relevance', 'required', 'constraint', 'appearance', 'choice_filter'];
const choiceColumns = ['list_name', 'list name', 'name', 'value', 'label'];
const description: AnswerText = { lv: 'Anketa no XLSForm datnes.', lt: 'Klausimynas iš XLSForm failo.', en: 'A questionnaire from an XLSForm file.', ru: 'Анкета из файла XLSForm.' };
const origin: AnswerText = { lv: 'Teksts no ievietotās datnes.', lt: 'Tekstas iš įkelto failo.', en: 'The wording comes from the imported file.', ru: 'Текст из загруженного файла.' };

/**
 * Makes a questionnaire of an XLSForm workbook (xlsform.org): the sheets `survey`, `choices` and `settings`. What a
 * questionnaire cannot hold is left out and noted with its sheet and row. Returns a fault for a file that gives nothing.
 */
export async function readXlsForm(input: XlsInput): Promise<{ document: QuestionnaireDocument; notes: XlsNote[] } | { fault: XlsFault }> {
	const sheets = await readXlsx(input.bytes).catch(() => null);
	if (!sheets) return { fault: 'workbook' };
	const sheet = (name: string) => sheets.find((each) => each.name.trim().toLowerCase() === name)?.rows ?? null;
	const survey = sheet('survey');
	if (!survey) return { fault: 'no_survey' };
	if (!survey[0]?.some((cell) => cellText(cell).toLowerCase() === 'type')) return { fault: 'no_type' };
	const settings = readSettings(sheet('settings') ?? []);
	const plain = languageNamed(settings('default_language')) ?? input.language;
	const notes = new XlsNotes();
	const { rows, languages } = readSheet('survey', survey, surveyColumns, plain, notes);
	const choices = readSheet('choices', sheet('choices') ?? [], choiceColumns, plain, notes);
	const { asked, introduction } = readRows(rows, notes);
	const spoken = answerLanguages.filter((language) => languages.has(language));
	const variant = build(asked, introduction, readChoices(choices.rows, notes), spoken.length > 0 ? spoken : [plain], notes);
	if (variant.questions.length === 0) return { fault: 'no_questions' };
	const title = (settings('form_title') || input.title).slice(0, 500);
	const document = fitting({
		format: 'socquality-questionnaire/1',
		id: newId({ en: settings('form_id') || title }, [], 'questionnaire'),
		version: '1.0.0',
		perspective: input.perspective,
		audience: input.audience,
		languages: variant.languages,
		title: { [variant.languages.includes(plain) ? plain : (variant.languages[0] ?? plain)]: title },
		description: inLanguages(description, variant.languages),
		origin: inLanguages(origin, variant.languages),
		variants: { standard: variant }
	});
	return { document, notes: notes.all };
}

function readSettings(rows: readonly (readonly (string | number | null)[])[]): (name: string) => string {
	const [head = [], values = []] = rows;
	const names = head.map((cell) => cellText(cell).toLowerCase());
	return (name) => cellText(values[names.indexOf(name)] ?? null);
}

/** Batteries by their group, and the ids of scales by the name of their list. */
interface Made {
	readonly batteries: Map<object, Battery>;
	readonly scales: Map<string, string>;
}

function build(asked: readonly Asked[], introduction: readonly AnswerText[], lists: ReadonlyMap<string, ChoiceList>, languages: AnswerLanguage[], notes: XlsNotes): Variant {
	const variant: Variant = { languages, scales: {}, batteries: [], questions: [] };
	const intro = Object.fromEntries(languages.flatMap((language) => {
		const words = introduction.flatMap((text) => text[language] ?? []).join('\n\n').slice(0, 4000).trim();
		return words === '' ? [] : [[language, words]];
	}));
	if (Object.keys(intro).length > 0) variant.introduction = intro;
	const ids = new Map<string, string>();
	const made: Made = { batteries: new Map(), scales: new Map() };
	for (const each of asked) {
		if (variant.questions.length === 100) {
			notes.add('survey', each.row, 'questions_many');
			break;
		}
		if (ids.has(each.name)) {
			notes.add('survey', each.row, 'name_twice', { name: each.name.slice(0, 80) });
			continue;
		}
		const id = newId({ en: /^\p{L}/u.test(each.name) ? each.name : `question-${each.name}` }, ids.values(), 'question');
		const question = toQuestion(each, id, asked, lists, variant, made, notes);
		if (!question) continue;
		const showIf = conditionOf(each, ids, asked, lists, variant, notes);
		variant.questions.push(showIf ? { ...question, showIf } : question);
		ids.set(each.name, id);
	}
	return variant;
}

function toQuestion(each: Asked, id: string, asked: readonly Asked[], lists: ReadonlyMap<string, ChoiceList>, variant: Variant, made: Made, notes: XlsNotes): Question | null {
	const common = { id, text: each.label, ...(each.hint ? { hint: each.hint } : {}), maps: [] };
	if (each.kind === 'number') return { ...common, kind: 'number', ...(each.range ?? { min: 0, max: 30_000 }) };
	if (each.kind === 'short-text' || each.kind === 'long-text') return { ...common, kind: each.kind };
	const list = lists.get(each.list);
	if (!list) {
		notes.add('survey', each.row, 'list_unknown', { name: each.list.slice(0, 80) });
		return null;
	}
	if (list.options.length < 2 || list.options.length > 14) {
		notes.add('survey', each.row, list.options.length < 2 ? 'options_few' : 'options_many', { name: each.list.slice(0, 80), count: list.options.length, max: 14 });
		return null;
	}
	const battery = each.group && list.options.length <= 12 && isBattery(each, asked) ? batteryFor(each, each.group, list, variant, made, notes) : null;
	if (battery) return { ...common, kind: 'scale', battery: battery.id, reversed: false };
	const options = list.options.map((option) => ({ ...option, value: null }));
	return each.kind === 'many' ? { ...common, kind: 'multiple', options } : { ...common, kind: 'single', options, group: false };
}

/** A group of at least two questions with one and the same list, and nothing else that is chosen, is a battery. */
function isBattery(each: Asked, asked: readonly Asked[]): boolean {
	if (each.kind !== 'one' || !each.group) return false;
	const chosen = asked.filter(({ group, kind }) => group === each.group && (kind === 'one' || kind === 'many'));
	return chosen.length > 1 && chosen.every(({ kind, list }) => kind === 'one' && list === each.list);
}

/** The battery of a group, made with its first question; null when there are as many batteries as the format takes. */
function batteryFor(each: Asked, group: NonNullable<Asked['group']>, list: ChoiceList, variant: Variant, made: Made, notes: XlsNotes): Battery | null {
	const known = made.batteries.get(group);
	if (known) return known;
	if (variant.batteries.length === 20) return null;
	const scale = made.scales.get(each.list) ?? newId({ en: each.list }, Object.keys(variant.scales), 'scale');
	if (!made.scales.has(each.list)) variant.scales[scale] = { kind: 'other', options: scaleOptions(list, notes) };
	made.scales.set(each.list, scale);
	const title = group.label ?? each.label;
	const battery: Battery = { id: newId(title, variant.batteries.map(({ id }) => id), 'battery'), title: Object.fromEntries(Object.entries(title).map(([language, words]) => [language, words.slice(0, 500)])), scale };
	variant.batteries.push(battery);
	made.batteries.set(group, battery);
	return battery;
}

function conditionOf(each: Asked, ids: ReadonlyMap<string, string>, asked: readonly Asked[], lists: ReadonlyMap<string, ChoiceList>, variant: Variant, notes: XlsNotes): Question['showIf'] {
	if (!each.relevant) return undefined;
	const question = ids.get(each.relevant.question);
	const list = lists.get(asked.find(({ name }) => name === each.relevant?.question)?.list ?? '');
	const anyOf = each.relevant.anyOf.flatMap((name) => list?.ids.get(name) ?? []);
	const offered = variant.questions.some(({ id, kind }) => id === question && (kind === 'single' || kind === 'multiple' || kind === 'scale'));
	if (question === undefined || !offered || anyOf.length !== each.relevant.anyOf.length || anyOf.length > 12) {
		notes.add('survey', each.row, 'relevant_later', { name: each.relevant.question.slice(0, 80) });
		return undefined;
	}
	return { question, anyOf };
}
