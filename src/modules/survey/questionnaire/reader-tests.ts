import { z } from 'zod';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid } from '#platform/errors.ts';
import { day, requiredText } from '#platform/web/form.ts';
import { AnswerLanguage } from './model.ts';
import { requireKeeper } from './policy.ts';
import { getQuestionnaire } from './queries.ts';
import { insertReaderTest, selectReaderTests } from './reader-test-store.ts';

/** A record that people who read with difficulty tried the easy-to-read variant in one language. */
export interface ReaderTest {
	readonly id: string;
	readonly language: AnswerLanguage;
	/** The day of the test, `2026-11-22`. */
	readonly heldOn: string;
	/** How many readers took part. */
	readonly readers: number;
	readonly method: string;
	readonly findings: string;
}

/** Tests of a version's easy-to-read variant, the latest first; without one it counts as not yet tested with readers. */
export async function readerTestsOf(context: Context, versionId: string): Promise<ReaderTest[]> {
	const version = await getQuestionnaire(context, versionId);
	return (await selectReaderTests(context, version.id)).map((row) => ({ id: row.id, language: AnswerLanguage.parse(row.language), heldOn: row.held_on, readers: row.readers, method: row.method, findings: row.findings }));
}

export const ReaderTestInput = z.object({
	language: z.enum(AnswerLanguage.options, { error: 'required' }),
	heldOn: day,
	readers: z.coerce.number({ error: 'questionnaire_readers_number' }).int({ error: 'questionnaire_readers_number' }).min(1, { error: 'questionnaire_readers_number' }).max(1000, { error: 'questionnaire_readers_number' }),
	method: requiredText(2000),
	findings: requiredText(4000)
});
export type ReaderTestInput = z.infer<typeof ReaderTestInput>;

/**
 * Records that the easy-to-read variant of a version was tried with readers. For those who keep questionnaires. Throws
 * Conflict for a version without such a variant, Invalid for a language that it lacks and for a day to come.
 */
export async function recordReaderTest(context: Context, versionId: string, input: ReaderTestInput): Promise<void> {
	requireKeeper(context);
	const version = await getQuestionnaire(context, versionId);
	const { easy } = version.document.variants;
	if (!easy) throw new Conflict('questionnaire_no_easy');
	if (!easy.languages.includes(input.language)) throw new Invalid({ language: { code: 'wrong' } });
	if (input.heldOn > context.now.toISOString().slice(0, 10)) throw new Invalid({ heldOn: { code: 'questionnaire_day_to_come' } });
	const id = context.newId();
	await insertReaderTest(context, { id, questionnaire_version_id: version.id, language: input.language, held_on: input.heldOn, readers: input.readers, method: input.method, findings: input.findings });
	await audit(context, { action: 'questionnaire.reader_test_recorded', subject: { kind: 'questionnaire_version', id: version.id }, after: { language: input.language, held_on: input.heldOn, readers: input.readers } });
}
