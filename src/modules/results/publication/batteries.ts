import { alphaOf, type BatteryTally, type GroupTally } from '../../survey/index.ts';
import { areSumsAlike, at, type Shape } from './cells.ts';
import type { Rules } from './hiding.ts';
import type { HiddenReason, PublishedBattery, PublishedIndex, PublishedQuestion } from './model.ts';

/** A group while it is decided: its tally, the same without open links, and the cells of its questions. */
export interface Deciding {
	readonly tally: GroupTally;
	readonly counted: GroupTally;
	readonly cells: readonly PublishedQuestion[];
}

export const hiddenBattery = (battery: string, reason: HiddenReason): PublishedBattery => ({ battery, kind: 'hidden', reason });

/** True when every item of the battery is shown by counts of this publication. */
export const itemsShown = (battery: BatteryTally, cells: readonly PublishedQuestion[]): boolean =>
	battery.items.every((item) => cells.some((cell) => cell.question === item && cell.kind === 'counts' && cell.repeats === undefined));

/**
 * Whether everybody answered every item and nobody came through an open link: only then exact sums over complete cases say
 * no more than the counts do. Otherwise the difference of both would be the answers of those who left items out.
 */
export const isComplete = (battery: BatteryTally, tally: GroupTally): boolean =>
	battery.n === battery.counted && battery.items.every((item) => tally.questions.find(({ question }) => question === item)?.n === battery.n);

/** True when all who answered every item may have the same total, or all but one. */
export function totalsAlike(n: number, total: { readonly sum: number; readonly squares: number }, items: readonly Shape[]): boolean {
	const low = items.reduce((sum, { range }) => sum + range.low, 0);
	const high = items.reduce((sum, { range }) => sum + range.high, 0);
	return areSumsAlike(n, total.sum, total.squares, low, high);
}

export const itemShapes = (battery: BatteryTally, shapes: readonly Shape[]): Shape[] => battery.items.flatMap((item) => shapes.filter(({ question }) => question === item));

/** A battery whose items are all shown. Exact where that is harmless, else rounded. `exact` is asked for everybody only. */
export function battery(tally: BatteryTally, group: Deciding, shapes: readonly Shape[], exact: boolean, rules: Rules): PublishedBattery {
	const { battery, items, n, sums, squares, total } = tally;
	if (exact && (isComplete(tally, group.tally) || !rules.incomplete)) return { battery, kind: 'sums', items, n, sums, squares, total };
	const alpha = alphaOf(tally).value;
	return { battery, kind: 'rounded', items, n, ...meanAndSpread(itemShapes(tally, shapes), group.cells, alpha === null ? null : round(alpha, 2)) };
}

/**
 * Mean and standard deviation of people's means over the items from published counts and a published α alone: whoever
 * reads a publication could work them out, so they tell nothing more. sd² = Σ item variances / (1 − α(k − 1)/k) / k².
 */
function meanAndSpread(items: readonly Shape[], cells: readonly PublishedQuestion[], alpha: number | null): { readonly alpha: number | null; readonly mean: number; readonly sd: number | null } {
	const figures = items.map((item) => itemFigures(item, cells));
	const k = items.length;
	const mean = figures.reduce((sum, f) => sum + f.mean, 0) / k;
	const variances = figures.reduce((sum, f) => sum + f.variance, 0);
	const rest = k === 1 ? 1 : alpha === null ? null : 1 - (alpha * (k - 1)) / k;
	return { alpha, mean: round(mean, 4), sd: rest === null || rest <= 0 ? null : round(Math.sqrt(variances / rest) / k, 4) };
}

/** Mean and variance of one scale question from its published counts, turned where it is reversed. */
export function itemFigures(shape: Shape, cells: readonly PublishedQuestion[]): { readonly mean: number; readonly variance: number } {
	const cell = cells.find(({ question }) => question === shape.question);
	if (cell?.kind !== 'counts') return { mean: Number.NaN, variance: Number.NaN };
	const answers = shape.answers.map((place) => ({ value: shape.choices[place]?.value ?? 0, count: at(cell.counts, place) }));
	const mean = answers.reduce((sum, { value, count }) => sum + value * count, 0) / cell.n;
	const variance = cell.n < 2 ? 0 : answers.reduce((sum, { value, count }) => sum + count * (value - mean) ** 2, 0) / (cell.n - 1);
	return { mean: shape.scale?.reversed ? shape.range.low + shape.range.high - mean : mean, variance };
}

/**
 * The index over people. Exact where everybody answered every scale question; else its mean is that of the published
 * questions, and its spread that of the only battery or, with several, the true one rounded to two decimals. Null where
 * fewer than half of the questions are shown, or fewer than k people count.
 */
export function indexOf(group: Deciding, shapes: readonly Shape[], batteries: readonly PublishedBattery[], k: number, whole: boolean, rules: Rules): PublishedIndex | null {
	const { index } = group.tally;
	const deciding = group.counted.index;
	const scales = shapes.filter(({ scale }) => scale !== null);
	const shown = scales.filter(({ question }) => group.cells.some((cell) => cell.question === question && cell.kind === 'counts' && cell.repeats === undefined));
	if (!index || !deciding || deciding.n < k || shown.length * 2 < scales.length || shown.length === 0) return null;
	const items = shown.map(({ question }) => question);
	const complete = index.n === index.counted && shown.length === scales.length && shown.every(({ question }) => group.tally.questions.find((tally) => tally.question === question)?.n === index.n);
	if (rules.alike && indexAlike(deciding, scales)) return null;
	if (whole && (complete || !rules.incomplete)) return { n: index.n, sum: index.sum, squares: index.squares, items, rounded: false };
	const only = batteries.length === 1 ? batteries[0] : undefined;
	const sd = only ? spreadOfBattery(only) : round(Math.sqrt(Math.max(0, index.squares - (index.sum * index.sum) / index.n) / (index.n - 1)), 2);
	if (sd === null) return null;
	const mean = round(shown.reduce((sum, item) => sum + itemFigures(item, group.cells).mean, 0) / shown.length, 4);
	return { n: index.n, sum: mean * index.n, squares: (index.n - 1) * sd * sd + index.n * mean * mean, items, rounded: true };
}

function spreadOfBattery(battery: PublishedBattery): number | null {
	if (battery.kind === 'hidden') return null;
	if (battery.kind === 'rounded') return battery.sd;
	const k = battery.items.length;
	return battery.n < 2 ? null : Math.sqrt(Math.max(0, battery.total.squares - (battery.total.sum * battery.total.sum) / battery.n) / (battery.n - 1)) / k;
}

/** Like `totalsAlike`, of means over all questions, which are whole numbers only when multiplied by the number of questions. */
function indexAlike(index: { readonly n: number; readonly sum: number; readonly squares: number }, scales: readonly Shape[]): boolean {
	const k = scales.length;
	const low = scales[0]?.range.low ?? 0;
	const high = scales[0]?.range.high ?? 0;
	return areSumsAlike(index.n, Math.round(index.sum * k), Math.round(index.squares * k * k), low * k, high * k);
}

export const round = (value: number, places: number): number => Math.round(value * 10 ** places) / 10 ** places;
