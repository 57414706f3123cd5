/**
 * An exact fraction for derived scores and shares: nothing is rounded until it is shown.
 * Example: `mean([ratio(50), ratio(75), ratio(60)])` is 185/3, shown as `61.7`.
 */
export interface Ratio {
	readonly n: bigint;
	readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** Builds n/d in lowest terms with a positive denominator. Throws RangeError when d is zero. */
export function ratio(n: bigint | number, d: bigint | number = 1n): Ratio {
	const numerator = BigInt(n);
	const denominator = BigInt(d);
	if (denominator === 0n) throw new RangeError('A fraction needs a denominator other than zero');
	const g = gcd(numerator, denominator) || 1n;
	const sign = denominator < 0n ? -1n : 1n;
	return { n: (sign * numerator) / g, d: (sign * denominator) / g };
}

/** Reads a finite decimal such as 1.25 exactly as it is written. */
export function fromDecimal(value: number | string): Ratio {
	const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
	if (!match) throw new RangeError(`Not a decimal number: ${value}`);
	const [, sign, whole = '0', fraction = ''] = match;
	const scaled = BigInt(whole + fraction);
	return ratio(sign ? -scaled : scaled, 10n ** BigInt(fraction.length));
}

export const add = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d - b.n * a.d, a.d * b.d);
export const multiply = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.n, a.d * b.d);
export const divide = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d, a.d * b.n);
export const compare = (a: Ratio, b: Ratio): number => {
	const difference = a.n * b.d - b.n * a.d;
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
export const minimum = (a: Ratio, b: Ratio): Ratio => (compare(a, b) <= 0 ? a : b);

/** Weighted mean of values; null when there is nothing to average or the weights sum to zero. */
export function weightedMean(parts: readonly { value: Ratio; weight: Ratio }[]): Ratio | null {
	const total = parts.reduce((sum, part) => add(sum, part.weight), ratio(0));
	if (total.n === 0n) return null;
	return divide(parts.reduce((sum, part) => add(sum, multiply(part.value, part.weight)), ratio(0)), total);
}
export const mean = (values: readonly Ratio[]): Ratio | null => weightedMean(values.map((value) => ({ value, weight: ratio(1) })));

/** Rounds half up (away from zero for positive values, towards positive infinity) to a number of decimal places. */
export function roundHalfUp(value: Ratio, places = 0): string {
	const scale = 10n ** BigInt(places);
	const doubled = value.n * scale * 2n + value.d;
	const divisor = value.d * 2n;
	const floor = doubled >= 0n ? doubled / divisor : -((-doubled + divisor - 1n) / divisor);
	const sign = floor < 0n ? '-' : '';
	const digits = (floor < 0n ? -floor : floor).toString().padStart(places + 1, '0');
	return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** For drawing only: the nearest binary number. Never stored, never shown as text. */
export const toNumber = (value: Ratio): number => Number(value.n) / Number(value.d);

/** The exact value as text, `185/3` or `61`; what JSON and audit carry beside the rounded one. */
export const exact = (value: Ratio): string => (value.d === 1n ? value.n.toString() : `${value.n}/${value.d}`);
