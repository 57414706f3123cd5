import { add, compare, divide, ratio, subtract, type Ratio } from '#platform/ratio.ts';
import type { NodeScore } from '../model.ts';
import type { Earlier } from '../profile/previous.ts';
import type { BoardCell } from './model.ts';

/** With fewer profiles the middle one would be the figure of one institution. */
export const fewestForMedian = 3;

/** The middle of the values, or the mean of the two in the middle; null for fewer than three. */
export function median(values: readonly Ratio[]): Ratio | null {
	if (values.length < fewestForMedian) return null;
	const sorted = values.toSorted(compare);
	const half = Math.floor(sorted.length / 2);
	const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]];
	return low && high ? divide(add(low, high), ratio(2)) : null;
}

/** Which of six tints a level has, by its place among `count`: the lowest the first, the highest the last, the others evenly between. */
export const tintOfLevel = (index: number, count: number): 1 | 2 | 3 | 4 | 5 | 6 => (1 + Math.round((index * 5) / Math.max(1, count - 1))) as 1 | 2 | 3 | 4 | 5 | 6;

export const tintOf = ({ level, scale }: Pick<NodeScore, 'level' | 'scale'>): BoardCell['tint'] => (level && scale ? tintOfLevel(level.index, scale.levels.length) : null);

/** The figure of a board, with its change since the previous cycle where both can be compared. */
export function cellOf(score: NodeScore, earlier: Earlier | null): BoardCell {
	const { value, scale, places, level, coverage, limited, explanation } = score;
	const before = earlier?.value ?? null;
	return { value, scale, places, level, coverage, limited, noValue: explanation.noValue, change: value && before ? subtract(value, before) : null, tint: tintOf(score) };
}
