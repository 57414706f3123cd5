import type { Context } from '#platform/context.ts';
import { AssessmentId } from '#platform/ids.ts';
import type { Values } from '../../methodology/index.ts';
import type { AssessmentState } from '../lifecycle.ts';
import type { Judgement } from '../model.ts';
import type { Dissent, Priority, StoredAgreement } from './model.ts';
import type { CheckedAgreement } from './rules.ts';

/** What the group agreed so far, one entry per node, with dissent and the evidence that supports it. */
export async function readAgreements(context: Context, assessmentId: string, nodeId?: string): Promise<StoredAgreement[]> {
	let query = context.tx
		.selectFrom('consensus')
		.leftJoin('person', 'person.id', 'consensus.agreed_by')
		.selectAll('consensus')
		.select('person.name as agreed_by_name')
		.where('consensus.region_id', '=', context.regionId)
		.where('consensus.assessment_id', '=', assessmentId)
		.orderBy('consensus.node_id');
	if (nodeId !== undefined) query = query.where('consensus.node_id', '=', nodeId);
	const rows = await query.execute();
	const dissent = await readDissent(context, rows.map((row) => row.id));
	const evidence = await readSupport(context, assessmentId);
	return rows.map((row) => ({
		id: row.id,
		nodeId: row.node_id,
		judgement: row.judgement as Judgement,
		values: row.values as Values | null,
		justification: row.justification,
		strengths: row.strengths,
		improvements: row.improvements,
		priority: row.priority as Priority | null,
		dissent: dissent.get(row.id) ?? [],
		evidenceIds: evidence.get(row.node_id) ?? [],
		revision: row.revision,
		updatedAt: row.updated_at,
		agreedByName: row.agreed_by_name
	}));
}

async function readDissent(context: Context, consensusIds: readonly string[]): Promise<Map<string, Dissent[]>> {
	if (consensusIds.length === 0) return new Map();
	const rows = await context.tx
		.selectFrom('dissent')
		.innerJoin('assessor', (join) => join.onRef('assessor.region_id', '=', 'dissent.region_id').onRef('assessor.id', '=', 'dissent.assessor_id'))
		.innerJoin('person', 'person.id', 'assessor.person_id')
		.select(['dissent.consensus_id', 'dissent.assessor_id', 'dissent.opinion', 'person.name'])
		.where('dissent.region_id', '=', context.regionId)
		.where('dissent.consensus_id', 'in', [...consensusIds])
		.orderBy('assessor.added_at')
		.orderBy('person.name')
		.orderBy('assessor.id')
		.execute();
	const byConsensus = new Map<string, Dissent[]>();
	for (const row of rows) {
		const list = byConsensus.get(row.consensus_id) ?? [];
		list.push({ assessorId: row.assessor_id, assessorName: row.name, opinion: row.opinion });
		byConsensus.set(row.consensus_id, list);
	}
	return byConsensus;
}

/** Evidence by node, without what was removed, in the order in which it was added. */
async function readSupport(context: Context, assessmentId: string): Promise<Map<string, string[]>> {
	const rows = await context.tx
		.selectFrom('evidence_node')
		.innerJoin('evidence', (join) => join.onRef('evidence.region_id', '=', 'evidence_node.region_id').onRef('evidence.id', '=', 'evidence_node.evidence_id'))
		.select(['evidence_node.node_id', 'evidence_node.evidence_id'])
		.where('evidence_node.region_id', '=', context.regionId)
		.where('evidence_node.assessment_id', '=', assessmentId)
		.where('evidence.removed_at', 'is', null)
		.orderBy('evidence.added_at')
		.orderBy('evidence.id')
		.execute();
	const byNode = new Map<string, string[]>();
	for (const row of rows) byNode.set(row.node_id, [...(byNode.get(row.node_id) ?? []), row.evidence_id]);
	return byNode;
}

