import { afterEach, describe, expect, test } from 'vitest';
import { useDatabase } from '../../../tests/support/database.ts';
import { Conflict, Invalid, TooMany } from '#platform/errors.ts';
import { PersonId, RegionId } from '#platform/ids.ts';
import { absoluteUrl } from '#platform/mail/index.ts';
import { networkOf } from './attempt-store.ts';
import { changeProfile, setPassword } from './commands/account.ts';
import { addUser } from './commands/add-user.ts';
import { removeExpired } from './commands/clean.ts';
import { createDemoLinks, signInForDemo } from './commands/demo.ts';
import { createPersonWithoutEmail, issueCode, issueSignInLink } from './commands/members.ts';
import { setUpState } from './commands/set-up.ts';
import { chooseRegion, requestSignInLink, signInLinkState, signInWithCode, signInWithLink, signInWithPassword } from './commands/sign-in.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { endAllSessions, endSessionOf, hashToken, resolveSession, sessionsOf } from './sessions.ts';
import { emailOf, movableClock, origin, runtimeOf, unknownToken } from './testing.ts';

const db = useDatabase();
const start = '2026-11-22T09:00:00Z';
const smtp = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'socquality@example.org' };
const password = 'zirgs bateris skava';
afterEach(() => void runtimeOf(db));

const pathToken = (link: string): string => new URL(link).pathname.split('/').at(-1) ?? '';
const mailsOf = (regionId: RegionId) => db.as(regionId, 'system', ({ tx }) => tx.selectFrom('mail').selectAll().execute());

