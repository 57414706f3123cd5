import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#platform/clock.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { VariantName } from '../../survey/index.ts';
import type { FreeText, TextState } from './texts.ts';

/** A day's own order of texts: the same all day, another tomorrow, and never that in which they came. */
const dailyOrder = (context: Context, surveyId: string) => sql`md5(id::text || ${`${dayOf(context.now)} ${surveyId}`})`;

const texts = (context: Context, surveyId: string) => context.tx.selectFrom('survey_text').where('region_id', '=', context.regionId).where('survey_id', '=', surveyId);

/** Some texts in one state, in the order of the day. */
export async function selectTexts(context: Context, surveyId: string, state: TextState, limit: number): Promise<FreeText[]> {
	const rows = await texts(context, surveyId).select(['id', 'variant', 'question', 'body', 'state', 'released']).where('state', '=', state).orderBy(dailyOrder(context, surveyId)).limit(limit).execute();
	return rows.map((row) => ({ id: row.id, variant: row.variant as VariantName, question: row.question, body: row.body, state: row.state as TextState, released: row.released }));
}

/** The named texts, locked until the end of the transaction. */
export async function lockTexts(context: Context, surveyId: string, ids: readonly string[]): Promise<Map<string, FreeText>> {
	if (ids.length === 0) return new Map();
	const rows = await texts(context, surveyId).select(['id', 'variant', 'question', 'body', 'state', 'released']).where('id', 'in', [...ids]).orderBy('id').forUpdate().execute();
	return new Map(rows.map((row) => [row.id, { id: row.id, variant: row.variant as VariantName, question: row.question, body: row.body, state: row.state as TextState, released: row.released }]));
}

/** How many texts there are in each state. */
export async function countTexts(context: Context, surveyId: string): Promise<Record<TextState, number>> {
	const rows = await texts(context, surveyId).select(({ fn }) => ['state', fn.countAll<number>().as('count')]).groupBy('state').execute();
	const of = (state: TextState) => Number(rows.find((row) => row.state === state)?.count ?? 0);
	return { new: of('new'), released: of('released'), withheld: of('withheld') };
}

/** Surveys with unread texts and how many: those with most first; of one survey where it is named. */
export async function selectUnread(context: Context, surveyId: string | null): Promise<{ id: string; name: LocalizedText; institution: LocalizedText; count: number }[]> {
	let query = context.tx
		.selectFrom('survey_text')
		.innerJoin('survey', (join) => join.onRef('survey.region_id', '=', 'survey_text.region_id').onRef('survey.id', '=', 'survey_text.survey_id'))
		.innerJoin('institution', (join) => join.onRef('institution.region_id', '=', 'survey.region_id').onRef('institution.id', '=', 'survey.institution_id'))
		.select(({ fn }) => ['survey.id', 'survey.name', 'institution.name as institution', fn.countAll<number>().as('count')])
		.where('survey_text.region_id', '=', context.regionId)
		.where('survey_text.state', '=', 'new')
		.where('survey.state', 'in', ['open', 'closed'])
		.groupBy(['survey.id', 'survey.name', 'institution.name'])
		.orderBy('count', 'desc')
		.orderBy('survey.id');
	if (surveyId !== null) query = query.where('survey.id', '=', surveyId);
	return (await query.execute()).map((row) => ({ id: row.id, name: row.name as LocalizedText, institution: row.institution as LocalizedText, count: Number(row.count) }));
}

/** How many unread texts there are to the question that has most of them: surely from as many people. */
export async function countMostUnread(context: Context, surveyId: string): Promise<number> {
	const rows = await texts(context, surveyId).select(({ fn }) => fn.countAll<number>().as('count')).where('state', '=', 'new').groupBy(['variant', 'question']).execute();
	return Math.max(0, ...rows.map(({ count }) => Number(count)));
}

export interface TextDecision {
	readonly id: string;
	/** What is released; null where the text is withheld. */
	readonly released: string | null;
}

/** Writes what a reader decided, in one statement. */
export async function updateTexts(context: Context, surveyId: string, decisions: readonly TextDecision[]): Promise<void> {
	if (decisions.length === 0) return;
	const rows = sql.join(decisions.map(({ id, released }) => sql`(${id}::uuid, ${released}::text)`));
	await sql`update survey_text t set state = case when d.released is null then 'withheld' else 'released' end, released = d.released, read_by = ${context.actor.personId}, read_on = ${dayOf(context.now)}::date
		from (values ${rows}) as d(id, released) where t.region_id = ${context.regionId} and t.survey_id = ${surveyId} and t.id = d.id`.execute(context.tx);
}

/** Released texts in the order of the day. */
export async function selectReleased(context: Context, surveyId: string): Promise<{ variant: VariantName; question: string; text: string }[]> {
	const rows = await texts(context, surveyId).select(['variant', 'question', 'released']).where('state', '=', 'released').orderBy(dailyOrder(context, surveyId)).execute();
	return rows.flatMap((row) => (row.released === null ? [] : [{ variant: row.variant as VariantName, question: row.question, text: row.released }]));
}

/** How many texts each question received, and how many answers of each variant came through open links: at most so many of the texts did. */
export async function countReceived(context: Context, surveyId: string): Promise<{ received: { variant: string; question: string; count: number }[]; open: Map<string, number> }> {
	const received = await texts(context, surveyId).select(({ fn }) => ['variant', 'question', fn.countAll<number>().as('count')]).groupBy(['variant', 'question']).execute();
	const open = await context.tx
		.selectFrom('survey_response')
		.select(({ fn }) => ['variant', fn.countAll<number>().as('count')])
		.where('region_id', '=', context.regionId)
		.where('survey_id', '=', surveyId)
		.where('channel', '=', 'open')
		.groupBy('variant')
		.execute();
	return { received: received.map((row) => ({ ...row, count: Number(row.count) })), open: new Map(open.map(({ variant, count }) => [variant, Number(count)])) };
}
