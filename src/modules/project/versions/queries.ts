import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { ProjectVersionId } from '#platform/ids.ts';
import { ProjectVersionId as VersionId } from '#platform/ids.ts';
import type { ProjectDocument } from '../model.ts';
import { maySeeProject } from '../policy.ts';
import type { Project, ProjectVersion } from '../project.ts';
import { readDocument } from './document.ts';
import { loadForDraft, loadProjectFor, toVersionHead, versionWith, type VersionHead } from './loading.ts';
import { selectDraft, selectIdsByCode, selectPartnerInstitutions, selectProject, selectVersions } from './store.ts';

/** One project; NotFound when it is unknown, of another region, or nothing that the actor may know of. */
export const getProject = async (context: Context, id: string): Promise<Project> => (await loadProjectFor(context, id, 'see')).project;

export interface ProjectDraft {
	readonly document: ProjectDocument;
	readonly revision: number;
	/** The version that it was copied from; null for a project's first draft. */
	readonly basedOn: ProjectVersionId | null;
	readonly updatedAt: Date;
}

/** What is being written about a project, or null when nothing is. For those who see all projects. */
export async function getDraft(context: Context, projectId: string): Promise<ProjectDraft | null> {
	const project = await loadForDraft(context, projectId, 'see');
	const row = await selectDraft(context, project.id);
	return row && { document: readDocument(row.document), revision: row.revision, basedOn: row.based_on === null ? null : VersionId.parse(row.based_on), updatedAt: row.updated_at };
}

/** One version by its number (counted from 1), or the one in force. NotFound when the project has none such. */
export async function projectVersion(context: Context, projectId: string, number: number | 'in-force'): Promise<ProjectVersion> {
	const { project, version } = await loadProjectFor(context, projectId, 'see');
	if (number === 'in-force') {
		if (!version) throw new NotFound();
		return version;
	}
	if (!Number.isInteger(number) || number < 1 || number > 1_000_000) throw new NotFound();
	return versionWith(context, project.id, { number });
}

/** All versions without their documents, the newest first. */
export async function projectVersions(context: Context, projectId: string): Promise<VersionHead[]> {
	const { project } = await loadProjectFor(context, projectId, 'see');
	return (await selectVersions(context, project.id)).map((row) => toVersionHead(project.id, row));
}

/** The version that held on a day (`YYYY-MM-DD`): the newest of those in force from that day or before. Null before the first. */
export async function versionOn(context: Context, projectId: string, day: string): Promise<ProjectVersion | null> {
	const { project } = await loadProjectFor(context, projectId, 'see');
	try {
		return await versionWith(context, project.id, { on: day });
	} catch (problem) {
		if (problem instanceof NotFound) return null;
		throw problem;
	}
}

/**
 * The project with a code, an acronym or a permanent address, however the code's separators are written ("LLI-317",
 * "lli 317"); null when the actor may know of none. Codes of drafts are not searched.
 */
export async function findProjectByCode(context: Context, code: string): Promise<Project | null> {
	for (const id of await selectIdsByCode(context, code.trim())) {
		const partners = await selectPartnerInstitutions(context, id);
		if (maySeeProject(context.actor, partners.map(({ institutionId }) => institutionId))) return selectProject(context, id);
	}
	return null;
}
