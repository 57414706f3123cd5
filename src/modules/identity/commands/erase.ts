import { hasRegionRole, systemActor } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, NotFound } from '#platform/errors.ts';
import { PersonId, type RegionId } from '#platform/ids.ts';
import { deleteMails } from '#platform/mail/index.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { digest } from '../digest.ts';
import { eraseInvitationsTo, markInvitation, pendingInvitations } from '../invitation-store.ts';
import type { Person } from '../model.ts';
import { endOtherSessions } from '../sessions.ts';
import { allRegions, endMemberships, isInRegion, lockAdministrators, personByEmail, personById, readMemberships, regionsOfPerson, removeFromRegion } from '../store.ts';
import { erasePersonRow, readAllMemberships } from '../personal-data-store.ts';
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
	const person = id.success && (context.actor.system || (await isInRegion(context, id.data)) || (await readMemberships(context, id.data)).length > 0) ? await personById(context.tx, id.data) : null;
	if (!person) throw new NotFound();
	await refuseLastAdministrator(context, person.id);
	await eraseFromRegion(context, person);
	const everywhere = (await regionsOfPerson(context.tx, person.id)).length === 0;
	if (everywhere) await eraseAccount(context.tx, person.id, context.now);
	return everywhere;
}

async function eraseFromRegion(context: Context, person: Person): Promise<void> {
	const known = (await readAllMemberships(context, person.id)).length > 0 || (await isInRegion(context, person.id));
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
	if (!known) return;
	await audit(context, { action: 'person.erased', subject: { kind: 'person', id: person.id }, before: { name: digest(context, person.name), email: person.email === null ? null : digest(context, person.email) } });
}

async function eraseAccount(tx: Context['tx'], id: PersonId, now: Date): Promise<void> {
	await erasePersonRow(tx, id, now);
	await dropTokensOfPerson(tx, id);
	await endOtherSessions(tx, id, null);
}

/**
 * For the command line: erases the person of a mail address (or id) from every region, also from those they have left.
 * NotFound when there is none, Conflict for the last administrator of a region; then what was not done yet is left, and
 * the command can be given again.
 */
export async function erasePersonEverywhere(runtime: Runtime, emailOrId: string): Promise<PersonId> {
	const { person: id } = await findPersonAnywhere(runtime, emailOrId);
	const regions = await runtime.database.global(allRegions);
	for (const regionId of regions) {
		await inContext(
			{ regionId, actor: systemActor, locale: 'en' },
			async (context) => {
				await refuseLastAdministrator(context, id);
				const person = await personById(context.tx, id);
				if (person) await eraseFromRegion(context, person);
			},
			runtime
		);
	}
	await runtime.database.global((tx) => eraseAccount(tx, id, runtime.clock.now()));
	return id;
}

async function refuseLastAdministrator(context: Context, id: string): Promise<void> {
	const administrators = await lockAdministrators(context);
	if (administrators.length === 1 && administrators[0]?.personId === id) throw new Conflict('last_administrator');
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
