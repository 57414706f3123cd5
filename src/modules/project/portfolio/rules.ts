import type { LocalizedText } from '#platform/locale.ts';
import { convert, fromCents, latsPerEuro, type Amount } from '#platform/money.ts';
import { fundKinds, type FundKind } from '../model.ts';
import type { CurrencyTotal, Money, PeriodTotal, YearTotal } from './model.ts';

/** The European Union's seven years of money; a project whose programme names none belongs to the one in which it began. */
const unionPeriods = [[2000, 2006], [2007, 2013], [2014, 2020], [2021, 2027], [2028, 2034]] as const;

/**
 * The programming period of a project: the years in its programme's name ("… 2014–2020"), else the Union's period in which
 * it began, else null. Example: `periodOf({ en: 'Latvia–Lithuania 2014-2020' }, 2018)` is `'2014-2020'`.
 */
export function periodOf(programme: LocalizedText, beganIn: number | null): string | null {
	for (const name of [programme.lv, programme.lt, programme.en]) {
		// "2014–2020", "2014.–2020. gadam", "2014 - 2020 m."
		const match = name === undefined ? null : /\b((?:19|20)\d{2})\.?\s*[-–—]\s*((?:19|20)\d{2})\b/.exec(name);
		if (match?.[1] !== undefined && match[2] !== undefined && match[1] < match[2]) return `${match[1]}-${match[2]}`;
	}
	const found = unionPeriods.find(([from, to]) => beganIn !== null && from <= beganIn && beganIn <= to);
	return found ? found.join('-') : null;
}

/** What the fixed rules alone say in euro: euro are themselves, lats are divided by their rate; others need a rate of a day (null). */
export const fixedEuro = (amount: Amount, currency: string): Amount | null => (currency === 'EUR' ? amount : currency === 'LVL' ? convert(amount, latsPerEuro) : null);
export const money = (amount: Amount, currency: string, inEuro: Amount | null = fixedEuro(amount, currency)): Money => ({ amount, currency, inEuro });

/** Sums of projects of one programme, beginning year and currency, as the database gives them. */
export interface TotalPart {
	readonly programme: LocalizedText;
	readonly year: number | null;
	readonly currency: string | null;
	readonly projects: number;
	readonly withTotal: number;
	readonly withEuro: number;
	readonly amount: Amount | null;
	readonly inEuro: Amount | null;
}

/** Sums of published parts by who pays, for the same kinds of projects. */
export interface FundPart {
	readonly programme: LocalizedText;
	readonly year: number | null;
	readonly kind: string;
	/** Null where no part has a rate. */
	readonly inEuro: Amount | null;
	/** The same, of projects whose total is known in euro. */
	readonly ofTotals: Amount | null;
}

// Sums of the whole portfolio may be longer than one amount may be.
const cents = (sum: Amount): bigint => BigInt(sum.replace('.', ''));

const total = (amounts: readonly (Amount | null)[]): Amount | null => {
	const known = amounts.filter((amount) => amount !== null);
	return known.length === 0 ? null : fromCents(known.reduce((sum, amount) => sum + cents(amount), 0n));
};

/** Totals by programming period, newest first, and over all; every axis is made of the same parts, so they agree. */
export function periodTotals(totals: readonly TotalPart[], funds: readonly FundPart[]): { periods: PeriodTotal[]; total: PeriodTotal } {
	const named = new Set([...totals, ...funds].map((part) => periodOf(part.programme, part.year)));
	const inPeriod = (period: string | null) => (part: TotalPart | FundPart) => periodOf(part.programme, part.year) === period;
	const periods = [...named].map((period) => totalOf(period, totals.filter(inPeriod(period)), funds.filter(inPeriod(period))));
	return { periods: periods.sort((a, b) => (b.period ?? '').localeCompare(a.period ?? '')), total: totalOf(null, totals, funds) };
}

function totalOf(period: string | null, totals: readonly TotalPart[], funds: readonly FundPart[]): PeriodTotal {
	const inEuro = total(totals.map((part) => part.inEuro));
	const explained = total(funds.map((part) => part.ofTotals));
	const projects = totals.reduce((sum, part) => sum + part.projects, 0);
	return {
		period,
		projects,
		inEuro,
		withoutTotal: projects - totals.reduce((sum, part) => sum + part.withEuro, 0),
		byFund: Object.fromEntries(fundKinds.map((kind) => [kind, total(funds.filter((part) => part.kind === kind).map((part) => part.inEuro))])) as Record<FundKind, Amount | null>,
		unexplained: inEuro === null ? null : fromCents(cents(inEuro) - cents(explained ?? '0.00'))
	};
}

/** Totals in each currency but the euro, the largest number of projects first. */
export function currencyTotals(totals: readonly TotalPart[]): CurrencyTotal[] {
	const byCurrency = Map.groupBy(totals.filter((part) => part.currency !== null && part.currency !== 'EUR' && part.withTotal > 0), (part) => part.currency ?? '');
	return [...byCurrency]
		.map(([currency, parts]) => ({
			currency,
			projects: parts.reduce((sum, part) => sum + part.withTotal, 0),
			amount: total(parts.map((part) => part.amount)) ?? '0.00',
			inEuro: parts.some((part) => part.withEuro < part.withTotal) ? null : total(parts.map((part) => part.inEuro)),
			withoutRate: parts.reduce((sum, part) => sum + part.withTotal - part.withEuro, 0)
		}))
		.sort((a, b) => b.projects - a.projects || a.currency.localeCompare(b.currency));
}

/** Years without a project between others are shown as such; at most a century of them. */
export function withoutGaps(years: readonly YearTotal[]): YearTotal[] {
	const [first, last] = [years[0]?.year, years.at(-1)?.year];
	if (first === undefined || last === undefined) return [];
	const known = new Map(years.map(({ year, projects }) => [year, projects]));
	return Array.from({ length: Math.min(last - first + 1, 100) }, (_, i) => ({ year: first + i, projects: known.get(first + i) ?? 0 }));
}
