import type { BatteryTally, GroupTally, MeanTally, QuestionTally } from './model.ts';
import type { Counter } from './counting.ts';
import { assistedGrouping, type Plan, type PlannedBattery, type PlannedQuestion } from './plan.ts';

/** What a group counted at the places of a plan: of all its responses, and of those that did not come through open links. */
interface Counted {
	readonly all: Float64Array;
	readonly rest: Float64Array;
}

/** The tallies of everybody and of every group, in the order of the plan; of all answers, or without those of open links. */
export function groupTallies(counter: Counter, of: 'all' | 'counted' = 'all'): GroupTally[] {
	const { plan } = counter;
	const groups = Array.from({ length: plan.groups }, (_, group) => {
		const rest = counter.countsOf(group, false);
		return { rest, all: of === 'counted' ? rest : sum([rest, counter.countsOf(group, true)], plan.size) };
	});
	// Everybody is in one group of assistance, so that its groups add up to everybody.
	const parts = plan.groupings.filter(({ by }) => by === assistedGrouping).flatMap(({ first, values }) => groups.slice(first, first + values.length));
	const everybody: Counted = { all: sum(parts.map(({ all }) => all), plan.size), rest: sum(parts.map(({ rest }) => rest), plan.size) };
	return [
		groupTally(plan, null, null, everybody),
		...plan.groupings.flatMap(({ by, first, values }) => values.map((value, i) => groupTally(plan, by, value, groups[first + i] ?? everybody)))
	];
}

const sum = (parts: readonly Float64Array[], size: number): Float64Array => {
	const total = new Float64Array(size);
	for (const part of parts) for (let i = 0; i < size; i++) total[i] = (total[i] ?? 0) + (part[i] ?? 0);
	return total;
};

const at = (counts: Float64Array, place: number): number => counts[place] ?? 0;

function groupTally(plan: Plan, by: string | null, value: string | null, counted: Counted): GroupTally {
	return {
		by,
		value,
		responses: at(counted.all, plan.responses),
		counted: at(counted.rest, plan.responses),
		questions: plan.questions.map((question) => questionTally(question, counted)),
		batteries: plan.batteries.map((battery) => batteryTally(plan, battery, counted)),
		index: plan.index && indexTally(plan.index, counted)
	};
}

function questionTally(question: PlannedQuestion, { all, rest }: Counted): QuestionTally {
	const people = (counts: Float64Array): number => {
		if (question.kind === 'number') return at(counts, question.at);
		if (question.people >= 0) return at(counts, question.people);
		return question.counts.reduce((n, is, choice) => (is ? n + at(counts, question.at + 1 + choice) : n), 0);
	};
	return {
		question: question.id,
		counts: [...all.subarray(question.at + 1, question.at + 1 + question.choices)],
		n: people(all),
		counted: people(rest),
		numbers: question.kind === 'number' ? { sum: at(all, question.at + 1), squares: at(all, question.at + 2) } : null
	};
}

function batteryTally(plan: Plan, { id, items, at: places, squares }: PlannedBattery, { all, rest }: Counted): BatteryTally {
	// Everybody who chose it, less those who left another item out.
	const complete = (item: number, choice: number, counts: Float64Array): number => at(counts, (plan.questions[items[item] ?? 0]?.at ?? 0) + 1 + choice) - at(counts, (places[item] ?? 0) + 1 + choice);
	const over = (item: number, counts: Float64Array, of: (value: number) => number): number =>
		(plan.questions[items[item] ?? 0]?.turned ?? []).reduce<number>((total, value, choice) => (value === null ? total : total + of(value) * complete(item, choice, counts)), 0);
	const sums = items.map((_, item) => over(item, all, (value) => value));
	return {
		battery: id,
		items: items.map((i) => plan.questions[i]?.id ?? ''),
		n: over(0, all, () => 1),
		counted: over(0, rest, () => 1),
		sums,
		squares: items.map((_, item) => over(item, all, (value) => value * value)),
		total: { sum: sums.reduce((total, value) => total + value, 0), squares: at(all, squares) }
	};
}

function indexTally({ questions, at: first }: NonNullable<Plan['index']>, { all, rest }: Counted): MeanTally {
	const tally = { n: 0, counted: 0, sum: 0, squares: 0 };
	for (let answered = 1; answered <= questions.length; answered++) {
		const place = first + 3 * answered;
		tally.n += at(all, place);
		tally.counted += at(rest, place);
		tally.sum += at(all, place + 1) / answered;
		tally.squares += at(all, place + 2) / (answered * answered);
	}
	return tally;
}
