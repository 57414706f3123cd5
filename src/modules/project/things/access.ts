import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { ProjectId } from '#platform/ids.ts';
import { nextProjectState } from '../lifecycle.ts';
import type { Partner, ProjectDocument } from '../model.ts';
import { mayKeepProjects, mayReportFor } from '../policy.ts';
import type { Project, ProjectVersion } from '../project.ts';
import { loadProjectFor } from '../versions/index.ts';

/** A project with the version in force, as those see it who may write what happened. */
export interface Inside {
	readonly project: Project;
	/** Null while nothing was agreed. */
	readonly version: ProjectVersion | null;
	/** The partners for which the actor may write; all of them for who keeps projects. */
	readonly mine: readonly Partner[];
	readonly keeps: boolean;
	/** What happened may be written down in this state. */
	readonly open: boolean;
}

/** Loads the project from within. NotFound for who neither follows projects nor acts for one of its partners. */
export async function loadInside(context: Context, projectId: string): Promise<Inside> {
	const { project, version } = await loadProjectFor(context, projectId, 'see');
	const { actor } = context;
	return {
		project,
		version,
		mine: (version?.document.partners ?? []).filter((partner) => mayReportFor(actor, partner.institutionId)),
		keeps: mayKeepProjects(actor),
		open: version !== null && nextProjectState(project.state, 'achieve') !== null
	};
}

/**
 * Loads the project for writing down what one of its partners did; `whose` says which by its key in the version in force
 * (null: the project as a whole, which only who keeps projects writes). NotFound and Forbidden as everywhere; Conflict when
 * the state does not allow it. The project stays locked until the end, so that two who write at once come one after the other.
 */
export async function loadToWrite(context: Context, projectId: string, whose: (document: ProjectDocument) => string | null): Promise<{ project: Project; document: ProjectDocument; institutionId: string | null }> {
	const { project, version } = await loadProjectFor(context, projectId, 'report', undefined, true);
	if (version === null) throw new Conflict('things_not_now');
	const institutionId = authorisePartner(context, version.document, whose(version.document));
	if (nextProjectState(project.state, 'achieve') === null) throw new Conflict(project.state === 'closed' ? 'project_closed' : 'things_not_now');
	return { project, document: version.document, institutionId };
}

/** The institution of a partner for which the actor may write; NotFound for a partner that the version lacks, Forbidden for who may not. */
export function authorisePartner(context: Context, document: ProjectDocument, key: string | null): string | null {
	const partner = key === null ? null : document.partners.find((p) => p.key === key);
	if (partner === undefined) throw new NotFound();
	if (partner === null ? !mayKeepProjects(context.actor) : !mayReportFor(context.actor, partner.institutionId)) throw new Forbidden();
	return partner?.institutionId ?? null;
}

/** For who may read what happened: everybody once visitors see the project, before that those within. */
export async function authoriseReading(context: Context, projectId: string): Promise<ProjectId> {
	const id = ProjectId.safeParse(projectId);
	if (!id.success) throw new NotFound();
	const row = await context.tx.selectFrom('project').select('published_at').where('region_id', '=', context.regionId).where('id', '=', id.data).executeTakeFirst();
	if (!row) throw new NotFound();
	if (row.published_at === null) await loadProjectFor(context, id.data, 'see');
	return id.data;
}

/** For visitors alone: NotFound unless they see the project. */
export async function authoriseVisitor(context: Context, projectId: string): Promise<ProjectId> {
	const id = ProjectId.safeParse(projectId);
	const row = id.success ? await context.tx.selectFrom('project').select('published_at').where('region_id', '=', context.regionId).where('id', '=', id.data).executeTakeFirst() : undefined;
	if (!id.success || !row || row.published_at === null) throw new NotFound();
	return id.data;
}

/** Where something was read: a document of the version and the place in it. Invalid when the version has no such document. */
export function checkSource(document: ProjectDocument, source: { readonly document: string; readonly place: string } | null | undefined): { document: string; place: string } | null {
	if (!source) return null;
	if (!document.documents.some((d) => d.key === source.document)) throw new Invalid({ document: { code: 'things_document_unknown' } });
	return { document: source.document, place: source.place };
}
