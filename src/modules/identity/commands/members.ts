import { randomBytes } from 'node:crypto';
import { hasInstitutionRole, hasRegionRole } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { PersonId } from '#platform/ids.ts';
import type { Locale } from '#platform/locale.ts';
import { absoluteUrl } from '#platform/mail/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { sendRoleLetter } from '../letters.ts';
import type { Person } from '../model.ts';
import { placeOf } from '../places.ts';
import { mayGrant } from '../policy.ts';
import { codeFrom, normaliseCode } from '../rules.ts';
import { hasHiddenScores } from '../personal-data-store.ts';
import { endOtherSessions } from '../sessions.ts';
import { addToRegion, endMemberships, insertMembership, insertPerson, isInRegion, lockAdministrators, lockMembership, personByEmail, personById, readMemberships, regionsOfPerson, removeFromRegion } from '../store.ts';
import { dropTokens, insertToken } from '../token-store.ts';
import { createInvitation } from './invite.ts';

/**
 * Takes a role away. Memberships are read at every request, so the right ends at once. Throws NotFound when the region
 * has no such membership or it is not the actor's to take, Conflict for the last administrator.
 */
export async function revokeMembership(context: Context, id: string): Promise<void> {
	if (!hasRegionRole(context.actor, 'administrator', 'coordinator') && !context.actor.memberships.some((m) => m.role === 'lead')) throw new Forbidden();
	const administrators = await lockAdministrators(context);
	const membership = await lockMembership(context, id);
	if (!membership || !mayGrant(context.actor, membership.role, membership.institutionId)) throw new NotFound();
	if (membership.role === 'administrator' && administrators.length <= 1) throw new Conflict('last_administrator');
	await endMemberships(context, { id: membership.id });
	if ((await readMemberships(context, membership.personId)).length === 0) await removeFromRegion(context.tx, membership.personId, context.regionId);
	await audit(context, { action: 'membership.revoked', subject: { kind: 'membership', id: membership.id }, institutionId: membership.institutionId, before: { role: membership.role, person: membership.personId } });
}

async function personOfRegion(context: Context, id: string): Promise<Person> {
	const parsed = PersonId.safeParse(id);
	const person = parsed.success && (await isInRegion(context, parsed.data)) ? await personById(context.tx, parsed.data) : null;
	if (!person) throw new NotFound();
	return person;
}

/** Whether every role that the person has in the region is one the actor could give: then the actor may also let them in. */
async function mayLetIn(context: Context, person: Person): Promise<boolean> {
	const memberships = await readMemberships(context, person.id);
	return memberships.length > 0 && memberships.every((m) => mayGrant(context.actor, m.role, m.institutionId));
}

/**
 * Makes a code on paper for a person without e-mail and returns it, to be written down or printed now: it is stored only
 * as a hash. Good for 30 days, once; the person's earlier unused code and sessions end. Throws NotFound for a person the
 * actor may not let in, Conflict for a person with e-mail or with another region.
 */
export async function issueCode(context: Context, personId: string): Promise<string> {
	const person = await personOfRegion(context, personId);
	if (!(await mayLetIn(context, person))) throw new NotFound();
	if (person.email !== null) throw new Conflict('code_has_email');
	// With the code a lead could read what a member has scored in secret; those who run the region do not sit in the group.
	if (!hasRegionRole(context.actor, 'administrator', 'coordinator') && (await hasHiddenScores(context, person.id))) throw new Conflict('scoring_code_has_scores');
	await refuseOtherRegions(context, person);
	await dropTokens(context.tx, 'code', { personId: person.id });
	// Whoever came in with an earlier code, the lead who tried it too, must not stay in when the member begins to score.
	await endOtherSessions(context.tx, person.id, null);
	const code = codeFrom(randomBytes(12));
	await insertToken(context.tx, context.now, { purpose: 'code', regionId: context.regionId, personId: person.id }, normaliseCode(code) ?? code);
	await audit(context, { action: 'code.issued', subject: { kind: 'person', id: person.id } });
	return code;
}

