import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { CycleId, MethodologyVersionId, PersonId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { AssessmentState, CycleState } from '../lifecycle.ts';
import type { AssessorProgress, Cycle, CycleInput } from './model.ts';

const cycles = (context: Context) =>
	context.tx
		.selectFrom('cycle')
		.innerJoin('person', 'person.id', 'cycle.coordinator_id')
		.selectAll('cycle')
		.select('person.name as coordinator_name')
		.where('cycle.region_id', '=', context.regionId);

type CycleRow = Awaited<ReturnType<ReturnType<typeof cycles>['executeTakeFirstOrThrow']>>;

const toCycle = (row: CycleRow): Cycle => ({
	id: CycleId.parse(row.id),
	name: row.name as LocalizedText,
	state: row.state as CycleState,
	methodologyVersionId: MethodologyVersionId.parse(row.methodology_version_id),
	mode: row.mode,
	startsOn: row.starts_on,
	endsOn: row.ends_on,
	coordinatorId: PersonId.parse(row.coordinator_id),
	coordinatorName: row.coordinator_name,
	previousCycleId: row.previous_cycle_id === null ? null : CycleId.parse(row.previous_cycle_id),
	reason: row.reason,
	remindedOn: row.reminded_on,
	revision: row.revision
});

/** Newest first. */
export const readCycles = async (context: Context): Promise<Cycle[]> =>
	(await cycles(context).orderBy('cycle.starts_on', 'desc').orderBy('cycle.created_at', 'desc').orderBy('cycle.id').execute()).map(toCycle);

export async function readCycle(context: Context, id: string, lock: boolean): Promise<Cycle | null> {
	let query = cycles(context).where('cycle.id', '=', id);
	if (lock) query = query.forUpdate('cycle');
	const row = await query.executeTakeFirst();
	return row ? toCycle(row) : null;
}

/** The institutions chosen for the cycle; the same set as its assessments once it is open. */
export async function readCycleInstitutions(context: Context, cycleId: string): Promise<string[]> {
	const rows = await context.tx.selectFrom('cycle_institution').select('institution_id').where('region_id', '=', context.regionId).where('cycle_id', '=', cycleId).orderBy('institution_id').execute();
	return rows.map((row) => row.institution_id);
}

type Pinned = CycleInput & { methodologyVersionId: string };
const columns = (input: Pinned) => ({
	name: JSON.stringify(input.name),
	methodology_version_id: input.methodologyVersionId,
	mode: input.mode,
	starts_on: input.startsOn,
	ends_on: input.endsOn,
	previous_cycle_id: input.previousCycleId
});

export async function insertCycle(context: Context, id: string, coordinatorId: string, input: Pinned): Promise<void> {
	await context.tx
		.insertInto('cycle')
		.values({ region_id: context.regionId, id, ...columns(input), state: 'draft', coordinator_id: coordinatorId, created_at: context.now })
		.execute();
	await replaceInstitutions(context, id, input.institutionIds);
}

export async function updateDraft(context: Context, id: string, input: Pinned): Promise<void> {
	await context.tx
		.updateTable('cycle')
		.set({ ...columns(input), revision: sql`revision + 1` })
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.execute();
	await context.tx.deleteFrom('cycle_institution').where('region_id', '=', context.regionId).where('cycle_id', '=', id).execute();
	await replaceInstitutions(context, id, input.institutionIds);
}

async function replaceInstitutions(context: Context, cycleId: string, institutionIds: readonly string[]): Promise<void> {
	await context.tx.insertInto('cycle_institution').values([...new Set(institutionIds)].map((institution_id) => ({ region_id: context.regionId, cycle_id: cycleId, institution_id }))).execute();
}

export async function updateCycle(context: Context, id: string, change: { state?: CycleState; reason?: string; ends_on?: string; reminded_on?: string }): Promise<void> {
	await context.tx
		.updateTable('cycle')
		.set({ ...change, revision: sql`revision + 1` })
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.execute();
}

export async function insertAssessments(context: Context, cycleId: string, institutionIds: readonly string[]): Promise<void> {
	await context.tx
		.insertInto('assessment')
		.values(institutionIds.map((institution_id) => ({ region_id: context.regionId, id: context.newId(), cycle_id: cycleId, institution_id, state: 'scoring' })))
		.execute();
}

/** Drops the own ends of institutions that the cycle's new end has reached. */
export async function clearOvertakenEnds(context: Context, cycleId: string, endsOn: string): Promise<void> {
	await context.tx
		.updateTable('assessment')
		.set({ ends_on: null })
		.where('region_id', '=', context.regionId)
		.where('cycle_id', '=', cycleId)
		.where('ends_on', '<=', endsOn)
		.execute();
}

export async function setAssessmentEnd(context: Context, id: string, endsOn: string): Promise<void> {
	await context.tx
		.updateTable('assessment')
		.set({ ends_on: endsOn, revision: sql`revision + 1` })
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.execute();
}

export interface AssessmentRow {
	readonly id: string;
	readonly cycleId: string;
	readonly institutionId: string;
	readonly institutionSlug: string;
	readonly institutionName: LocalizedText;
	readonly state: AssessmentState;
	readonly ownEnd: string | null;
}

/** Assessments of the named cycles (of all when null), by institution slug. */
export async function readAssessments(context: Context, cycleIds: readonly string[] | null): Promise<AssessmentRow[]> {
	let query = context.tx
		.selectFrom('assessment')
		.innerJoin('institution', (join) => join.onRef('institution.region_id', '=', 'assessment.region_id').onRef('institution.id', '=', 'assessment.institution_id'))
		.select(['assessment.id', 'assessment.cycle_id', 'assessment.institution_id', 'assessment.state', 'assessment.ends_on', 'institution.slug', 'institution.name'])
		.where('assessment.region_id', '=', context.regionId)
		.orderBy('institution.slug');
	if (cycleIds) query = query.where('assessment.cycle_id', 'in', cycleIds.length ? cycleIds : [context.regionId]);
	const rows = await query.execute();
	return rows.map((row) => ({ id: row.id, cycleId: row.cycle_id, institutionId: row.institution_id, institutionSlug: row.slug, institutionName: row.name as LocalizedText, state: row.state as AssessmentState, ownEnd: row.ends_on }));
}

export interface AssessorRow extends Omit<AssessorProgress, 'late'> {
	readonly assessmentId: string;
	readonly personId: string;
	readonly email: string | null;
	readonly locale: 'lv' | 'lt' | 'en';
}

/** Assessors of the assessments, in the order in which they were added, each with the number of answers only. */
export async function readAssessors(context: Context, assessmentIds: readonly string[]): Promise<AssessorRow[]> {
	if (!assessmentIds.length) return [];
	const rows = await context.tx
		.selectFrom('assessor')
		.innerJoin('person', 'person.id', 'assessor.person_id')
		.select(['assessor.id', 'assessor.assessment_id', 'assessor.person_id', 'assessor.kind', 'assessor.on_paper', 'assessor.finished_at', 'assessor.left_out_at', 'person.name', 'person.email', 'person.locale'])
		.select((eb) =>
			eb
				.selectFrom('score')
				.select(sql<number>`count(*)`.as('answers'))
				.whereRef('score.region_id', '=', 'assessor.region_id')
				.whereRef('score.assessor_id', '=', 'assessor.id')
				.as('done')
		)
		.where('assessor.region_id', '=', context.regionId)
		.where('assessor.assessment_id', 'in', [...assessmentIds])
		.orderBy('assessor.added_at')
		.orderBy('person.name')
		.orderBy('assessor.id')
		.execute();
	return rows.map((row) => ({
		assessmentId: row.assessment_id,
		assessorId: row.id,
		personId: row.person_id,
		name: row.name,
		email: row.email,
		locale: row.locale as 'lv' | 'lt' | 'en',
		kind: row.kind as 'member' | 'evaluator',
		onPaper: row.on_paper,
		done: row.done ?? 0,
		finished: row.finished_at !== null,
		leftOut: row.left_out_at !== null
	}));
}

export interface Addressee {
	readonly personId: string;
	readonly name: string;
	readonly email: string;
	readonly locale: 'lv' | 'lt' | 'en';
	readonly institutionId: string;
}

/** The leads of the institutions who have an e-mail address. */
export async function readLeads(context: Context, institutionIds: readonly string[]): Promise<Addressee[]> {
	if (!institutionIds.length) return [];
	const rows = await context.tx
		.selectFrom('membership')
		.innerJoin('person', 'person.id', 'membership.person_id')
		.select(['person.id', 'person.name', 'person.email', 'person.locale', 'membership.institution_id'])
		.where('membership.region_id', '=', context.regionId)
		.where('membership.role', '=', 'lead')
		.where('membership.revoked_at', 'is', null)
		.where('membership.institution_id', 'in', [...institutionIds])
		.where('person.email', 'is not', null)
		.where('person.erased_at', 'is', null)
		.orderBy('person.name')
		.orderBy('person.id')
		.execute();
	return rows.map((row) => ({ personId: row.id, name: row.name, email: row.email ?? '', locale: row.locale as 'lv' | 'lt' | 'en', institutionId: row.institution_id ?? '' }));
}