async function personWithPassword(regionId: RegionId): Promise<{ personId: PersonId; email: string }> {
	const { personId } = await db.actor(regionId, 'coordinator');
	const passwordHash = await hashPassword(password);
	await db.database.global((tx) => tx.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', personId).execute());
	return { personId, email: await emailOf(db, personId) };
}

describe('passwords', () => {
	test('a hash carries its parameters, is never the same twice, and old parameters are raised', async () => {
		const [a, b] = [await hashPassword(password), await hashPassword(password)];
		expect(a).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
		expect(a).not.toBe(b);
		expect(await verifyPassword(password, a)).toEqual({ fits: true, outdated: false });
		expect(await verifyPassword(`${password} `, a)).toEqual({ fits: false, outdated: false });
		expect(await verifyPassword(password, await hashPassword(password, { log2N: 10, r: 8, p: 1 }))).toEqual({ fits: true, outdated: true });
		for (const broken of [null, '', 'scrypt$', a.slice(0, -1)]) expect((await verifyPassword(password, broken)).fits).toBe(false);
	});

	test('sign in; the answer is the same for a wrong password and an unknown address', async () => {
		const region = await db.region();
		const { email, personId } = await personWithPassword(region);
		const runtime = runtimeOf(db);
		const signedIn = await signInWithPassword(runtime, { email, password }, origin);
		expect(signedIn).toMatchObject({ personId, regionChosen: true });
		expect((await resolveSession(db.database, runtime.clock, signedIn.token))?.region?.id).toBe(region);
		const answers = await Promise.all([{ email, password: 'wrong' }, { email: 'nobody@example.org', password }].map((input) => signInWithPassword(runtime, input, origin).catch((e: unknown) => e)));
		for (const answer of answers) expect(answer).toEqual(new Invalid({ password: { code: 'sign_in_failed' } }));
	});

	test('a hash with old parameters is replaced at the next sign-in', async () => {
		const region = await db.region();
		const { email, personId } = await personWithPassword(region);
		const old = await hashPassword(password, { log2N: 10, r: 8, p: 1 });
		await db.database.global((tx) => tx.updateTable('person').set({ password_hash: old }).where('id', '=', personId).execute());
		await signInWithPassword(runtimeOf(db), { email, password }, origin);
		const row = await db.database.global((tx) => tx.selectFrom('person').select('password_hash').where('id', '=', personId).executeTakeFirstOrThrow());
		expect(row.password_hash).toMatch(/^scrypt\$15\$8\$3\$/);
	});

	test('setting and changing: the present one is asked, other sessions end, letters are unaffected', async () => {
		const region = await db.region();
		const { personId } = await db.actor(region, 'lead', await db.institution(region));
		const runtime = runtimeOf(db);
		const email = await emailOf(db, personId);
		const owner = { personId, tokenSha256: hashToken('here') };
		await expect(setPassword(runtime, owner, { current: '', password: 'short', again: 'short' })).rejects.toMatchObject({ fields: { password: { code: 'password_short' } } });
		await expect(setPassword(runtime, owner, { current: '', password, again: 'other' })).rejects.toMatchObject({ fields: { again: { code: 'password_again' } } });
		await setPassword(runtime, owner, { current: '', password, again: password });
		const elsewhere = await signInWithPassword(runtime, { email, password }, origin);
		const next = 'cita gara parole 7';
		await expect(setPassword(runtime, owner, { current: 'wrong', password: next, again: next })).rejects.toMatchObject({ fields: { current: { code: 'password_current' } } });
		await setPassword(runtime, owner, { current: password, password: next, again: next });
		expect(await resolveSession(db.database, runtime.clock, elsewhere.token)).toBeNull();
		await changeProfile(runtime, owner, { name: 'Jauns Vārds', locale: 'lt' });
		expect(await db.database.global((tx) => tx.selectFrom('person').select(['name', 'locale']).where('id', '=', personId).executeTakeFirst())).toEqual({ name: 'Jauns Vārds', locale: 'lt' });
	});
});

describe('limits', () => {
	test('ten wrong passwords on an account close it, for every network, until the window is over; others are not touched', async () => {
		const region = await db.region();
		const [one, other] = [await personWithPassword(region), await personWithPassword(region)];
		const clock = movableClock(start);
		const runtime = runtimeOf(db, { clock });
		for (let i = 0; i < 10; i++) await expect(signInWithPassword(runtime, { email: one.email, password: 'wrong' }, { ...origin, address: `198.51.100.${i}` })).rejects.toBeInstanceOf(Invalid);
		const late = await signInWithPassword(runtime, { email: one.email, password }, { ...origin, address: '203.0.113.1' }).catch((e: unknown) => e);
		expect(late).toBeInstanceOf(TooMany);
		expect(late).toMatchObject({ status: 429, params: { minutes: 15 } });
		await signInWithPassword(runtime, { email: other.email, password }, { ...origin, address: '203.0.113.1' });
		clock.forward(15);
		await signInWithPassword(runtime, { email: one.email, password }, origin);
		clock.forward(2000);
		await removeExpired(db.database, clock);
		expect(await db.database.global((tx) => tx.selectFrom('attempt').selectAll().execute())).toEqual([]);
	});

	test('fifty from one network close it, also when they come at once and for unknown addresses', async () => {
		const clock = movableClock('2026-12-01T09:00:00Z');
		const runtime = runtimeOf(db, { clock });
		const from = { device: '', address: '2001:db8:1:2::5' };
		const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => requestSignInLink(runtime, { email: `nobody${i}@example.org`, next: null }, from).then(() => 'ok', (e: unknown) => (e as Error).name)));
		expect(answers.filter((a) => a === 'ok')).toHaveLength(50);
		expect(answers.filter((a) => a === 'TooMany')).toHaveLength(10);
		await expect(requestSignInLink(runtime, { email: 'x@example.org', next: null }, { device: '', address: '2001:db8:1:2:ffff::1' })).rejects.toBeInstanceOf(TooMany);
		await requestSignInLink(runtime, { email: 'x@example.org', next: null }, { device: '', address: '2001:db8:1:3::5' });
	});

	test('the table of attempts holds neither addresses nor anything they can be recognised by', async () => {
		const rows = await db.database.global((tx) => tx.selectFrom('attempt').selectAll().execute());
		expect(rows.length).toBeGreaterThan(0);
		for (const row of rows) expect(row.key_sha256).toHaveLength(32);
		expect(rows.some((row) => row.key_sha256.equals(hashToken('letter account\nx@example.org')))).toBe(false);
	});

	test('an IPv6 household is one network', () => {
		expect(networkOf('2001:db8:1:2::5')).toBe(networkOf('2001:0db8:0001:0002:ffff:0:0:1'));
		expect(networkOf('2001:db8::5')).toBe('2001:db8:0:0');
		expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
		expect(networkOf('::1')).toBe('0:0:0:0');
	});
});

