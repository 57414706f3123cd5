import { hasInstitutionRole, runsRegion } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { AssessmentId, AssessorId, CycleId, InstitutionId, MethodologyVersionId } from '#platform/ids.ts';
import { allowedAssessmentActions, type AssessmentAction, type AssessmentState, type CycleState } from './lifecycle.ts';

/** An assessment as every command needs it first: what it is, in which state, and who the actor is in it. */
export interface AssessmentHead {
	readonly id: AssessmentId;
	readonly cycleId: CycleId;
	readonly institutionId: InstitutionId;
	readonly methodologyVersionId: MethodologyVersionId;
	readonly mode: string;
	readonly state: AssessmentState;
	readonly cycleState: CycleState;
	/** The day by which it should be finished: its own, or the cycle's. */
	readonly endsOn: string;
	readonly revision: number;
	/** True once the group's scores have been opened, also while they are closed again: what changes then is marked. */
	readonly everOpened: boolean;
	/** The actor's own place in the group; null when the actor is not an assessor of it. */
	readonly assessor: { readonly id: AssessorId; readonly kind: 'member' | 'evaluator'; readonly finished: boolean; readonly leftOut: boolean } | null;
	/** What the actor may do in this institution, before the state is asked. */
	readonly rights: AssessmentRights;
}

export interface AssessmentRights {
	/** Sees the institution's assessment: group, progress, and after opening its scores. */
	readonly see: boolean;
	readonly lead: boolean;
	readonly head: boolean;
	/** Runs the region: sees progress everywhere, extends, reminds; never unopened scores. */
	readonly region: boolean;
}

/**
 * Loads an assessment for the actor, or throws NotFound when it does not exist in this region or the actor has nothing
 * to do with it: both answer alike, so an id tells nothing. `lock` holds its row until the end of the transaction: alone,
 * or with `share` together with others who only need its state to stay (members who save their scores).
 */
export async function loadAssessment(context: Context, id: string, options: { lock?: boolean | 'share' } = {}): Promise<AssessmentHead> {
	const parsed = AssessmentId.safeParse(id);
	if (!parsed.success) throw new NotFound();
	let query = context.tx
		.selectFrom('assessment')
		.innerJoin('cycle', (join) => join.onRef('cycle.region_id', '=', 'assessment.region_id').onRef('cycle.id', '=', 'assessment.cycle_id'))
		.select(['assessment.id', 'assessment.cycle_id', 'assessment.institution_id', 'assessment.state', 'assessment.ends_on', 'assessment.revision', 'assessment.opened_at', 'assessment.reopened_at', 'cycle.state as cycle_state', 'cycle.ends_on as cycle_ends_on', 'cycle.mode', 'cycle.methodology_version_id'])
		.where('assessment.region_id', '=', context.regionId)
		.where('assessment.id', '=', parsed.data);
	if (options.lock === 'share') query = query.forShare('assessment');
	else if (options.lock) query = query.forUpdate('assessment');
	// Closing a cycle waits for commands under way, and commands that come later see it closed.
	if (options.lock) query = query.forShare('cycle');
	const row = await query.executeTakeFirst();
	if (!row) throw new NotFound();
	const institutionId = InstitutionId.parse(row.institution_id);
	const assessor = context.actor.personId
		? await context.tx
				.selectFrom('assessor')
				.select(['id', 'kind', 'finished_at', 'left_out_at'])
				.where('region_id', '=', context.regionId)
				.where('assessment_id', '=', parsed.data)
				.where('person_id', '=', context.actor.personId)
				.executeTakeFirst()
		: undefined;
	const lead = hasInstitutionRole(context.actor, institutionId, 'lead');
	const head = hasInstitutionRole(context.actor, institutionId, 'head');
	const region = runsRegion(context.actor);
	const evaluator = hasInstitutionRole(context.actor, institutionId, 'evaluator') && assessor !== undefined;
	const member = hasInstitutionRole(context.actor, institutionId, 'member') && assessor !== undefined;
	if (!lead && !head && !region && !evaluator && !member) throw new NotFound();
	return {
		id: parsed.data,
		cycleId: CycleId.parse(row.cycle_id),
		institutionId,
		methodologyVersionId: MethodologyVersionId.parse(row.methodology_version_id),
		mode: row.mode,
		state: row.state as AssessmentState,
		cycleState: row.cycle_state as CycleState,
		endsOn: row.ends_on ?? row.cycle_ends_on,
		revision: row.revision,
		everOpened: row.opened_at !== null || row.reopened_at !== null,
		assessor: assessor ? { id: AssessorId.parse(assessor.id), kind: assessor.kind as 'member' | 'evaluator', finished: assessor.finished_at !== null, leftOut: assessor.left_out_at !== null } : null,
		rights: { see: true, lead, head, region }
	};
}

/** Throws Forbidden without the right, and Conflict with the reason when the state does not allow the action now. */
export function require(assessment: AssessmentHead, right: boolean, action: AssessmentAction): void {
	if (!right) throw new Forbidden();
	if (allowedAssessmentActions(assessment.state, assessment.cycleState).includes(action)) return;
	throw new Conflict(assessment.cycleState === 'open' ? 'assessment_state' : 'cycle_not_open');
}
