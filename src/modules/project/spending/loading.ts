import type { Context } from '#platform/context.ts';
import { Conflict, NotFound } from '#platform/errors.ts';
import { ProjectId } from '#platform/ids.ts';
import { nextProjectState, type ProjectAction } from '../lifecycle.ts';
import type { Partner } from '../model.ts';
import { actsForPartner, mayKeepProjects } from '../policy.ts';
import type { Project, ProjectVersion } from '../project.ts';
import { loadProjectFor, type Purpose } from '../versions/index.ts';
import { selectItem } from './item-store.ts';
import { nextReportState, type ReportState } from './lifecycle.ts';
import type { Expenditure } from './model.ts';
import { selectReport } from './report-store.ts';

export interface AtWork {
	readonly project: Project;
	readonly version: ProjectVersion;
}

/**
 * The first line of every command of this part: authorises, holds the project's row until the end (so that whoever enters,
 * submits or decides at once comes one after the other), and asks the project's life cycle. NotFound and Forbidden as
 * `loadProjectFor`; Conflict in a state that allows none of it.
 */
export async function loadToWork(context: Context, projectId: string, purpose: Purpose, action: Extract<ProjectAction, 'spend' | 'report'>, partner?: string): Promise<AtWork> {
	const { project, version } = await loadProjectFor(context, projectId, purpose, partner, true);
	if (version === null || nextProjectState(project.state, action) === null) throw new Conflict(stateCode(project.state));
	return { project, version };
}

const stateCode = (state: Project['state']): string => (state === 'closed' ? 'spending_project_closed' : 'spending_project_not_running');

/** Like `loadToWork` for what the lead partner does: its own people and who keeps projects. */
export async function loadAsLead(context: Context, projectId: string): Promise<AtWork> {
	const { version } = await loadProjectFor(context, projectId, 'see');
	const lead = version?.document.partners.find(({ role }) => role === 'lead');
	return lead ? loadToWork(context, projectId, 'report', 'report', lead.key) : loadToWork(context, projectId, 'keep', 'report');
}

export interface ReadSpending {
	readonly project: Project;
	/** Null while nothing was agreed. */
	readonly version: ProjectVersion | null;
	readonly keeps: boolean;
	/** The state of the project allows to enter and to decide. */
	readonly open: boolean;
	/** Partners for whom the actor may enter and submit; all for who keeps projects. */
	readonly mine: readonly Partner[];
	/** Whether the actor may bundle: the lead partner's people and who keeps projects. */
	readonly leads: boolean;
}

/** Authorises reading, and says what else the actor may do here. */
export async function loadToRead(context: Context, projectId: string): Promise<ReadSpending> {
	const { project, version } = await loadProjectFor(context, projectId, 'see');
	const keeps = mayKeepProjects(context.actor);
	const partners = version?.document.partners ?? [];
	const mine = partners.filter(({ role, institutionId }) => role !== 'associated' && (keeps || actsForPartner(context.actor, institutionId)));
	return { project, version, keeps, open: version !== null && nextProjectState(project.state, 'spend') !== null, mine, leads: keeps || mine.some(({ role }) => role === 'lead') };
}

/** The item, authorised as `loadToWork` for its partner; `projectId` must be its project. */
export async function loadItemToWork(context: Context, projectId: string, itemId: string): Promise<AtWork & { item: Expenditure }> {
	const before = await itemOf(context, projectId, itemId);
	const work = await loadToWork(context, projectId, 'report', 'spend', before.partner);
	// Read again: only now nobody else changes it.
	return { ...work, item: await itemOf(context, projectId, itemId) };
}

/** The item of this project; NotFound otherwise. The caller authorises for the project before it shows anything. */
export async function itemOf(context: Context, projectId: string, itemId: string): Promise<Expenditure> {
	const item = ProjectId.safeParse(itemId).success ? await selectItem(context, itemId) : null;
	if (!item || item.projectId !== projectId) throw new NotFound();
	return item;
}

/** The state of the partner's report of a period; a report that nobody began is a draft. */
export async function reportState(context: Context, projectId: string, partner: string, period: string): Promise<ReportState> {
	return (await selectReport(context, projectId, partner, period))?.state ?? 'draft';
}

/** Conflict while the partner's report of the period takes no items. */
export async function assertTakesItems(context: Context, projectId: string, partner: string, period: string): Promise<void> {
	if (nextReportState(await reportState(context, projectId, partner, period), 'enter') === null) throw new Conflict('spending_period_reported');
}
