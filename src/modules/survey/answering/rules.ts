import { declinedId, type Question, type Variant } from '../questionnaire/model.ts';
import { choicesOf, closedQuestions, isText } from '../questionnaire/rules.ts';
import { textLimits, type AnswerProblem, type Answers } from './model.ts';

interface Shape {
	readonly closed: readonly Question[];
	/** Of every option of a question, counted from 0. */
	readonly positions: ReadonlyMap<Question, ReadonlyMap<string, number>>;
	readonly conditional: boolean;
	readonly pages: readonly (readonly Question[])[];
}

// Published documents never change, so what follows from one is worked out once.
const shapes = new WeakMap<Variant, Shape>();

function shapeOf(variant: Variant): Shape {
	const known = shapes.get(variant);
	if (known) return known;
	const closed = closedQuestions(variant);
	const shape = { closed, positions: new Map(closed.map((question) => [question, new Map(choicesOf(variant, question).map(({ id }, i) => [id, i]))])), conditional: variant.questions.some(({ showIf }) => showIf !== undefined), pages: pagesOf(variant) };
	shapes.set(variant, shape);
	return shape;
}

const given = (answers: Answers, id: string): readonly string[] => (answers[id] ?? []).filter((value) => value.trim() !== '');

/** Whether the question is asked after these answers: its condition, and that of the question it looks at, is met. */
export function isAsked(variant: Variant, question: Question, answers: Answers): boolean {
	const { showIf } = question;
	if (!showIf) return true;
	const earlier = variant.questions.find(({ id }) => id === showIf.question);
	return earlier !== undefined && earlier !== question && isAsked(variant, earlier, answers) && given(answers, earlier.id).some((id) => showIf.anyOf.includes(id));
}

export const askedQuestions = (variant: Variant, answers: Answers): readonly Question[] => (shapeOf(variant).conditional ? variant.questions.filter((question) => isAsked(variant, question, answers)) : variant.questions);

/**
 * Questions by page so that a page never asks what depends on an answer of the same page: whoever has no JavaScript gets
 * the next page after the answer is known.
 */
export const questionPages = (variant: Variant): readonly (readonly Question[])[] => shapeOf(variant).pages;

function pagesOf(variant: Variant): Question[][] {
	const pages: Question[][] = [[]];
	for (const question of variant.questions) {
		const page = pages.at(-1) ?? [];
		if (question.showIf && page.some(({ id }) => id === question.showIf?.question)) pages.push([question]);
		else page.push(question);
	}
	return pages;
}

export interface CheckedAnswers {
	/** As in `survey_response.choices`. */
	readonly choices: readonly (number | null)[];
	readonly texts: Readonly<Record<string, string>>;
	readonly problems: readonly AnswerProblem[];
	/** How many of the asked questions have an answer, declining included. */
	readonly answered: number;
	/** How many questions are asked after these answers. */
	readonly asked: number;
}

/** Turns what was typed into what is stored. Questions whose condition is not met have no answer, whatever was typed. */
export function checkAnswers(variant: Variant, answers: Answers): CheckedAnswers {
	const asked = new Set(askedQuestions(variant, answers));
	const { closed } = shapeOf(variant);
	const problems: AnswerProblem[] = [];
	const take = (question: Question): number | null => {
		const read = asked.has(question) ? readChoice(variant, question, given(answers, question.id)) : null;
		if (typeof read === 'number' || read === null) return read;
		problems.push({ question: question.id, ...read });
		return null;
	};
	const choices = closed.map(take);
	const texts: Record<string, string> = {};
	for (const question of asked) {
		if (!isText(question)) continue;
		const values = given(answers, question.id);
		const body = values[0]?.trim() ?? '';
		const max = question.kind === 'short-text' ? textLimits['short-text'] : textLimits['long-text'];
		if (new Set(values).size > 1) problems.push({ question: question.id, code: 'once', params: {} });
		else if (body.length > max) problems.push({ question: question.id, code: 'long', params: { length: body.length, max } });
		else if (body !== '') texts[question.id] = body;
	}
	const answered = choices.filter((choice) => choice !== null).length + Object.keys(texts).length;
	return { choices, texts, problems, answered, asked: asked.size };
}

function readChoice(variant: Variant, question: Question, values: readonly string[]): number | null | Omit<AnswerProblem, 'question'> {
	if (values.length === 0) return null;
	const chosen = values.length === 1 ? values : [...new Set(values)];
	if (question.kind === 'number') {
		const { min, max } = question;
		const text = chosen[0]?.trim() ?? '';
		const value = /^[+-]?\d{1,9}$/.test(text) ? Number(text) : NaN;
		if (chosen.length > 1) return { code: 'once', params: {} };
		return value >= min && value <= max ? value : { code: 'number', params: { min, max } };
	}
	const { positions } = shapeOf(variant);
	const places = chosen.map((id) => positions.get(question)?.get(id) ?? -1);
	if (places.includes(-1)) return { code: 'choice', params: {} };
	if (question.kind !== 'multiple') return chosen.length > 1 ? { code: 'once', params: {} } : (places[0] ?? 0) + 1;
	// Declining beside real answers takes nothing back from them.
	const real = chosen.length > 1 ? places.filter((_, i) => chosen[i] !== declinedId) : places;
	return real.reduce((bits, place) => bits | (2 ** place), 0);
}
