import { CompiledQuery } from 'kysely';
import { RegionId, SurveyId } from '#platform/ids.ts';
import type { Database } from '#platform/database/database.ts';
import type { NewResponse } from '../model.ts';
import type { AnswerLanguage, VariantName } from '../questionnaire/model.ts';
import type { Layout, LinkKind } from '../model.ts';
import type { Outcome, Way } from './model.ts';

/**
 * What happens thousands of times an hour while a survey runs, as prepared statements of one round trip each. Nothing
 * here writes who or when: the day is the only time, and no statement joins a link to an answer.
 */

/** The region whose links begin with these eight characters; regions are few and open, and their prefix never changes. */
export const selectRegionByPrefix = (database: Database, prefix: string): Promise<RegionId | null> =>
	database.global(async (tx) => {
		const row = await tx.selectFrom('region').select('id').where('link_prefix', '=', prefix).executeTakeFirst();
		return row ? RegionId.parse(row.id) : null;
	});

interface LinkRow {
	readonly survey_id: string;
	readonly kind: LinkKind;
	readonly layout: Layout;
	readonly variant: VariantName;
	readonly language: AnswerLanguage | null;
	readonly limited: boolean;
	readonly is_full: boolean;
	readonly withdrawn: boolean;
	readonly spent: boolean;
}

const today = `(select count(*) from survey_response r where r.region_id = l.region_id and r.survey_id = l.survey_id and r.channel = l.kind and r.answered_on = $3)`;

/** The link of a token, or null. `day` is today in the region, for the daily limit. */
export async function selectWay(database: Database, regionId: RegionId, tokenSha256: Buffer, day: string): Promise<Way | null> {
	const [row] = await database.inOneTrip<LinkRow & Record<string, unknown>>(regionId, {
		name: 'survey-way',
		text: `select survey_id, kind, layout, variant, language, daily_limit is not null as limited,
				case when daily_limit is null then false else ${today} >= daily_limit end as is_full,
				withdrawn_on is not null as withdrawn, spent_on is not null as spent
			from survey_link l where region_id = $1 and token_sha256 = $2`,
		values: [regionId, tokenSha256, day]
	});
	if (!row) return null;
	const { kind, layout, variant, language, limited, withdrawn, spent } = row;
	return { regionId, tokenSha256, surveyId: SurveyId.parse(row.survey_id), kind, layout, variant, language, limited, full: row.is_full, withdrawn, spent };
}

const end = `least(s.closes_at, coalesce(s.closed_at, s.closes_at))`;
// Survey and link are each found by their own key: joined, they would be planned by numbers that a new survey makes wrong.
const offer = `offer as materialized (
		select s.id, $5 >= ${end} as late from survey s
		where s.region_id = $1 and s.id = $11 and s.questionnaire_version_id = $4 and s.state in ('open', 'closed') and s.answers_deleted_at is null
			and s.opens_at <= $5 and $5 < ${end} + interval '1 hour'
	)`;
const thisLink = `l.region_id = $1 and l.token_sha256 = $2 and l.withdrawn_on is null and exists (select from offer)`;

const ways: Record<'one-time' | 'unlimited' | 'limited', string> = {
	'one-time': `update survey_link l set spent_on = $3 where ${thisLink} and l.kind = 'one-time' and l.spent_on is null returning l.kind`,
	unlimited: `select l.kind from survey_link l where ${thisLink} and l.kind <> 'one-time' and l.daily_limit is null`,
	limited: `select l.kind from survey_link l where ${thisLink} and l.kind <> 'one-time' and ${today} < l.daily_limit`
};

const storing = (way: string): string => `with ${offer},
	way as (${way}),
	response as (
		insert into survey_response (region_id, survey_id, answered_on, late, variant, channel, assisted, choices)
		select $1, offer.id, $3, offer.late, $6, way.kind, $7, $8::integer[] from way, offer
	),
	texts as (
		insert into survey_text (region_id, survey_id, variant, question, body)
		select $1, offer.id, $6, question, body from way, offer, unnest($9::text[], $10::text[]) as t (question, body)
	)
	select offer.late from way, offer`;

const statements = { 'one-time': storing(ways['one-time']), unlimited: storing(ways.unlimited), limited: storing(ways.limited) };

interface Late {
	readonly late: boolean;
	[column: string]: unknown;
}

export interface Sent {
	readonly way: Way;
	readonly versionId: string;
	readonly now: Date;
	/** Today in the region, `YYYY-MM-DD`. */
	readonly day: string;
	readonly response: Omit<NewResponse, 'channel'>;
}

/**
 * Spends the way in and stores the answer, both or neither: a link that works once is crossed off by exactly one of many
 * senders. `refused` when the link is spent, withdrawn or full, or the survey takes no answers (any more).
 */
export async function spendAndStore(database: Database, { way, versionId, now, day, response }: Sent): Promise<Outcome> {
	const kind = way.kind === 'one-time' ? 'one-time' : way.limited ? 'limited' : 'unlimited';
	const values = [way.regionId, way.tokenSha256, day, versionId, now, response.variant, response.assisted, response.choices, Object.keys(response.texts), Object.values(response.texts), way.surveyId];
	const [row] =
		kind === 'limited'
			? await database.inRegion(way.regionId, async (tx) => {
					// Locked by a statement of its own, so that the next one counts what others stored while this one waited.
					await tx.selectFrom('survey_link').select('kind').where('region_id', '=', way.regionId).where('token_sha256', '=', way.tokenSha256).forUpdate().execute();
					return (await tx.executeQuery<Late>(CompiledQuery.raw(statements.limited, [...values]))).rows;
				})
			: await database.inOneTrip<Late>(way.regionId, { name: `survey-answer-${kind}`, text: statements[kind], values });
	return row === undefined ? 'refused' : row.late ? 'stored-late' : 'stored';
}
