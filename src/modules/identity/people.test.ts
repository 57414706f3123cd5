import { afterEach, describe, expect, test } from 'vitest';
import { useDatabase } from '../../../tests/support/database.ts';
import { regionRoles, roles, type Actor, type Role } from '#platform/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { RegionId } from '#platform/ids.ts';
import { addUser } from './commands/add-user.ts';
import { erasePerson, erasePersonEverywhere } from './commands/erase.ts';
import { acceptInvitation, invite, viewInvitation, withdrawInvitation } from './commands/invite.ts';
import { createPersonWithoutEmail, findOrInviteMember, issueCode, issueSignInLink, revokeMembership } from './commands/members.ts';
import { createSetUpLink, setUp, setUpState } from './commands/set-up.ts';
import { signInWithLink } from './commands/sign-in.ts';
import type { InviteInput, SetUpInput } from './model.ts';
import { mayGrant } from './policy.ts';
import { exportPerson, getMembership, getPerson, invitationChoices, listPeople } from './queries.ts';
import { hashToken, resolveSession } from './sessions.ts';
import { emailOf, movableClock, origin, runtimeOf, unknownToken } from './testing.ts';

const db = useDatabase();
afterEach(() => void runtimeOf(db));

let counter = 0;
const newcomer = (change: Partial<InviteInput> = {}): InviteInput => ({ email: `new${counter++}@example.org`, name: 'Jauna Persona', role: 'coordinator', institutionId: null, locale: 'lv', ...change });
const tokenOf = (link: string | null): string => new URL(link ?? 'http://none/').pathname.split('/').at(-1) ?? '';
const asAdmin = async (region: RegionId) => db.actor(region, 'administrator');
const slugOf = (region: RegionId) => db.database.global(async (tx) => (await tx.selectFrom('region').select('slug').where('id', '=', region).executeTakeFirstOrThrow()).slug);
const auditOf = (region: RegionId) => db.as(region, 'system', ({ tx }) => tx.selectFrom('audit').selectAll().execute());

