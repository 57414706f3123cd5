import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { AssessorId } from '#platform/ids.ts';
import type { Values } from '../../methodology/index.ts';
import type { Judgement } from '../model.ts';
import type { StoredScore } from './model.ts';
import type { Answer } from './rules.ts';

export interface AssessorRecord {
	readonly id: AssessorId;
	readonly personId: string;
	readonly name: string;
	readonly kind: 'member' | 'evaluator';
	readonly onPaper: boolean;
	readonly finished: boolean;
	readonly leftOut: boolean;
	readonly leftOutReason: string | null;
	/** Signs in with a code on paper. */
	readonly withoutEmail: boolean;
}

const assessors = (context: Context, assessmentId: string) =>
	context.tx
		.selectFrom('assessor')
		.innerJoin('person', 'person.id', 'assessor.person_id')
		.select(['assessor.id', 'assessor.person_id', 'assessor.kind', 'assessor.on_paper', 'assessor.finished_at', 'assessor.left_out_at', 'assessor.left_out_reason', 'person.name', 'person.email'])
		.where('assessor.region_id', '=', context.regionId)
		.where('assessor.assessment_id', '=', assessmentId);

type AssessorRow = Awaited<ReturnType<ReturnType<typeof assessors>['executeTakeFirstOrThrow']>>;
const toAssessor = (row: AssessorRow): AssessorRecord => ({
	id: AssessorId.parse(row.id),
	personId: row.person_id,
	name: row.name,
	kind: row.kind as 'member' | 'evaluator',
	onPaper: row.on_paper,
	finished: row.finished_at !== null,
	leftOut: row.left_out_at !== null,
	leftOutReason: row.left_out_reason,
	withoutEmail: row.email === null
});

export const readAssessorsOf = async (context: Context, assessmentId: string): Promise<AssessorRecord[]> =>
	(await assessors(context, assessmentId).orderBy('assessor.added_at').orderBy('person.name').orderBy('assessor.id').execute()).map(toAssessor);

/** One assessor of the assessment; with `lock` nobody else changes this assessor or their scores until the end. */
export async function readAssessor(context: Context, assessmentId: string, id: string, lock: boolean): Promise<AssessorRecord | null> {
	let query = assessors(context, assessmentId).where('assessor.id', '=', id);
	if (lock) query = query.forUpdate('assessor');
	const row = await query.executeTakeFirst();
	return row ? toAssessor(row) : null;
}

/** Adds an assessor; false when the person is one already. */
export async function insertAssessor(context: Context, assessor: { id: string; assessmentId: string; personId: string; kind: string; onPaper: boolean }): Promise<boolean> {
	const result = await context.tx
		.insertInto('assessor')
		.values({ region_id: context.regionId, id: assessor.id, assessment_id: assessor.assessmentId, person_id: assessor.personId, kind: assessor.kind, on_paper: assessor.onPaper, added_at: context.now })
		.onConflict((conflict) => conflict.columns(['region_id', 'assessment_id', 'person_id']).doNothing())
		.executeTakeFirst();
	return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
}

