import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { AssessmentState, Judgement, NodeJudgement } from '../assessment/index.ts';
import type { Values } from '../methodology/index.ts';
import type { AgreedRow, GroupScoreRow } from './model.ts';

// Results read what assessment wrote, over many assessments at once: each function is one query, however many there are.

export interface PlaceRow {
	readonly id: string;
	readonly state: AssessmentState;
	readonly endsOn: string;
	readonly signedAt: Date | null;
	readonly institution: { readonly id: string; readonly slug: string; readonly name: LocalizedText; readonly invented: boolean };
	readonly cycle: CycleRow;
	/** The actor's place in the group of this assessment. */
	readonly isAssessor: boolean;
}
export interface CycleRow {
	readonly id: string;
	readonly name: LocalizedText;
	readonly startsOn: string;
	readonly endsOn: string;
	readonly methodologyVersionId: string;
	readonly mode: string;
	readonly previousCycleId: string | null;
}

const cycleColumns = ['cycle.name as cycle_name', 'cycle.starts_on', 'cycle.ends_on as cycle_ends_on', 'cycle.methodology_version_id', 'cycle.mode', 'cycle.previous_cycle_id'] as const;
const toCycle = (id: string, row: { cycle_name: unknown; starts_on: string; cycle_ends_on: string; methodology_version_id: string; mode: string; previous_cycle_id: string | null }): CycleRow => ({
	id,
	name: row.cycle_name as LocalizedText,
	startsOn: row.starts_on,
	endsOn: row.cycle_ends_on,
	methodologyVersionId: row.methodology_version_id,
	mode: row.mode,
	previousCycleId: row.previous_cycle_id
});

/** One assessment of the region with its institution and cycle; undefined when the region has none such. */
export async function readPlace(context: Context, assessmentId: string): Promise<PlaceRow | undefined> {
	const row = await context.tx
		.selectFrom('assessment')
		.innerJoin('cycle', (join) => join.onRef('cycle.region_id', '=', 'assessment.region_id').onRef('cycle.id', '=', 'assessment.cycle_id'))
		.innerJoin('institution', (join) => join.onRef('institution.region_id', '=', 'assessment.region_id').onRef('institution.id', '=', 'assessment.institution_id'))
		.leftJoin('assessor', (join) => join.onRef('assessor.region_id', '=', 'assessment.region_id').onRef('assessor.assessment_id', '=', 'assessment.id').on('assessor.person_id', '=', context.actor.personId))
		.select(['assessment.id', 'assessment.cycle_id', 'assessment.state', 'assessment.ends_on', 'assessment.signed_at', 'institution.id as institution_id', 'institution.slug', 'institution.name', 'institution.invented', 'assessor.id as assessor_id'])
		.select(cycleColumns)
		.where('assessment.region_id', '=', context.regionId)
		.where('assessment.id', '=', assessmentId)
		.executeTakeFirst();
	return (
		row && {
			id: row.id,
			state: row.state as AssessmentState,
			endsOn: row.ends_on ?? row.cycle_ends_on,
			signedAt: row.signed_at,
			institution: { id: row.institution_id, slug: row.slug, name: row.name as LocalizedText, invented: row.invented },
			cycle: toCycle(row.cycle_id, row),
			isAssessor: row.assessor_id !== null
		}
	);
}

export async function readCycle(context: Context, cycleId: string): Promise<CycleRow | undefined> {
	const row = await context.tx.selectFrom('cycle').select(cycleColumns).where('cycle.region_id', '=', context.regionId).where('cycle.id', '=', cycleId).executeTakeFirst();
	return row && toCycle(cycleId, row);
}

/** What was agreed in one assessment. */
export async function readAgreed(context: Context, assessmentId: string): Promise<AgreedRow[]> {
	const rows = await context.tx
		.selectFrom('consensus')
		.select(['node_id', 'judgement', 'values', 'justification', 'strengths', 'improvements', 'priority'])
		.where('region_id', '=', context.regionId)
		.where('assessment_id', '=', assessmentId)
		.execute();
	return rows.map(({ justification, strengths, improvements, priority, ...row }) => ({ ...toJudgement(row), justification, strengths, improvements, priority }));
}