describe('invitations', () => {
	test('without a mail server the link is shown once and kept nowhere; accepting makes person, role and session', async () => {
		const region = await db.region();
		const institutionId = await db.institution(region);
		const lead = await db.actor(region, 'lead', institutionId);
		const runtime = runtimeOf(db);
		const input = newcomer({ role: 'member', institutionId });
		const { link } = await db.as(region, lead, (context) => invite(context, input));
		expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invitation\/[\w-]{43}$/);
		const token = tokenOf(link);
		const kept = await db.as(region, 'system', async ({ tx }) => JSON.stringify([await tx.selectFrom('mail').selectAll().execute(), await tx.selectFrom('invitation').selectAll().execute(), await tx.selectFrom('audit').selectAll().execute(), await tx.selectFrom('token').selectAll().execute()]));
		expect(kept).not.toContain(token);
		expect(await viewInvitation(runtime, token, null)).toMatchObject({ state: 'open', step: 'accept', offer: { role: 'member', institution: { id: institutionId } } });
		const signedIn = await acceptInvitation(runtime, { token, signedIn: null, device: '' });
		expect((await resolveSession(db.database, runtime.clock, signedIn.token))?.actor.memberships).toMatchObject([{ role: 'member', institutionId }]);
		expect(await viewInvitation(runtime, token, null)).toMatchObject({ state: 'used', offer: null });
		const audit = await auditOf(region);
		expect(audit.map((row) => row.action).sort()).toEqual(['invitation.accepted', 'invitation.created', 'membership.granted']);
		expect(JSON.stringify(audit)).not.toContain(input.email);
		expect(JSON.stringify(audit)).not.toContain(input.name);
	});

	test('twenty who accept at once make one person and one role', async () => {
		const region = await db.region();
		const runtime = runtimeOf(db);
		const { link } = await db.as(region, await asAdmin(region), (context) => invite(context, newcomer()));
		const answers = await Promise.allSettled(Array.from({ length: 20 }, () => acceptInvitation(runtime, { token: tokenOf(link), signedIn: null, device: '' })));
		expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
		for (const a of answers) if (a.status === 'rejected') expect(a.reason).toBeInstanceOf(Conflict);
		expect((await db.as(region, 'system', listPeople)).memberships.filter((m) => m.role === 'coordinator')).toHaveLength(1);
	});

	test('an address that has an account is opened only by its owner', async () => {
		const [region, other] = [await db.region(), await db.region()];
		const runtime = runtimeOf(db);
		const victim = await db.actor(other, 'administrator');
		const email = await emailOf(db, victim.personId);
		const { link } = await db.as(region, await asAdmin(region), (context) => invite(context, newcomer({ email, role: 'viewer' })));
		const token = tokenOf(link);
		expect((await viewInvitation(runtime, token, null)).step).toBe('sign-in');
		await expect(acceptInvitation(runtime, { token, signedIn: null, device: '' })).rejects.toEqual(new Conflict('invitation_sign_in'));
		const stranger = await db.person(region);
		expect((await viewInvitation(runtime, token, stranger)).step).toBe('other');
		await expect(acceptInvitation(runtime, { token, signedIn: stranger, device: '' })).rejects.toEqual(new Conflict('invitation_sign_in'));
		const signedIn = await acceptInvitation(runtime, { token, signedIn: victim.personId, device: '' });
		expect(signedIn.personId).toBe(victim.personId);
		expect((await resolveSession(db.database, runtime.clock, signedIn.token))?.region?.id).toBe(region);
	});

	test('a second invitation to the same role replaces the first; withdrawn and late ones open nothing', async () => {
		const region = await db.region();
		const admin = await asAdmin(region);
		const clock = movableClock('2026-11-22T09:00:00Z');
		const runtime = runtimeOf(db, { clock });
		const input = newcomer();
		const first = await db.as(region, admin, (context) => invite(context, input));
		const second = await db.as(region, admin, (context) => invite(context, input));
		await expect(acceptInvitation(runtime, { token: tokenOf(first.link), signedIn: null, device: '' })).rejects.toEqual(new Conflict('invitation_spent'));
		expect((await db.as(region, admin, listPeople)).invitations.map((i) => i.id)).toEqual([second.invitationId]);
		await db.as(region, admin, (context) => withdrawInvitation(context, second.invitationId));
		await expect(acceptInvitation(runtime, { token: tokenOf(second.link), signedIn: null, device: '' })).rejects.toEqual(new Conflict('invitation_spent'));
		const third = await db.as(region, admin, (context) => invite(context, input));
		clock.forward(14 * 24 * 60);
		expect((await viewInvitation(runtime, tokenOf(third.link), null)).state).toBe('expired');
		await expect(acceptInvitation(runtime, { token: tokenOf(third.link), signedIn: null, device: '' })).rejects.toEqual(new Conflict('invitation_spent'));
		expect((await viewInvitation(runtime, unknownToken, null)).state).toBe('unknown');
	});

	test('bad input: foreign institution, role at the wrong place, role held already, unknown ids', async () => {
		const [region, foreign] = [await db.region(), await db.region()];
		const [here, there] = [await db.institution(region), await db.institution(foreign)];
		const admin = await asAdmin(region);
		const by = (input: InviteInput) => db.as(region, admin, (context) => invite(context, input));
		await expect(by(newcomer({ role: 'member', institutionId: there }))).rejects.toBeInstanceOf(NotFound);
		await expect(by(newcomer({ role: 'member' }))).rejects.toEqual(new Invalid({ institutionId: { code: 'role_needs_institution' } }));
		await expect(by(newcomer({ role: 'coordinator', institutionId: here }))).rejects.toEqual(new Invalid({ institutionId: { code: 'role_of_region' } }));
		await expect(by(newcomer({ role: 'administrator', email: await emailOf(db, admin.personId) }))).rejects.toEqual(new Conflict('already_member'));
		const elsewhere = await db.as(foreign, await asAdmin(foreign), (context) => invite(context, newcomer()));
		await expect(db.as(region, admin, (context) => withdrawInvitation(context, elsewhere.invitationId))).rejects.toBeInstanceOf(NotFound);
	});

	test('every role × every role × own, other and no institution: invited, withdrawn and revoked exactly as the policy says', async () => {
		const region = await db.region();
		const [own, other] = [await db.institution(region), await db.institution(region)];
		await asAdmin(region);
		runtimeOf(db);
		for (const role of roles) {
			const actor = await db.actor(region, role, regionRoles.includes(role) ? null : own);
			for (const wanted of roles) {
				for (const place of [null, own, other]) {
					const allowed = mayGrant(actor, wanted, place);
					const label = `${role} invites ${wanted} to ${place === null ? 'region' : place === own ? 'own' : 'other'}`;
					const answer = await db.as(region, actor, (context) => invite(context, newcomer({ role: wanted, institutionId: place }))).catch((e: unknown) => e);
					if (allowed) expect(answer, label).toHaveProperty('invitationId');
					else expect(answer instanceof Forbidden || answer instanceof Invalid, label).toBe(true);
					if (place === null && !regionRoles.includes(wanted) && wanted !== 'viewer') continue;
					if (place !== null && regionRoles.includes(wanted)) continue;
					const target = await db.actor(region, wanted, place);
					const membership = target.memberships[0]?.id ?? '';
					const revoked = await db.as(region, actor, (context) => revokeMembership(context, membership)).then(() => null, (e: unknown) => e);
					if (allowed) expect(revoked, label).toBeNull();
					else expect(revoked instanceof Forbidden || revoked instanceof NotFound, label).toBe(true);
				}
			}
		}
	}, 120_000);

	test('leads choose among their own institution and group roles only', async () => {
		const region = await db.region();
		const [own] = [await db.institution(region), await db.institution(region)];
		const lead = await db.actor(region, 'lead', own);
		expect(await db.as(region, lead, invitationChoices)).toMatchObject({ roles: ['member', 'evaluator', 'viewer'], institutions: [{ id: own }], region: false });
		await expect(db.as(region, await db.actor(region, 'member', own), invitationChoices)).rejects.toBeInstanceOf(Forbidden);
	});
});

