import type { Context } from '#platform/context.ts';

/** Questionnaires in the database: the library's catalogue and the region's versions. */

export interface VersionRow {
	readonly id: string;
	readonly slug: string;
	readonly version: string;
	readonly sha256: string;
	readonly published_at: Date;
}
const versionColumns = ['id', 'slug', 'version', 'sha256', 'published_at'] as const;
const versions = (context: Context) => context.tx.selectFrom('questionnaire_version').select(versionColumns).where('region_id', '=', context.regionId);

/** The newest of each questionnaire first. */
export const selectVersions = (context: Context): Promise<VersionRow[]> => versions(context).orderBy('slug').orderBy('published_at', 'desc').orderBy('version', 'desc').orderBy('id').execute();
export const selectVersion = (context: Context, id: string): Promise<VersionRow | undefined> => versions(context).where('id', '=', id).executeTakeFirst();
export const selectVersionByHash = (context: Context, sha256: string): Promise<VersionRow | undefined> => versions(context).where('sha256', '=', sha256).executeTakeFirst();

/** Canonical texts of versions of this region in one query, by hash. */
export async function selectTexts(context: Context, hashes: readonly string[]): Promise<Map<string, string>> {
	if (hashes.length === 0) return new Map();
	const rows = await context.tx.selectFrom('questionnaire_version').select(['sha256', 'document']).where('region_id', '=', context.regionId).where('sha256', 'in', hashes).execute();
	return new Map(rows.map((row) => [row.sha256, row.document]));
}

/** Inserts a version unless the region has this content already; undefined when it has it, or has this number. */
export async function insertVersion(context: Context, row: { id: string; slug: string; version: string; sha256: string; document: string }): Promise<string | undefined> {
	const inserted = await context.tx
		.insertInto('questionnaire_version')
		.values({ ...row, region_id: context.regionId, published_at: context.now, published_by: context.actor.personId })
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	return inserted?.id;
}

export interface LibraryRow {
	readonly sha256: string;
	readonly slug: string;
	readonly version: string;
	readonly document: string;
}
const library = (context: Context) => context.tx.selectFrom('library_questionnaire').select(['sha256', 'slug', 'version', 'document']);

export const selectLibrary = (context: Context): Promise<LibraryRow[]> => library(context).orderBy('slug').orderBy('version').execute();
export const selectLibraryEntry = (context: Context, sha256: string): Promise<LibraryRow | undefined> => library(context).where('sha256', '=', sha256).executeTakeFirst();
