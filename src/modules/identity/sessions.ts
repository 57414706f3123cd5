import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Actor, Membership, Role } from '#platform/access.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/database.ts';
import type { DB } from '#platform/database/schema.ts';
import { InstitutionId, MembershipId, newToken, PersonId, RegionId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';

export const sessionCookie = 'session';
const lifetimeDays = 30;
const day = 86_400_000;

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export interface ResolvedSession {
	readonly tokenSha256: Buffer;
	readonly actor: Actor;
	readonly region: { id: RegionId; slug: string; name: LocalizedText; demo: boolean } | null;
}

export interface NewSession {
	readonly personId: PersonId;
	/** Null until the person has chosen one; once chosen it stays for the life of the session. */
	readonly regionId: RegionId | null;
	/** A coarse description such as "Firefox, Linux", never an address. */
	readonly device: string;
	readonly days?: number;
}

/**
 * Starts a session for a person and returns its secret, which only the cookie keeps; the database holds its SHA-256.
 * It lasts 30 days unless `days` says otherwise.
 */
export async function startSession(database: Database, clock: Clock, session: NewSession): Promise<{ token: string; expires: Date }> {
	return database.global((tx) => insertSession(tx, clock.now(), session));
}

/** The same inside a transaction that also spends the link or code that the person came with. */
export async function insertSession(tx: Transaction<DB>, now: Date, session: NewSession): Promise<{ token: string; expires: Date }> {
	const token = newToken();
	const expires = new Date(now.getTime() + (session.days ?? lifetimeDays) * day);
	await tx
		.insertInto('session')
		.values({ token_sha256: hashToken(token), person_id: session.personId, region_id: session.regionId, created_at: now, last_seen_at: now, expires_at: expires, device: session.device })
		.execute();
	return { token, expires };
}

/** Finds who a session cookie belongs to and what they may do in the session's region; null when it is over. */
export async function resolveSession(database: Database, clock: Clock, token: string): Promise<ResolvedSession | null> {
	const tokenSha256 = hashToken(token);
	const now = clock.now();
	const row = await database.global(async (tx) => {
		const found = await tx
			.selectFrom('session')
			.innerJoin('person', 'person.id', 'session.person_id')
			.leftJoin('region', 'region.id', 'session.region_id')
			.select(['person.id as person', 'person.name', 'session.last_seen_at', 'region.id as region', 'region.slug', 'region.name as region_name', 'region.demo'])
			.where('session.token_sha256', '=', tokenSha256)
			.where('session.expires_at', '>', now)
			.where('person.erased_at', 'is', null)
			.executeTakeFirst();
		// One write an hour is enough to show people which sessions are alive.
		if (found && now.getTime() - found.last_seen_at.getTime() > 3_600_000) {
			await tx.updateTable('session').set({ last_seen_at: now }).where('token_sha256', '=', tokenSha256).execute();
		}
		return found;
	});
	if (!row) return null;
	const personId = PersonId.parse(row.person);
	if (!row.region) return { tokenSha256, actor: { personId, name: row.name, memberships: [], system: false }, region: null };
	const regionId = RegionId.parse(row.region);
	const memberships = await database.inRegion(regionId, (tx) =>
		tx.selectFrom('membership').select(['id', 'role', 'institution_id']).where('region_id', '=', regionId).where('person_id', '=', personId).where('revoked_at', 'is', null).orderBy(sql`granted_at`).execute()
	);
	return {
		tokenSha256,
		actor: { personId, name: row.name, memberships: memberships.map(toMembership), system: false },
		region: memberships.length ? { id: regionId, slug: row.slug ?? '', name: row.region_name as LocalizedText, demo: row.demo ?? false } : null
	};
}

const toMembership = (row: { id: string; role: string; institution_id: string | null }): Membership => ({
	id: MembershipId.parse(row.id),
	role: row.role as Role,
	institutionId: row.institution_id === null ? null : InstitutionId.parse(row.institution_id)
});

/** Ends one session (signing out), or all of a person's sessions (signing out everywhere, a lost phone). */
export async function endSession(database: Database, tokenSha256: Buffer): Promise<void> {
	await database.global((tx) => tx.deleteFrom('session').where('token_sha256', '=', tokenSha256).execute());
}
export async function endAllSessions(database: Database, personId: PersonId): Promise<void> {
	await database.global((tx) => tx.deleteFrom('session').where('person_id', '=', personId).execute());
}

export interface SessionOfPerson {
	/** Names the session on a page; cannot be turned back into its secret. */
	readonly id: string;
	readonly device: string;
	readonly createdAt: Date;
	readonly lastSeenAt: Date;
	readonly current: boolean;
}

const publicId = (tokenSha256: Buffer): string => createHash('sha256').update('session ').update(tokenSha256).digest('base64url').slice(0, 22);

/** A person's sessions that still hold, the latest used first. */
export async function sessionsOf(database: Database, clock: Clock, personId: PersonId, current: Buffer | null): Promise<SessionOfPerson[]> {
	const rows = await database.global((tx) =>
		tx.selectFrom('session').selectAll().where('person_id', '=', personId).where('expires_at', '>', clock.now()).orderBy('last_seen_at', 'desc').orderBy('created_at', 'desc').execute()
	);
	return rows.map((row) => ({ id: publicId(row.token_sha256), device: row.device, createdAt: row.created_at, lastSeenAt: row.last_seen_at, current: current !== null && current.equals(row.token_sha256) }));
}

/** Ends one of a person's own sessions by its public id; nothing happens when it is over already or another person's. */
export async function endSessionOf(database: Database, personId: PersonId, id: string): Promise<void> {
	await database.global(async (tx) => {
		const rows = await tx.selectFrom('session').select('token_sha256').where('person_id', '=', personId).execute();
		const found = rows.find((row) => publicId(row.token_sha256) === id);
		if (found) await tx.deleteFrom('session').where('token_sha256', '=', found.token_sha256).execute();
	});
}

/** Ends a person's sessions but the one that is asking, after a new password. */
export async function endOtherSessions(tx: Transaction<DB>, personId: PersonId, keep: Buffer | null): Promise<void> {
	let query = tx.deleteFrom('session').where('person_id', '=', personId);
	if (keep) query = query.where('token_sha256', '!=', keep);
	await query.execute();
}

/** Puts a session that has no region yet into one that the person may enter; false when either does not hold. */
export async function setSessionRegion(database: Database, clock: Clock, tokenSha256: Buffer, personId: PersonId, regionId: RegionId): Promise<boolean> {
	return database.global(async (tx) => {
		const allowed = await tx.selectFrom('person_region').select('region_id').where('person_id', '=', personId).where('region_id', '=', regionId).executeTakeFirst();
		if (!allowed) return false;
		const changed = await tx
			.updateTable('session')
			.set({ region_id: regionId })
			.where('token_sha256', '=', tokenSha256)
			.where('person_id', '=', personId)
			.where('region_id', 'is', null)
			.where('expires_at', '>', clock.now())
			.executeTakeFirst();
		return changed.numUpdatedRows > 0n;
	});
}
