import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';
import { RegionId } from '#platform/ids.ts';
import type { Publication, PublicationDocument } from './model.ts';

const publications = (context: Context, surveyId: string) =>
	context.tx.selectFrom('publication').select(['id', 'survey_id', 'number', 'reason', 'document', 'sha256', 'published_at']).where('region_id', '=', context.regionId).where('survey_id', '=', surveyId);

type Row = Awaited<ReturnType<ReturnType<typeof publications>['executeTakeFirstOrThrow']>>;

const toPublication = (row: Row): Publication => ({
	id: row.id,
	surveyId: row.survey_id,
	number: row.number,
	reason: row.reason as Publication['reason'],
	publishedAt: row.published_at,
	sha256: row.sha256,
	document: JSON.parse(row.document) as PublicationDocument
});

/** All publications of a survey, the first first. */
export const selectPublications = async (context: Context, surveyId: string): Promise<Publication[]> => (await publications(context, surveyId).orderBy('number').execute()).map(toPublication);

export async function selectLatest(context: Context, surveyId: string): Promise<Publication | null> {
	const row = await publications(context, surveyId).orderBy('number', 'desc').limit(1).executeTakeFirst();
	return row ? toPublication(row) : null;
}

/** Stores a publication; its text is the canonical one of which `sha256` is the hash. */
export async function insertPublication(context: Context, publication: Publication, text: string): Promise<void> {
	await context.tx
		.insertInto('publication')
		.values({
			region_id: context.regionId,
			id: publication.id,
			survey_id: publication.surveyId,
			number: publication.number,
			reason: publication.reason,
			document: text,
			sha256: publication.sha256,
			published_at: publication.publishedAt,
			published_by: context.actor.personId
		})
		.execute();
}

/** Those of the surveys that have their last publication, or of which a paper sheet is still being typed in. */
export async function selectSettledOrBusy(context: Context, surveyIds: readonly string[]): Promise<Set<string>> {
	if (surveyIds.length === 0) return new Set();
	const settled = await context.tx.selectFrom('publication').select('survey_id').where('region_id', '=', context.regionId).where('survey_id', 'in', [...surveyIds]).where('reason', '=', 'closed').execute();
	const busy = await context.tx.selectFrom('survey_sheet').select('survey_id').distinct().where('region_id', '=', context.regionId).where('survey_id', 'in', [...surveyIds]).execute();
	return new Set([...settled, ...busy].map(({ survey_id }) => survey_id));
}

export const selectRegionIds = (database: Database): Promise<RegionId[]> => database.global(async (tx) => (await tx.selectFrom('region').select('id').orderBy('id').execute()).map(({ id }) => RegionId.parse(id)));
