import type { Variant } from '../questionnaire/model.ts';
import { choicesOf, closedQuestions } from '../questionnaire/rules.ts';
import { positionsOf } from './digits.ts';

/**
 * Takes out what was answered although the form said to go on to a later question: a question whose condition is not met
 * was not asked, and neither is one that hangs on it. Choices are in the order of `closedQuestions`, texts by question id.
 */
export function withoutUnasked(variant: Variant, answers: { readonly choices: readonly (number | null)[]; readonly texts: Readonly<Record<string, string>> }): { choices: (number | null)[]; texts: Record<string, string> } {
	const place = new Map(closedQuestions(variant).map(({ id }, i) => [id, i]));
	const choices = closedQuestions(variant).map((_, i) => answers.choices[i] ?? null);
	const texts: Record<string, string> = {};
	const byId = new Map(variant.questions.map((question) => [question.id, question]));
	for (const question of variant.questions) {
		const condition = question.showIf;
		const source = condition ? byId.get(condition.question) : undefined;
		const given = condition ? (choices[place.get(condition.question) ?? -1] ?? null) : null;
		let asked = true;
		if (condition && source) {
			const positions = given === null ? [] : source.kind === 'multiple' ? positionsOf(given) : [given];
			const options = choicesOf(variant, source);
			asked = positions.some((position) => condition.anyOf.includes(options[position - 1]?.id ?? ''));
		}
		const at = place.get(question.id);
		if (at !== undefined && !asked) choices[at] = null;
		const text = at === undefined && asked ? (answers.texts[question.id] ?? '').trim() : '';
		if (text !== '') texts[question.id] = text;
	}
	return { choices, texts };
}
