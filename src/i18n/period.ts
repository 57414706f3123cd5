import { formatDay } from './format.ts';
import { currentLocale, m } from './text.ts';
import type { Locale } from '#platform/locale.ts';

/** A day in digits, or in English in words: "01.03.2018.", "2018-03-01", "1 March 2018". */
export const shortDay = (day: string, locale: Locale = currentLocale()): string => (locale === 'lv' ? `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}.` : locale === 'lt' ? day : formatDay(day, locale));

const month = (day: string, locale: Locale): string =>
	locale === 'lv' ? `${day.slice(5, 7)}.${day.slice(0, 4)}.` : locale === 'lt' ? day.slice(0, 7) : new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** A period no finer than it was published; null where a day is missing. */
export function periodText(from: string | null, to: string | null, precision: 'day' | 'month' | 'year', locale: Locale = currentLocale()): string | null {
	if (from === null || to === null) return null;
	if (precision === 'year') return from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : m.portfolio_span({ from: from.slice(0, 4), to: to.slice(0, 4) });
	const show = precision === 'month' ? month : shortDay;
	return m.portfolio_span({ from: show(from, locale), to: show(to, locale) });
}

/** A period in a list: months, or years where whole years were agreed. */
export const listPeriod = (from: string | null, to: string | null): string | null => periodText(from, to, from?.slice(5) === '01-01' && to?.slice(5) === '12-31' ? 'year' : 'month');
