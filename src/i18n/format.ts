import { roundHalfUp, type Ratio } from '#platform/ratio.ts';
import type { Locale } from '#platform/locale.ts';
import { currentLocale } from './text.ts';

const tag = { lv: 'lv-LV', lt: 'lt-LT', en: 'en-GB' } as const;

/** A calendar day in words, for example "2026. gada 22. novembris"; the day is `YYYY-MM-DD`. */
export const formatDay = (day: string, locale: Locale = currentLocale()): string =>
	new Intl.DateTimeFormat(tag[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/**
 * A day inside a sentence. Latvian bends the name of the month after "no" and "līdz", which the calendar's own form does
 * not, so there it is written in digits.
 */
export const dayInSentence = (day: string, locale: Locale = currentLocale()): string => (locale === 'lv' ? `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}.` : formatDay(day, locale));

/** A moment with minutes, in the time of Latvia and Lithuania. */
export const formatMoment = (instant: Date, locale: Locale = currentLocale()): string =>
	new Intl.DateTimeFormat(tag[locale], { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Riga' }).format(instant);

/** An exact value rounded half up to at most `places` decimals, with the language's decimal sign. */
export function formatRatio(value: Ratio, places = 1, locale: Locale = currentLocale()): string {
	const rounded = roundHalfUp(value, places);
	return locale === 'en' ? rounded : rounded.replace('.', ',');
}

export const formatNumber = (value: number, locale: Locale = currentLocale()): string => new Intl.NumberFormat(tag[locale]).format(value);

/** A whole percentage of a share, for example "86 %" with the language's own spacing; Latvian's is not in the formatter. */
export const formatPercent = (share: number, locale: Locale = currentLocale()): string =>
	new Intl.NumberFormat(tag[locale], { style: 'percent', maximumFractionDigits: 0 }).format(share).replace(/(?<=\d)%$/, locale === 'en' ? '%' : '\u00a0%');

/** A number with exactly so many decimals and a real minus sign; `signed` puts "+", "−" or, for what rounds to nothing, "±" before it. */
export function formatDecimal(value: number, places: number, { signed = false, locale = currentLocale() }: { signed?: boolean; locale?: Locale } = {}): string {
	const rounded = Number(value.toFixed(places));
	const size = new Intl.NumberFormat(tag[locale], { minimumFractionDigits: places, maximumFractionDigits: places }).format(Math.abs(rounded));
	if (rounded === 0) return signed ? `±${size}` : size;
	return `${rounded < 0 ? '−' : signed ? '+' : ''}${size}`;
}

/** An exact amount ("672567.74") in the language's writing with its currency: "672 567,74 EUR"; without a currency the number alone. */
export function formatMoney(amount: string, currency: string | null = null, locale: Locale = currentLocale()): string {
	// The formatter reads decimal text exactly; as a number, large amounts would lose their cents.
	const number = moneyFormats[locale].format(amount as `${number}`).replace(/^-/, '−');
	return currency === null ? number : locale === 'en' ? `${currency}\u00a0${number}` : `${number}\u00a0${currency}`;
}
const moneyFormat = (locale: Locale) => new Intl.NumberFormat(tag[locale], { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: 'always' });
const moneyFormats: Record<Locale, Intl.NumberFormat> = { lv: moneyFormat('lv'), lt: moneyFormat('lt'), en: moneyFormat('en') };