/** Stores an agreement anew or over the one with this id; the assessment must be locked. Returns its id. */
export async function writeAgreement(context: Context, place: { assessmentId: string; nodeId: string; id: string | null; revision: number }, agreement: CheckedAgreement): Promise<string> {
	const columns = {
		judgement: agreement.judgement,
		values: agreement.values === null ? null : JSON.stringify(agreement.values),
		justification: agreement.justification,
		strengths: agreement.strengths,
		improvements: agreement.improvements,
		priority: agreement.priority,
		agreed_by: context.actor.personId,
		revision: place.revision + 1,
		updated_at: context.now
	};
	if (place.id !== null) {
		await context.tx.updateTable('consensus').set(columns).where('region_id', '=', context.regionId).where('id', '=', place.id).execute();
		return place.id;
	}
	const id = context.newId();
	await context.tx.insertInto('consensus').values({ region_id: context.regionId, id, assessment_id: place.assessmentId, node_id: place.nodeId, ...columns }).execute();
	return id;
}

/** Replaces the recorded dissent of one agreement. */
export async function writeDissent(context: Context, consensusId: string, dissent: readonly { assessorId: string; opinion: string }[]): Promise<void> {
	await context.tx.deleteFrom('dissent').where('region_id', '=', context.regionId).where('consensus_id', '=', consensusId).execute();
	if (dissent.length === 0) return;
	await context.tx
		.insertInto('dissent')
		.values(dissent.map((d) => ({ region_id: context.regionId, id: context.newId(), consensus_id: consensusId, assessor_id: d.assessorId, opinion: d.opinion, recorded_at: context.now })))
		.execute();
}

/** Where an assessment stands on its way to the signature; names are of the people who did it. */
export interface Course {
	readonly openedAt: Date | null;
	readonly openedBy: string | null;
	readonly proposedAt: Date | null;
	readonly proposedBy: string | null;
	readonly signedAt: Date | null;
	readonly signedBy: string | null;
	/** When it was last reopened or returned, and why. */
	readonly reopenedAt: Date | null;
	readonly reopenReason: string | null;
	readonly summary: string;
}

export async function readCourse(context: Context, assessmentId: string): Promise<Course> {
	const row = await context.tx
		.selectFrom('assessment')
		.leftJoin('person as opener', 'opener.id', 'assessment.opened_by')
		.leftJoin('person as proposer', 'proposer.id', 'assessment.proposed_by')
		.leftJoin('person as signer', 'signer.id', 'assessment.signed_by')
		.select(['opened_at', 'proposed_at', 'signed_at', 'reopened_at', 'reopen_reason', 'summary', 'opener.name as opener', 'proposer.name as proposer', 'signer.name as signer'])
		.where('assessment.region_id', '=', context.regionId)
		.where('assessment.id', '=', assessmentId)
		.executeTakeFirstOrThrow();
	return {
		openedAt: row.opened_at,
		openedBy: row.opener,
		proposedAt: row.proposed_at,
		proposedBy: row.proposer,
		signedAt: row.signed_at,
		signedBy: row.signer,
		reopenedAt: row.reopened_at,
		reopenReason: row.reopen_reason,
		summary: row.summary
	};
}

export interface CourseChange {
	readonly state: AssessmentState;
	readonly opened_at?: Date;
	readonly opened_by?: string | null;
	readonly proposed_at?: Date | null;
	readonly proposed_by?: string | null;
	readonly signed_at?: Date | null;
	readonly signed_by?: string | null;
	readonly reopened_at?: Date;
	readonly reopen_reason?: string;
	readonly summary?: string;
}

/** Moves a locked assessment on. */
export async function moveAssessment(context: Context, assessment: { id: string; revision: number }, change: CourseChange): Promise<void> {
	await context.tx
		.updateTable('assessment')
		.set({ ...change, revision: assessment.revision + 1 })
		.where('region_id', '=', context.regionId)
		.where('id', '=', assessment.id)
		.execute();
}

/** The state of an assessment of the region for a reader who is no part of it; null when there is none. */
export async function viewedState(context: Context, assessmentId: string): Promise<{ id: string; institutionId: string; state: AssessmentState } | null> {
	const id = AssessmentId.safeParse(assessmentId);
	if (!id.success) return null;
	const row = await context.tx.selectFrom('assessment').select(['institution_id', 'state']).where('region_id', '=', context.regionId).where('id', '=', id.data).executeTakeFirst();
	return row ? { id: id.data, institutionId: row.institution_id, state: row.state as AssessmentState } : null;
}
