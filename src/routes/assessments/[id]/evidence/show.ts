import { formatDay, formatNumber } from '#i18n/format.ts';
import { currentLocale, m } from '#i18n/text.ts';

/** A size in the unit that people know it in. */
export function showSize(bytes: number): string {
	if (bytes < 1000) return m.evidence_size_bytes({ size: formatNumber(bytes) });
	if (bytes < 1_000_000) return m.evidence_size_kilobytes({ size: formatNumber(Math.round(bytes / 1000)) });
	return m.evidence_size_megabytes({ size: formatNumber(Math.round(bytes / 100_000) / 10) });
}

/**
 * A day inside a sentence. Latvian bends the name of the month after "no" and "līdz", which the calendar's own form does
 * not, so there it is written in digits.
 */
export const dayInSentence = (day: string): string => (currentLocale() === 'lv' ? `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}.` : formatDay(day));

/** The days between which evidence holds, in words. */
export const showDays = (evidence: { holdsFrom: string; expiresOn: string | null }): string =>
	evidence.expiresOn === null ? m.evidence_from({ day: dayInSentence(evidence.holdsFrom) }) : m.evidence_from_to({ from: dayInSentence(evidence.holdsFrom), to: dayInSentence(evidence.expiresOn) });
