import { z } from 'zod';
import { attachment } from '#platform/files/index.ts';
import { messageOf } from '#i18n/text.ts';
import { Invalid } from '#platform/errors.ts';
import { fieldErrors, type Fields } from '#platform/web/form.ts';
import type { FormFailure } from '#platform/web/action.ts';
import { AnswerLanguage, longestSentence, mostLetters, variantNames } from '#modules/survey/index.ts';

const count = z.string({ error: 'required' }).trim().min(1, { error: 'required' }).regex(/^\d{1,6}$/, { error: 'survey_count_wrong' }).transform(Number);
export const sentenceField = z.string().trim().optional().default('');

export const LettersForm = z.object({
	count: count.refine((n) => n >= 1 && n <= mostLetters, { error: 'survey_count_wrong' }),
	language: z.enum(AnswerLanguage.options, { error: 'required' }),
	variant: z.enum(variantNames, { error: 'required' }),
	sentence: sentenceField.pipe(z.string().max(longestSentence, { error: 'too_long' }))
});

/** The typed fields in an address, so that the page shows them again: a file answers a form and cannot show it. */
export const backTo = (path: string, typed: Fields): string => {
	const query = new URLSearchParams({ again: '1' });
	for (const [name, value] of Object.entries(typed)) for (const each of [value].flat()) if (each !== '') query.append(name, each.slice(0, 600));
	return `${path}?${query}`;
};

/** What was typed before, from the address of the page. */
export function typedBefore(url: URL): Fields | null {
	if (!url.searchParams.has('again')) return null;
	return Object.fromEntries([...new Set(url.searchParams.keys())].filter((name) => name !== 'again').map((name) => [name, url.searchParams.get(name) ?? '']));
}

const limits: Record<string, Record<string, number>> = { survey_count_wrong: { max: mostLetters }, too_long: { max: longestSentence } };

/** The failure of a form that came back through its address: its fields are checked once more. */
export function failureOf(schema: z.ZodType, typed: Fields | null): FormFailure | null {
	if (!typed) return null;
	const parsed = schema.safeParse(typed);
	const fields = parsed.success ? { count: { code: 'survey_count_wrong' } } : fieldErrors(parsed.error);
	return { formId: 'print', typed, errors: Object.entries(fields).map(([field, error]) => ({ field, text: messageOf(`error_${error.code}`, limits[error.code] ?? {}) })) };
}

export const isMendable = (problem: unknown): boolean => problem instanceof Invalid;

/** A document as a download that no browser runs. */
export const pdfFile = ({ bytes, fileName }: { bytes: Uint8Array; fileName: string }): Response =>
	new Response(new Blob([new Uint8Array(bytes)]), {
		headers: { 'content-type': 'application/pdf', 'content-length': String(bytes.byteLength), 'content-disposition': attachment(fileName), 'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'private, no-store' }
	});
