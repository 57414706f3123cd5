import type { Context } from '#platform/context.ts';
import type { MethodologyDocument } from './model.ts';

/** The only file of the module that knows the tables. */

export interface VersionRow {
	readonly id: string;
	readonly slug: string;
	readonly version: string;
	readonly sha256: string;
	readonly published_at: Date;
}
const versionColumns = ['id', 'slug', 'version', 'sha256', 'published_at'] as const;

export const selectVersions = (context: Context): Promise<VersionRow[]> =>
	context.tx.selectFrom('methodology_version').select(versionColumns).where('region_id', '=', context.regionId).orderBy('slug').orderBy('published_at', 'desc').orderBy('id').execute();

export const selectVersion = (context: Context, id: string): Promise<VersionRow | undefined> =>
	context.tx.selectFrom('methodology_version').select(versionColumns).where('region_id', '=', context.regionId).where('id', '=', id).executeTakeFirst();

/** The canonical text of a version of this region, by its hash. */
export async function selectVersionText(context: Context, sha256: string): Promise<string | undefined> {
	return (await context.tx.selectFrom('methodology_version').select('document').where('region_id', '=', context.regionId).where('sha256', '=', sha256).executeTakeFirst())?.document;
}

/** The canonical texts of many versions in one query, by hash. */
export async function selectVersionTexts(context: Context, hashes: readonly string[]): Promise<Map<string, string>> {
	if (hashes.length === 0) return new Map();
	const rows = await context.tx.selectFrom('methodology_version').select(['sha256', 'document']).where('region_id', '=', context.regionId).where('sha256', 'in', hashes).execute();
	return new Map(rows.map((row) => [row.sha256, row.document]));
}

/** Inserts a version unless the region has this content already; undefined when it has it, or has this number. */
export async function insertVersion(context: Context, row: { id: string; slug: string; version: string; sha256: string; document: string }): Promise<string | undefined> {
	const inserted = await context.tx
		.insertInto('methodology_version')
		.values({ ...row, region_id: context.regionId, published_at: context.now, published_by: context.actor.personId })
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	return inserted?.id;
}

export const selectVersionByHash = (context: Context, sha256: string): Promise<VersionRow | undefined> =>
	context.tx.selectFrom('methodology_version').select(versionColumns).where('region_id', '=', context.regionId).where('sha256', '=', sha256).executeTakeFirst();

export const selectLibrary = (context: Context): Promise<{ sha256: string; slug: string; version: string; document: string }[]> =>
	context.tx.selectFrom('library_methodology').select(['sha256', 'slug', 'version', 'document']).orderBy('slug').orderBy('version', 'desc').execute();

export const selectLibraryEntry = (context: Context, sha256: string): Promise<{ sha256: string; slug: string; version: string; document: string } | undefined> =>
	context.tx.selectFrom('library_methodology').select(['sha256', 'slug', 'version', 'document']).where('sha256', '=', sha256).executeTakeFirst();

export interface DraftRow {
	readonly id: string;
	readonly slug: string;
	readonly document: unknown;
	readonly revision: number;
	readonly based_on: string | null;
	readonly created_at: Date;
	readonly updated_at: Date;
	readonly published_version_id: string | null;
}

const drafts = (context: Context) =>
	context.tx.selectFrom('methodology_draft').select(['id', 'slug', 'document', 'revision', 'based_on', 'created_at', 'updated_at', 'published_version_id']).where('region_id', '=', context.regionId);

/** Drafts that are not published yet, the latest change first. */
export const selectDrafts = (context: Context): Promise<DraftRow[]> => drafts(context).where('published_version_id', 'is', null).orderBy('updated_at', 'desc').orderBy('id').execute();
export const selectDraft = (context: Context, id: string): Promise<DraftRow | undefined> => drafts(context).where('id', '=', id).executeTakeFirst();
export const lockDraft = (context: Context, id: string): Promise<DraftRow | undefined> => drafts(context).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertDraft = (context: Context, id: string, document: MethodologyDocument, basedOn: string | null): Promise<unknown> =>
	context.tx
		.insertInto('methodology_draft')
		.values({ region_id: context.regionId, id, slug: document.id, document: JSON.stringify(document), based_on: basedOn, created_at: context.now, updated_at: context.now })
		.execute();

export const updateDraft = (context: Context, draft: Pick<DraftRow, 'id' | 'revision'>, document: MethodologyDocument, publishedAs: string | null): Promise<unknown> =>
	context.tx
		.updateTable('methodology_draft')
		.set({ document: JSON.stringify(document), slug: document.id, revision: draft.revision + 1, updated_at: context.now, published_version_id: publishedAs })
		.where('region_id', '=', context.regionId)
		.where('id', '=', draft.id)
		.execute();

export const deleteDraft = (context: Context, id: string): Promise<unknown> => context.tx.deleteFrom('methodology_draft').where('region_id', '=', context.regionId).where('id', '=', id).execute();