describe('the list of people', () => {
	test('heads and leads see their own institution, members nobody, and nobody another region', async () => {
		const [region, foreign] = [await db.region(), await db.region()];
		const [own, other] = [await db.institution(region), await db.institution(region)];
		const [lead, head, member] = [await db.actor(region, 'lead', own), await db.actor(region, 'head', own), await db.actor(region, 'member', own)];
		const hidden = await db.actor(region, 'member', other);
		const stranger = await db.actor(foreign, 'administrator');
		for (const actor of [lead, head]) {
			const people = await db.as(region, actor, listPeople);
			expect(people.memberships.map((m) => m.personId).sort()).toEqual([lead.personId, head.personId, member.personId].sort());
			await expect(db.as(region, actor, (context) => getPerson(context, hidden.personId))).rejects.toBeInstanceOf(NotFound);
		}
		await expect(db.as(region, member, listPeople)).rejects.toBeInstanceOf(Forbidden);
		await expect(db.as(region, await asAdmin(region), (context) => getPerson(context, stranger.personId))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(region, lead, (context) => getMembership(context, head.memberships[0]?.id ?? ''))).rejects.toBeInstanceOf(NotFound);
	});
});

describe('taking roles away', () => {
	test('ends the rights at once, and the way into the region with the last role', async () => {
		const region = await db.region();
		const admin = await asAdmin(region);
		const runtime = runtimeOf(db);
		const link = await addUser(runtime, { email: `c${counter++}@example.org`, name: 'Koordinators', role: 'coordinator', regionSlug: await slugOf(region) });
		const session = await signInWithLink(runtime, tokenOf(link), origin);
		const before = await resolveSession(db.database, runtime.clock, session.token);
		await db.as(region, admin, (context) => revokeMembership(context, before?.actor.memberships[0]?.id ?? ''));
		const after = await resolveSession(db.database, runtime.clock, session.token);
		expect(after).toMatchObject({ region: null, actor: { memberships: [] } });
		expect(await db.database.global((tx) => tx.selectFrom('person_region').selectAll().where('person_id', '=', session.personId).execute())).toEqual([]);
	});

	test('the last administrator stays, also when two take each other’s role at once', async () => {
		const region = await db.region();
		const [one, two] = [await asAdmin(region), await asAdmin(region)];
		const take = (actor: Actor, from: Actor) => db.as(region, actor, (context) => revokeMembership(context, from.memberships[0]?.id ?? ''));
		const answers = await Promise.allSettled([take(one, two), take(two, one)]);
		expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
		expect(answers.find((a) => a.status === 'rejected')).toMatchObject({ reason: new Conflict('last_administrator') });
	});

	test('a membership of another region is not there', async () => {
		const [region, foreign] = [await db.region(), await db.region()];
		const target = await db.actor(foreign, 'coordinator');
		await expect(db.as(region, await asAdmin(region), (context) => revokeMembership(context, target.memberships[0]?.id ?? ''))).rejects.toBeInstanceOf(NotFound);
	});
});

