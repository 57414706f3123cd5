import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

/** How many addresses wait for their letter and how many have got it and are still kept. */
export async function countAddresses(context: Context, surveyId: string): Promise<{ waiting: number; sent: number }> {
	const row = await context.tx
		.selectFrom('survey_address')
		.select([sql<number>`count(*) filter (where sent_at is null)`.as('waiting'), sql<number>`count(sent_at)`.as('sent')])
		.where('region_id', '=', context.regionId)
		.where('survey_id', '=', surveyId)
		.executeTakeFirstOrThrow();
	return { waiting: row.waiting, sent: row.sent };
}
