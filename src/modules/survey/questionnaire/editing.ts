import { hashOfText } from '#modules/methodology/index.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import { QuestionnaireDocument, type Battery, type AnswerScale, type Question, type Variant, type VariantName } from './model.ts';

/**
 * Changes of a draft as pure functions from document to document. They throw NotFound for a part that is not there and
 * Conflict where another part depends on it; what they return fits the format.
 */

/** A word for a part as it was when its form was made: another word means that somebody changed it since. */
export const seenOf = (part: unknown): string => hashOfText(JSON.stringify(part ?? null)).slice(0, 32);

/** The document as the format has it, or Invalid at the form: for values that no form of ours sends. */
export function fitting(document: unknown): QuestionnaireDocument {
	const parsed = QuestionnaireDocument.safeParse(document);
	if (!parsed.success) throw new Invalid({ form: { code: 'questionnaire_not_fitting', params: { place: parsed.error.issues[0]?.path.join('.') ?? '' } } });
	return parsed.data;
}

export function requireVariant(document: QuestionnaireDocument, name: string): Variant {
	const variant = name === 'standard' || name === 'easy' ? document.variants[name] : undefined;
	if (!variant) throw new NotFound();
	return variant;
}

export function requireQuestion(variant: Variant, id: string): Question {
	const question = variant.questions.find((each) => each.id === id);
	if (!question) throw new NotFound();
	return question;
}

const inVariant = (document: QuestionnaireDocument, name: VariantName, change: (variant: Variant) => Variant): QuestionnaireDocument =>
	fitting({ ...document, variants: { ...document.variants, [name]: change(requireVariant(document, name)) } });

/** Puts a question in the place of the one with its id, or at the end. A condition stays when the new one has none. */
export function putQuestion(document: QuestionnaireDocument, name: VariantName, question: Question): QuestionnaireDocument {
	return inVariant(document, name, (variant) => {
		const before = variant.questions.find(({ id }) => id === question.id);
		if (!before) return { ...variant, questions: [...variant.questions, question] };
		const next: Question = before.showIf && !question.showIf ? { ...question, showIf: before.showIf } : question;
		return { ...variant, questions: variant.questions.map((each) => (each.id === question.id ? next : each)) };
	});
}

/** Sets or takes away the condition of a question. */
export function setCondition(document: QuestionnaireDocument, name: VariantName, id: string, condition: Question['showIf'] | null): QuestionnaireDocument {
	return inVariant(document, name, (variant) => {
		const { showIf: _before, ...question } = requireQuestion(variant, id);
		const next = (condition ? { ...question, showIf: condition } : question) as Question;
		return { ...variant, questions: variant.questions.map((each) => (each.id === id ? next : each)) };
	});
}

/** Moves a question one place up or down; at the end of the list nothing changes. */
export function moveQuestion(document: QuestionnaireDocument, name: VariantName, id: string, direction: 'up' | 'down'): QuestionnaireDocument {
	return inVariant(document, name, (variant) => {
		const question = requireQuestion(variant, id);
		const at = variant.questions.indexOf(question);
		const to = direction === 'up' ? at - 1 : at + 1;
		if (to < 0 || to >= variant.questions.length) return variant;
		return { ...variant, questions: variant.questions.toSpliced(at, 1).toSpliced(to, 0, question) };
	});
}

/** Takes a question away. Throws Conflict for the last one and for one on which a condition rests. */
export function removeQuestion(document: QuestionnaireDocument, name: VariantName, id: string): QuestionnaireDocument {
	return inVariant(document, name, (variant) => {
		requireQuestion(variant, id);
		if (variant.questions.length === 1) throw new Conflict('questionnaire_last_question');
		const dependent = variant.questions.findIndex(({ showIf }) => showIf?.question === id);
		if (dependent >= 0) throw new Conflict('questionnaire_question_used', { number: dependent + 1 });
		return { ...variant, questions: variant.questions.filter((each) => each.id !== id) };
	});
}

export const putScale = (document: QuestionnaireDocument, name: VariantName, id: string, scale: AnswerScale): QuestionnaireDocument =>
	inVariant(document, name, (variant) => ({ ...variant, scales: { ...variant.scales, [id]: scale } }));

/** Takes a scale away. Throws Conflict while a battery uses it. */
export function removeScale(document: QuestionnaireDocument, name: VariantName, id: string): QuestionnaireDocument {
	return inVariant(document, name, (variant) => {
		if (!Object.hasOwn(variant.scales, id)) throw new NotFound();
		if (variant.batteries.some(({ scale }) => scale === id)) throw new Conflict('questionnaire_scale_used');
		return { ...variant, scales: Object.fromEntries(Object.entries(variant.scales).filter(([each]) => each !== id)) };
	});
}

export const putBattery = (document: QuestionnaireDocument, name: VariantName, battery: Battery): QuestionnaireDocument =>
	inVariant(document, name, (variant) => ({
		...variant,
		batteries: variant.batteries.some(({ id }) => id === battery.id) ? variant.batteries.map((each) => (each.id === battery.id ? battery : each)) : [...variant.batteries, battery]
	}));

/** Takes a battery away. Throws Conflict while a question belongs to it. */
export function removeBattery(document: QuestionnaireDocument, name: VariantName, id: string): QuestionnaireDocument {
	return inVariant(document, name, (variant) => {
		if (!variant.batteries.some((each) => each.id === id)) throw new NotFound();
		if (variant.questions.some((question) => question.kind === 'scale' && question.battery === id)) throw new Conflict('questionnaire_battery_used');
		return { ...variant, batteries: variant.batteries.filter((each) => each.id !== id) };
	});
}

/** Takes the easy-to-read variant away with all its wording. */
export function removeEasy(document: QuestionnaireDocument): QuestionnaireDocument {
	requireVariant(document, 'easy');
	return fitting({ ...document, variants: { standard: document.variants.standard } });
}
