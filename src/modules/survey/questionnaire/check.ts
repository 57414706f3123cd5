import { pathText, unfitCharacter, type Path } from '#modules/methodology/index.ts';
import { checkEasy } from './check-easy.ts';
import { declinedId, variantNames, type AnswerLanguage, type Option, type Question, type QuestionnaireDocument, type Variant, type VariantName } from './model.ts';
import { batteryOf, choicesOf } from './rules.ts';
import { textSlots, type TextRole } from './texts.ts';

/**
 * How much a problem weighs: an error or a missing translation stands in the way of publishing, a warning does not. Each
 * code has a message `questionnaire_problem_<code>`.
 */
export type Severity = 'error' | 'missing' | 'warning';
export const questionnaireProblemCodes = [
	'duplicate_id', 'reserved_id', 'unknown_battery', 'unknown_scale', 'unused_battery', 'unused_scale', 'condition_unknown', 'condition_later', 'condition_no_choice', 'condition_option',
	'scale_values', 'scale_order', 'number_range', 'languages_differ', 'languages_twice', 'language_undeclared', 'text_long', 'bad_character', 'translation_missing',
	'unknown_picture', 'unknown_node', 'easy_options', 'easy_picture', 'easy_sentence'
] as const;
export type QuestionnaireProblemCode = (typeof questionnaireProblemCodes)[number];

export interface QuestionnaireProblem {
	readonly severity: Severity;
	readonly code: QuestionnaireProblemCode;
	/** Where, such as `variants.standard.questions[2].text.lt`. */
	readonly path: string;
	/** The same as steps. */
	readonly at: Path;
	readonly variant: VariantName | null;
	readonly question: string | null;
	readonly language: AnswerLanguage | null;
	readonly params: Readonly<Record<string, string | number>>;
}

/** What a document is compared with; left out where it is not known. */
export interface Surroundings {
	/** Names of pictures that the product has. */
	readonly pictures?: ReadonlySet<string>;
	/** Ids of nodes by methodology, for those that the region has. */
	readonly nodes?: ReadonlyMap<string, ReadonlySet<string>>;
}

export type Report = (severity: Severity, code: QuestionnaireProblemCode, path: Path, params?: Record<string, string | number>, language?: AnswerLanguage | null) => void;

/**
 * What the shape alone cannot say: that ids are unique, that everything named exists, that conditions look back, that
 * scales rise, that every text is there in every language, and that the easy variant is easy. In the order of the document.
 */
export function checkQuestionnaire(document: QuestionnaireDocument, surroundings: Surroundings = {}): QuestionnaireProblem[] {
	const found: QuestionnaireProblem[] = [];
	const report: Report = (severity, code, path, params = {}, language = null) => void found.push({ severity, code, path: pathText(path), at: path, ...placeOf(document, path), language, params });
	checkLanguages(document, report);
	for (const name of variantNames) {
		const variant = document.variants[name];
		if (variant) checkVariant(variant, ['variants', name], surroundings, report);
	}
	if (document.variants.easy) checkEasy(document.variants.easy, ['variants', 'easy'], report);
	checkTexts(document, report);
	return found;
}

/** True when nothing stands in the way of publishing. */
export const isComplete = (problems: readonly QuestionnaireProblem[]): boolean => problems.every(({ severity }) => severity === 'warning');

function placeOf(document: QuestionnaireDocument, path: Path): Pick<QuestionnaireProblem, 'variant' | 'question'> {
	const variant = variantNames.find((name) => path[0] === 'variants' && path[1] === name) ?? null;
	const index = path[2] === 'questions' ? path[3] : undefined;
	return { variant, question: (variant && typeof index === 'number' && document.variants[variant]?.questions[index]?.id) || null };
}

function checkLanguages(document: QuestionnaireDocument, report: Report): void {
	const lists: [Path, readonly AnswerLanguage[]][] = [[['languages'], document.languages], ...variantNames.flatMap((name): [Path, readonly AnswerLanguage[]][] => (document.variants[name] ? [[['variants', name, 'languages'], document.variants[name].languages]] : []))];
	for (const [path, list] of lists) if (new Set(list).size < list.length) report('error', 'languages_twice', path);
	const standard = document.variants.standard.languages;
	if (document.languages.some((language) => !standard.includes(language)) || standard.some((language) => !document.languages.includes(language))) report('error', 'languages_differ', ['variants', 'standard', 'languages']);
}

function checkVariant(variant: Variant, path: Path, surroundings: Surroundings, report: Report): void {
	unique(variant.questions.map(({ id }) => id), (i) => [...path, 'questions', i, 'id'], report);
	unique(variant.batteries.map(({ id }) => id), (i) => [...path, 'batteries', i, 'id'], report);
	for (const [id, scale] of Object.entries(variant.scales)) checkScale(scale.options, [...path, 'scales', id], surroundings, report);
	for (const [i, battery] of variant.batteries.entries()) {
		if (!Object.hasOwn(variant.scales, battery.scale)) report('error', 'unknown_scale', [...path, 'batteries', i, 'scale'], { id: battery.scale });
		if (!variant.questions.some((question) => question.kind === 'scale' && question.battery === battery.id)) report('warning', 'unused_battery', [...path, 'batteries', i], { id: battery.id });
	}
	for (const id of Object.keys(variant.scales)) if (!variant.batteries.some((battery) => battery.scale === id)) report('warning', 'unused_scale', [...path, 'scales', id], { id });
	for (const [i, question] of variant.questions.entries()) checkQuestion(variant, question, [...path, 'questions', i], surroundings, report);
}

