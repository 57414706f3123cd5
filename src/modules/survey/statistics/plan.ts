import { assistances } from '../model.ts';
import { choicesOf, closedQuestions, rangeOf, scaleOf } from '../questionnaire/rules.ts';
import type { Question, Variant } from '../questionnaire/model.ts';

/** Where one question is counted, and what its answers are worth. */
export interface PlannedQuestion {
	readonly id: string;
	readonly kind: Question['kind'];
	/** The place of "no answer", which those of its choices follow; for a number: of n, sum and sum of squares. */
	readonly at: number;
	/** How many choices it offers; 0 for a number. */
	readonly choices: number;
	/** For `multiple`, whose choices do not add up to people: the place of people who chose anything but declining; else -1. */
	readonly people: number;
	/** By choice: whether it makes an answer that counts among the n. */
	readonly counts: readonly boolean[];
	/** By choice of a scale: what it counts as, turned where the question is reversed; null without a value. */
	readonly turned: readonly (number | null)[];
}

export interface PlannedBattery {
	readonly id: string;
	/** Numbers of its questions. */
	readonly items: readonly number[];
	/** As `at` of each item, but counted among people who left an item of the battery out: those are fewer than complete cases. */
	readonly at: readonly number[];
	/** The place of the sum of squared totals of complete cases. */
	readonly squares: number;
}

/** The groups of one grouping: everybody is in exactly one of them. */
export interface PlannedGrouping {
	/** Id of the question, or `assisted`. */
	readonly by: string;
	/** Number of the question; -1 for assistance. */
	readonly question: number;
	/** The number of its first group among the groups of all groupings. */
	readonly first: number;
	readonly values: readonly string[];
	/** By choice, 0 being no answer (by kind of assistance): which of `values`. */
	readonly groupOf: readonly number[];
}

/** How a variant is counted: every figure has a place, so that counting a response is a few additions to one list. */
export interface Plan {
	readonly questions: readonly PlannedQuestion[];
	readonly batteries: readonly PlannedBattery[];
	readonly groupings: readonly PlannedGrouping[];
	/** How many groups there are in all groupings. */
	readonly groups: number;
	/**
	 * The questions of the index, and the first of its places: n, sum and sum of squares by how many were answered. Kept apart
	 * so that only whole numbers are added and the order of responses cannot matter. Null without an index.
	 */
	readonly index: { readonly questions: readonly number[]; readonly at: number } | null;
	/** The place of the number of responses. */
	readonly responses: number;
	/** How many places there are. */
	readonly size: number;
}

/** The group of those who did not answer the grouping question, or declined to. */
export const noGroup = 'none';
/** The last grouping of every plan: who helped to answer. */
export const assistedGrouping = 'assisted';

/** Plans how the responses of a variant are counted. */
export function planOf(variant: Variant): Plan {
	const closed = closedQuestions(variant);
	let size = 0;
	const take = (places: number): number => (size += places) - places;
	const responses = take(1);
	const questions = closed.map((question): PlannedQuestion => {
		const choices = choicesOf(variant, question);
		const valued = choices.some(({ value }) => value !== null);
		return {
			id: question.id,
			kind: question.kind,
			at: take(question.kind === 'number' ? 3 : choices.length + 1),
			choices: choices.length,
			people: question.kind === 'multiple' ? take(1) : -1,
			// Without values every answer but the last, "I don't want to answer", is one.
			counts: choices.map(({ value }, i) => (valued ? value !== null : i < choices.length - 1)),
			turned: turnedValues(variant, question)
		};
	});
	const batteries = variant.batteries.flatMap(({ id }): PlannedBattery[] => {
		const items = closed.flatMap((question, i) => (question.kind === 'scale' && question.battery === id ? [i] : []));
		return items.length === 0 ? [] : [{ id, items, at: items.map((i) => take((questions[i]?.choices ?? 0) + 1)), squares: take(1) }];
	});
	const scales = closed.flatMap((question, i) => (question.kind === 'scale' ? [i] : []));
	const index = haveOneRange(variant) ? { questions: scales, at: take(3 * (scales.length + 1)) } : null;
	return { questions, batteries, ...groupingsOf(closed), index, responses, size };
}

function groupingsOf(closed: readonly Question[]): Pick<Plan, 'groupings' | 'groups'> {
	const groupings: PlannedGrouping[] = [];
	let groups = 0;
	const add = (grouping: Omit<PlannedGrouping, 'first'>) => {
		groupings.push({ ...grouping, first: groups });
		groups += grouping.values.length;
	};
	for (const [number, question] of closed.entries()) {
		if (question.kind !== 'single' || !question.group) continue;
		const none = question.options.length;
		add({ by: question.id, question: number, values: [...question.options.map(({ id }) => id), noGroup], groupOf: [none, ...question.options.keys(), none] });
	}
	add({ by: assistedGrouping, question: -1, values: assistances, groupOf: [...assistances.keys()] });
	return { groupings, groups };
}

function turnedValues(variant: Variant, question: Question): (number | null)[] {
	if (question.kind !== 'scale') return [];
	const { low, high } = rangeOf(scaleOf(variant, question.battery).options);
	return choicesOf(variant, question).map(({ value }) => (value === null || !question.reversed ? value : low + high - value));
}

/** Whether there are scale questions, and all go from the same lowest to the same highest value. */
function haveOneRange(variant: Variant): boolean {
	const used = variant.questions.flatMap((question) => (question.kind === 'scale' ? [rangeOf(scaleOf(variant, question.battery).options)] : []));
	const first = used[0];
	return first !== undefined && Number.isFinite(first.low) && used.every(({ low, high }) => low === first.low && high === first.high);
}
