import { systemActor } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { PersonId, RegionId } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { digest } from '../digest.ts';
import { insertInvitation, lockInvitation, markInvitation, pendingInvitations, type Invitation } from '../invitation-store.ts';
import { sendInvitationLetter } from '../letters.ts';
import type { InviteInput, SignedIn, TokenState } from '../model.ts';
import { placeOf } from '../places.ts';
import { mayGrant, mayInvite, roleFits } from '../policy.ts';
import { insertSession } from '../sessions.ts';
import { addToRegion, insertMembership, insertPerson, personByEmail, personById, readMemberships, regionById } from '../store.ts';
import { dropTokens, insertToken, lookAtToken, spendToken, tokenHours } from '../token-store.ts';

const days = tokenHours.invitation / 24;

/**
 * Invites somebody to a role. With a mail server the letter carries the link and `link` is null; without one the link
 * comes back to be shown once. An earlier open invitation to the same role is replaced, its link stops working.
 * Throws NotFound for an institution of another region, Forbidden for a role the actor may not give, Conflict when the
 * person has the role already.
 */
export async function invite(context: Context, input: InviteInput): Promise<{ invitationId: string; link: string | null }> {
	if (!mayInvite(context.actor)) throw new Forbidden();
	const institution = await placeOf(context, input.institutionId);
	if (!roleFits(input.role, input.institutionId)) throw new Invalid({ institutionId: { code: input.institutionId === null ? 'role_needs_institution' : 'role_of_region' } });
	if (!mayGrant(context.actor, input.role, input.institutionId)) throw new Forbidden('role_not_yours');
	const person = await personByEmail(context.tx, input.email);
	if (person && (await readMemberships(context, person.id)).some((m) => m.role === input.role && m.institutionId === input.institutionId)) throw new Conflict('already_member');
	for (const earlier of await pendingInvitations(context, input.email)) {
		if (earlier.role === input.role && earlier.institutionId === input.institutionId) await close(context, earlier);
	}
	return createInvitation(context, { ...input, institution, personId: null });
}

/** Writes the invitation, its link and its letter; the caller has checked the right. */
export async function createInvitation(
	context: Context,
	input: InviteInput & { institution: Awaited<ReturnType<typeof placeOf>>; personId: PersonId | null }
): Promise<{ invitationId: string; link: string | null }> {
	const expiresAt = new Date(context.now.getTime() + days * 86_400_000);
	const invitationId = await insertInvitation(context, { email: input.email, name: input.name, locale: input.locale, role: input.role, institutionId: input.institutionId, expiresAt });
	const token = await insertToken(context.tx, context.now, { purpose: 'invitation', regionId: context.regionId, personId: input.personId, subjectId: invitationId });
	const reader = { personId: input.personId, email: input.email, name: input.name, locale: input.locale };
	const { link } = await sendInvitationLetter(context, reader, { token, role: input.role, institution: input.institution?.name ?? null, days });
	await audit(context, { action: 'invitation.created', subject: { kind: 'invitation', id: invitationId }, institutionId: input.institutionId, after: { role: input.role, email: digest(context, input.email) } });
	return { invitationId, link };
}

async function close(context: Context, invitation: Invitation): Promise<void> {
	await markInvitation(context, invitation.id, 'withdrawn');
	await dropTokens(context.tx, 'invitation', { subjectId: invitation.id });
	await audit(context, { action: 'invitation.withdrawn', subject: { kind: 'invitation', id: invitation.id }, institutionId: invitation.institutionId, after: { role: invitation.role } });
}

/** Takes an open invitation back; its link stops working at once. NotFound when it is not there or not the actor's to take. */
export async function withdrawInvitation(context: Context, id: string): Promise<void> {
	if (!mayInvite(context.actor)) throw new Forbidden();
	const invitation = await lockInvitation(context, id);
	if (!invitation || !mayGrant(context.actor, invitation.role, invitation.institutionId)) throw new NotFound();
	if (invitation.acceptedAt !== null) throw new Conflict('invitation_accepted');
	if (invitation.withdrawnAt === null) await close(context, invitation);
}

/** What the holder of an invitation's link sees before accepting. */
export interface InvitationView {
	readonly state: TokenState;
	readonly offer: { readonly role: Invitation['role']; readonly name: string; readonly region: NonNullable<Awaited<ReturnType<typeof regionById>>>; readonly institution: Awaited<ReturnType<typeof placeOf>> } | null;
	/** `accept`: press the button. `sign-in`: the address has an account, sign in to it first. `other`: signed in as somebody else. */
	readonly step: 'accept' | 'sign-in' | 'other';
}

