import { cents, type Amount } from '#platform/money.ts';
import type { Cause } from './model.ts';

const digitsOf = (amount: Amount): string => cents(amount).toString();

/** How two runs of digits come from each other by one slip of the pen; null when they do not. */
export function slipOf(a: string, b: string): Extract<Cause, 'swapped_digits' | 'wrong_digit' | 'missing_digit'> | null {
	if (a === b) return null;
	if (a.length === b.length) {
		const differing = [...a].flatMap((digit, index) => (digit === b[index] ? [] : [index]));
		const [i = 0, j = 0] = differing;
		if (differing.length === 2 && a[i] === b[j] && a[j] === b[i]) return 'swapped_digits';
		return differing.length === 1 ? 'wrong_digit' : null;
	}
	const [short, long] = a.length < b.length ? [a, b] : [b, a];
	if (long.length - short.length !== 1) return null;
	let i = 0;
	while (i < short.length && short[i] === long[i]) i++;
	return short.slice(i) === long.slice(i + 1) ? 'missing_digit' : null;
}

/** The likely cause of two amounts for one thing, with the confidence that it is a slip at all. */
export function causeOfAmounts(a: Amount, b: Amount): { cause: Cause | null; confidence: number } {
	const [x, y] = [digitsOf(a), digitsOf(b)];
	const [small, large] = cents(a) < cents(b) ? [cents(a), cents(b)] : [cents(b), cents(a)];
	if (small > 0n && [10n, 100n, 1000n, 10_000n].some((by) => small * by === large)) return { cause: 'decimal_sign', confidence: 0.97 };
	const slip = slipOf(x, y);
	if (slip === 'swapped_digits') return { cause: slip, confidence: 0.97 };
	if (large - small <= 100n || (large - small) * 200n <= large && (small % 10_000n === 0n || large % 10_000n === 0n)) return { cause: 'rounding', confidence: 0.7 };
	if (slip !== null) return { cause: slip, confidence: 0.93 };
	return { cause: null, confidence: 0.85 };
}

/** The likely cause of two days that should be one. */
export function causeOfDays(a: string, b: string): Cause | null {
	const [x, y] = [a.split('-'), b.split('-')];
	if (x[0] === y[0] && x[1] === y[2] && x[2] === y[1]) return 'swapped_day_month';
	if (x[0] !== y[0] && x[1] === y[1] && x[2] === y[2]) return 'other_year';
	return slipOf(a.replace(/\D/g, ''), b.replace(/\D/g, ''));
}