export async function updateAssessor(context: Context, id: string, change: { finished_at?: Date | null; left_out_at?: Date | null; left_out_reason?: string | null }): Promise<void> {
	await context.tx.updateTable('assessor').set(change).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

export async function deleteAssessor(context: Context, id: string): Promise<void> {
	await context.tx.deleteFrom('assessor').where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

export async function countScores(context: Context, assessorId: string): Promise<number> {
	const row = await context.tx.selectFrom('score').select(sql<number>`count(*)`.as('count')).where('region_id', '=', context.regionId).where('assessor_id', '=', assessorId).executeTakeFirstOrThrow();
	return row.count;
}

/** The answers of these assessors. Callers must have made sure that the actor may see every one of them. */
export async function readScores(context: Context, assessorIds: readonly string[], nodeId?: string): Promise<StoredScore[]> {
	if (!assessorIds.length) return [];
	let query = context.tx
		.selectFrom('score')
		.selectAll('score')
		.select((eb) =>
			eb
				.selectFrom('score_evidence')
				.select(sql<string[]>`coalesce(array_agg(score_evidence.evidence_id::text order by score_evidence.evidence_id), '{}')`.as('ids'))
				.whereRef('score_evidence.region_id', '=', 'score.region_id')
				.whereRef('score_evidence.score_id', '=', 'score.id')
				.as('evidence_ids')
		)
		.where('score.region_id', '=', context.regionId)
		.where('score.assessor_id', 'in', [...assessorIds])
		.orderBy('score.assessor_id')
		.orderBy('score.node_id');
	if (nodeId !== undefined) query = query.where('score.node_id', '=', nodeId);
	return (await query.execute()).map((row) => ({
		id: row.id,
		assessorId: row.assessor_id,
		nodeId: row.node_id,
		judgement: row.judgement as Judgement,
		values: row.values as Values | null,
		reason: row.reason,
		strengths: row.strengths,
		improvements: row.improvements,
		evidenceIds: row.evidence_ids ?? [],
		enteredByLead: row.entered_by !== null,
		changedAfterOpening: row.changed_after_opening,
		revision: row.revision,
		updatedAt: row.updated_at
	}));
}

interface Writing {
	readonly enteredBy: string | null;
	readonly changedAfterOpening: boolean;
}
const columns = (context: Context, answer: Answer, writing: Writing) => ({
	judgement: answer.judgement,
	values: answer.values === null ? null : JSON.stringify(answer.values),
	reason: answer.reason,
	strengths: answer.strengths,
	improvements: answer.improvements,
	entered_by: writing.enteredBy,
	updated_at: context.now
});

/** Stores first answers of one assessor. */
export async function insertScores(context: Context, place: { assessmentId: string; assessorId: string }, entries: readonly { nodeId: string; answer: Answer }[], writing: Writing): Promise<void> {
	if (entries.length === 0) return;
	const rows = entries.map(({ nodeId, answer }) => ({ id: context.newId(), nodeId, answer }));
	await context.tx
		.insertInto('score')
		.values(
			rows.map(({ id, nodeId, answer }) => ({
				region_id: context.regionId,
				id,
				assessment_id: place.assessmentId,
				assessor_id: place.assessorId,
				node_id: nodeId,
				changed_after_opening: writing.changedAfterOpening,
				...columns(context, answer, writing)
			}))
		)
		.execute();
	await insertReferences(context, rows.flatMap(({ id, answer }) => answer.evidenceIds.map((evidenceId) => ({ scoreId: id, evidenceId }))));
}

/** Overwrites the answer; once marked as changed after opening it stays marked. */
export async function updateScore(context: Context, stored: StoredScore, answer: Answer, writing: Writing): Promise<void> {
	await context.tx
		.updateTable('score')
		.set({ ...columns(context, answer, writing), changed_after_opening: stored.changedAfterOpening || writing.changedAfterOpening, revision: stored.revision + 1 })
		.where('region_id', '=', context.regionId)
		.where('id', '=', stored.id)
		.execute();
	await context.tx.deleteFrom('score_evidence').where('region_id', '=', context.regionId).where('score_id', '=', stored.id).execute();
	await insertReferences(context, answer.evidenceIds.map((evidenceId) => ({ scoreId: stored.id, evidenceId })));
}

async function insertReferences(context: Context, references: readonly { scoreId: string; evidenceId: string }[]): Promise<void> {
	if (references.length === 0) return;
	await context.tx.insertInto('score_evidence').values(references.map(({ scoreId, evidenceId }) => ({ region_id: context.regionId, score_id: scoreId, evidence_id: evidenceId }))).execute();
}

export interface InstitutionPerson {
	readonly personId: string;
	readonly name: string;
	readonly roles: readonly string[];
}

/** People with a place in the institution that lets them assess, by name. */
export async function readInstitutionPeople(context: Context, institutionId: string): Promise<InstitutionPerson[]> {
	const rows = await context.tx
		.selectFrom('membership')
		.innerJoin('person', 'person.id', 'membership.person_id')
		.select(['person.id', 'person.name', 'membership.role'])
		.where('membership.region_id', '=', context.regionId)
		.where('membership.institution_id', '=', institutionId)
		.where('membership.role', 'in', ['lead', 'head', 'member', 'evaluator'])
		.where('membership.revoked_at', 'is', null)
		.where('person.erased_at', 'is', null)
		.orderBy('person.name')
		.orderBy('person.id')
		.orderBy('membership.role')
		.execute();
	return [...Map.groupBy(rows, (row) => row.id).values()].map((own) => ({ personId: own[0]?.id ?? '', name: own[0]?.name ?? '', roles: own.map((row) => row.role) }));
}

export interface Reopening {
	readonly at: Date;
	readonly reason: string;
}

/** When and why the assessment was last reopened; null when it never was. Callers have checked that the actor sees it. */
export async function readReopening(context: Context, assessmentId: string): Promise<Reopening | null> {
	const row = await context.tx.selectFrom('assessment').select(['reopened_at', 'reopen_reason']).where('region_id', '=', context.regionId).where('id', '=', assessmentId).executeTakeFirst();
	return row?.reopened_at ? { at: row.reopened_at, reason: row.reopen_reason ?? '' } : null;
}
