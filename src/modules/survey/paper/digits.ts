import type { FieldError } from '#platform/errors.ts';
import type { Question, Variant } from '../questionnaire/model.ts';
import { choicesOf, closedQuestions } from '../questionnaire/rules.ts';
import { assistances, type Assistance } from '../model.ts';

/** The longest that a person types into one digit field, in characters. */
export const digitsLength = 60;

export type Read<T> = { readonly value: T } | { readonly problem: FieldError };

const problem = (code: string, params: Record<string, string | number> = {}): { problem: FieldError } => ({ problem: { code, params } });

/** The number that stands before a question on paper: questions count through, texts too. */
export function printedNumbers(variant: Variant): ReadonlyMap<string, number> {
	return new Map(variant.questions.map(({ id }, i) => [id, i + 1]));
}

/** What may be typed for a question, as it is said to the typist: "1–6", or "0–31" for a number. */
export function allowedDigits(variant: Variant, question: Question): string {
	if (question.kind === 'number') return `${question.min}–${question.max}`;
	return `1–${choicesOf(variant, question).length}`;
}

/**
 * What a typist entered for one closed question, as `survey_response.choices` holds it: the printed number of the ticked
 * box, bits for several boxes, the number itself; null for nothing or "-". A problem names the digits that are printed.
 */
export function readDigits(variant: Variant, question: Question, typed: string): Read<number | null> {
	const text = typed.trim();
	if (text === '' || text === '-') return { value: null };
	const parts = text.split(/[\s,;+]+/).filter((part) => part !== '');
	const allowed = allowedDigits(variant, question);
	if (parts.length === 0 || parts.some((part) => !/^\d{1,6}$/.test(part))) return problem('paper_digits_wrong', { typed: text.slice(0, 20), allowed });
	const numbers = parts.map(Number);
	const first = numbers[0] ?? 0;
	if (question.kind !== 'multiple' && numbers.length > 1) return problem('paper_digits_one', { typed: text.slice(0, 20), allowed });
	if (question.kind === 'number') return first >= question.min && first <= question.max ? { value: first } : problem('paper_digits_wrong', { typed: text.slice(0, 20), allowed });
	const count = choicesOf(variant, question).length;
	if (numbers.some((n) => n < 1 || n > count)) return problem('paper_digits_wrong', { typed: text.slice(0, 20), allowed });
	if (question.kind !== 'multiple') return { value: first };
	// Declining beside real answers takes nothing back from them, as on the pages for respondents.
	const chosen = [...new Set(numbers)].filter((n, _, all) => n !== count || all.length === 1);
	return { value: chosen.reduce((bits, n) => bits + 2 ** (n - 1), 0) };
}

/** The stored answer as a typist would enter it; the opposite of `readDigits`. `joint` joins several boxes. */
export function writeDigits(question: Question, choice: number | null, joint = ' '): string {
	if (choice === null) return '';
	if (question.kind !== 'multiple') return String(choice);
	return positionsOf(choice).join(joint);
}

/** The printed numbers of the boxes that a stored answer to a question with several boxes holds. */
export function positionsOf(bits: number): number[] {
	const positions: number[] = [];
	for (let position = 1, rest = bits; rest > 0; position++, rest = Math.floor(rest / 2)) if (rest % 2 === 1) positions.push(position);
	return positions;
}

/** A problem of a whole line, with the printed number of the question it is about. */
export type LineRead = { readonly choices: (number | null)[] } | { readonly problem: FieldError };

/**
 * All closed answers of a sheet typed as one line: `4 5 3 - 2 1,3`. Blanks divide questions, "-" is no answer, a comma or
 * plus joins several boxes of one question. Where every question takes one digit they may stand without blanks: `453-2`.
 */
export function readLine(variant: Variant, line: string): LineRead {
	const questions = closedQuestions(variant);
	const parts = partsOf(variant, questions, line.trim().replace(/\s*([,+])\s*/g, '$1'));
	if (parts.length !== questions.length) return problem('paper_line_count', { given: parts.length, wanted: questions.length });
	const numbers = printedNumbers(variant);
	const choices: (number | null)[] = [];
	for (const [i, question] of questions.entries()) {
		const read = readDigits(variant, question, parts[i] ?? '');
		if ('problem' in read) return problem('paper_line_question', { question: numbers.get(question.id) ?? 0, typed: (parts[i] ?? '').slice(0, 20), allowed: allowedDigits(variant, question) });
		choices.push(read.value);
	}
	return { choices };
}

function partsOf(variant: Variant, questions: readonly Question[], line: string): string[] {
	const parts = line.split(/\s+/).filter((part) => part !== '');
	const [only] = parts;
	if (parts.length !== 1 || only === undefined || only.length !== questions.length || !/^[\d-]+$/.test(only)) return parts;
	const single = questions.every((question) => question.kind !== 'number' && question.kind !== 'multiple' && choicesOf(variant, question).length < 10);
	return single ? [...only] : parts;
}

/** The closed answers of a sheet as one line; the opposite of `readLine`. */
export const writeLine = (variant: Variant, choices: readonly (number | null)[]): string => closedQuestions(variant).map((question, i) => writeDigits(question, choices[i] ?? null, ',') || '-').join(' ');

/** Who helped to fill the paper in, by its printed number; nothing ticked counts as nobody. */
export function readAssistance(typed: string): Read<Assistance> {
	const text = typed.trim();
	if (text === '' || text === '-') return { value: 'no' };
	const assistance = /^\d$/.test(text) ? assistances[Number(text) - 1] : undefined;
	return assistance === undefined ? problem('paper_digits_wrong', { typed: text.slice(0, 20), allowed: `1–${assistances.length}` }) : { value: assistance };
}

export const writeAssistance = (assisted: Assistance): string => String(assistances.indexOf(assisted) + 1);