/** What lets a person into this region only must not be made for one who could go on into another with it. */
async function refuseOtherRegions(context: Context, person: Person): Promise<void> {
	if ((await regionsOfPerson(context.tx, person.id)).some((region) => region.id !== context.regionId)) throw new Conflict('person_other_region');
}

/**
 * Makes a link that signs a person in to this region once, within a day, to be handed over in person: where letters
 * cannot be sent. Throws NotFound for a person the actor may not let in, Conflict for one who belongs to other regions.
 */
export async function issueSignInLink(context: Context, personId: string): Promise<string> {
	if (!hasRegionRole(context.actor, 'administrator', 'coordinator')) throw new Forbidden();
	const person = await personOfRegion(context, personId);
	if (!(await mayLetIn(context, person))) throw new NotFound();
	await refuseOtherRegions(context, person);
	const token = await insertToken(context.tx, context.now, { purpose: 'sign-in', regionId: context.regionId, personId: person.id, hours: 24 });
	await audit(context, { action: 'sign-in-link.issued', subject: { kind: 'person', id: person.id } });
	return absoluteUrl(getRuntime().config, `/sign-in/link/${token}`);
}

/** Adds a member who has no e-mail; they come in with a code on paper, or the lead enters their paper. */
export async function createPersonWithoutEmail(context: Context, input: { name: string; locale: Locale; institutionId: string; role: 'member' }): Promise<PersonId> {
	if (!mayGrant(context.actor, input.role, input.institutionId)) throw await refusal(context, input.institutionId);
	await placeOf(context, input.institutionId);
	const personId = await insertPerson(context.tx, { id: context.newId(), email: null, name: input.name, locale: input.locale, now: context.now });
	if (!personId) throw new Error('A person without e-mail was not stored');
	await addToRegion(context.tx, personId, context.regionId);
	await grant(context, personId, input.role, input.institutionId);
	return personId;
}

/**
 * Finds the person behind a mail address, or makes them and sends an invitation, and gives the role in the institution.
 * `link` is the invitation's link to show once, where letters cannot be sent; null otherwise.
 */
export async function findOrInviteMember(
	context: Context,
	input: { email: string; name: string; locale: Locale; institutionId: string; role: 'member' | 'evaluator' }
): Promise<{ personId: PersonId; link: string | null }> {
	if (!mayGrant(context.actor, input.role, input.institutionId)) throw await refusal(context, input.institutionId);
	const institution = await placeOf(context, input.institutionId);
	const email = input.email.trim().toLowerCase();
	const known = await personByEmail(context.tx, email);
	if (known) {
		await addToRegion(context.tx, known.id, context.regionId);
		const granted = await grant(context, known.id, input.role, input.institutionId);
		if (granted) await sendRoleLetter(context, { personId: known.id, email, name: known.name, locale: known.locale }, input.role, institution?.name ?? null);
		return { personId: known.id, link: null };
	}
	const personId = await insertPerson(context.tx, { id: context.newId(), email, name: input.name, locale: input.locale, now: context.now });
	if (!personId) throw new Conflict('email_taken');
	await addToRegion(context.tx, personId, context.regionId);
	await grant(context, personId, input.role, input.institutionId);
	const { link } = await createInvitation(context, { ...input, email, institution, personId });
	return { personId, link };
}

/** NotFound for an institution of another region, Forbidden for one of this. */
async function refusal(context: Context, institutionId: string): Promise<Error> {
	await placeOf(context, institutionId);
	return hasInstitutionRole(context.actor, institutionId, 'lead') ? new Forbidden('role_not_yours') : new Forbidden();
}

async function grant(context: Context, personId: PersonId, role: 'member' | 'evaluator', institutionId: string): Promise<boolean> {
	const id = await insertMembership(context, { personId, role, institutionId, grantedBy: context.actor.personId });
	if (id === null) return false;
	await audit(context, { action: 'membership.granted', subject: { kind: 'membership', id }, institutionId, after: { role, person: personId } });
	return true;
}
