/** How many values, their mean, and their variance with n − 1 (null for fewer than two). */
export interface Moments {
	readonly n: number;
	readonly mean: number;
	readonly variance: number | null;
}

/**
 * n·Σx² − (Σx)², which is n(n − 1) times the variance. Whole sums give an exact result, however large: the subtraction
 * happens between integers. The result is never below zero.
 */
export function spreadOf(n: number, sum: number, squares: number): number {
	if (Number.isSafeInteger(sum) && Number.isSafeInteger(squares)) return Math.max(0, Number(BigInt(n) * BigInt(squares) - BigInt(sum) ** 2n));
	return Math.max(0, n * squares - sum * sum);
}

/** From what a tally keeps of values: their sum and the sum of their squares. Null for no value. */
export function momentsOfSums(n: number, sum: number, squares: number): Moments | null {
	if (n < 1) return null;
	return { n, mean: sum / n, variance: n < 2 ? null : spreadOf(n, sum, squares) / n / (n - 1) };
}

/** Neumaier's compensated sum: the error stays the same however many values there are. */
export function sumOf(values: Iterable<number>): number {
	let sum = 0;
	let lost = 0;
	for (const value of values) {
		const next = sum + value;
		lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
		sum = next;
	}
	return sum + lost;
}

/**
 * From the values themselves, in two passes with compensated sums (Chan, Golub and LeVeque 1983): for decimals, where sums of squares
 * would lose digits. Null for no value.
 */
export function momentsOf(values: readonly number[]): Moments | null {
	const n = values.length;
	if (n === 0) return null;
	const mean = sumOf(values) / n;
	if (n < 2) return { n, mean, variance: null };
	let largest = 0;
	const deviations = values.map((value) => {
		largest = Math.max(largest, Math.abs(value));
		return value - mean;
	});
	const rest = sumOf(deviations);
	const variance = Math.max(0, (sumOf(deviations.map((d) => d * d)) - (rest * rest) / n) / (n - 1));
	// Equal decimals whose last binary digits differ, such as 0.1 + 0.2 and 0.3, are equal.
	return { n, mean, variance: variance <= (largest * 1e-13) ** 2 ? 0 : variance };
}
