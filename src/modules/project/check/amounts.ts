import { readAmount, readCurrency } from '#platform/amount-text.ts';
import { cents, fromCents, type Amount } from '#platform/money.ts';
import type { Block } from './blocks.ts';
import type { Span, Taken } from './spans.ts';

/** An amount of money in a block. */
export interface Money extends Span {
	readonly amount: Amount;
	/** Null where none is written. */
	readonly currency: string | null;
	/** Cents that writing left out: "1,2 million" is exact to 100 000; 1 for amounts to the cent, 100 for whole ones. */
	readonly unit: bigint;
}

/** A rate such as "85 %". */
export interface Rate extends Span {
	/** Decimal text. */
	readonly percent: string;
	readonly decimals: number;
}

/** It stands like an amount but its separators allow none or several readings. */
export interface UnreadAmount extends Span {
	readonly text: string;
	readonly readings: readonly Amount[];
}

// As many digits with separators as may be one figure; what of it is one is decided afterwards.
const run = /(?<![a-z\d])\d(?:[ .,']{0,2}\d){0,24}/g;
const currencyBefore = /(?:^|[\s("[:,;/–-])(eur|€|lvl|ls|ltl|usd|\$|gbp|£|sek|nok|pln|eek|euro|eiro)[.:)]{0,2} ?$/iu;
const currencyAfter = /^(?:,-|,–)? ?\(?(eur\p{L}{0,4}|€|eiro|lvl|lat[aisuą]\p{L}{0,3}|ls(?![\p{L}])|ltl|lit[asuųiį]\p{L}{0,2}|lt(?![\p{L}])|usd|gbp|£|sek|nok|pln|eek)(?![\p{L}])/iu;
const scales: readonly [RegExp, bigint][] = [
	[/^ ?(?:milj(?:on[a-z]{0,4})?|mln|million|mio|m(?= ?(?:eur|€)))\.?(?![a-z])/, 1_000_000n],
	[/^ ?(?:tukst(?:os[a-z]{0,4}|anc[a-z]{0,4})?|thousand|k(?= ?(?:eur|€)))\.?(?![a-z])/, 1000n]
];
const percentAfter = /^ ?(?:%|proc(?:\.|ent[a-z]{0,4})|per ?cent)/;

const currencyOf = (written: string | undefined): string | null => (written === undefined ? null : /^eur|^eir|€/iu.test(written) ? 'EUR' : /^lat/iu.test(written) ? 'LVL' : /^lit/iu.test(written) ? 'LTL' : readCurrency(written));

/** "76 500, 00": one stray space inside the decimals is a slip, anything else stays as it is. */
const mended = (text: string): string => text.replace(/(\d{3}), (\d{2})$/, '$1,$2').replace(/(\d{3})\. (\d{2})$/, '$1.$2');

interface Candidate {
	readonly text: string;
	/** Where it begins within the run. */
	readonly offset: number;
}

/** The run itself and what is left of it from the left (a year or number before) and from the right. */
function candidates(text: string, after: boolean): Candidate[] {
	const result: Candidate[] = [{ text, offset: 0 }];
	const cuts = [...text.matchAll(/[,.]? +/g)];
	for (const cut of after ? cuts : cuts.toReversed()) {
		const at = cut.index + cut[0].length;
		// With the currency behind it, an amount is the end of the run; with the currency before it, the beginning.
		if (after) result.push({ text: text.slice(at), offset: at });
		else result.push({ text: text.slice(0, cut.index), offset: 0 });
	}
	return result;
}

const shownUnit = (text: string): bigint => (/[.,]\d{2}$/.test(text) ? 1n : /[.,]\d$/.test(text) ? 10n : 100n);

function scaled(text: string, scale: bigint): { amount: Amount; unit: bigint } | null {
	const match = /^(\d{1,3}(?:[ .]?\d{3})*)(?:[.,](\d{1,6}))?$/.exec(text);
	if (!match) return null;
	const [, whole = '0', fraction = ''] = match;
	const unit = 10n ** BigInt(fraction.length);
	const digits = BigInt(whole.replace(/\D/g, '') + fraction);
	if (digits > 10n ** 11n) return null;
	return { amount: fromCents((digits * scale * 100n) / unit), unit: (scale * 100n) / unit };
}

/** Whether the words before an amount without a currency call for money, and in which currency. */
export type Expectation = (position: number) => { readonly money: boolean; readonly currency: string | null };

/** Signs that part groups of thousands in a text, where its unambiguous amounts or its language say so. */
export type Grouping = ReadonlySet<string>;

/** How a text groups thousands: shown by its amounts with groups and cents, or by several groups; else as its language does. */
export function groupingOf(text: string, english: boolean): Grouping {
	const commas = /(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d{2}(?!\d)|(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])/.test(text);
	const dots = /(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])/.test(text);
	if (commas !== dots) return new Set([commas ? ',' : '.']);
	// English writes 456,100 unless the text itself shows decimal commas.
	return new Set(english && !dots && !/\d,\d{1,2}(?![\d,])/.test(text) ? [','] : []);
}

/** All amounts and rates of a block, in the order of the text. Takes their stretches. */
export function amountsOf(block: Block, taken: Taken, expected: Expectation, grouping: Grouping): { money: Money[]; rates: Rate[]; unread: UnreadAmount[] } {
	const [money, rates, unread]: [Money[], Rate[], UnreadAmount[]] = [[], [], []];
	const { folded, text } = block;
	for (const match of folded.matchAll(run)) {
		const [written] = match;
		let [start, end] = [match.index, match.index + written.length];
		// A date or another figure inside the run divides it: only what stands free after it is looked at.
		while (start < end && taken.has(start)) start++;
		while (end > start && taken.has(start, end)) end--;
		const trimmed = /^[ .,']*/.exec(folded.slice(start, end));
		start += trimmed?.[0].length ?? 0;
		const free = folded.slice(start, end);
		if (!/^\d/.test(free)) continue;
		const rest = folded.slice(end, end + 40);
		if (percentAfter.test(rest)) {
			rateOf(free, start, end, percentAfter.exec(rest)?.[0].length ?? 0);
			continue;
		}
		const scale = scales.map(([shape, by]) => ({ match: shape.exec(rest), by })).find((s) => s.match !== null);
		const behind = currencyAfter.exec(text.slice(end + (scale?.match?.[0].length ?? 0), end + 40));
		const front = currencyBefore.exec(text.slice(Math.max(0, start - 12), start));
		const used = money.at(-1)?.end ?? -1;
		const before = front && start - front[0].trimStart().length >= used ? currencyOf(front[1]) : null;
		const currency = currencyOf(behind?.[1]) ?? before;
		const want = currency === null && scale === undefined ? expected(start) : { money: true, currency };
		if (!want.money) continue;
		const tail = (scale?.match?.[0].length ?? 0) + (behind?.[0].length ?? 0);
		settle(free, start, end, { tail, after: behind !== null, currency: want.currency, explicit: currency !== null || scale !== undefined, scale: scale?.by ?? null });
	}
	return { money, rates, unread };

	function rateOf(free: string, start: number, end: number, tail: number): void {
		const shape = /(\d{1,3})(?:[.,] ?(\d{1,4}))?$/.exec(free);
		if (!shape || !taken.take(start + shape.index, end + tail)) return;
		rates.push({ start: start + shape.index, end: end + tail, percent: shape[2] === undefined ? (shape[1] ?? '0') : `${shape[1]}.${shape[2]}`, decimals: shape[2]?.length ?? 0 });
	}

	function settle(free: string, start: number, end: number, how: { tail: number; after: boolean; currency: string | null; explicit: boolean; scale: bigint | null }): void {
		for (const candidate of candidates(free, how.after)) {
			const dropped = how.after ? free.slice(0, candidate.offset) : free.slice(candidate.text.length);
			// Only a number of its own (a year, a count, an ordinal) may be cut off; digits of a broken amount may not.
			if (dropped.trim() !== '' && !/^(?:(?:19|20)\d{2}|\d{1,2})[.,]? +$|^[,.] +\d|^ +(?:19|20)\d{2}\b/.test(dropped)) continue;
			const digits = mended(candidate.text);
			const exact = how.scale === null ? null : scaled(digits, how.scale);
			const written = readAmount(digits);
			const whole = written.kind === 'ambiguous' && grouping.has(/[.,]/.exec(digits)?.[0] ?? '') ? written.readings.at(-1) : undefined;
			const read = exact ? ({ kind: 'amount', amount: exact.amount } as const) : whole !== undefined ? ({ kind: 'amount', amount: whole } as const) : written;
			const [from, to] = [start + candidate.offset, start + candidate.offset + candidate.text.length + (how.after ? how.tail : 0)];
			if (read.kind === 'amount' && !read.amount.startsWith('-')) {
				if (!how.explicit && !/[ .,']\d{3}|[.,]\d{2}$|^\d{4,}$/.test(digits) || /^(?:19|20)\d{2}$/.test(digits)) return;
				if (taken.take(from, to)) money.push({ start: from, end: to, amount: read.amount, currency: how.currency, unit: exact?.unit ?? shownUnit(digits) });
				return;
			}
			if (read.kind === 'ambiguous') {
				if (taken.take(from, to)) unread.push({ start: from, end: to, text: text.slice(from, to).trim(), readings: read.readings });
				return;
			}
		}
		if (how.explicit && taken.take(start, end)) unread.push({ start, end, text: text.slice(start, end + how.tail).trim(), readings: [] });
	}
}

/** "672567.74 EUR", or the bare amount where no currency is known. */
export const amountText = (amount: Amount, currency: string | null): string => (currency === null ? fromCents(cents(amount)) : `${fromCents(cents(amount))} ${currency}`);
