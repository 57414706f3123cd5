import { z } from 'zod';
import { slugOf } from '#modules/territory/index.ts';
import { convert, latsPerEuro, type Amount } from '#platform/money.ts';
import { fromDecimal, roundHalfUp } from '#platform/ratio.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import { localizedOf } from './narratives.ts';
import { attributeOf, textOf, type Xml } from './xml.ts';

/** Something about one activity that the person must know: what was not taken over (`exchange_note_<code>`) or why it is refused (`error_exchange_<code>`). */
export interface Remark {
	readonly code: string;
	readonly params: Readonly<Record<string, string | number>>;
}

/** One activity while it is being read: its language and currency, and what is to be said about it. */
export interface Reading {
	readonly language: Locale;
	readonly defaultCurrency: string | null;
	readonly notes: Remark[];
	readonly problems: Remark[];
}

export const remark = (code: string, params: Remark['params'] = {}): Remark => ({ code, params });

const add = (list: Remark[], code: string, params: Remark['params']): void => {
	// The same words about a hundred elements are said once.
	if (!list.some((other) => other.code === code && JSON.stringify(other.params) === JSON.stringify(params))) list.push(remark(code, params));
};
export const note = (reading: Reading, code: string, params: Remark['params'] = {}): void => add(reading.notes, code, params);
export const problem = (reading: Reading, code: string, params: Remark['params'] = {}): void => add(reading.problems, code, params);

/** The texts of an element; empty where it has none in a language of the product. */
export function texts(reading: Reading, element: Xml | null): LocalizedText {
	const { text, others } = localizedOf(element, reading.language);
	if (others.length > 0) note(reading, 'languages', { element: element?.name ?? '' });
	return text;
}

/** A name, which is a name in every language: one in a foreign language stands as the English one. */
export function nameOf(reading: Reading, element: Xml | null): LocalizedText | null {
	const { text, others } = localizedOf(element, reading.language);
	if (Object.keys(text).length > 0) return text;
	return others[0] === undefined ? null : { en: others[0] };
}

export const given = (text: LocalizedText): LocalizedText | null => (Object.keys(text).length > 0 ? text : null);

/** A day as the schema writes it, with or without a time zone; null, and a problem, for anything else. */
export function dayIn(reading: Reading, element: Xml | null, attribute = 'iso-date'): string | null {
	const written = attributeOf(element, attribute);
	if (written === null) return null;
	const day = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/.exec(written)?.[1];
	if (day !== undefined && z.iso.date().safeParse(day).success) return day;
	problem(reading, 'day_wrong', { element: element?.name ?? '', value: written.slice(0, 40) });
	return null;
}

/** A day that only we write. */
export const ownDay = (element: Xml | null, attribute: string): string | null => z.iso.date().safeParse(attributeOf(element, attribute)).data ?? null;

export interface Money {
	readonly amount: Amount;
	readonly currency: string;
	readonly valueOn: string;
}

/**
 * The amount of an element `value`, in the project's own currency: for one that we told in euro the lats beside it, which
 * must give that euro figure. Null, with a problem, for what is no amount.
 */
export function moneyOf(reading: Reading, element: Xml | null, otherwiseOn: string): Money | null {
	const written = textOf(element);
	const amount = decimalOf(reading, written);
	const currency = attributeOf(element, 'currency') ?? reading.defaultCurrency;
	if (amount === null) {
		problem(reading, 'amount_wrong', { value: written.slice(0, 40) });
		return null;
	}
	if (currency === null || !/^[A-Z]{3}$/.test(currency)) {
		problem(reading, 'currency_missing', { value: written.slice(0, 40) });
		return null;
	}
	const valueOn = dayIn(reading, element, 'value-date') ?? otherwiseOn;
	const [original, own] = [attributeOf(element, 'sq:amount'), attributeOf(element, 'sq:currency')];
	if (original === null || own === null) return { amount, currency, valueOn };
	if (own !== 'LVL' || currency !== 'EUR' || !/^-?\d{1,12}\.\d{2}$/.test(original) || convert(original, latsPerEuro) !== amount) {
		problem(reading, 'lats_differ', { amount: original.slice(0, 40), euro: amount });
		return null;
	}
	return { amount: original, currency: own, valueOn };
}

/** Two decimals, exactly; what has more is rounded half up, and that is said. */
function decimalOf(reading: Reading, written: string): Amount | null {
	const match = /^([+-]?)(\d{0,12})(?:\.(\d{0,30}))?$/.exec(written);
	if (!match || (match[2] === '' && !match[3])) return null;
	const [, sign, whole, fraction = ''] = match;
	const exact = `${whole || '0'}.${fraction.padEnd(2, '0')}`;
	if (fraction.replace(/0+$/, '').length > 2) note(reading, 'rounded', { value: written.slice(0, 40) });
	const size = roundHalfUp(fromDecimal(exact), 2);
	return sign === '-' && size !== '0.00' ? `-${size}` : size;
}

/** The key that we wrote, else one made of a text; never one that is taken. */
export function takeKey(taken: Set<string>, written: string | null, text: LocalizedText | string): string {
	const stem = written !== null && /^[a-z0-9][a-z0-9-]{0,39}$/.test(written) ? written : slugOf(typeof text === 'string' ? text : inLocale(text, 'en')).slice(0, 34).replace(/^-+|-+$/g, '') || 'x';
	for (let number = 1; ; number++) {
		const key = number === 1 ? stem : `${stem.slice(0, 34)}-${number}`;
		if (taken.has(key)) continue;
		taken.add(key);
		return key;
	}
}

/** One of a list of words, or null. */
export const oneOf = <const T extends string>(list: readonly T[], value: string | null): T | null => list.find((item) => item === value) ?? null;
