import { cents, compareAmounts, difference, fromCents, percentOf, sum, type Amount } from '#platform/money.ts';
import type { Sums } from './model.ts';

/** What an invoice claims in its own currency: without tax, or with it where tax is eligible. */
export const claimOf = (item: { readonly net: Amount; readonly vat: Amount; readonly vatEligible: boolean }): Amount => (item.vatEligible ? sum([item.net, item.vat]) : item.net);

export const noSums: Sums = { declared: '0.00', waiting: '0.00', certified: '0.00', deducted: '0.00', parked: '0.00' };

export const addSums = (all: Iterable<Sums>): Sums => {
	const list = [...all];
	const total = (of: (sums: Sums) => Amount): Amount => sum(list.map(of));
	return { declared: total((s) => s.declared), waiting: total((s) => s.waiting), certified: total((s) => s.certified), deducted: total((s) => s.deducted), parked: total((s) => s.parked) };
};

/**
 * What a flat rate pays on these sums of the line it is a percentage of. Rounded on the running total (certified, then
 * deducted, then parked, then waiting), so that the parts always make the whole, and a part without money stays without.
 */
export function flatRateOf(base: Sums, percent: string): Sums {
	const parts = [base.certified, base.deducted, base.parked, base.waiting];
	let running = 0n;
	let paid = '0.00';
	const [certified = '0.00', deducted = '0.00', parked = '0.00', waiting = '0.00'] = parts.map((part) => {
		running += cents(part);
		const until = percentOf(fromCents(running), percent);
		const own = difference(until, paid);
		paid = until;
		return own;
	});
	return { declared: paid, certified, deducted, parked, waiting };
}

/**
 * Splits an amount by weights to the cent: each part is rounded on the running total, so that the parts always make the
 * amount. Weights that are all nothing give null.
 */
export function splitBy(amount: Amount, weights: readonly Amount[]): Amount[] | null {
	const whole = weights.reduce((total, weight) => total + cents(weight), 0n);
	if (whole <= 0n || weights.some((weight) => cents(weight) < 0n)) return null;
	const value = cents(amount);
	const sign = value < 0n ? -1n : 1n;
	let running = 0n;
	let given = 0n;
	return weights.map((weight) => {
		running += cents(weight);
		const until = sign * ((sign * value * running * 2n + whole) / (whole * 2n));
		const own = until - given;
		given = until;
		return fromCents(own);
	});
}

/** Whether a certified part lies between nothing and the claim, whichever sign the claim has. */
export function isPartOf(part: Amount, claim: Amount): boolean {
	const [value, whole] = [cents(part), cents(claim)];
	return whole >= 0n ? value >= 0n && value <= whole : value <= 0n && value >= whole;
}

export const isZero = (amount: Amount): boolean => cents(amount) === 0n;
export const isNegative = (amount: Amount): boolean => cents(amount) < 0n;
export const larger = (a: Amount, b: Amount): Amount => (compareAmounts(a, b) >= 0 ? a : b);
