import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Database } from '../database/database.ts';
import type { RegionId } from '../ids.ts';
import type { Locale } from '../locale.ts';

/** Languages of letters: the product's own, and Russian for the invited of a survey. */
export type MailLanguage = Locale | 'ru';

/** After so many failures a letter is given up. */
export const maxAttempts = 10;

export interface StoredMail {
	readonly id: string;
	readonly address: string;
	readonly locale: MailLanguage;
	readonly subject: string;
	readonly body: string;
	readonly attempts: number;
}

export interface MailToStore {
	readonly purpose: string;
	readonly personId: string | null;
	readonly address: string;
	readonly locale: MailLanguage;
	readonly subject: string;
	readonly body: string;
	readonly givenUp: string | null;
	readonly forget?: boolean | undefined;
}

const rowsAtOnce = 1000;

export async function insertMails(context: Context, mails: readonly MailToStore[]): Promise<void> {
	const rows = mails.map((mail) => ({
		region_id: context.regionId,
		id: context.newId(),
		purpose: mail.purpose,
		person_id: mail.personId,
		address: mail.address,
		locale: mail.locale,
		subject: mail.subject,
		body: mail.body,
		created_at: context.now,
		forget: mail.forget ?? false,
		attempts: mail.givenUp === null ? 0 : maxAttempts,
		last_error: mail.givenUp
	}));
	for (let at = 0; at < rows.length; at += rowsAtOnce) await context.tx.insertInto('mail').values(rows.slice(at, at + rowsAtOnce)).execute();
}

/**
 * Takes the oldest letter of a region that is due, gives it to `send` and stores what became of it, in one transaction:
 * two senders never take the same letter. A failed one is due again after 1, 3, 7, 15 … minutes; `skip` names
 * those that were tried in this run already. False when none is due.
 */
export async function withNextDue(
	database: Database,
	regionId: RegionId,
	now: Date,
	skip: readonly string[],
	send: (mail: StoredMail) => Promise<{ body: string; problem: string | null }>
): Promise<boolean> {
	return database.inRegion(regionId, async (tx) => {
		let query = tx
			.selectFrom('mail')
			.select(['id', 'address', 'locale', 'subject', 'body', 'attempts', 'forget'])
			.where('region_id', '=', regionId)
			.where('sent_at', 'is', null)
			.where('attempts', '<', maxAttempts)
			.where(sql<boolean>`created_at + make_interval(mins => (power(2, attempts) - 1)::int) <= ${now}`)
			.orderBy('created_at')
			.orderBy('id')
			.limit(1)
			.forUpdate()
			.skipLocked();
		if (skip.length > 0) query = query.where('id', 'not in', skip);
		const row = await query.executeTakeFirst();
		if (!row) return false;
		const outcome = await send({ ...row, locale: row.locale as MailLanguage });
		if (outcome.problem === null && row.forget) {
			await tx.deleteFrom('mail').where('region_id', '=', regionId).where('id', '=', row.id).execute();
			return true;
		}
		await tx
			.updateTable('mail')
			.set({ body: outcome.body, attempts: row.attempts + 1, last_error: outcome.problem, ...(outcome.problem === null ? { sent_at: now } : {}) })
			.where('region_id', '=', regionId)
			.where('id', '=', row.id)
			.execute();
		return true;
	});
}

export interface OutboxRow {
	readonly id: string;
	readonly purpose: string;
	readonly address: string;
	readonly locale: MailLanguage;
	readonly subject: string;
	readonly body: string;
	readonly createdAt: Date;
	readonly sentAt: Date | null;
	readonly attempts: number;
	readonly lastError: string | null;
}

/** The latest 200 letters of the region. */
export async function readMails(context: Context): Promise<OutboxRow[]> {
	const rows = await context.tx.selectFrom('mail').selectAll().where('region_id', '=', context.regionId).orderBy('created_at', 'desc').orderBy('id').limit(200).execute();
	return rows.map((row) => ({
		id: row.id,
		purpose: row.purpose,
		address: row.address,
		locale: row.locale as MailLanguage,
		subject: row.subject,
		body: row.body,
		createdAt: row.created_at,
		sentAt: row.sent_at,
		attempts: row.attempts,
		lastError: row.last_error
	}));
}

/** Removes letters that were to leave no trace and could not be sent, once somebody has had time to see that. */
export async function deleteForgotten(context: Context, before: Date): Promise<void> {
	await context.tx.deleteFrom('mail').where('region_id', '=', context.regionId).where('forget', '=', true).where('created_at', '<', before).execute();
}

/** Removes every letter to a person or an address of theirs. */
export async function deleteMails(context: Context, of: { personId: string; address: string | null }): Promise<void> {
	await context.tx
		.deleteFrom('mail')
		.where('region_id', '=', context.regionId)
		.where((where) => where.or([where('person_id', '=', of.personId), ...(of.address === null ? [] : [where('address', '=', of.address)])]))
		.execute();
}

export async function readMailsOf(context: Context, of: { personId: string; address: string | null }): Promise<Pick<OutboxRow, 'purpose' | 'subject' | 'createdAt' | 'sentAt'>[]> {
	const rows = await context.tx
		.selectFrom('mail')
		.select(['purpose', 'subject', 'created_at', 'sent_at'])
		.where('region_id', '=', context.regionId)
		.where((where) => where.or([where('person_id', '=', of.personId), ...(of.address === null ? [] : [where('address', '=', of.address)])]))
		.orderBy('created_at')
		.execute();
	return rows.map((row) => ({ purpose: row.purpose, subject: row.subject, createdAt: row.created_at, sentAt: row.sent_at }));
}
