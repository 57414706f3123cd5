import { dayInSentence, formatMoney } from '#i18n/format.ts';
import { currentLocale, messageOf } from '#i18n/text.ts';
import type { Finding } from '#modules/project/index.ts';

const day = (text: string): string => (text === '…' ? text : dayInSentence(text));

/** A value of a finding in the reader's writing: amounts, days, periods and percentages; anything else as it is. */
export function showValue(text: string): string {
	const [, amount, currency] = /^(-?\d+\.\d{2}) ([A-Z]{3})$/.exec(text) ?? [];
	if (amount !== undefined && currency !== undefined) return formatMoney(amount, currency);
	if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day(text);
	if (/^(\d{4}-\d{2}-\d{2}|…)\/(\d{4}-\d{2}-\d{2}|…)$/.test(text)) return text.split('/').map(day).join(' – ');
	return /^\d+\.\d+( %)?$/.test(text) && currentLocale() !== 'en' ? text.replace('.', ',') : text;
}

/** What the finding says, in a sentence. */
export const explain = (finding: Pick<Finding, 'code' | 'params'>): string => messageOf(`budget_finding_${finding.code}`, Object.fromEntries(Object.entries(finding.params).map(([key, value]) => [key, showValue(value)])));

/** What it is about, in a few words. */
export const heading = (finding: Pick<Finding, 'code'>): string => messageOf(`budget_found_${finding.code}`);
