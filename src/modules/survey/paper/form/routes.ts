import type { Question, Variant } from '../../questionnaire/model.ts';
import { choicesOf } from '../../questionnaire/rules.ts';

/** On paper a condition is a direction: behind a box, or before a question where no direction leads past it. */
export interface Directions {
	/** By question id and place of the option (from 0): the question to go on with; `end` when none is left. */
	readonly goTo: ReadonlyMap<string, ReadonlyMap<number, Question | 'end'>>;
	/** Questions that say themselves when to answer them, by id. */
	readonly onlyIf: ReadonlySet<string>;
}

/**
 * Turns the conditions of a variant into directions for people who fill it in by hand. A box of a question with one answer
 * leads past the questions that follow it directly and are not asked after it; every other condition stands at the
 * question that has it, and so does one whose question may have been left blank or has several answers.
 */
export function directionsOf(variant: Variant): Directions {
	const { questions } = variant;
	const goTo = new Map<string, Map<number, Question | 'end'>>();
	const led = new Map<string, number>();
	for (const [at, question] of questions.entries()) {
		if (question.kind === 'multiple') continue;
		for (const [place, option] of choicesOf(variant, question).entries()) {
			const skipped = new Set<string>();
			let next = at + 1;
			for (; next < questions.length; next++) {
				const condition = questions[next]?.showIf;
				const left = condition && (skipped.has(condition.question) || (condition.question === question.id && !condition.anyOf.includes(option.id)));
				if (!left) break;
				skipped.add(questions[next]?.id ?? '');
			}
			if (skipped.size === 0) continue;
			goTo.set(question.id, (goTo.get(question.id) ?? new Map<number, Question | 'end'>()).set(place, questions[next] ?? 'end'));
			for (const id of skipped) led.set(id, (led.get(id) ?? 0) + 1);
		}
	}
	return { goTo, onlyIf: new Set(questions.filter((question) => question.showIf && (led.get(question.id) ?? 0) < excludingOptions(variant, question)).map(({ id }) => id)) };
}

/** How many options of the question that a condition names leave the conditional question out. */
function excludingOptions(variant: Variant, question: Question): number {
	const condition = question.showIf;
	const source = variant.questions.find(({ id }) => id === condition?.question);
	if (!condition || !source) return 0;
	return source.kind === 'multiple' ? Infinity : choicesOf(variant, source).filter(({ id }) => !condition.anyOf.includes(id)).length;
}