describe('letting people in', () => {
	test('codes only for people without e-mail whom the actor leads; links never for who belongs to another region', async () => {
		const [region, foreign] = [await db.region(), await db.region()];
		const [own, other] = [await db.institution(region), await db.institution(region)];
		const [lead, stranger, admin] = [await db.actor(region, 'lead', own), await db.actor(region, 'lead', other), await asAdmin(region)];
		runtimeOf(db);
		const paper = await db.as(region, lead, (context) => createPersonWithoutEmail(context, { name: 'Uz Papīra', locale: 'lv', institutionId: own, role: 'member' }));
		const withEmail = await db.actor(region, 'member', own);
		await expect(db.as(region, stranger, (context) => issueCode(context, paper))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(foreign, await asAdmin(foreign), (context) => issueCode(context, paper))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(region, lead, (context) => issueCode(context, withEmail.personId))).rejects.toEqual(new Conflict('code_has_email'));
		await expect(db.as(region, lead, (context) => issueCode(context, admin.personId))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(region, lead, (context) => issueSignInLink(context, withEmail.personId))).rejects.toBeInstanceOf(Forbidden);
		const coordinator = await db.actor(region, 'coordinator');
		await expect(db.as(region, coordinator, (context) => issueSignInLink(context, admin.personId))).rejects.toBeInstanceOf(NotFound);
		await db.database.global((tx) => tx.insertInto('person_region').values({ person_id: withEmail.personId, region_id: foreign }).execute());
		await expect(db.as(region, admin, (context) => issueSignInLink(context, withEmail.personId))).rejects.toEqual(new Conflict('person_other_region'));
		await expect(db.as(region, stranger, (context) => createPersonWithoutEmail(context, { name: 'X', locale: 'lv', institutionId: own, role: 'member' }))).rejects.toBeInstanceOf(Forbidden);
	});

	test('a member found by address gets the role at once; a new one is invited and gets in with the link', async () => {
		const region = await db.region();
		const institutionId = await db.institution(region);
		const lead = await db.actor(region, 'lead', institutionId);
		const runtime = runtimeOf(db);
		const known = await db.actor(region, 'head', institutionId);
		const base = { name: 'Kāds', locale: 'lv' as const, institutionId, role: 'member' as const };
		const email = await emailOf(db, known.personId);
		expect(await db.as(region, lead, (context) => findOrInviteMember(context, { ...base, email: ` ${email.toUpperCase()} ` }))).toEqual({ personId: known.personId, link: null });
		const fresh = await db.as(region, lead, (context) => findOrInviteMember(context, { ...base, email: `fresh${counter++}@example.org` }));
		const signedIn = await acceptInvitation(runtime, { token: tokenOf(fresh.link), signedIn: null, device: '' });
		expect(signedIn.personId).toBe(fresh.personId);
		const foreign = await db.institution(await db.region());
		await expect(db.as(region, lead, (context) => findOrInviteMember(context, { ...base, email, institutionId: foreign }))).rejects.toBeInstanceOf(NotFound);
	});

	test('the command line names what is wrong', async () => {
		const region = await db.region();
		const runtime = runtimeOf(db);
		const base = { email: 'cli@example.org', name: 'Cli', role: 'lead' as Role, regionSlug: await slugOf(region) };
		await expect(addUser(runtime, { ...base, regionSlug: 'nowhere' })).rejects.toEqual(new NotFound('region_unknown', { slug: 'nowhere' }));
		await expect(addUser(runtime, { ...base, institutionSlug: 'nowhere' })).rejects.toMatchObject({ code: 'institution_unknown' });
		await expect(addUser(runtime, base)).rejects.toMatchObject({ fields: { institution: { code: 'role_needs_institution' } } });
		await expect(addUser(runtime, { ...base, email: 'nonsense' })).rejects.toMatchObject({ fields: { email: { code: 'email_wrong' } } });
	});
});

