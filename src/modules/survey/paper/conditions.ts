import { checkAnswers, type Answers } from '../answering/index.ts';
import type { Variant } from '../questionnaire/model.ts';
import { choicesOf, closedQuestions } from '../questionnaire/rules.ts';
import { positionsOf } from './digits.ts';

export interface Typed {
	/** In the order of `closedQuestions`. */
	readonly choices: readonly (number | null)[];
	/** By question id. */
	readonly texts: Readonly<Record<string, string>>;
}

/**
 * Takes out what was answered although the form said to go on to a later question, by the same rule as on the pages for
 * respondents: a question whose condition is not met has no answer, and neither has one that hangs on it.
 */
export function withoutUnasked(variant: Variant, typed: Typed): { choices: (number | null)[]; texts: Record<string, string> } {
	const answers: Record<string, readonly string[]> = Object.fromEntries(Object.entries(typed.texts).map(([id, body]) => [id, [body]]));
	for (const [i, question] of closedQuestions(variant).entries()) {
		const choice = typed.choices[i] ?? null;
		if (choice === null) continue;
		const options = choicesOf(variant, question);
		answers[question.id] = question.kind === 'number' ? [String(choice)] : (question.kind === 'multiple' ? positionsOf(choice) : [choice]).map((position) => options[position - 1]?.id ?? '');
	}
	const { choices, texts } = checkAnswers(variant, answers satisfies Answers);
	return { choices: [...choices], texts: { ...texts } };
}
