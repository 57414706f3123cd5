import type { Context } from '#platform/context.ts';
import type { ProjectFile } from './model.ts';

/** The files of a project, the newest first; only public ones where asked. */
export async function selectFiles(context: Context, projectId: string, { publicOnly = false }: { publicOnly?: boolean } = {}): Promise<ProjectFile[]> {
	let query = context.tx
		.selectFrom('project_file as f')
		.leftJoin('person', 'person.id', 'f.added_by')
		.select(['f.id', 'f.title', 'f.name', 'f.media_type', 'f.size', 'f.public', 'f.added_by', 'f.added_at', 'f.revision', 'person.name as added_by_name'])
		.where('f.region_id', '=', context.regionId)
		.where('f.project_id', '=', projectId)
		.where('f.removed_at', 'is', null);
	if (publicOnly) query = query.where('f.public', '=', true);
	const rows = await query.orderBy('f.added_at', 'desc').orderBy('f.title').orderBy('f.id').execute();
	return rows.map((row) => ({ id: row.id, title: row.title, name: row.name, mediaType: row.media_type, size: row.size, public: row.public, addedBy: row.added_by, addedByName: row.added_by_name, addedAt: row.added_at, revision: row.revision }));
}

export async function insertFile(context: Context, projectId: string, file: { id: string; title: string; name: string; mediaType: string; size: number; sha256: string; public: boolean }): Promise<void> {
	await context.tx
		.insertInto('project_file')
		.values({ region_id: context.regionId, id: file.id, project_id: projectId, title: file.title, name: file.name, media_type: file.mediaType, size: file.size, sha256: file.sha256, public: file.public, added_by: context.actor.personId, added_at: context.now })
		.execute();
}

export async function updateFile(context: Context, before: ProjectFile, change: { title: string; public: boolean }): Promise<void> {
	await context.tx.updateTable('project_file').set({ title: change.title, public: change.public, revision: before.revision + 1 }).where('region_id', '=', context.regionId).where('id', '=', before.id).execute();
}

export async function markFileRemoved(context: Context, id: string): Promise<void> {
	await context.tx.updateTable('project_file').set({ removed_at: context.now }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

/** Whether a version or the draft names the file among its documents. */
export async function isNamed(context: Context, projectId: string, id: string): Promise<boolean> {
	const named = `%"${id}"%`;
	const version = await context.tx.selectFrom('project_version').select('id').where('region_id', '=', context.regionId).where('project_id', '=', projectId).where('document', 'like', named).limit(1).executeTakeFirst();
	if (version) return true;
	const draft = await context.tx.selectFrom('project_draft').select('project_id').where('region_id', '=', context.regionId).where('project_id', '=', projectId).where('document', 'like', named).executeTakeFirst();
	return draft !== undefined;
}

/** A file of a project as it is sent; null when it is not (or no longer) there. */
export async function fileRow(context: Context, projectId: string, id: string): Promise<{ sha256: string; size: number; chunks: number; mediaType: string; fileName: string; public: boolean } | null> {
	const row = await context.tx
		.selectFrom('project_file')
		.innerJoin('file', (join) => join.onRef('file.region_id', '=', 'project_file.region_id').onRef('file.sha256', '=', 'project_file.sha256'))
		.select(['file.sha256', 'file.size', 'file.chunks', 'project_file.media_type', 'project_file.name', 'project_file.public'])
		.where('project_file.region_id', '=', context.regionId)
		.where('project_file.project_id', '=', projectId)
		.where('project_file.id', '=', id)
		.where('project_file.removed_at', 'is', null)
		.executeTakeFirst();
	return row ? { sha256: row.sha256, size: row.size, chunks: row.chunks, mediaType: row.media_type, fileName: row.name, public: row.public } : null;
}
