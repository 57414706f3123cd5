import { choicesOf, declinedId, isText, rangeOf, type Question, type Variant } from '../../survey/index.ts';

/** Counts of one question in one set of people: what a cell shows, and what the rules look at. */
export interface Cell {
	/** People whose answer counts among the n. */
	readonly n: number;
	/** How often each choice was made; empty for a number. */
	readonly counts: readonly number[];
	readonly numbers: { readonly sum: number; readonly squares: number } | null;
}

/** What the rules must know of a question. */
export interface Shape {
	readonly question: string;
	/** One of several answers, any of several, or a number. */
	readonly kind: 'one' | 'many' | 'number';
	/** Places of the answers that tell something: those with a value, else all but "I don't want to answer". */
	readonly answers: readonly number[];
	/** Ids and values of the choices, in their order. */
	readonly choices: readonly { readonly id: string; readonly value: number | null }[];
	/** Lowest and highest answer of a number. */
	readonly range: { readonly low: number; readonly high: number };
	/** The battery and the direction of a scale question. */
	readonly scale: { readonly battery: string; readonly reversed: boolean } | null;
	/** Figures are also given by its answers. */
	readonly grouping: boolean;
}

/** The closed questions of a variant as the rules see them, in their order. */
export const shapesOf = (variant: Variant): Shape[] => variant.questions.filter((question) => !isText(question)).map((question) => shapeOf(variant, question));

function shapeOf(variant: Variant, question: Question): Shape {
	const choices = choicesOf(variant, question);
	const valued = choices.some(({ value }) => value !== null);
	return {
		question: question.id,
		kind: question.kind === 'number' ? 'number' : question.kind === 'multiple' ? 'many' : 'one',
		answers: choices.flatMap(({ id, value }, i) => ((question.kind === 'multiple' || !valued ? id !== declinedId : value !== null) ? [i] : [])),
		choices,
		range: question.kind === 'number' ? { low: question.min, high: question.max } : question.kind === 'scale' ? rangeOf(choices) : { low: 0, high: 0 },
		scale: question.kind === 'scale' ? { battery: question.battery, reversed: question.reversed } : null,
		grouping: question.kind === 'single' && question.group
	};
}

export const minus = (a: Cell, b: Cell): Cell => ({
	n: a.n - b.n,
	counts: a.counts.map((count, i) => count - at(b.counts, i)),
	numbers: a.numbers && { sum: a.numbers.sum - (b.numbers?.sum ?? 0), squares: a.numbers.squares - (b.numbers?.squares ?? 0) }
});

/** True where there is no answer at all, not even "I don't want to answer". */
export const isEmpty = (cell: Cell): boolean => cell.n === 0 && cell.counts.every((count) => count === 0);

export const at = (values: readonly number[], place: number): number => values[place] ?? 0;

/**
 * True when all answers may be the same, or all but one: then somebody who knows one answer, the own one, could be certain
 * of everybody else's.
 */
export function isAlike(shape: Shape, cell: Cell): boolean {
	const told = shape.answers.map((place) => at(cell.counts, place));
	if (shape.kind === 'one') return told.reduce((sum, count) => sum + count, 0) - Math.max(0, ...told) < 2;
	if (shape.kind === 'many') return cell.n < 2 || told.some((count) => cell.n - count < 2);
	return areSumsAlike(cell.n, cell.numbers?.sum ?? 0, cell.numbers?.squares ?? 0, shape.range.low, shape.range.high);
}

/**
 * The same for whole numbers of which only n, sum and sum of squares are known: true when a number between `low` and `high`
 * could be taken away so that those left do not vary, that is (n − 1)(Q − v²) = (S − v)².
 */
export function areSumsAlike(n: number, sum: number, squares: number, low: number, high: number): boolean {
	if (n < 3) return true;
	if (n * squares === sum * sum) return true;
	const root = Math.sqrt((n - 1) * (n * squares - sum * sum));
	return [(sum - root) / n, (sum + root) / n].some((v) => {
		const whole = Math.round(v);
		return whole >= low && whole <= high && (n - 1) * (squares - whole * whole) === (sum - whole) ** 2;
	});
}

/**
 * True when what the hidden groups gave together leaves every answer open for each of them: each answer that was given at
 * all was given at least twice among them (or as often as by everybody), and what they told is not alike. Numbers never do.
 */
export function leavesOpen(shape: Shape, hidden: Cell, all: Cell): boolean {
	// Sum and sum of squares of few whole numbers can tell each of them.
	if (shape.kind === 'number' || isAlike(shape, hidden)) return false;
	return all.counts.every((count, i) => {
		const here = at(hidden.counts, i);
		const twice = here >= Math.min(2, count);
		if (shape.kind === 'one' || !shape.answers.includes(i)) return twice;
		return twice && hidden.n - here >= Math.min(2, all.n - count);
	});
}

/**
 * Ids of the range of answers in which a coarse cell lies. The ranges of a scale are fixed beforehand and hold two answers
 * or more, so that the range does not tell the answer; up to three answers are one range.
 */
export function coarseRange(shape: Shape, cell: Cell): string[] {
	if (shape.kind === 'number') return [];
	const places = shape.answers;
	const id = (place: number): string => shape.choices[place]?.id ?? '';
	const ordered = places.every((place) => shape.choices[place]?.value !== null);
	if (shape.kind === 'many' || !ordered || places.length < 4) return places.map(id);
	const half = Math.ceil(places.length / 2);
	const most = places.reduce((best, place, i) => (at(cell.counts, place) > at(cell.counts, at(places, best)) ? i : best), 0);
	return (most < half ? places.slice(0, half) : places.slice(half)).map(id);
}
