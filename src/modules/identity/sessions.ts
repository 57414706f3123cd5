import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor, Membership, Role } from '#platform/access.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/database.ts';
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

/**
 * Starts a session for a person and returns its secret, which only the cookie keeps; the database holds its SHA-256.
 * `device` is a coarse description such as "Firefox, Linux", never an address.
 */
export async function startSession(database: Database, clock: Clock, session: { personId: PersonId; regionId: RegionId | null; device: string }): Promise<{ token: string; expires: Date }> {
	const token = newToken();
	const now = clock.now();
	const expires = new Date(now.getTime() + lifetimeDays * day);
	await database.global((tx) =>
		tx
			.insertInto('session')
			.values({ token_sha256: hashToken(token), person_id: session.personId, region_id: session.regionId, created_at: now, last_seen_at: now, expires_at: expires, device: session.device })
			.execute()
	);
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
