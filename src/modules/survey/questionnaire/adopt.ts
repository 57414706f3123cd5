import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, NotFound } from '#platform/errors.ts';
import { QuestionnaireVersionId } from '#platform/ids.ts';
import { requireKeeper } from './policy.ts';
import { insertVersion, selectLibraryEntry, selectVersionByHash } from './store.ts';

/**
 * Copies a questionnaire of the library into the region's own versions and returns the copy's id; a second call returns
 * the same copy. For those who run the region. Throws NotFound for a hash that the library does not hold, and Conflict
 * when the region has published something else under the same name and number.
 */
export async function adoptQuestionnaire(context: Context, librarySha256: string): Promise<QuestionnaireVersionId> {
	requireKeeper(context);
	const entry = await selectLibraryEntry(context, librarySha256);
	if (!entry) throw new NotFound();
	const inserted = await insertVersion(context, { ...entry, id: context.newId() });
	const id = inserted ?? (await selectVersionByHash(context, librarySha256))?.id;
	if (id === undefined) throw new Conflict('questionnaire_version_exists', { version: entry.version });
	if (inserted !== undefined) await audit(context, { action: 'questionnaire.adopted', subject: { kind: 'questionnaire_version', id }, after: { slug: entry.slug, version: entry.version, sha256: librarySha256 } });
	return QuestionnaireVersionId.parse(id);
}
