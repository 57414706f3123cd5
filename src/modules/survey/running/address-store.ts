import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { AnswerLanguage, VariantName } from '../questionnaire/model.ts';
import type { InvitedAddress } from './address-file.ts';

export interface StoredAddress {
	readonly id: string;
	readonly email: string;
	readonly language: AnswerLanguage;
	readonly variant: VariantName;
}

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

/** Which of these addresses the survey has already. */
export async function knownAddresses(context: Context, surveyId: string, emails: readonly string[]): Promise<Set<string>> {
	const rows = await context.tx.selectFrom('survey_address').select('email').where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).where(sql<boolean>`email = any(${[...emails]}::text[])`).execute();
	return new Set(rows.map((row) => row.email));
}

const rowsAtOnce = 2000;

export async function insertAddresses(context: Context, surveyId: string, addresses: readonly InvitedAddress[]): Promise<void> {
	const rows = addresses.map(({ email, language, variant }) => ({ region_id: context.regionId, id: context.newId(), survey_id: surveyId, email, language, variant }));
	for (let at = 0; at < rows.length; at += rowsAtOnce) await context.tx.insertInto('survey_address').values(rows.slice(at, at + rowsAtOnce)).execute();
}

/** Addresses that wait for their letter, or those that have got it; in no order that means anything. */
export async function readAddresses(context: Context, surveyId: string, which: 'waiting' | 'sent'): Promise<StoredAddress[]> {
	const rows = await context.tx
		.selectFrom('survey_address')
		.select(['id', 'email', 'language', 'variant'])
		.where('region_id', '=', context.regionId)
		.where('survey_id', '=', surveyId)
		.where('sent_at', which === 'waiting' ? 'is' : 'is not', null)
		.orderBy('id')
		.execute();
	return rows.map((row) => ({ id: row.id, email: row.email, language: row.language as AnswerLanguage, variant: row.variant as VariantName }));
}

/** Notes that the waiting letters have gone out, or erases their addresses. */
export async function markSent(context: Context, surveyId: string, erase: boolean): Promise<void> {
	if (erase) await context.tx.deleteFrom('survey_address').where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).where('sent_at', 'is', null).execute();
	else await context.tx.updateTable('survey_address').set({ sent_at: context.now }).where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).where('sent_at', 'is', null).execute();
}

/** Erases all addresses of a survey; returns how many there were. */
export async function eraseAddresses(context: Context, surveyId: string): Promise<number> {
	const done = await context.tx.deleteFrom('survey_address').where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).executeTakeFirst();
	return Number(done.numDeletedRows);
}

/** Counts letters into the survey's number of invited people. */
export async function addInvited(context: Context, surveyId: string, count: number): Promise<void> {
	await context.tx
		.updateTable('survey')
		.set({ invited: sql`invited + ${count}`, revision: sql`revision + 1` })
		.where('region_id', '=', context.regionId)
		.where('id', '=', surveyId)
		.execute();
}