/** What the signed assessments of a cycle agreed on, by institution: of all, or of one. */
export async function readSigned(context: Context, cycleId: string, institutionId?: string): Promise<Map<string, readonly NodeJudgement[]>> {
	// One row an institution: reading 28 rows each took most of the time of a board.
	let query = context.tx
		.selectFrom('assessment')
		.innerJoin('consensus', (join) => join.onRef('consensus.region_id', '=', 'assessment.region_id').onRef('consensus.assessment_id', '=', 'assessment.id'))
		.select(['assessment.institution_id', sql<NodeJudgement[]>`jsonb_agg(jsonb_build_object('nodeId', consensus.node_id, 'judgement', consensus.judgement, 'values', consensus."values"))`.as('judgements')])
		.where('assessment.region_id', '=', context.regionId)
		.where('assessment.cycle_id', '=', cycleId)
		.where('assessment.state', '=', 'signed')
		.groupBy('assessment.institution_id');
	if (institutionId !== undefined) query = query.where('assessment.institution_id', '=', institutionId);
	return new Map((await query.execute()).map((row) => [row.institution_id, row.judgements]));
}

const toJudgement = (row: { node_id: string; judgement: string; values: unknown }): NodeJudgement => ({ nodeId: row.node_id, judgement: row.judgement as Judgement, values: row.values as Values | null });

/** The states of the assessments of a cycle by institution; what the previous cycle is asked for. */
export async function readStates(context: Context, cycleId: string): Promise<Map<string, AssessmentState>> {
	const rows = await context.tx.selectFrom('assessment').select(['institution_id', 'state']).where('region_id', '=', context.regionId).where('cycle_id', '=', cycleId).execute();
	return new Map(rows.map((row) => [row.institution_id, row.state as AssessmentState]));
}

/** What the assessors of an opened assessment scored, those left out not among them. The caller has asked the policy. */
export async function readGroupScores(context: Context, assessmentId: string): Promise<GroupScoreRow[]> {
	const rows = await context.tx
		.selectFrom('score')
		.innerJoin('assessor', (join) => join.onRef('assessor.region_id', '=', 'score.region_id').onRef('assessor.id', '=', 'score.assessor_id'))
		.select(['score.assessor_id', 'assessor.kind', 'score.node_id', 'score.judgement', 'score.values'])
		.where('score.region_id', '=', context.regionId)
		.where('score.assessment_id', '=', assessmentId)
		.where('assessor.left_out_at', 'is', null)
		.execute();
	return rows.map((row) => ({ assessorId: row.assessor_id, kind: row.kind as 'member' | 'evaluator', ...toJudgement(row) }));
}

/** How many pieces of evidence support each node of an assessment. */
export async function readEvidenceCounts(context: Context, assessmentId: string): Promise<Map<string, number>> {
	const rows = await context.tx
		.selectFrom('evidence_node')
		.innerJoin('evidence', (join) => join.onRef('evidence.region_id', '=', 'evidence_node.region_id').onRef('evidence.id', '=', 'evidence_node.evidence_id'))
		.select(({ fn }) => ['evidence_node.node_id', fn.countAll<number>().as('count')])
		.where('evidence_node.region_id', '=', context.regionId)
		.where('evidence_node.assessment_id', '=', assessmentId)
		.where('evidence.removed_at', 'is', null)
		.groupBy('evidence_node.node_id')
		.execute();
	return new Map(rows.map((row) => [row.node_id, Number(row.count)]));
}

/** How many nodes each assessment of a cycle has agreed on so far: a count, never what was agreed. */
export async function readAgreedCounts(context: Context, cycleId: string): Promise<Map<string, number>> {
	const rows = await context.tx
		.selectFrom('consensus')
		.innerJoin('assessment', (join) => join.onRef('assessment.region_id', '=', 'consensus.region_id').onRef('assessment.id', '=', 'consensus.assessment_id'))
		.select(({ fn }) => ['consensus.assessment_id', fn.countAll<number>().as('count')])
		.where('consensus.region_id', '=', context.regionId)
		.where('assessment.cycle_id', '=', cycleId)
		.groupBy('consensus.assessment_id')
		.execute();
	return new Map(rows.map((row) => [row.assessment_id, Number(row.count)]));
}
