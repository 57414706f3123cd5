import { hasInstitutionRole, hasRegionRole, runsRegion } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { AssessmentId, CycleId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { AssessmentState, CycleState } from './lifecycle.ts';

export interface InstitutionAssessment {
	readonly id: AssessmentId;
	readonly cycleId: CycleId;
	readonly cycleName: LocalizedText;
	readonly cycleState: CycleState;
	readonly state: AssessmentState;
	readonly startsOn: string;
	/** True for a viewer, who reads the result but not how the group came to it. */
	readonly resultOnly: boolean;
}

/** The assessments of an institution that the actor may open, newest first; viewers see only signed ones. */
export async function assessmentsOf(context: Context, institutionId: string): Promise<InstitutionAssessment[]> {
	const inside = runsRegion(context.actor) || hasInstitutionRole(context.actor, institutionId, 'lead', 'head', 'member', 'evaluator');
	const viewer = hasInstitutionRole(context.actor, institutionId, 'viewer') || hasRegionRole(context.actor, 'viewer');
	if (!inside && !viewer) return [];
	let query = context.tx
		.selectFrom('assessment')
		.innerJoin('cycle', (join) => join.onRef('cycle.region_id', '=', 'assessment.region_id').onRef('cycle.id', '=', 'assessment.cycle_id'))
		.select(['assessment.id', 'assessment.cycle_id', 'assessment.state', 'cycle.name', 'cycle.state as cycle_state', 'cycle.starts_on'])
		.where('assessment.region_id', '=', context.regionId)
		.where('assessment.institution_id', '=', institutionId)
		.orderBy('cycle.starts_on', 'desc');
	if (!inside) query = query.where('assessment.state', '=', 'signed');
	return (await query.execute()).map((row) => ({
		id: AssessmentId.parse(row.id),
		cycleId: CycleId.parse(row.cycle_id),
		cycleName: row.name as LocalizedText,
		cycleState: row.cycle_state as CycleState,
		state: row.state as AssessmentState,
		startsOn: row.starts_on,
		resultOnly: !inside
	}));
}
