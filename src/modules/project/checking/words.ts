import { formatDay, formatMoney, formatNumber } from '#i18n/format.ts';
import { currentLocale, m, messageOf } from '#i18n/text.ts';
import type { Locale } from '#platform/locale.ts';
import type { CheckResult } from '../check/model.ts';

/**
 * A normalised value as people write it: "672567.74 EUR" → "672 567,74 EUR", "2018-03-01/2020-02-29" → "01.03.2018. –
 * 29.02.2020.", "2018-03" → "03.2018."; names stay as they are.
 */
export function showCheckValue(value: string, locale: Locale = currentLocale()): string {
	const money = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(value);
	if (money) return formatMoney(money[1] ?? '', money[2] ?? null, locale);
	if (/^-?\d+\.\d{2}$/.test(value)) return formatMoney(value, null, locale);
	if (/^\d{1,15}$/.test(value) && !/^(?:19|20)\d\d$/.test(value)) return formatNumber(Number(value), locale);
	const days = value.split('/');
	if (days.every((day) => /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(day))) return days.map((day) => showDay(day, locale)).join(' – ');
	return value.split('; ').length > 1 ? value.split('; ').map((part) => showCheckValue(part, locale)).join('; ') : value;
}

function showDay(day: string, locale: Locale): string {
	const [year = '', month, date] = day.split('-');
	if (month === undefined) return year;
	if (date === undefined) return locale === 'lt' ? `${year}-${month}` : locale === 'lv' ? `${month}.${year}.` : `${month}/${year}`;
	const instant = new Date(`${day}T00:00:00Z`);
	// A day that does not exist is shown as it was written, not as another one.
	if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(day)) return day;
	return locale === 'lv' ? `${date}.${month}.${year}.` : locale === 'lt' ? day : formatDay(day, locale);
}

type Explained = Pick<CheckResult, 'code' | 'params' | 'cause'>;

/** What differs, as a sentence. */
export function differenceInWords({ code, params }: Explained, locale: Locale = currentLocale()): string {
	const shown = Object.entries(params).map(([name, value]) => [name, name === 'reason' ? messageOf(`check_unread_${value}`, {}, locale) : value === '' ? m.check_none({}, { locale }) : showCheckValue(value, locale)]);
	// Latvian dates end with a full stop of their own.
	return messageOf(`check_explain_${code}`, Object.fromEntries(shown), locale).replace(/\.\.$/, '.');
}

/** The likely cause, as a sentence, or null where none is known. */
export const causeInWords = ({ cause }: Explained, locale: Locale = currentLocale()): string | null => (cause === null ? null : messageOf(`check_cause_${cause}`, {}, locale));

/** Why a result is shown, as one or two sentences: what differs, and the likely cause where there is one. */
export const explainCheck = (result: Explained, locale: Locale = currentLocale()): string => [differenceInWords(result, locale), causeInWords(result, locale)].filter((sentence) => sentence !== null).join(' ');

/** How sure a result is, in words. */
export function confidenceInWords(confidence: number, locale: Locale = currentLocale()): string {
	const step = confidence >= 0.9 ? 'sure' : confidence >= 0.7 ? 'likely' : confidence >= 0.45 ? 'possible' : 'weak';
	return messageOf(`check_confidence_${step}`, {}, locale);
}

/** The results as the command line prints them with `--json` and the page gives them for download. */
export const checkAnswer = (results: readonly CheckResult[], locale: Locale = currentLocale()) =>
	results.map((result) => ({
		kind: result.kind,
		subject: result.subject,
		severity: result.severity,
		confidence: result.confidence,
		values: result.values.map(({ text, value, file, line }) => ({ text, value, file, line })),
		explanation: explainCheck(result, locale)
	}));
