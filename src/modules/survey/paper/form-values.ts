import type { FieldError } from '#platform/errors.ts';
import { Invalid } from '#platform/errors.ts';
import { textLimits } from '../answering/index.ts';
import type { Assistance } from '../model.ts';
import type { Variant } from '../questionnaire/model.ts';
import { closedQuestions, textQuestions } from '../questionnaire/rules.ts';
import { readAssistance, readDigits, readLine } from './digits.ts';
import type { Typed } from './conditions.ts';

/** Names of the form's fields: one for each question, one for the whole line, one for help. */
export const questionField = (id: string): string => `q-${id}`;
export const lineField = 'line';
export const helpField = 'help';

/** What a typist sent: texts by field name; `line` present means that the closed answers stand in one line. */
export type TypedSheet = Readonly<Record<string, string>>;

/** Turns the typed fields into answers. Invalid with a sentence at every field that does not fit, or when nothing was typed at all. */
export function readTypedSheet(variant: Variant, typed: TypedSheet): Typed & { readonly assisted: Assistance } {
	const problems: Record<string, FieldError> = {};
	const choices = typed[lineField] === undefined ? readFields(variant, typed, problems) : readTypedLine(variant, typed[lineField], problems);
	const texts: Record<string, string> = {};
	for (const question of textQuestions(variant)) {
		const body = (typed[questionField(question.id)] ?? '').trim();
		const max = question.kind === 'short-text' ? textLimits['short-text'] : textLimits['long-text'];
		if (body.length > max) problems[questionField(question.id)] = { code: 'too_long', params: { max } };
		else if (body !== '') texts[question.id] = body;
	}
	const help = readAssistance(typed[helpField] ?? '');
	if ('problem' in help) problems[helpField] = help.problem;
	if (Object.keys(problems).length > 0) throw new Invalid(problems);
	if (choices.every((choice) => choice === null) && Object.keys(texts).length === 0) throw new Invalid({ form: { code: 'paper_sheet_empty' } });
	return { choices, texts, assisted: 'value' in help ? help.value : 'no' };
}

function readFields(variant: Variant, typed: TypedSheet, problems: Record<string, FieldError>): (number | null)[] {
	return closedQuestions(variant).map((question) => {
		const read = readDigits(variant, question, typed[questionField(question.id)] ?? '');
		if ('value' in read) return read.value;
		problems[questionField(question.id)] = read.problem;
		return null;
	});
}

function readTypedLine(variant: Variant, line: string, problems: Record<string, FieldError>): readonly (number | null)[] {
	const blank = line.trim() === '' || closedQuestions(variant).length === 0;
	const read = blank ? { choices: closedQuestions(variant).map(() => null) } : readLine(variant, line);
	if ('choices' in read) return read.choices;
	problems[lineField] = read.problem;
	return [];
}
