import { z } from 'zod';
import type { FieldError } from '#platform/errors.ts';
import type { Locale, LocalizedText } from '#platform/locale.ts';
import { optionalText } from '#platform/web/form.ts';

/** The languages of a text from a form's three fields; what was left empty is not there. */
export const gather = (lv: string, lt: string, en: string): LocalizedText => Object.fromEntries(Object.entries({ lv, lt, en }).filter(([, text]) => text !== ''));

/** The languages in which a text is still missing. */
export const missingLanguages = (text: LocalizedText): Locale[] => (['lv', 'lt', 'en'] as const).filter((language) => !text[language]);

/** Whether it says something in at least one language. */
export const hasText = (text: LocalizedText): boolean => Object.values(text).some((value) => value.trim() !== '');

/** The two fields that say where a figure was read. */
export const sourceFields = { document: optionalText(40), place: optionalText(300) };
export const sourceOf = (fields: { document: string; place: string }): { document: string; place: string } | null => (fields.document === '' ? null : { document: fields.document, place: fields.place });

/** The mark of the row that the form was opened with. */
export const revisionField = z.coerce.number({ error: 'wrong' }).int().min(0).max(2_000_000_000);
/** An id of a row from an address; null for what is none. */
export const rowId = (id: string): string | null => z.uuid().safeParse(id).data ?? null;

/** What is wrong with a day on which something happened, seen from `today`: it is to come, or nobody knew of such projects yet. Null days are unknown and right. */
export function dayProblem(day: string | null, today: string): FieldError | null {
	if (day === null) return null;
	if (!z.iso.date().safeParse(day).success) return { code: 'day_wrong' };
	return day > today ? { code: 'things_day_to_come' } : day < '1990-01-01' ? { code: 'things_day_long_ago' } : null;
}
