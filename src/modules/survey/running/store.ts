import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';
import { CycleId, InstitutionId, QuestionnaireVersionId, RegionId, SurveyId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { AnswerLanguage, Audience, Perspective, VariantName } from '../questionnaire/model.ts';
import type { SurveyState } from '../lifecycle.ts';
import type { ContactText, GuardianRule, Layout, Survey } from '../model.ts';

const surveys = (context: Context) => context.tx.selectFrom('survey').selectAll('survey').where('survey.region_id', '=', context.regionId);
type SurveyRow = Awaited<ReturnType<ReturnType<typeof surveys>['executeTakeFirstOrThrow']>>;

const toSurvey = (row: SurveyRow): Survey => ({
	id: SurveyId.parse(row.id),
	institutionId: InstitutionId.parse(row.institution_id),
	cycleId: row.cycle_id === null ? null : CycleId.parse(row.cycle_id),
	questionnaireVersionId: QuestionnaireVersionId.parse(row.questionnaire_version_id),
	perspective: row.perspective as Perspective,
	audience: row.audience as Audience,
	name: row.name as LocalizedText,
	state: row.state as SurveyState,
	opensAt: row.opens_at,
	closesAt: row.closes_at,
	closedAt: row.closed_at,
	eligible: row.eligible,
	target: row.target,
	layout: row.layout as Layout,
	languages: row.languages as AnswerLanguage[],
	variants: row.variants as VariantName[],
	minimumGroup: row.minimum_group,
	retentionMonths: row.retention_months,
	guardianRule: row.guardian_rule as GuardianRule,
	contact: row.contact as ContactText,
	eraseAddresses: row.erase_addresses,
	hasKioskPin: row.kiosk_pin_hash !== null,
	invited: row.invited,
	remindedOn: row.reminded_on,
	createdAt: row.created_at,
	answersDeletedAt: row.answers_deleted_at,
	revision: row.revision
});

/** One survey whatever its state; locked against other changes (never against answers that come in) when asked. */
export async function selectSurvey(context: Context, id: string, lock: boolean): Promise<Survey | null> {
	let query = surveys(context).where('survey.id', '=', id);
	// An answer refers to its survey and takes a key-share lock on it: the weaker lock lets answers pass.
	if (lock) query = query.forNoKeyUpdate();
	const row = await query.executeTakeFirst();
	return row ? toSurvey(row) : null;
}

export interface ListedSurvey extends Survey {
	readonly institutionName: LocalizedText;
	readonly institutionSlug: string;
	readonly cycleName: LocalizedText | null;
	readonly answers: number;
}

/** Surveys that are not deleted with the number of their answers; newest cycle first, then by institution and name. */
export async function selectListed(context: Context, where: { cycleId?: string; institutionIds?: readonly string[]; id?: string } = {}): Promise<ListedSurvey[]> {
	let query = surveys(context)
		.innerJoin('institution', (join) => join.onRef('institution.region_id', '=', 'survey.region_id').onRef('institution.id', '=', 'survey.institution_id'))
		.leftJoin('cycle', (join) => join.onRef('cycle.region_id', '=', 'survey.region_id').onRef('cycle.id', '=', 'survey.cycle_id'))
		.select(['institution.name as institution_name', 'institution.slug as institution_slug', 'cycle.name as cycle_name'])
		.select((eb) =>
			eb
				.selectFrom('survey_response')
				.select(sql<number>`count(*)`.as('answers'))
				.whereRef('survey_response.region_id', '=', 'survey.region_id')
				.whereRef('survey_response.survey_id', '=', 'survey.id')
				.as('answers')
		)
		.where('survey.state', '<>', 'deleted')
		.orderBy('cycle.starts_on', (order) => order.desc().nullsLast())
		.orderBy('institution.slug')
		.orderBy('survey.perspective')
		.orderBy('survey.created_at')
		.orderBy('survey.id');
	if (where.cycleId !== undefined) query = query.where('survey.cycle_id', '=', where.cycleId);
	if (where.id !== undefined) query = query.where('survey.id', '=', where.id);
	if (where.institutionIds !== undefined) query = query.where('survey.institution_id', 'in', where.institutionIds.length ? [...where.institutionIds] : [context.regionId]);
	return (await query.execute()).map((row) => ({
		...toSurvey(row),
		institutionName: row.institution_name as LocalizedText,
		institutionSlug: row.institution_slug,
		cycleName: row.cycle_name as LocalizedText | null,
		answers: Number(row.answers ?? 0)
	}));
}

/** A survey's fields that its makers decide, complete. */
export interface PlannedSurvey {
	readonly cycleId: string | null;
	readonly questionnaireVersionId: string;
	readonly perspective: Perspective;
	readonly audience: Audience;
	readonly name: LocalizedText;
	readonly opensAt: Date;
	readonly closesAt: Date;
	readonly eligible: number | null;
	readonly target: string | null;
	readonly layout: Layout;
	readonly languages: readonly AnswerLanguage[];
	readonly variants: readonly VariantName[];
	readonly minimumGroup: number;
	readonly retentionMonths: number;
	readonly guardianRule: GuardianRule;
	readonly contact: ContactText;
	readonly eraseAddresses: boolean;
}

const columns = (plan: PlannedSurvey) => ({
	cycle_id: plan.cycleId,
	questionnaire_version_id: plan.questionnaireVersionId,
	perspective: plan.perspective,
	audience: plan.audience,
	name: JSON.stringify(plan.name),
	opens_at: plan.opensAt,
	closes_at: plan.closesAt,
	eligible: plan.eligible,
	target: plan.target,
	layout: plan.layout,
	languages: [...plan.languages],
	variants: [...plan.variants],
	minimum_group: plan.minimumGroup,
	retention_months: plan.retentionMonths,
	guardian_rule: plan.guardianRule,
	contact: JSON.stringify(plan.contact),
	erase_addresses: plan.eraseAddresses
});

export async function insertSurveys(context: Context, plan: PlannedSurvey, institutions: readonly { id: string; institutionId: string }[]): Promise<void> {
	await context.tx
		.insertInto('survey')
		.values(institutions.map(({ id, institutionId }) => ({ region_id: context.regionId, id, institution_id: institutionId, ...columns(plan), state: 'draft', created_by: context.actor.personId, created_at: context.now })))
		.execute();
}

export interface SurveyChange {
	readonly state?: SurveyState;
	readonly closes_at?: Date;
	readonly closed_at?: Date | null;
	readonly answers_deleted_at?: Date;
	readonly kiosk_pin_hash?: string | null;
	readonly reminded_on?: string;
	readonly eligible?: number | null;
}

export async function updateSurvey(context: Context, id: string, change: SurveyChange | PlannedSurvey): Promise<void> {
	await context.tx
		.updateTable('survey')
		.set({ ...('cycleId' in change ? columns(change) : change), revision: sql`revision + 1` })
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.execute();
}

/** Removes everything raw of a survey: answers, texts, saved and half-typed ones, addresses and links. */
export async function deleteRaw(context: Context, surveyId: string): Promise<void> {
	for (const table of ['survey_response', 'survey_text', 'survey_saved', 'survey_sheet', 'survey_address', 'survey_link'] as const) {
		await context.tx.deleteFrom(table).where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).execute();
	}
}

/** Whether results of a survey were published; what they say is no matter of this module. */
export async function hasPublication(context: Context, surveyId: string): Promise<boolean> {
	const row = await context.tx.selectFrom('publication').select('number').where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).limit(1).executeTakeFirst();
	return row !== undefined;
}

/** Surveys of the given state that ended before an instant (closed by hand or by their time). */
export async function selectEnded(context: Context, state: 'open' | 'closed', before: Date): Promise<Survey[]> {
	const rows = await surveys(context).where('state', '=', state).where(sql<boolean>`least(closes_at, coalesce(closed_at, closes_at)) <= ${before}`).orderBy('id').execute();
	return rows.map(toSurvey);
}

export async function readPinHash(context: Context, id: string): Promise<string | null> {
	const row = await context.tx.selectFrom('survey').select('kiosk_pin_hash').where('region_id', '=', context.regionId).where('id', '=', id).executeTakeFirst();
	return row?.kiosk_pin_hash ?? null;
}

/** All regions, for jobs. */
export const allRegions = (database: Database): Promise<RegionId[]> =>
	database.global(async (tx) => (await tx.selectFrom('region').select('id').orderBy('slug').execute()).map((row) => RegionId.parse(row.id)));
