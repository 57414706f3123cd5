import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Database } from '../database/database.ts';
import type { RegionId } from '../ids.ts';
import type { Locale } from '../locale.ts';

/** After so many failures a letter is given up. */
export const maxAttempts = 10;

export interface StoredMail {
	readonly id: string;
	readonly address: string;
	readonly locale: Locale;
	readonly subject: string;
	readonly body: string;
	readonly attempts: number;
}

export async function insertMail(
	context: Context,
	mail: { purpose: string; personId: string | null; address: string; locale: Locale; subject: string; body: string; givenUp: string | null }
): Promise<string> {
	const id = context.newId();
	await context.tx
		.insertInto('mail')
		.values({
			region_id: context.regionId,
			id,
			purpose: mail.purpose,
			person_id: mail.personId,
			address: mail.address,
			locale: mail.locale,
			subject: mail.subject,
			body: mail.body,
			created_at: context.now,
			...(mail.givenUp === null ? {} : { attempts: maxAttempts, last_error: mail.givenUp })
		})
		.execute();
	return id;
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
			.select(['id', 'address', 'locale', 'subject', 'body', 'attempts'])
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
		const outcome = await send({ ...row, locale: row.locale as Locale });
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
	readonly locale: Locale;
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
		locale: row.locale as Locale,
		subject: row.subject,
		body: row.body,
		createdAt: row.created_at,
		sentAt: row.sent_at,
		attempts: row.attempts,
		lastError: row.last_error
	}));
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
