import type { Transaction } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { DB } from '#platform/database/schema.ts';

/** Leaves the row, so that scores and the audit keep a person to point at, and takes the person out of it. */
export async function erasePersonRow(tx: Transaction<DB>, id: string, now: Date): Promise<void> {
	await tx.updateTable('person').set({ name: 'erased', email: null, password_hash: null, erased_at: now }).where('id', '=', id).execute();
}

/** When and how long a person signed in, without what would let anybody sign in. */
export const readSessionsAndLinks = async (tx: Transaction<DB>, id: string) => ({
	sessions: await tx.selectFrom('session').select(['created_at', 'last_seen_at', 'expires_at', 'device']).where('person_id', '=', id).orderBy('created_at').execute(),
	links: await tx.selectFrom('token').select(['purpose', 'created_at', 'expires_at', 'used_at']).where('person_id', '=', id).orderBy('created_at').execute()
});

export const readAllMemberships = (context: Context, id: string) =>
	context.tx.selectFrom('membership').select(['role', 'institution_id', 'granted_at', 'revoked_at']).where('region_id', '=', context.regionId).where('person_id', '=', id).orderBy('granted_at').execute();

/**
 * What the person did as an assessor. The tables belong to the assessment, which comes after this module; a person's
 * right to a copy goes across modules, so they are read here, and only here. Without `hidden`, scores that the group has
 * not opened yet are only counted: a copy made by somebody else must not show them.
 */
export async function readAssessorWork(context: Context, id: string, options: { hidden: boolean }) {
	const groups = await context.tx
		.selectFrom('assessor')
		.select(['id', 'assessment_id', 'kind', 'on_paper', 'added_at', 'finished_at', 'left_out_at', 'left_out_reason'])
		.where('region_id', '=', context.regionId)
		.where('person_id', '=', id)
		.orderBy('added_at')
		.execute();
	const ids = groups.map((group) => group.id);
	if (ids.length === 0) return { groups: [], scores: [], withheldScores: 0, dissents: [] };
	const all = await context.tx
		.selectFrom('score')
		.innerJoin('assessment', (join) => join.onRef('assessment.region_id', '=', 'score.region_id').onRef('assessment.id', '=', 'score.assessment_id'))
		.selectAll('score')
		.select('assessment.state as assessment_state')
		.where('score.region_id', '=', context.regionId)
		.where('score.assessor_id', 'in', ids)
		.orderBy('score.assessor_id')
		.orderBy('score.node_id')
		.execute();
	const scores = all.filter((score) => options.hidden || score.assessment_state !== 'scoring');
	const dissents = await context.tx.selectFrom('dissent').select(['opinion', 'recorded_at']).where('region_id', '=', context.regionId).where('assessor_id', 'in', ids).orderBy('recorded_at').execute();
	return { groups, scores, withheldScores: all.length - scores.length, dissents };
}

/** Whether the person has answered in an assessment whose scores are not opened: whoever signs in as them would see it. */
export async function hasHiddenScores(context: Context, id: string): Promise<boolean> {
	const row = await context.tx
		.selectFrom('score')
		.innerJoin('assessor', (join) => join.onRef('assessor.region_id', '=', 'score.region_id').onRef('assessor.id', '=', 'score.assessor_id'))
		.innerJoin('assessment', (join) => join.onRef('assessment.region_id', '=', 'score.region_id').onRef('assessment.id', '=', 'score.assessment_id'))
		.select('score.id')
		.where('score.region_id', '=', context.regionId)
		.where('assessor.person_id', '=', id)
		.where('assessment.state', '=', 'scoring')
		.executeTakeFirst();
	return row !== undefined;
}

export const readAuditOf = (context: Context, id: string) =>
	context.tx
		.selectFrom('audit')
		.select(['at', 'action', 'subject_kind', 'subject_id'])
		.where('region_id', '=', context.regionId)
		.where((where) => where.or([where('actor_id', '=', id), where.and([where('subject_kind', '=', 'person'), where('subject_id', '=', id)])]))
		.orderBy('at')
		.execute();
