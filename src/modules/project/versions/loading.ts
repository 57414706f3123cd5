import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { ProjectId, ProjectVersionId } from '#platform/ids.ts';
import { nextProjectState, type ProjectAction, type ProjectState } from '../lifecycle.ts';
import { mayKeepProjects, mayReportFor, maySeeProject, maySeeProjects } from '../policy.ts';
import type { Project, ProjectVersion } from '../project.ts';
import { versionCache } from './document.ts';
import { selectPartnerInstitutions, selectProject, selectVersion, selectVersionText, type VersionRow } from './store.ts';

/** What the actor wants of a project: to see it from within, to keep it, or to enter expenditure and reports for a partner. */
export type Purpose = 'see' | 'keep' | 'report';

export interface LoadedProject {
	readonly project: Project;
	/** The version in force; null while there is only a draft. */
	readonly version: ProjectVersion | null;
}

/**
 * Authorises and loads: the first line of every command and query about what belongs to a project. With `lock` the
 * project's row is held until the transaction ends.
 *
 * 'see' is for whoever follows the project from within, 'keep' for who keeps the region's projects, 'report' for who acts
 * for the named partner (without a partner: for any of them). NotFound for an unknown or another region's project, for an
 * actor who may not know of it and for a partner that the version in force has not; Forbidden for who sees it but may not
 * do this.
 */
export async function loadProjectFor(context: Context, id: string, purpose: Purpose, partnerKey?: string, lock = false): Promise<LoadedProject> {
	const project = ProjectId.safeParse(id).success ? await selectProject(context, id, lock) : null;
	if (!project) throw new NotFound();
	const partners = await selectPartnerInstitutions(context, project.id);
	if (!maySeeProject(context.actor, partners.map(({ institutionId }) => institutionId))) throw new NotFound();
	if (purpose === 'keep' && !mayKeepProjects(context.actor)) throw new Forbidden();
	if (purpose === 'report') {
		const asked = partnerKey === undefined ? partners : partners.filter(({ key }) => key === partnerKey);
		if (partnerKey !== undefined && asked.length === 0) throw new NotFound();
		if (!mayKeepProjects(context.actor) && !asked.some(({ institutionId }) => mayReportFor(context.actor, institutionId))) throw new Forbidden();
	}
	return { project, version: project.versionId === null ? null : await versionWith(context, project.id, { id: project.versionId }) };
}

/** Like `loadProjectFor` for those who read drafts: who sees all projects. A partner's people see what was agreed, not what is being written. */
export async function loadForDraft(context: Context, id: string, purpose: 'see' | 'keep', lock = false): Promise<Project> {
	const { project } = await loadProjectFor(context, id, purpose, undefined, lock);
	if (!maySeeProjects(context.actor)) throw new Forbidden();
	return project;
}

/** A version with its document; NotFound when the project has none such. The caller has authorised. */
export async function versionWith(context: Context, projectId: ProjectId, which: Parameters<typeof selectVersion>[2]): Promise<ProjectVersion> {
	const row = await selectVersion(context, projectId, which);
	if (!row) throw new NotFound();
	return {
		...toVersionHead(projectId, row),
		document: versionCache.read(row.sha256, versionCache.has(row.sha256) ? '' : await selectVersionText(context, row.id))
	};
}

export type VersionHead = Omit<ProjectVersion, 'document'>;

export const toVersionHead = (projectId: ProjectId, row: VersionRow): VersionHead => ({
	id: ProjectVersionId.parse(row.id),
	projectId,
	number: row.number,
	stage: row.stage,
	inForceFrom: row.in_force_from,
	reason: row.reason,
	sha256: row.sha256,
	madeAt: row.made_at
});

/** The state that an action leads to; Conflict, with words of its own for a closed project, when the state does not allow it. */
export function projectStateAfter(project: Pick<Project, 'state'>, action: ProjectAction): ProjectState {
	const next = nextProjectState(project.state, action);
	if (next === null) throw new Conflict(project.state === 'closed' ? 'project_closed' : 'project_state');
	return next;
}
