import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { Download } from '#platform/files/index.ts';
import { mayReportFor } from '../../policy.ts';
import type { Project, ProjectVersion } from '../../project.ts';
import { loadProjectFor } from '../../versions/index.ts';
import { authoriseVisitor, loadInside } from '../access.ts';
import { rowId } from '../fields.ts';
import type { ProjectFile } from './model.ts';
import { mayChangeFile } from './rules.ts';
import { fileRow, selectFiles } from './store.ts';

/** The files of a project, the newest first, for those within. */
export async function filesOf(context: Context, projectId: string): Promise<ProjectFile[]> {
	const { project } = await loadProjectFor(context, projectId, 'see');
	return selectFiles(context, project.id);
}

/** The files that visitors may have; NotFound while they do not see the project. */
export async function publicFilesOf(context: Context, projectId: string): Promise<ProjectFile[]> {
	return selectFiles(context, await authoriseVisitor(context, projectId), { publicOnly: true });
}

export interface FilesPage {
	readonly project: Project;
	readonly version: ProjectVersion | null;
	readonly files: readonly (ProjectFile & { /** Title of the document of the version in force that this file is. */ readonly documentTitle: string | null; readonly mayChange: boolean })[];
	readonly mayAdd: boolean;
	readonly keeps: boolean;
}

export async function filesPage(context: Context, projectId: string): Promise<FilesPage> {
	const { project, version, keeps, mine } = await loadInside(context, projectId);
	const titles = new Map((version?.document.documents ?? []).map((d) => [d.fileId, d.title]));
	const mayAdd = keeps || mine.some((partner) => mayReportFor(context.actor, partner.institutionId));
	const files = (await selectFiles(context, project.id)).map((file) => ({ ...file, documentTitle: titles.get(file.id) ?? null, mayChange: mayAdd && mayChangeFile(context.actor, file) }));
	return { project, version, files, mayAdd, keeps };
}

/** One file of the page above. */
export async function filePage(context: Context, projectId: string, id: string): Promise<FilesPage & { file: FilesPage['files'][number] }> {
	const page = await filesPage(context, projectId);
	const file = page.files.find((f) => f.id === id);
	if (!file) throw new NotFound();
	return { ...page, file };
}

/** A file for sending, for those within. */
export async function fileDownload(context: Context, projectId: string, id: string): Promise<Download> {
	const { project } = await loadProjectFor(context, projectId, 'see');
	return download(context, project.id, id, false);
}

/** A public file for sending, for everybody once visitors see the project. */
export async function publicFileDownload(context: Context, projectId: string, id: string): Promise<Download> {
	return download(context, await authoriseVisitor(context, projectId), id, true);
}

async function download(context: Context, projectId: string, id: string, publicOnly: boolean): Promise<Download> {
	const known = rowId(id);
	const row = known === null ? null : await fileRow(context, projectId, known);
	if (!row || (publicOnly && !row.public)) throw new NotFound();
	return { sha256: row.sha256, size: row.size, chunks: row.chunks, fileName: row.fileName, mediaType: row.mediaType };
}