describe('personal data', () => {
	test('the copy holds everything but secrets; erasing leaves nothing of the person, and the audit its digest', async () => {
		const region = await db.region();
		const admin = await asAdmin(region);
		const runtime = runtimeOf(db);
		const email = `erase${counter++}@example.org`;
		const session = await signInWithLink(runtime, tokenOf(await addUser(runtime, { email, name: 'Vārds Uzvārds', role: 'coordinator', regionSlug: await slugOf(region) })), origin);
		await db.as(region, admin, (context) => invite(context, newcomer({ email, name: 'Vārds Uzvārds', role: 'viewer' })));
		const copy = await db.as(region, admin, (context) => exportPerson(context, session.personId));
		expect(copy).toMatchObject({ person: { email, name: 'Vārds Uzvārds', hasPassword: false }, memberships: [{ role: 'coordinator' }], invitations: [{ role: 'viewer' }], letters: [{ purpose: 'invitation' }], sessions: [{ device: 'Firefox, Linux' }] });
		expect(JSON.stringify(copy)).not.toMatch(/token|passwordHash|sha256/i);
		const nobody = await db.actor(region, 'coordinator');
		await expect(db.as(region, nobody, (context) => exportPerson(context, session.personId))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(region, nobody, (context) => erasePerson(context, session.personId))).rejects.toBeInstanceOf(NotFound);
		const stranger = await db.region();
		await expect(db.as(stranger, await asAdmin(stranger), (context) => erasePerson(context, session.personId))).rejects.toBeInstanceOf(NotFound);
		expect(await db.as(region, admin, (context) => erasePerson(context, session.personId))).toBe(true);
		expect(await resolveSession(db.database, runtime.clock, session.token)).toBeNull();
		const left = await db.as(region, 'system', async ({ tx }) => JSON.stringify([await tx.selectFrom('person').selectAll().where('id', '=', session.personId).execute(), await tx.selectFrom('mail').selectAll().execute(), await tx.selectFrom('invitation').selectAll().execute(), await tx.selectFrom('audit').selectAll().execute(), await tx.selectFrom('session').selectAll().where('token_sha256', '=', hashToken(session.token)).execute()]));
		expect(left).not.toContain(email);
		expect(left).not.toContain('Uzvārds');
		expect(left).toContain('person.erased');
	});

	test('from the command line the letters in a region that the person has left go too', async () => {
		const region = await db.region();
		const admin = await asAdmin(region);
		const runtime = runtimeOf(db);
		const left = await db.actor(region, 'coordinator');
		const email = await emailOf(db, left.personId);
		await db.as(region, admin, (context) => invite(context, newcomer({ email, role: 'viewer' })));
		await db.as(region, admin, (context) => revokeMembership(context, left.memberships[0]?.id ?? ''));
		expect(await erasePersonEverywhere(runtime, left.personId)).toBe(left.personId);
		const rows = await db.as(region, 'system', async ({ tx }) => JSON.stringify([await tx.selectFrom('mail').selectAll().execute(), await tx.selectFrom('invitation').selectAll().execute(), await tx.selectFrom('person').selectAll().where('id', '=', left.personId).execute()]));
		expect(rows).not.toContain(email);
		await expect(erasePersonEverywhere(runtime, await emailOf(db, admin.personId))).rejects.toEqual(new Conflict('last_administrator'));
	});

	test('the last administrator is not erased; somebody of two regions is gone from one, then everywhere', async () => {
		const [a, b] = [await db.region(), await db.region()];
		const admin = await asAdmin(a);
		await asAdmin(b);
		await expect(db.as(a, admin, (context) => erasePerson(context, admin.personId))).rejects.toEqual(new Conflict('last_administrator'));
		const { personId } = await db.actor(a, 'coordinator');
		await db.database.global((tx) => tx.insertInto('person_region').values({ person_id: personId, region_id: b }).execute());
		const email = await emailOf(db, personId);
		expect(await db.as(a, admin, (context) => erasePerson(context, personId))).toBe(false);
		expect(await emailOf(db, personId)).toBe(email);
		expect(await erasePersonEverywhere(runtimeOf(db), email)).toBe(personId);
		expect(await emailOf(db, personId)).toBe('');
		await expect(erasePersonEverywhere(runtimeOf(db), email)).rejects.toMatchObject({ code: 'person_unknown' });
	});
});

