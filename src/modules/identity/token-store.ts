import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/schema.ts';
import { newToken, PersonId, RegionId } from '#platform/ids.ts';
import type { TokenPurpose, TokenState } from './model.ts';
import { hashToken } from './sessions.ts';

type Tx = Transaction<DB>;
const hour = 3_600_000;

/** How long each kind of link or code is good for, in hours. */
export const tokenHours: Record<TokenPurpose, number> = {
	'sign-in': 1,
	invitation: 14 * 24,
	'set-up': 7 * 24,
	code: 30 * 24,
	demonstration: 3650 * 24
};

export interface NewTokenRow {
	readonly purpose: TokenPurpose;
	readonly regionId: RegionId | null;
	readonly personId: PersonId | null;
	readonly subjectId?: string;
	/** Another life than the purpose's own, in hours. */
	readonly hours?: number;
}

export interface TokenRow {
	readonly regionId: RegionId | null;
	readonly personId: PersonId | null;
	readonly subjectId: string | null;
}

/** Makes a secret link (or stores a given code) and returns the secret; the database keeps its SHA-256. */
export async function insertToken(tx: Tx, now: Date, row: NewTokenRow, secret: string = newToken()): Promise<string> {
	await tx
		.insertInto('token')
		.values({
			token_sha256: hashToken(secret),
			purpose: row.purpose,
			region_id: row.regionId,
			person_id: row.personId,
			subject_id: row.subjectId ?? null,
			created_at: now,
			expires_at: new Date(now.getTime() + (row.hours ?? tokenHours[row.purpose]) * hour)
		})
		.execute();
	return secret;
}

const toRow = (row: { region_id: string | null; person_id: string | null; subject_id: string | null }): TokenRow => ({
	regionId: row.region_id === null ? null : RegionId.parse(row.region_id),
	personId: row.person_id === null ? null : PersonId.parse(row.person_id),
	subjectId: row.subject_id
});

/** Spends a link or code: null unless it exists, is for this purpose, unspent and in time. One of many callers wins. */
export async function spendToken(tx: Tx, now: Date, purpose: TokenPurpose, secret: string): Promise<TokenRow | null> {
	const row = await tx
		.updateTable('token')
		.set({ used_at: now })
		.where('token_sha256', '=', hashToken(secret))
		.where('purpose', '=', purpose)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.returning(['region_id', 'person_id', 'subject_id'])
		.executeTakeFirst();
	return row ? toRow(row) : null;
}

/** Looks at a link without spending it. */
export async function lookAtToken(tx: Tx, now: Date, purpose: TokenPurpose, secret: string): Promise<{ state: TokenState; row: TokenRow | null }> {
	const row = await tx.selectFrom('token').selectAll().where('token_sha256', '=', hashToken(secret)).where('purpose', '=', purpose).executeTakeFirst();
	if (!row) return { state: 'unknown', row: null };
	return { state: row.used_at !== null ? 'used' : row.expires_at <= now ? 'expired' : 'open', row: toRow(row) };
}

/** Removes the unspent links of a purpose: of one person, of one invitation, or all. */
export async function dropTokens(tx: Tx, purpose: TokenPurpose, of: { personId: string } | { subjectId: string } | 'all'): Promise<void> {
	let query = tx.deleteFrom('token').where('purpose', '=', purpose).where('used_at', 'is', null);
	if (of !== 'all') query = 'personId' in of ? query.where('person_id', '=', of.personId) : query.where('subject_id', '=', of.subjectId);
	await query.execute();
}

export async function dropTokensOfPerson(tx: Tx, personId: string): Promise<void> {
	await tx.deleteFrom('token').where('person_id', '=', personId).execute();
}

/** Removes links a month after they ended, and sessions that are over. */
export async function dropExpired(tx: Tx, now: Date): Promise<void> {
	await tx.deleteFrom('token').where('expires_at', '<', new Date(now.getTime() - 30 * 24 * hour)).execute();
	await tx.deleteFrom('session').where('expires_at', '<', now).execute();
}
