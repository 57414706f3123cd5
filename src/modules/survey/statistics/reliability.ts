import { momentsOf, spreadOf } from './moments.ts';
import type { BatteryTally } from './model.ts';

/** Cronbach's α of a battery; null where it says nothing: fewer than two items or people, or everybody with the same total. */
export interface Reliability {
	readonly value: number | null;
	/** People who answered every item. */
	readonly n: number;
}

/** Cronbach (1951), formula 2: k/(k − 1) · (1 − Σ item variances / variance of the totals). Any common factor of the variances cancels. */
function alpha(items: readonly number[], total: number): number | null {
	const k = items.length;
	if (k < 2 || total === 0) return null;
	return (k / (k - 1)) * (1 - items.reduce((sum, variance) => sum + variance, 0) / total);
}

/**
 * Cronbach's α from the sums over complete cases, reversed items turned. A negative α is given as it is: it says that
 * items contradict each other, most often because one is not marked as reversed.
 */
export function alphaOf({ n, sums, squares, total }: Pick<BatteryTally, 'n' | 'sums' | 'squares' | 'total'>): Reliability {
	if (n < 2) return { value: null, n };
	return { value: alpha(sums.map((sum, i) => spreadOf(n, sum, squares[i] ?? 0)), spreadOf(n, total.sum, total.squares)), n };
}

/** The same from the answers themselves: one list per person, complete and with reversed items turned. */
export function alphaOfRows(rows: readonly (readonly number[])[]): Reliability {
	const [n, items] = [rows.length, rows[0]?.length ?? 0];
	const variance = (values: readonly number[]) => momentsOf(values)?.variance ?? 0;
	if (n < 2) return { value: null, n };
	const of = Array.from({ length: items }, (_, i) => variance(rows.map((row) => row[i] ?? 0)));
	return { value: alpha(of, variance(rows.map((row) => row.reduce((sum, value) => sum + value, 0)))), n };
}
