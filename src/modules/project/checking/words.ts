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
	if (Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return day;
	return locale === 'lv' ? `${date}.${month}.${year}.` : locale === 'lt' ? day : formatDay(day, locale);
}

/** Why a result is shown, as one or two sentences: what differs, and the likely cause where there is one. */
export function explainCheck(result: Pick<CheckResult, 'code' | 'params' | 'cause'>, locale: Locale = currentLocale()): string {
	const params = Object.fromEntries(Object.entries(result.params).map(([name, value]) => [name, name === 'reason' ? messageOf(`check_unread_${value}`, {}, locale) : value === '' ? m.check_none({}, { locale }) : showCheckValue(value, locale)]));
	const said = messageOf(`check_explain_${result.code}`, params, locale);
	return result.cause === null ? said : `${said} ${messageOf(`check_cause_${result.cause}`, {}, locale)}`;
}

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