describe('links by letter', () => {
	test('known and unknown addresses are answered alike; only the known gets a letter, in their language', async () => {
		const region = await db.region();
		const { personId } = await db.actor(region, 'coordinator');
		const runtime = runtimeOf(db, { config: smtp });
		await db.database.global((tx) => tx.updateTable('person').set({ locale: 'lt' }).where('id', '=', personId).execute());
		expect(await requestSignInLink(runtime, { email: await emailOf(db, personId), next: '/people' }, origin)).toBe(await requestSignInLink(runtime, { email: 'unknown@example.org', next: null }, origin));
		const mails = await mailsOf(region);
		expect(mails).toHaveLength(1);
		expect(mails[0]).toMatchObject({ locale: 'lt', purpose: 'sign-in', sent_at: null });
		expect(mails[0]?.body).toMatch(/Laba diena.+\/sign-in\/link\/[\w-]{43}\?next=%2Fpeople/s);
	});

	test('twenty at once spend a link once; then it is used', async () => {
		const region = await db.region();
		await db.actor(region, 'administrator');
		const runtime = runtimeOf(db);
		const slug = await db.database.global(async (tx) => (await tx.selectFrom('region').select('slug').where('id', '=', region).executeTakeFirstOrThrow()).slug);
		const token = pathToken(await addUser(runtime, { email: 'Twenty@example.org', name: 'Twenty', role: 'coordinator', regionSlug: slug }));
		expect(await signInLinkState(runtime, token)).toBe('open');
		const answers = await Promise.allSettled(Array.from({ length: 20 }, () => signInWithLink(runtime, token, origin)));
		expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
		for (const a of answers) if (a.status === 'rejected') expect(a.reason).toEqual(new Conflict('link_spent'));
		expect(await signInLinkState(runtime, token)).toBe('used');
	});

	test('a link that is late, of another purpose or made up opens nothing', async () => {
		const region = await db.region();
		const admin = await db.actor(region, 'administrator');
		const { personId } = await db.actor(region, 'coordinator');
		const clock = movableClock(start);
		const runtime = runtimeOf(db, { clock });
		const token = pathToken(await db.as(region, admin, (context) => issueSignInLink(context, personId)));
		expect(await setUpState(runtime, token)).toBe('unknown');
		clock.forward(24 * 60);
		expect(await signInLinkState(runtime, token)).toBe('expired');
		await expect(signInWithLink(runtime, token, origin)).rejects.toEqual(new Conflict('link_spent'));
		expect(await signInLinkState(runtime, unknownToken)).toBe('unknown');
		await expect(signInWithLink(runtime, unknownToken, origin)).rejects.toEqual(new Conflict('link_spent'));
	});

	test('an address is built on PUBLIC_URL, or on where the program listens', () => {
		expect(absoluteUrl({ PUBLIC_URL: 'https://q.example.org', HOST: '127.0.0.1', PORT: 3000 }, '/x')).toBe('https://q.example.org/x');
		expect(absoluteUrl({ PUBLIC_URL: undefined, HOST: '::1', PORT: 3000 }, '/x')).toBe('http://[::1]:3000/x');
	});
});

