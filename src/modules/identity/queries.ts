import { hasRegionRole, type Role, roles } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Forbidden, NotFound } from '#platform/errors.ts';
import { PersonId, type RegionId } from '#platform/ids.ts';
import type { Database } from '#platform/database/database.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { readMailsOf } from '#platform/mail/index.ts';
import type { Runtime } from '#platform/runtime.ts';
import { listInstitutions } from '../territory/index.ts';
import { invitationsTo, pendingInvitations } from './invitation-store.ts';
import type { InvitationRow, MembershipRow, Person, RegionOfPerson } from './model.ts';
import { readAllMemberships, readAssessorWork, readAuditOf, readSessionsAndLinks } from './personal-data-store.ts';
import { institutionNames } from './places.ts';
import { mayGrant, mayInvite, maySeePeople, maySeePeopleOf } from './policy.ts';
import { namedRegions, personById, readMemberships, regionById, regionBySlug, regionsOfPerson } from './store.ts';

export interface People {
	readonly memberships: MembershipRow[];
	readonly invitations: InvitationRow[];
	readonly mayInvite: boolean;
}

/** Who works in the region, as far as the actor may see it: all, or the people of the own institutions. */
export async function listPeople(context: Context): Promise<People> {
	if (!maySeePeople(context.actor)) throw new Forbidden();
	const names = await institutionNames(context);
	const nameOf = (id: string | null): LocalizedText | null => (id === null ? null : (names.get(id) ?? null));
	const memberships = (await readMemberships(context))
		.filter((m) => maySeePeopleOf(context.actor, m.institutionId))
		.map((m) => ({ ...m, institutionName: nameOf(m.institutionId), mayRevoke: mayGrant(context.actor, m.role, m.institutionId) }));
	const invitations = (await pendingInvitations(context))
		.filter((i) => maySeePeopleOf(context.actor, i.institutionId))
		.map((i) => ({
			id: i.id,
			name: i.name,
			email: i.email,
			role: i.role,
			institutionId: i.institutionId,
			institutionName: nameOf(i.institutionId),
			invitedAt: i.invitedAt,
			expiresAt: i.expiresAt,
			expired: i.expiresAt <= context.now,
			mayWithdraw: mayGrant(context.actor, i.role, i.institutionId)
		}));
	return { memberships, invitations, mayInvite: mayInvite(context.actor) };
}

/** One membership in force, for the page that asks before it is taken away. NotFound when it is not the actor's to take. */
export async function getMembership(context: Context, id: string): Promise<MembershipRow> {
	const found = (await listPeople(context)).memberships.find((m) => m.id === id);
	if (!found?.mayRevoke) throw new NotFound();
	return found;
}

export interface PersonPage {
	readonly person: { readonly id: string; readonly name: string; readonly email: string | null };
	readonly memberships: MembershipRow[];
	readonly may: { readonly link: boolean; readonly code: boolean; readonly erase: boolean };
}

/** One person with their roles that the actor may see, and what the actor may do for them. */
export async function getPerson(context: Context, id: string): Promise<PersonPage> {
	const memberships = (await listPeople(context)).memberships.filter((m) => m.personId === id);
	const first = memberships[0];
	if (!first) throw new NotFound();
	const letIn = (await readMemberships(context, id)).every((m) => mayGrant(context.actor, m.role, m.institutionId));
	return {
		person: { id, name: first.name, email: first.email },
		memberships,
		may: {
			link: letIn && first.email !== null && hasRegionRole(context.actor, 'administrator', 'coordinator'),
			code: letIn && first.email === null,
			erase: hasRegionRole(context.actor, 'administrator')
		}
	};
}

/** The roles and institutions that the actor may choose from when inviting. Throws Forbidden when there are none. */
export async function invitationChoices(context: Context): Promise<{ roles: Role[]; institutions: { id: string; name: LocalizedText }[]; region: boolean }> {
	if (!mayInvite(context.actor)) throw new Forbidden();
	const institutions = (await listInstitutions(context)).filter((i) => mayGrant(context.actor, 'member', i.id)).map((i) => ({ id: i.id, name: i.name }));
	const places = [null, ...institutions.map((i) => i.id)];
	return { roles: roles.filter((role) => places.some((place) => mayGrant(context.actor, role, place))), institutions, region: mayGrant(context.actor, 'viewer', null) };
}

/** The signed-in person's own account, and the regions they may enter. Throws Forbidden when they are gone. */
export async function getAccount(runtime: Runtime, personId: PersonId): Promise<{ person: Omit<Person, 'passwordHash'>; hasPassword: boolean; regions: RegionOfPerson[] }> {
	return runtime.database.global(async (tx) => {
		const person = await personById(tx, personId);
		if (!person) throw new Forbidden();
		const { passwordHash, ...rest } = person;
		return { person: rest, hasPassword: passwordHash !== null, regions: await regionsOfPerson(tx, personId) };
	});
}

/**
 * Everything that is held about a person, as far as this region knows it, for a copy in JSON: for the person and for
 * administrators, who do not get scores that are not opened yet. NotFound for a person who was never in this region.
 */
export async function exportPerson(context: Context, personId: string): Promise<Record<string, unknown>> {
	const id = PersonId.safeParse(personId);
	const own = id.success && context.actor.personId === id.data;
	if (!id.success || !(own || hasRegionRole(context.actor, 'administrator'))) throw new NotFound();
	const person = await personById(context.tx, id.data);
	const memberships = await readAllMemberships(context, id.data);
	if (!person || (memberships.length === 0 && !own)) throw new NotFound();
	const { passwordHash, ...rest } = person;
	return {
		exportedAt: context.now.toISOString(),
		region: await regionById(context.tx, context.regionId),
		person: { ...rest, hasPassword: passwordHash !== null },
		memberships,
		invitations: person.email === null ? [] : await invitationsTo(context, person.email),
		letters: await readMailsOf(context, { personId: id.data, address: person.email }),
		...(await readSessionsAndLinks(context.tx, id.data)),
		assessments: await readAssessorWork(context, id.data, { hidden: own }),
		audit: await readAuditOf(context, id.data)
	};
}

/** The region under this address of public pages; null when there is none. What can be no address is not asked for: PostgreSQL takes no NUL. */
export const regionIdBySlug = async (database: Database, slug: string): Promise<RegionId | null> => (/^[a-z0-9-]{1,100}$/.test(slug) ? database.global((tx) => regionBySlug(tx, slug)) : null);

/** The regions of this installation, whose public pages everybody may read. */
export const publicRegions = (database: Database): Promise<{ slug: string; name: LocalizedText }[]> => database.global(namedRegions);
