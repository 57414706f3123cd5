import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { CycleId, InstitutionId, QuestionnaireVersionId, SurveyId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Audience, Perspective, SurveyState } from '../../survey/index.ts';
import type { PublicationDocument } from '../publication/model.ts';

// Figures are read from publications alone: what these queries cost depends on how many surveys there are, never on answers.

export interface SurveyRow {
	readonly id: SurveyId;
	readonly institutionId: InstitutionId;
	readonly institution: LocalizedText;
	readonly institutionSlug: string;
	readonly cycleId: CycleId | null;
	readonly cycle: LocalizedText | null;
	readonly previousCycleId: CycleId | null;
	readonly questionnaireVersionId: QuestionnaireVersionId;
	readonly name: LocalizedText;
	readonly perspective: Perspective;
	readonly audience: Audience;
	readonly state: SurveyState;
	readonly opensAt: Date;
	readonly closesAt: Date;
	readonly closedAt: Date | null;
	readonly minimumGroup: number;
	readonly answersDeletedAt: Date | null;
}

export interface PublicationRow {
	readonly surveyId: SurveyId;
	readonly number: number;
	readonly reason: 'interim' | 'closed';
	readonly publishedAt: Date;
	readonly sha256: string;
	readonly document: PublicationDocument;
}

interface SurveysWhere {
	readonly id?: string;
	readonly cycleIds?: readonly string[];
	readonly institutionId?: string;
}

/** Surveys of the region that were not deleted, with institution and cycle, in a fixed order. */
export async function selectSurveys(context: Context, where: SurveysWhere): Promise<SurveyRow[]> {
	let query = context.tx
		.selectFrom('survey')
		.innerJoin('institution', (join) => join.onRef('institution.region_id', '=', 'survey.region_id').onRef('institution.id', '=', 'survey.institution_id'))
		.leftJoin('cycle', (join) => join.onRef('cycle.region_id', '=', 'survey.region_id').onRef('cycle.id', '=', 'survey.cycle_id'))
		.select(['survey.id', 'survey.institution_id', 'survey.cycle_id', 'survey.questionnaire_version_id', 'survey.name', 'survey.perspective', 'survey.audience', 'survey.state', 'survey.opens_at', 'survey.closes_at', 'survey.closed_at', 'survey.minimum_group', 'survey.answers_deleted_at'])
		.select(['institution.name as institution', 'institution.slug', 'cycle.name as cycle', 'cycle.previous_cycle_id'])
		.where('survey.region_id', '=', context.regionId)
		.where('survey.state', '<>', 'deleted')
		.orderBy('institution.slug')
		.orderBy('survey.audience')
		.orderBy('survey.opens_at')
		.orderBy('survey.id');
	if (where.id !== undefined) query = query.where('survey.id', '=', where.id);
	if (where.cycleIds !== undefined) query = query.where('survey.cycle_id', '=', sql<string>`any(${[...where.cycleIds]}::uuid[])`);
	if (where.institutionId !== undefined) query = query.where('survey.institution_id', '=', where.institutionId);
	return (await query.execute()).map((row) => ({
		id: SurveyId.parse(row.id),
		institutionId: InstitutionId.parse(row.institution_id),
		institution: row.institution as LocalizedText,
		institutionSlug: row.slug,
		cycleId: row.cycle_id === null ? null : CycleId.parse(row.cycle_id),
		cycle: row.cycle as LocalizedText | null,
		previousCycleId: row.previous_cycle_id === null ? null : CycleId.parse(row.previous_cycle_id),
		questionnaireVersionId: QuestionnaireVersionId.parse(row.questionnaire_version_id),
		name: row.name as LocalizedText,
		perspective: row.perspective as Perspective,
		audience: row.audience as Audience,
		state: row.state as SurveyState,
		opensAt: row.opens_at,
		closesAt: row.closes_at,
		closedAt: row.closed_at,
		minimumGroup: row.minimum_group,
		answersDeletedAt: row.answers_deleted_at
	}));
}

/** The newest publication of each of these surveys: of any kind, or only of closed ones; surveys without one are missing. */
export async function selectLatest(context: Context, surveyIds: readonly string[], closedOnly = false): Promise<Map<string, PublicationRow>> {
	if (surveyIds.length === 0) return new Map();
	let query = context.tx
		.selectFrom('publication')
		.distinctOn('survey_id')
		.select(['survey_id', 'number', 'reason', 'published_at', 'sha256', 'document'])
		.where('region_id', '=', context.regionId)
		.where('survey_id', '=', sql<string>`any(${[...surveyIds]}::uuid[])`)
		.orderBy('survey_id')
		.orderBy('number', 'desc');
	if (closedOnly) query = query.where('reason', '=', 'closed');
	return new Map((await query.execute()).map((row) => [row.survey_id, toPublication(row)]));
}

/** One publication of a survey: the newest, or the one of that number. */
export async function selectPublication(context: Context, surveyId: string, number: number | null): Promise<PublicationRow | undefined> {
	let query = context.tx
		.selectFrom('publication')
		.select(['survey_id', 'number', 'reason', 'published_at', 'sha256', 'document'])
		.where('region_id', '=', context.regionId)
		.where('survey_id', '=', surveyId)
		.orderBy('number', 'desc')
		.limit(1);
	if (number !== null) query = query.where('number', '=', number);
	const row = await query.executeTakeFirst();
	return row && toPublication(row);
}

/** When and why the newest publication of each survey of the region was made; what it says is not read. */
export async function selectPublished(context: Context): Promise<Map<string, Pick<PublicationRow, 'reason' | 'publishedAt'>>> {
	const rows = await context.tx.selectFrom('publication').distinctOn('survey_id').select(['survey_id', 'reason', 'published_at']).where('region_id', '=', context.regionId).orderBy('survey_id').orderBy('number', 'desc').execute();
	return new Map(rows.map((row) => [row.survey_id, { reason: row.reason as PublicationRow['reason'], publishedAt: row.published_at }]));
}

/** When and why each publication of a survey was made, newest first. */
export async function selectHistory(context: Context, surveyId: string): Promise<Pick<PublicationRow, 'number' | 'reason' | 'publishedAt'>[]> {
	const rows = await context.tx.selectFrom('publication').select(['number', 'reason', 'published_at']).where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).orderBy('number', 'desc').execute();
	return rows.map(({ number, reason, published_at }) => ({ number, reason: reason as PublicationRow['reason'], publishedAt: published_at }));
}

const toPublication = (row: { survey_id: string; number: number; reason: string; published_at: Date; sha256: string; document: string }): PublicationRow => ({
	surveyId: SurveyId.parse(row.survey_id),
	number: row.number,
	reason: row.reason as PublicationRow['reason'],
	publishedAt: row.published_at,
	sha256: row.sha256,
	// Written by the program itself in one format and never changed.
	document: JSON.parse(row.document) as PublicationDocument
});