describe('codes on paper', () => {
	test('sign in once for sixty days, in this region only; a new code ends the old', async () => {
		const region = await db.region();
		const institutionId = await db.institution(region);
		const lead = await db.actor(region, 'lead', institutionId);
		const runtime = runtimeOf(db);
		const personId = await db.as(region, lead, (context) => createPersonWithoutEmail(context, { name: 'Bez Pasta', locale: 'lv', institutionId, role: 'member' }));
		const old = await db.as(region, lead, (context) => issueCode(context, personId));
		const code = await db.as(region, lead, (context) => issueCode(context, personId));
		await expect(signInWithCode(runtime, { code: old }, origin)).rejects.toMatchObject({ fields: { code: { code: 'code_unknown' } } });
		await expect(signInWithCode(runtime, { code: 'ABC' }, origin)).rejects.toMatchObject({ fields: { code: { code: 'code_form' } } });
		const signedIn = await signInWithCode(runtime, { code: ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} ` }, origin);
		expect(signedIn.expires).toEqual(new Date(new Date(start).getTime() + 60 * 86_400_000));
		expect((await resolveSession(db.database, runtime.clock, signedIn.token))?.actor.memberships).toMatchObject([{ role: 'member', institutionId }]);
		await expect(signInWithCode(runtime, { code }, origin)).rejects.toBeInstanceOf(Invalid);
		const stored = await db.database.global((tx) => tx.selectFrom('token').selectAll().where('purpose', '=', 'code').execute());
		expect(JSON.stringify(stored)).not.toContain(code.replaceAll('-', ''));
	});
});

describe('regions and sessions', () => {
	test('somebody of two regions chooses one, of theirs, once', async () => {
		const [a, b, foreign] = [await db.region(), await db.region(), await db.region()];
		const { email, personId } = await personWithPassword(a);
		await db.database.global((tx) => tx.insertInto('person_region').values({ person_id: personId, region_id: b }).execute());
		const runtime = runtimeOf(db);
		const signedIn = await signInWithPassword(runtime, { email, password }, origin);
		expect(signedIn.regionChosen).toBe(false);
		const session = { tokenSha256: hashToken(signedIn.token), personId };
		expect((await resolveSession(db.database, runtime.clock, signedIn.token))?.region).toBeNull();
		for (const wrong of [foreign, 'nonsense']) await expect(chooseRegion(runtime, session, wrong)).rejects.toEqual(new Conflict('region_choice'));
		await chooseRegion(runtime, session, a);
		expect((await resolveSession(db.database, runtime.clock, signedIn.token))?.region?.id).toBe(a);
		await expect(chooseRegion(runtime, session, b)).rejects.toEqual(new Conflict('region_choice'));
		await expect(chooseRegion(runtime, { ...session, personId: await db.person(a) }, a)).rejects.toEqual(new Conflict('region_choice'));
	});

	test('the list of sessions ends one of the own, never another person’s; everywhere ends all', async () => {
		const region = await db.region();
		const [one, other] = [await personWithPassword(region), await personWithPassword(region)];
		const runtime = runtimeOf(db);
		const tokens = [];
		for (let i = 0; i < 3; i++) tokens.push((await signInWithPassword(runtime, { email: one.email, password }, origin)).token);
		const here = hashToken(tokens[0] ?? '');
		const list = await sessionsOf(db.database, runtime.clock, one.personId, here);
		expect(list.map((s) => s.current).filter(Boolean)).toHaveLength(1);
		expect(list.every((s) => s.device === 'Firefox, Linux')).toBe(true);
		const victim = list.find((s) => !s.current)?.id ?? '';
		await endSessionOf(db.database, other.personId, victim);
		expect(await sessionsOf(db.database, runtime.clock, one.personId, here)).toHaveLength(3);
		await endSessionOf(db.database, one.personId, victim);
		expect(await sessionsOf(db.database, runtime.clock, one.personId, here)).toHaveLength(2);
		await endAllSessions(db.database, one.personId);
		expect(await resolveSession(db.database, runtime.clock, tokens[0] ?? '')).toBeNull();
	});
});

describe('demonstration links', () => {
	test('work again and again, and only while the region is a demonstration', async () => {
		const region = await db.region();
		const { personId } = await db.actor(region, 'administrator');
		const runtime = runtimeOf(db);
		const people = [{ role: 'administrator', personId, regionId: region }];
		await expect(createDemoLinks(db.database, runtime.clock, people)).rejects.toBeInstanceOf(RangeError);
		await db.database.global((tx) => tx.updateTable('region').set({ demo: true }).where('id', '=', region).execute());
		const path = (await createDemoLinks(db.database, runtime.clock, people))['administrator'] ?? '';
		expect(path).toMatch(/^\/demo\/[\w-]{43}$/);
		const token = path.slice('/demo/'.length);
		for (let i = 0; i < 3; i++) expect((await signInForDemo(runtime, token, ''))?.personId).toBe(personId);
		await expect(signInWithLink(runtime, token, origin)).rejects.toBeInstanceOf(Conflict);
		expect(await signInForDemo(runtime, unknownToken, '')).toBeNull();
		await db.database.global((tx) => tx.updateTable('region').set({ demo: false }).where('id', '=', region).execute());
		expect(await signInForDemo(runtime, token, '')).toBeNull();
	});
});

describe('a link of another kind', () => {
	test('for demonstration cannot be made from a sign-in link', async () => {
		const region = await db.region();
		const admin = await db.actor(region, 'administrator');
		await db.database.global((tx) => tx.updateTable('region').set({ demo: true }).where('id', '=', region).execute());
		const { personId } = await db.actor(region, 'coordinator');
		const token = pathToken(await db.as(region, admin, (context) => issueSignInLink(context, personId)));
		expect(await signInForDemo(runtimeOf(db), token, '')).toBeNull();
	});
});

