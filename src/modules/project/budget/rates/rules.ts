import { readCurrency } from '#platform/amount-text.ts';
import type { FieldError } from '#platform/errors.ts';

/** Currencies that need no row: the euro itself, and the lats, whose rate is fixed by law. */
export const fixedCurrencies: readonly string[] = ['EUR', 'LVL'];

/** A currency for which rates are kept: its code, or the message for the field. */
export function rateCurrency(text: string): { readonly currency: string } | { readonly error: FieldError } {
	const currency = readCurrency(text);
	if (currency === null) return { error: { code: 'budget_currency_wrong' } };
	return fixedCurrencies.includes(currency) ? { error: { code: currency === 'EUR' ? 'budget_rate_of_euro' : 'budget_rate_of_lats' } } : { currency };
}

/**
 * Units for one euro as written: "1.0921", "1,0921". Both signs are decimal signs here, for published rates carry no
 * separators of thousands; a number with both, with more than eight places or of nothing is refused.
 */
export function readRate(text: string): { readonly rate: string } | { readonly error: FieldError } {
	const match = /^(\d{1,10})(?:[.,](\d{1,8}))?$/.exec(text.trim());
	const [, whole = '', fraction = ''] = match ?? [];
	if (match === null || !/[1-9]/.test(whole + fraction)) return { error: { code: 'budget_rate_wrong' } };
	return { rate: plainRate(fraction === '' ? whole : `${whole}.${fraction}`) };
}

/** The shortest writing of a rate: "1.09210000" is "1.0921". */
export function plainRate(rate: string): string {
	const [whole = '0', fraction = ''] = rate.split('.');
	const shortWhole = whole.replace(/^0+(?=\d)/, '');
	const shortFraction = fraction.replace(/0+$/, '');
	return shortFraction === '' ? shortWhole : `${shortWhole}.${shortFraction}`;
}

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** A day as files of rates write it: "2024-10-11", "11.10.2024", "11 October 2024"; null for what is no day of the calendar. */
export function readRateDay(text: string): string | null {
	const tidy = text.trim();
	const written = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(tidy);
	const month = written === null ? 0 : months.indexOf(written[2]?.toLowerCase() ?? '') + 1;
	const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(tidy) ?? [];
	const [, dd, mm, yy] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})\.?$/.exec(tidy) ?? [];
	const parts = y !== undefined ? [y, m, d] : yy !== undefined ? [yy, mm, dd] : month > 0 ? [written?.[3], String(month), written?.[1]] : null;
	if (parts === null) return null;
	const day = parts.map((part) => (part ?? '').padStart(2, '0')).join('-');
	const at = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}
