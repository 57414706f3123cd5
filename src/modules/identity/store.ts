import { sql, type Transaction } from 'kysely';
import type { Role } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import type { DB } from '#platform/database/schema.ts';
import { InstitutionId, PersonId, RegionId } from '#platform/ids.ts';
import type { Locale, LocalizedText } from '#platform/locale.ts';
import type { Person, RegionOfPerson } from './model.ts';

type Tx = Transaction<DB>;

const toPerson = (row: { id: string; email: string | null; name: string; locale: string; password_hash: string | null }): Person => ({
	id: PersonId.parse(row.id),
	email: row.email,
	name: row.name,
	locale: row.locale as Locale,
	passwordHash: row.password_hash
});

const people = (tx: Tx) => tx.selectFrom('person').select(['id', 'email', 'name', 'locale', 'password_hash']).where('erased_at', 'is', null);

export async function personByEmail(tx: Tx, email: string): Promise<Person | null> {
	const row = await people(tx).where('email', '=', email).executeTakeFirst();
	return row ? toPerson(row) : null;
}

export async function personById(tx: Tx, id: string): Promise<Person | null> {
	const row = await people(tx).where('id', '=', id).executeTakeFirst();
	return row ? toPerson(row) : null;
}

/** Makes a person; null when somebody else has taken the mail address in the meantime. */
export async function insertPerson(tx: Tx, person: { id: string; email: string | null; name: string; locale: Locale; passwordHash?: string; now: Date }): Promise<PersonId | null> {
	const row = await tx
		.insertInto('person')
		.values({ id: person.id, email: person.email, name: person.name, locale: person.locale, password_hash: person.passwordHash ?? null, created_at: person.now })
		.onConflict((conflict) => conflict.column('email').doNothing())
		.returning('id')
		.executeTakeFirst();
	return row ? PersonId.parse(row.id) : null;
}

export async function updatePerson(tx: Tx, id: PersonId, change: { name?: string; locale?: Locale; passwordHash?: string }): Promise<void> {
	await tx
		.updateTable('person')
		.set({
			...(change.name === undefined ? {} : { name: change.name }),
			...(change.locale === undefined ? {} : { locale: change.locale }),
			...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash })
		})
		.where('id', '=', id)
		.execute();
}

/** The regions that a person may enter, by name of address. */
export async function regionsOfPerson(tx: Tx, personId: string): Promise<RegionOfPerson[]> {
	const rows = await tx
		.selectFrom('person_region')
		.innerJoin('region', 'region.id', 'person_region.region_id')
		.select(['region.id', 'region.slug', 'region.name'])
		.where('person_region.person_id', '=', personId)
		.orderBy('region.slug')
		.execute();
	return rows.map((row) => ({ id: RegionId.parse(row.id), slug: row.slug, name: row.name as LocalizedText }));
}

export async function regionById(tx: Tx, id: RegionId): Promise<(RegionOfPerson & { demo: boolean }) | null> {
	const row = await tx.selectFrom('region').select(['id', 'slug', 'name', 'demo']).where('id', '=', id).executeTakeFirst();
	return row ? { id, slug: row.slug, name: row.name as LocalizedText, demo: row.demo } : null;
}

export async function allRegions(tx: Tx): Promise<RegionId[]> {
	return (await tx.selectFrom('region').select('id').orderBy('slug').execute()).map((row) => RegionId.parse(row.id));
}

/** Addresses and names of all regions, by address. */
export async function namedRegions(tx: Tx): Promise<{ slug: string; name: LocalizedText }[]> {
	const rows = await tx.selectFrom('region').select(['slug', 'name']).orderBy('slug').execute();
	return rows.map((row) => ({ slug: row.slug, name: row.name as LocalizedText }));
}

export async function regionBySlug(tx: Tx, slug: string): Promise<RegionId | null> {
	const row = await tx.selectFrom('region').select('id').where('slug', '=', slug).executeTakeFirst();
	return row ? RegionId.parse(row.id) : null;
}