function checkScale(options: readonly Option[], path: Path, surroundings: Surroundings, report: Report): void {
	checkOptions(options, path, surroundings, report);
	const values = options.flatMap(({ value }) => (value === null ? [] : [value]));
	if (values.length < 2) report('error', 'scale_values', path);
	const first = options.findIndex(({ value }) => value === null);
	const rising = values.every((value, i) => i === 0 || value > (values[i - 1] ?? value));
	if (!rising || (first >= 0 && options.slice(first).some(({ value }) => value !== null))) report('error', 'scale_order', path);
}

function checkOptions(options: readonly Option[], path: Path, { pictures }: Surroundings, report: Report): void {
	unique(options.map(({ id }) => id), (i) => [...path, 'options', i, 'id'], report);
	for (const [i, option] of options.entries()) {
		if (option.id === declinedId) report('error', 'reserved_id', [...path, 'options', i, 'id'], { id: declinedId });
		if (option.picture && pictures && !pictures.has(option.picture)) report('error', 'unknown_picture', [...path, 'options', i, 'picture'], { name: option.picture });
	}
}

function checkQuestion(variant: Variant, question: Question, path: Path, surroundings: Surroundings, report: Report): void {
	if (question.kind === 'scale' && !variant.batteries.some(({ id }) => id === question.battery)) report('error', 'unknown_battery', [...path, 'battery'], { id: question.battery });
	if (question.kind === 'single' || question.kind === 'multiple') checkOptions(question.options, path, surroundings, report);
	if (question.kind === 'number' && question.min >= question.max) report('error', 'number_range', path, { min: question.min, max: question.max });
	if (question.picture && surroundings.pictures && !surroundings.pictures.has(question.picture)) report('error', 'unknown_picture', [...path, 'picture'], { name: question.picture });
	for (const [i, { methodology, node }] of question.maps.entries()) {
		const known = surroundings.nodes?.get(methodology);
		if (known && !known.has(node)) report('error', 'unknown_node', [...path, 'maps', i, 'node'], { node, methodology });
	}
	if (question.showIf) checkCondition(variant, question, question.showIf, [...path, 'showIf'], report);
}

function checkCondition(variant: Variant, question: Question, condition: NonNullable<Question['showIf']>, path: Path, report: Report): void {
	const at = variant.questions.indexOf(question);
	const asked = variant.questions.findIndex(({ id }) => id === condition.question);
	const earlier = variant.questions[asked];
	if (!earlier) return report('error', 'condition_unknown', [...path, 'question'], { id: condition.question });
	if (asked >= at) return report('error', 'condition_later', [...path, 'question'], { id: condition.question });
	const offered = safeChoices(variant, earlier);
	if (offered === null) return;
	if (offered.length === 0) return report('error', 'condition_no_choice', [...path, 'question'], { id: condition.question });
	for (const [i, id] of condition.anyOf.entries()) if (!offered.includes(id)) report('error', 'condition_option', [...path, 'anyOf', i], { id, question: condition.question });
}

/** Ids that a question offers; null where its battery or scale does not exist, which is a problem of its own. */
function safeChoices(variant: Variant, question: Question): string[] | null {
	if (question.kind === 'scale') {
		const exists = variant.batteries.some(({ id }) => id === question.battery) && Object.hasOwn(variant.scales, batteryOf(variant, question.battery).scale);
		if (!exists) return null;
	}
	return choicesOf(variant, question).map(({ id }) => id);
}

function unique(ids: readonly string[], pathOf: (i: number) => Path, report: Report): void {
	for (const [i, id] of ids.entries()) if (ids.indexOf(id) < i) report('error', 'duplicate_id', pathOf(i), { id });
}

/** Longer than this is hard to take in on a telephone or when read aloud. */
export const comfortable: Readonly<Partial<Record<TextRole, number>>> = { title: 120, battery: 120, question: 300, hint: 400, option: 120, unit: 60 };

function checkTexts(document: QuestionnaireDocument, report: Report): void {
	const undeclared = new Map<string, { path: Path; language: AnswerLanguage; count: number }>();
	for (const slot of textSlots(document)) {
		for (const language of slot.languages) if (slot.values[language] === undefined) report('missing', 'translation_missing', [...slot.path, language], {}, language);
		for (const [language, text] of Object.entries(slot.values) as [AnswerLanguage, string][]) {
			const path = [...slot.path, language];
			if (!slot.languages.includes(language)) undeclared.set(`${slot.variant} ${language}`, { path, language, count: (undeclared.get(`${slot.variant} ${language}`)?.count ?? 0) + 1 });
			if (unfitCharacter(text) >= 0) report('error', 'bad_character', path, {}, language);
			const most = comfortable[slot.role];
			if (most !== undefined && text.length > most) report('warning', 'text_long', path, { max: most, length: text.length }, language);
		}
	}
	// Once for each language and variant: taking a language away leaves its words everywhere.
	for (const { path, language, count } of undeclared.values()) report('warning', 'language_undeclared', path, { count }, language);
}
