import { divide, fromDecimal, roundHalfUp, type Ratio } from './ratio.ts';

/**
 * Money as exact decimal text with two places ("672567.74"), always beside its currency. Sums are made of whole cents;
 * nothing here is ever a binary fraction.
 */
export type Amount = string;

/** The fixed rate of the lats: 1 EUR = 0.702804 LVL (Council Regulation (EU) No 870/2013). One divides by it. */
export const latsPerEuro = '0.702804';

/** Whole cents of an amount such as "-12.5"; RangeError for what is no decimal of at most two places. */
export function cents(amount: Amount): bigint {
	const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(amount);
	if (!match) throw new RangeError(`Not an amount: ${amount}`);
	const [, sign, whole = '0', fraction = ''] = match;
	const value = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
	return sign === '-' ? -value : value;
}

/** The amount of so many cents: `fromCents(1250n)` is "12.50". */
export function fromCents(value: bigint): Amount {
	const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
	return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The exact sum; "0.00" of nothing. */
export const sum = (amounts: Iterable<Amount>): Amount => {
	let total = 0n;
	for (const amount of amounts) total += cents(amount);
	return fromCents(total);
};

export const difference = (a: Amount, b: Amount): Amount => fromCents(cents(a) - cents(b));
export const compareAmounts = (a: Amount, b: Amount): number => {
	const [x, y] = [cents(a), cents(b)];
	return x < y ? -1 : x > y ? 1 : 0;
};

/** Divides by units of the currency for one of the other and rounds half up to the cent: `convert('100.00', latsPerEuro)` is "142.29". */
export function convert(amount: Amount, unitsPerOne: string): Amount {
	const value = fromDecimal(fromCents(cents(amount)));
	const rate = fromDecimal(unitsPerOne);
	if (rate.n <= 0n) throw new RangeError(`Not a rate: ${unitsPerOne}`);
	return roundAway(divide(value, rate));
}

/** A share in percent of an amount, rounded half up to the cent: `percentOf('791256.20', '85')` is "672567.77". */
export function percentOf(amount: Amount, percent: string): Amount {
	const share = fromDecimal(percent);
	return roundAway({ n: cents(amount) * share.n, d: 10_000n * share.d });
}

// Half a cent goes away from zero, so that a correction cancels exactly what it corrects.
function roundAway(value: Ratio): Amount {
	return value.n < 0n ? fromCents(-cents(roundHalfUp({ n: -value.n, d: value.d }, 2))) : roundHalfUp(value, 2);
}