export async function insertRegion(tx: Tx, region: { id: RegionId; slug: string; name: LocalizedText; now: Date }): Promise<boolean> {
	const row = await tx
		.insertInto('region')
		.values({ id: region.id, slug: region.slug, name: JSON.stringify(region.name), created_at: region.now })
		.onConflict((conflict) => conflict.column('slug').doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

/** True while nobody may enter any region: the installation waits for its first administrator. */
export async function installationIsEmpty(tx: Tx): Promise<boolean> {
	return (await tx.selectFrom('person_region').select('person_id').limit(1).executeTakeFirst()) === undefined;
}

/** Lets two first administrators come one after the other. */
export async function lockInstallation(tx: Tx): Promise<void> {
	await sql`select pg_advisory_xact_lock(7201518427)`.execute(tx);
}

export async function isInRegion(context: Context, personId: string): Promise<boolean> {
	const row = await context.tx.selectFrom('person_region').select('person_id').where('person_id', '=', personId).where('region_id', '=', context.regionId).executeTakeFirst();
	return row !== undefined;
}

export async function addToRegion(tx: Tx, personId: PersonId, regionId: RegionId): Promise<void> {
	await tx.insertInto('person_region').values({ person_id: personId, region_id: regionId }).onConflict((conflict) => conflict.doNothing()).execute();
}

export async function removeFromRegion(tx: Tx, personId: string, regionId: RegionId): Promise<void> {
	await tx.deleteFrom('person_region').where('person_id', '=', personId).where('region_id', '=', regionId).execute();
}

export interface StoredMembership {
	readonly id: string;
	readonly personId: PersonId;
	readonly name: string;
	readonly email: string | null;
	readonly invented: boolean;
	readonly role: Role;
	readonly institutionId: InstitutionId | null;
	readonly grantedAt: Date;
}

/** The memberships in force, of everyone or one person, with the people's names. */
export async function readMemberships(context: Context, personId?: string): Promise<StoredMembership[]> {
	let query = context.tx
		.selectFrom('membership')
		.innerJoin('person', 'person.id', 'membership.person_id')
		.select(['membership.id', 'person.id as person', 'person.name', 'person.email', 'person.invented', 'membership.role', 'membership.institution_id', 'membership.granted_at'])
		.where('membership.region_id', '=', context.regionId)
		.where('membership.revoked_at', 'is', null)
		.where('person.erased_at', 'is', null)
		.orderBy('person.name')
		.orderBy('person.id')
		.orderBy('membership.granted_at');
	if (personId !== undefined) query = query.where('membership.person_id', '=', personId);
	return (await query.execute()).map((row) => ({
		id: row.id,
		personId: PersonId.parse(row.person),
		name: row.name,
		email: row.email,
		invented: row.invented,
		role: row.role as Role,
		institutionId: row.institution_id === null ? null : InstitutionId.parse(row.institution_id),
		grantedAt: row.granted_at
	}));
}

/** Gives a role; false when the person has it already. */
export async function insertMembership(context: Context, m: { personId: PersonId; role: Role; institutionId: string | null; grantedBy: string | null }): Promise<string | null> {
	const row = await context.tx
		.insertInto('membership')
		.values({ region_id: context.regionId, id: context.newId(), person_id: m.personId, role: m.role, institution_id: m.institutionId, granted_at: context.now, granted_by: m.grantedBy })
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	return row?.id ?? null;
}

/** The membership in force with this id, locked until the end of the transaction. */
export async function lockMembership(context: Context, id: string): Promise<{ id: string; personId: PersonId; role: Role; institutionId: string | null } | null> {
	const row = await context.tx
		.selectFrom('membership')
		.select(['id', 'person_id', 'role', 'institution_id'])
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.where('revoked_at', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	return row ? { id: row.id, personId: PersonId.parse(row.person_id), role: row.role as Role, institutionId: row.institution_id } : null;
}

/** The region's administrators, locked in one order so that two who take each other's role come one after the other. */
export async function lockAdministrators(context: Context): Promise<{ id: string; personId: string }[]> {
	const rows = await context.tx
		.selectFrom('membership')
		.select(['id', 'person_id'])
		.where('region_id', '=', context.regionId)
		.where('role', '=', 'administrator')
		.where('revoked_at', 'is', null)
		.orderBy('id')
		.forUpdate()
		.execute();
	return rows.map((row) => ({ id: row.id, personId: row.person_id }));
}

export async function endMemberships(context: Context, which: { id: string } | { personId: string }): Promise<void> {
	const update = context.tx.updateTable('membership').set({ revoked_at: context.now }).where('region_id', '=', context.regionId).where('revoked_at', 'is', null);
	await ('id' in which ? update.where('id', '=', which.id) : update.where('person_id', '=', which.personId)).execute();
}
