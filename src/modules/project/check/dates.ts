import type { Block } from './blocks.ts';
import type { Span, Taken } from './spans.ts';

/** Days from `from` to `to`, both `YYYY-MM-DD`; one day, a month or a year, as exactly as it was written. */
export interface Day extends Span {
	readonly from: string;
	readonly to: string;
	readonly precision: 'day' | 'month' | 'year';
}

/** Part of a date that needs its neighbour in a period ("1. marts – 31. maijs 2018"). */
interface Parts extends Span {
	readonly year: number | null;
	readonly month: number | null;
	readonly day: number | null;
	/** Stands for a date only inside a period: a bare year, a month without a year. */
	readonly weak: boolean;
}

const names = ['janvar|saus|january|jan', 'februar|vasari|february|feb', 'mart|kov|march|mar', 'april|baland|apr', 'maij|geguz|may', 'junij|birzel|june|jun', 'julij|liep|july|jul', 'august|rugpj|aug', 'septembr|rugsej|september|sept|sep', 'oktobr|spal|october|oct', 'novembr|lapkric|november|nov', 'decembr|gruod|december|dec'];
const monthOf = new Map(names.flatMap((stems, index) => stems.split('|').map((stem) => [stem, index + 1] as const)));
const stems = [...monthOf.keys()].sort((a, b) => b.length - a.length);
const month = `(?<month>${stems.join('|')})[a-z]{0,6}\\.?`;
const year = '(?<year>(?:19|20)\\d{2})';
const day = '(?<day>\\d{1,2})';
// "gada", "g.", "m.", "metų" with or without a full stop before.
const ofYear = '\\.? ?(?:gada|gads|gadam|g\\.|m\\.|metu|metais)';
const end = '(?![\\d])';

/** The ways to write a date, tried in this order at one position of the folded text. */
const forms: readonly { readonly shape: RegExp; readonly weak?: true }[] = [
	{ shape: `${year}-(?<m>\\d{2})-(?<day>\\d{2})${end}` },
	{ shape: `${day}(?<sign>[./-]) ?(?<m>\\d{1,2})\\k<sign> ?${year}(?:\\. ?g(?:ada|\\.))?${end}` },
	{ shape: `${year}(?<sign>[./]) ?(?<m>\\d{1,2})\\k<sign> ?(?<day>\\d{1,2})${end}` },
	{ shape: `${year}${ofYear} ?${day}\\.? ?${month}${end}` },
	{ shape: `${year}${ofYear} ?${month}(?: ${day} ?(?:d\\.|dien[a-z]{0,5})?)?${end}` },
	{ shape: `${day}(?:\\.|st|nd|rd|th)? ?(?:of |dien[a-z]{1,3} )?${month},? (?:of )?${year}(?: ?g(?:ada|\\.))?${end}` },
	{ shape: `${month} ${day}(?:st|nd|rd|th)?, ?${year}${end}` },
	{ shape: `${month}(?: of|,)? ${year}${end}` },
	{ shape: `(?<![\\d.,] ?)(?<m>0?[1-9]|1[0-2])[./]${year}${end}` },
	{ shape: `${year}-(?<m>0[1-9]|1[0-2])(?![\\d-])`, weak: true },
	{ shape: `${year}[./](?<m>0[1-9]|1[0-2])(?![\\d./]|, ?\\d)`, weak: true },
	{ shape: `${year}(?:\\.? ?(?:gad(?:a|s|am|u)|gados?|g(?:\\.|(?=\\)))|m\\.|met(?:ai|u|ais|us)))${end}` },
	{ shape: `${day}(?:\\.|st|nd|rd|th)? ?(?:of )?${month}${end}`, weak: true },
	{ shape: `${month} ${day}(?:st|nd|rd|th)?(?: ?d\\.)?${end}`, weak: true },
	{ shape: `${year}(?![\\d-]?\\d)`, weak: true },
	{ shape: `${month}(?![a-z])`, weak: true }
].map(({ shape, ...rest }) => ({ shape: new RegExp(shape, 'y'), ...rest }) as { shape: RegExp; weak?: true });

const daysIn = (y: number, m: number): number => new Date(Date.UTC(y, m, 0)).getUTCDate();
const pad = (value: number, length: number): string => String(value).padStart(length, '0');
const iso = (y: number, m: number, d: number): string => `${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}`;

/** Why what looks like a date is none. */
export interface UnreadDate extends Span {
	readonly text: string;
}

function partsAt(folded: string, position: number): Parts | 'impossible' | null {
	for (const { shape, weak } of forms) {
		shape.lastIndex = position;
		const match = shape.exec(folded);
		if (!match?.groups) continue;
		const { year: y, month: name, m, day: d } = match.groups;
		const monthNumber = name === undefined ? (m === undefined ? null : Number(m)) : (monthOf.get(name) ?? null);
		const parts = { start: position, end: position + match[0].length, year: y === undefined ? null : Number(y), month: monthNumber, day: d === undefined ? null : Number(d), weak: weak === true };
		if (parts.month !== null && (parts.month < 1 || parts.month > 12)) return 'impossible';
		if (parts.day !== null && (parts.day < 1 || parts.day > (parts.month === null ? 31 : daysIn(parts.year ?? 2000, parts.month)))) return 'impossible';
		return parts;
	}
	return null;
}