/** Reads an invitation by its link without spending it; `signedIn` is the person who is looking, if any. */
export async function viewInvitation(runtime: Runtime, token: string, signedIn: PersonId | null): Promise<InvitationView> {
	const { state, row } = await runtime.database.global((tx) => lookAtToken(tx, runtime.clock.now(), 'invitation', token));
	if (state !== 'open' || !row?.regionId || row.subjectId === null) return { state, offer: null, step: 'accept' };
	const { regionId, subjectId } = row;
	return inRegion(runtime, regionId, async (context) => {
		const invitation = await lockInvitation(context, subjectId);
		const region = await regionById(context.tx, regionId);
		if (!invitation || !region || !isOpen(invitation, context.now)) return { state: 'expired', offer: null, step: 'accept' };
		const institution = await placeOf(context, invitation.institutionId);
		return { state, offer: { role: invitation.role, name: invitation.name, region, institution }, step: await stepFor(context, invitation, row.personId, signedIn) };
	});
}

const inRegion = <T>(runtime: Runtime, regionId: RegionId, work: (context: Context) => Promise<T>): Promise<T> => inContext({ regionId, actor: systemActor, locale: 'lv' }, work, runtime);

const isOpen = (invitation: Invitation, now: Date): boolean => invitation.acceptedAt === null && invitation.withdrawnAt === null && invitation.expiresAt > now;

/**
 * An account that exists is opened only by its owner: without a mail server the link was seen by the person who invited,
 * and must not become a key to somebody's account. A person made by this very invitation has no other key.
 */
async function stepFor(context: Context, invitation: Invitation, madeFor: PersonId | null, signedIn: PersonId | null): Promise<InvitationView['step']> {
	const person = await personByEmail(context.tx, invitation.email);
	if (person && person.id === signedIn) return 'accept';
	if (signedIn !== null) return 'other';
	return !person || (person.id === madeFor && person.passwordHash === null) ? 'accept' : 'sign-in';
}

/**
 * Accepts an invitation, once: makes or links the person, gives the role and starts a session in the region.
 * Throws Conflict when the link is spent, expired or withdrawn, or when its address has an account to sign in to first.
 */
export async function acceptInvitation(runtime: Runtime, input: { token: string; signedIn: PersonId | null; device: string }): Promise<SignedIn> {
	const { row } = await runtime.database.global((tx) => lookAtToken(tx, runtime.clock.now(), 'invitation', input.token));
	if (!row?.regionId) throw new Conflict('invitation_spent');
	const regionId = row.regionId;
	return inRegion(runtime, regionId, async (context) => {
		const { tx, now } = context;
		const spent = await spendToken(tx, now, 'invitation', input.token);
		const invitation = spent?.subjectId ? await lockInvitation(context, spent.subjectId) : null;
		if (!spent || !invitation || !isOpen(invitation, now)) throw new Conflict('invitation_spent');
		if ((await stepFor(context, invitation, spent.personId, input.signedIn)) !== 'accept') throw new Conflict('invitation_sign_in');
		const existing = await personByEmail(tx, invitation.email);
		const personId = existing?.id ?? (await insertPerson(tx, { id: context.newId(), email: invitation.email, name: invitation.name, locale: invitation.locale, now }));
		if (!personId) throw new Conflict('invitation_sign_in');
		const person = await personById(tx, personId);
		const own = { ...context, actor: { personId, name: person?.name ?? '', memberships: [], system: false } };
		await addToRegion(tx, personId, regionId);
		const membershipId = await insertMembership(context, { personId, role: invitation.role, institutionId: invitation.institutionId, grantedBy: invitation.invitedBy });
		await markInvitation(context, invitation.id, 'accepted');
		await audit(own, { action: 'invitation.accepted', subject: { kind: 'invitation', id: invitation.id }, institutionId: invitation.institutionId });
		if (membershipId) await audit(own, { action: 'membership.granted', subject: { kind: 'membership', id: membershipId }, institutionId: invitation.institutionId, after: { role: invitation.role, person: personId } });
		return { ...(await insertSession(tx, now, { personId, regionId, device: input.device })), personId, regionChosen: true };
	});
}