describe('setting up', () => {
	const input = (token: string): SetUpInput => ({ token, slug: `sākums${counter}`.normalize('NFKD').replace(/\P{ASCII}/gu, '') + counter++, name_lv: 'Reģions', name_lt: 'Regionas', name_en: 'Region', name: 'Pirmā Administratore', email: `first${counter}@example.org`, locale: 'lv', password: 'zirgs bateris skava' });

	test('a link is refused while somebody may enter a region', async () => {
		const region = await db.region();
		await db.person(region);
		const runtime = runtimeOf(db);
		const token = await createSetUpLink(db.database, runtime.clock);
		expect(await setUpState(runtime, token)).toBe('used');
		await expect(setUp(runtime, input(token), '')).rejects.toEqual(new Conflict('link_spent'));
	});

	test('an empty installation: one of ten at once becomes the administrator', async () => {
		await db.database.global((tx) => tx.deleteFrom('person_region').execute());
		const runtime = runtimeOf(db);
		const old = await createSetUpLink(db.database, runtime.clock);
		const token = await createSetUpLink(db.database, runtime.clock);
		expect([await setUpState(runtime, old), await setUpState(runtime, token), await setUpState(runtime, '')]).toEqual(['unknown', 'open', 'unknown']);
		await expect(setUp(runtime, { ...input(token), password: '123456789012' }, '')).rejects.toMatchObject({ fields: { password: { code: 'password_common' } } });
		const answers = await Promise.allSettled(Array.from({ length: 10 }, () => setUp(runtime, input(token), '')));
		const winner = answers.find((a) => a.status === 'fulfilled');
		expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
		expect((await resolveSession(db.database, runtime.clock, winner?.value.token ?? ''))?.actor.memberships).toMatchObject([{ role: 'administrator', institutionId: null }]);
	});
});