function dayOf(parts: Parts): Day | null {
	const { start, end: last, year: y, month: m, day: d } = parts;
	if (y === null) return null;
	if (m === null) return { start, end: last, from: iso(y, 1, 1), to: iso(y, 12, 31), precision: 'year' };
	if (d === null) return { start, end: last, from: iso(y, m, 1), to: iso(y, m, daysIn(y, m)), precision: 'month' };
	return { start, end: last, from: iso(y, m, d), to: iso(y, m, d), precision: 'day' };
}

/** A period: first and last day as exactly as written. */
export interface Period extends Span {
	readonly first: Day;
	readonly last: Day;
}

const joint = /\.? ?(?:gad[a-z]{0,3}|g\.|m\.|d\.|dien[a-z]{0,4})? ?(?:\((?:[a-z ]{1,20})\) ?)?(?:-|lidz|iki|until|untill|till|through|to|and|ir) ?(?:the )?/y;
const impossibleShape = /\d{1,2}([./-])\d{1,2}\1\d{4}(?!\d)|(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2}(?!\d)/y;

function joined(folded: string, first: Parts): Parts | null {
	joint.lastIndex = first.end;
	const match = joint.exec(folded);
	if (!match) return null;
	// "and" joins a period only after "between"; a lone "ir" is the Lithuanian "and".
	if (/(?:and|ir) /.test(match[0]) && !/(?:between|tarp) (?:the )?$/.test(folded.slice(Math.max(0, first.start - 14), first.start))) return null;
	const second = partsAt(folded, first.end + match[0].length);
	return second === null || second === 'impossible' ? null : second;
}

/** All dates and periods of a block, and what looks like a date and is none. Takes their stretches. */
export function datesOf(block: Block, taken: Taken): { days: Day[]; periods: Period[]; unread: UnreadDate[] } {
	const [days, periods, unread]: [Day[], Period[], UnreadDate[]] = [[], [], []];
	const { folded } = block;
	const words = new RegExp(`(?<![a-z\\d])(?:\\d|(?=${stems.join('|')}))`, 'g');
	for (let match = words.exec(folded); match; match = words.exec(folded)) {
		const position = match.index;
		if (words.lastIndex === position) words.lastIndex++;
		if (taken.has(position)) continue;
		const first = partsAt(folded, position);
		if (first === 'impossible') {
			// Only digits divided by signs are surely meant as a date.
			impossibleShape.lastIndex = position;
			const shape = impossibleShape.exec(folded);
			if (shape && taken.take(position, position + shape[0].length)) {
				unread.push({ start: position, end: position + shape[0].length, text: block.text.slice(position, position + shape[0].length) });
				words.lastIndex = position + shape[0].length;
			}
			continue;
		}
		if (first === null) continue;
		const second = joined(folded, first);
		const period = second === null ? null : periodOf(first, second);
		if (period && taken.take(period.start, period.end)) {
			periods.push(period);
			words.lastIndex = Math.max(words.lastIndex, period.end);
			continue;
		}
		const single = first.weak ? null : dayOf(first);
		if (single && taken.take(single.start, single.end)) {
			days.push(single);
			words.lastIndex = Math.max(words.lastIndex, single.end);
		}
	}
	return { days, periods, unread };
}

/** Fills what one end leaves to the other: "2018. gada 1. marts – 31. maijs", "March – May 2018". */
function periodOf(first: Parts, second: Parts): Period | null {
	const sameYear = first.year ?? second.year;
	if (sameYear === null) return null;
	const month = first.month ?? (first.day === null ? null : second.month);
	const from = dayOf({ ...first, year: sameYear, month });
	const to = dayOf({ ...second, year: second.year ?? sameYear });
	if (!from || !to) return null;
	// "12.05.2019 – 2020" and "2018 – March": not one period.
	if (first.year !== null && second.year === null && second.month === null) return null;
	return { start: first.start, end: second.end, first: from, last: to };
}

const number = (text: string): [number, number, number] => {
	const [y = 0, m = 1, d = 1] = text.split('-').map(Number);
	return [y, m, d];
};

/** The months from the first to the last day, both counted; fractions for days left over: 01.03.2018–29.02.2020 is 24. */
export function monthsBetween(from: string, to: string): number {
	const [y1, m1, d1] = number(from);
	const next = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000);
	const [y2, m2, d2] = [next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate()];
	const whole = (y2 - y1) * 12 + (m2 - m1);
	return whole + (d2 - d1) / 30.4375;
}

/** The least and the greatest number of months that a period may have, given how exactly its ends were written. */
export function monthsOf(period: { readonly first: Day; readonly last: Day }): { least: number; most: number } {
	const exact = monthsBetween(period.first.from, period.last.to);
	if (period.first.precision !== 'year' && period.last.precision !== 'year') return { least: exact, most: exact };
	return { least: Math.max(1, monthsBetween(period.first.precision === 'year' ? period.first.to : period.first.from, period.last.precision === 'year' ? period.last.from : period.last.to)), most: exact };
}
