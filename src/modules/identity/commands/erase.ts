import { hasRegionRole, systemActor } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, NotFound } from '#platform/errors.ts';
import { PersonId, type RegionId } from '#platform/ids.ts';
import { deleteMails } from '#platform/mail/index.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { digest } from '../digest.ts';
import { eraseInvitationsTo, markInvitation, pendingInvitations } from '../invitation-store.ts';
import { endOtherSessions } from '../sessions.ts';
import { endMemberships, isInRegion, lockAdministrators, personByEmail, personById, readMemberships, regionsOfPerson, removeFromRegion } from '../store.ts';
import { erasePersonRow } from '../personal-data-store.ts';
import { dropTokens, dropTokensOfPerson } from '../token-store.ts';

/**
 * Erases a person from this region: roles end, letters and invitations lose them, and when it was their last region their
 * name, address, password, sessions and links are gone everywhere. Their scores stay, of nobody. The audit keeps digests.
 * For administrators. Throws NotFound for a person of no or another region, Conflict for the last administrator.
 * Returns whether the person is gone everywhere (`true`) or still belongs to another region.
 */
export async function erasePerson(context: Context, personId: string): Promise<boolean> {
	if (!hasRegionRole(context.actor, 'administrator')) throw new NotFound();
	const id = PersonId.safeParse(personId);
	const administrators = await lockAdministrators(context);
	const person = id.success && (context.actor.system || (await isInRegion(context, id.data)) || (await readMemberships(context, id.data)).length > 0) ? await personById(context.tx, id.data) : null;
	if (!person) throw new NotFound();
	if (administrators.length === 1 && administrators[0]?.personId === person.id) throw new Conflict('last_administrator');
	await endMemberships(context, { personId: person.id });
	await deleteMails(context, { personId: person.id, address: person.email });
	if (person.email !== null) {
		for (const invitation of await pendingInvitations(context, person.email)) {
			await markInvitation(context, invitation.id, 'withdrawn');
			await dropTokens(context.tx, 'invitation', { subjectId: invitation.id });
		}
		await eraseInvitationsTo(context, person.email);
	}
	await removeFromRegion(context.tx, person.id, context.regionId);
	const everywhere = (await regionsOfPerson(context.tx, person.id)).length === 0;
	if (everywhere) {
		await erasePersonRow(context.tx, person.id, context.now);
		await dropTokensOfPerson(context.tx, person.id);
		await endOtherSessions(context.tx, person.id, null);
	}
	await audit(context, { action: 'person.erased', subject: { kind: 'person', id: person.id }, before: { name: digest(context, person.name), email: person.email === null ? null : digest(context, person.email) }, after: { everywhere } });
	return everywhere;
}

/** For the command line: erases the person of a mail address (or id) from every region. NotFound when there is none. */
export async function erasePersonEverywhere(runtime: Runtime, emailOrId: string): Promise<PersonId> {
	const { person, regions } = await findPersonAnywhere(runtime, emailOrId);
	for (const regionId of regions) await inContext({ regionId, actor: systemActor, locale: 'en' }, (context) => erasePerson(context, person), runtime);
	return person;
}

/** The person of a mail address or id, with the regions they belong to. NotFound when there is none. */
export async function findPersonAnywhere(runtime: Runtime, emailOrId: string): Promise<{ person: PersonId; regions: RegionId[] }> {
	return runtime.database.global(async (tx) => {
		const id = PersonId.safeParse(emailOrId);
		const person = id.success ? await personById(tx, id.data) : await personByEmail(tx, emailOrId.trim().toLowerCase());
		if (!person) throw new NotFound('person_unknown');
		return { person: person.id, regions: (await regionsOfPerson(tx, person.id)).map((region) => region.id) };
	});
}
