import { sql } from 'kysely';
import pg from 'pg';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#platform/clock.ts';
import { poolOptions, type Connection } from '#platform/database/database.ts';
import { SurveyId } from '#platform/ids.ts';

/** The day on which a survey `s` opened: what stands in place of days on which somebody did something. */
const openingDay = sql`(s.opens_at at time zone 'Europe/Riga')::date`;

/**
 * Surveys in which PostgreSQL's own marks still tell rows of one transaction from those of others, or answers tell a day
 * before today. After a rewrite all links, answers and texts of a survey carry the mark of the rewrite.
 */
export async function selectTraceable(context: Context): Promise<SurveyId[]> {
	const marks = sql`
		select survey_id, xmin::text as mark from survey_link where region_id = ${context.regionId}
		union select survey_id, xmin::text from survey_response where region_id = ${context.regionId}
		union select survey_id, xmin::text from survey_text where region_id = ${context.regionId}
		union select r.survey_id, 'day' from survey_response r join survey s on s.region_id = r.region_id and s.id = r.survey_id
			where r.region_id = ${context.regionId} and r.answered_on < ${dayOf(context.now)} and r.answered_on <> ${openingDay}`;
	const { rows } = await sql<{ survey_id: string }>`select survey_id from (${marks}) as m group by survey_id having count(*) > 1 order by survey_id`.execute(context.tx);
	return rows.map((row) => SurveyId.parse(row.survey_id));
}

/** Longer than an answer takes to be stored, shorter than the second after which PostgreSQL ends a deadlock at an answer's cost. */
const patience = '300ms';

/**
 * Writes the links, answers and texts of a survey anew in random order. Answers wait meanwhile: their statements ask for
 * the table before they look at any row, so they see the new rows and none is refused or lost. Links forget on which
 * day they were spent, and answers on which day they came, but for today's, which daily limits count: on a day with one
 * answer the day would name it. Throws an error with the code 55P03 when the tables were not free in time: try again.
 */
export async function rewriteSurvey(context: Context, surveyId: SurveyId): Promise<void> {
	const { tx, regionId } = context;
	const here = sql`region_id = ${regionId} and survey_id = ${surveyId}`;
	await sql`set local lock_timeout = ${sql.lit(patience)}`.execute(tx);
	await sql`set local statement_timeout = '15min'`.execute(tx);
	await sql`lock table survey_link, survey_response, survey_text in exclusive mode`.execute(tx);
	await sql`with gone as (delete from survey_link where ${here} returning *)
		insert into survey_link (region_id, token_sha256, survey_id, kind, layout, variant, language, batch, daily_limit, withdrawn_on, spent_on)
		select region_id, token_sha256, survey_id, kind, layout, variant, language, batch, daily_limit, withdrawn_on,
			case when spent_on is not null then (select ${openingDay} from survey s where s.region_id = gone.region_id and s.id = gone.survey_id) end
		from gone order by random()`.execute(tx);
	await sql`with gone as (delete from survey_response where ${here} returning *)
		insert into survey_response (region_id, id, survey_id, answered_on, late, variant, channel, assisted, choices)
		select region_id, gen_random_uuid(), survey_id,
			case when answered_on < ${dayOf(context.now)} then (select ${openingDay} from survey s where s.region_id = gone.region_id and s.id = gone.survey_id) else answered_on end,
			late, variant, channel, assisted, choices from gone order by random()`.execute(tx);
	await sql`with gone as (delete from survey_text where ${here} returning *)
		insert into survey_text (region_id, id, survey_id, variant, question, body, state, released, read_by, read_on)
		select region_id, id, survey_id, variant, question, body, state, released, read_by, read_on from gone order by random()`.execute(tx);
}

/** Removes the rows' old versions, which kept the old order. Only the tables' owner may. */
export async function vacuumAnswers(owner: Connection): Promise<void> {
	const client = new pg.Client({ ...poolOptions(owner), statement_timeout: 0 });
	await client.connect();
	try {
		await client.query('vacuum (analyze) survey_link, survey_response, survey_text, survey_saved, survey_address, survey_sheet, mail');
	} finally {
		await client.end();
	}
}
