import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid } from '#platform/errors.ts';
import { ProjectVersionId } from '#platform/ids.ts';
import { stageOf, type VersionStage } from '../lifecycle.ts';
import type { ProjectDocument } from '../model.ts';
import { mayKeepProjects } from '../policy.ts';
import type { Project } from '../project.ts';
import { readDocument, sealDocument } from './document.ts';
import { loadForDraft, projectStateAfter, versionWith } from './loading.ts';
import { isBlocked, versionProblems } from './problems.ts';
import { selectInCurrencies, writeProjection } from './projection-store.ts';
import { deleteDraft, insertVersion, selectDraft, selectVersions, updateProject } from './store.ts';

/** The actions of the life cycle that a keeper takes on the steps page; the others are rights to do things elsewhere. */
export const projectSteps = ['conceive', 'apply', 'approve', 'start', 'modify', 'complete', 'close', 'reopen', 'publish', 'withdraw'] as const;
export type ProjectStep = (typeof projectSteps)[number];

export interface StepInput {
	/** `YYYY-MM-DD`, the day from which the version holds; today unless given. Only for steps that make a version. */
	readonly inForceFrom?: string;
	/** Why; a modification must say it. */
	readonly reason?: string;
}

/**
 * Takes a step of the life cycle; where `stageOf` says so it makes a version of the draft (of the version in force where
 * nothing was written since, except for a modification). Conflict when the state does not allow it, when the document
 * contradicts itself, or when a modification changes nothing; Invalid for a day that is later than today or earlier than
 * the version before, and for a modification without a reason.
 */
export async function takeStep(context: Context, projectId: string, action: ProjectStep, input: StepInput = {}): Promise<void> {
	const project = await loadForDraft(context, projectId, 'keep', true);
	const state = projectStateAfter(project, action);
	if (action === 'publish' && project.invented) throw new Conflict('project_invented_stays');
	const stage = stageOf[action];
	if (stage !== null) await makeVersion(context, project, stage, input);
	await updateProject(context, project.id, { ...(state === project.state ? {} : { state }), ...publication(project, action, context.now) });
	await audit(context, {
		action: stepWords[action],
		subject: { kind: 'project', id: project.id },
		before: { state: project.state },
		after: { state, ...(input.reason ? { reason: input.reason } : {}) }
	});
}

const stepWords = { conceive: 'project.conceived', apply: 'project.applied', approve: 'project.approved', start: 'project.started', modify: 'project.modified', complete: 'project.completed', close: 'project.closed', reopen: 'project.reopened', publish: 'project.published', withdraw: 'project.withdrawn' } as const satisfies Record<ProjectStep, string>;

const publication = (project: Project, action: ProjectStep, now: Date): { published_at?: Date | null } => (action === 'publish' ? { published_at: project.publishedAt ?? now } : action === 'withdraw' ? { published_at: null } : {});

/** Shows a project to visitors. Conflict when nothing was agreed yet. */
export const publishProject = (context: Context, projectId: string): Promise<void> => takeStep(context, projectId, 'publish');
/** Takes a project out of visitors' sight; nothing else changes. */
export const withdrawProject = (context: Context, projectId: string): Promise<void> => takeStep(context, projectId, 'withdraw');

async function makeVersion(context: Context, project: Project, stage: VersionStage, input: StepInput): Promise<void> {
	const draft = await selectDraft(context, project.id, true);
	const before = project.versionId === null ? null : await versionWith(context, project.id, { id: project.versionId });
	const document = draft ? readDocument(draft.document) : stage === 'modification' ? null : (before?.document ?? null);
	if (!document) throw new Conflict('project_draft_missing');
	if (stage === 'modification' && before && sealDocument(document).sha256 === before.sha256) throw new Conflict('project_nothing_changed');
	const inForceFrom = input.inForceFrom ?? dayOf(context.now);
	if (inForceFrom > dayOf(context.now)) throw new Invalid({ in_force_from: { code: 'project_day_in_future' } });
	if (before && inForceFrom < before.inForceFrom) throw new Invalid({ in_force_from: { code: 'project_day_before_version', params: { day: before.inForceFrom } } });
	const reason = input.reason?.trim() ?? '';
	if (stage === 'modification' && reason === '') throw new Invalid({ reason: { code: 'project_reason_missing' } });
	const problems = versionProblems(document);
	if (isBlocked(problems)) throw new Conflict('project_contradicts_itself', { count: problems.filter(({ severity }) => severity === 'error').length });
	await storeVersion(context, project, { stage, inForceFrom, reason, document });
	if (draft) await deleteDraft(context, project.id);
}

/**
 * Keeps a document as the project's next version, immutable from now on, and writes the projection that lists and totals
 * read. The one place where versions are made; the caller has authorised and holds the project's row.
 */
export async function storeVersion(context: Context, project: Pick<Project, 'id'>, version: { readonly stage: VersionStage; readonly inForceFrom: string; readonly reason: string; readonly document: ProjectDocument }): Promise<ProjectVersionId> {
	const id = ProjectVersionId.parse(context.newId());
	const [newest] = await selectVersions(context, project.id);
	await insertVersion(context, project.id, { id, number: (newest?.number ?? 0) + 1, stage: version.stage, inForceFrom: version.inForceFrom, reason: version.reason, ...sealDocument(version.document) });
	await updateProject(context, project.id, { version_id: id });
	await writeProjection(context, project.id, { id, inForceFrom: version.inForceFrom }, version.document);
	return id;
}

/**
 * Writes the projections of the projects in these currencies again, for when rates of exchange became known or were
 * corrected. Forbidden for who does not keep projects.
 */
export async function refreshProjections(context: Context, currencies: readonly string[]): Promise<void> {
	if (!mayKeepProjects(context.actor)) throw new Forbidden();
	for (const { projectId, versionId } of await selectInCurrencies(context, currencies)) {
		const version = await versionWith(context, projectId, { id: versionId });
		await writeProjection(context, projectId, version, version.document);
	}
}
