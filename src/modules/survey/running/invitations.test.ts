import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '#platform/context.ts';
import { inContext, setRuntime, type Runtime } from '#platform/runtime.ts';
import { listOutbox, sendPending } from '#platform/mail/index.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { normaliseToken, tokenSha256 } from '../answering/index.ts';
import { publishQuestionnaire, surveyScene, openedSurvey, type SurveyScene } from './testing.ts';
import { sampleDocument } from '../questionnaire/example.testing.ts';
import { addAddresses, forgetAddresses, remindAddresses, sendInvitations, surveyView, withdrawBatch } from './index.ts';

const db = useDatabase();
const received: { to: string; text: string }[] = [];
let port = 0;
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS', 'AUTH'],
	onData: (stream, session, done) => {
		const parts: Buffer[] = [];
		stream.on('data', (part: Buffer) => parts.push(part));
		stream.on('end', () => {
			received.push({ to: session.envelope.rcptTo.map((r) => r.address).join(), text: decoded(Buffer.concat(parts).toString('utf8')) });
			done();
		});
	}
});
beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const address = server.server.address();
	port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => {
	received.length = 0;
});

const decoded = (text: string): string => (/base64/i.test(text) ? Buffer.from(text.split('\r\n\r\n').slice(1).join(''), 'base64').toString() : text.replace(/=\r\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString()));

function runtime(now = '2026-11-22T09:00:00Z', mail = true): Runtime {
	const config = { ...db.runtime.config, PUBLIC_URL: 'https://quality.example.org', AUDIT_KEY: 'k'.repeat(40), ...(mail ? { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'SocQuality <socquality@example.org>' } : {}) };
	const made: Runtime = { ...db.runtime, config, clock: { now: () => new Date(now) } };
	setRuntime(made);
	return made;
}
const as = <T>(on: Runtime, scene: SurveyScene, work: (c: Context) => Promise<T>) => inContext({ regionId: scene.regionId, actor: scene.lead, locale: 'lv' }, work, on);
const linkOf = (text: string): string => /https:\/\/quality\.example\.org\/s\/([0-9a-z]{24})/.exec(text)?.[1] ?? '';
const rowsOf = (scene: SurveyScene) => db.as(scene.regionId, 'system', async ({ tx }) => ({ mails: await tx.selectFrom('mail').selectAll().execute(), addresses: await tx.selectFrom('survey_address').selectAll().execute(), links: await tx.selectFrom('survey_link').selectAll().execute() }));

async function scene(): Promise<SurveyScene> {
	const made = await surveyScene(db);
	const { standard } = sampleDocument().variants;
	const versionId = await publishQuestionnaire(db, made.regionId, sampleDocument({ id: 'russian', title: { lv: 'Paraugs', en: 'Sample', ru: 'Образец' }, variants: { standard: { ...standard, languages: ['lv', 'en', 'ru'] } } }));
	return { ...made, versionId };
}
const file = Buffer.from('e-pasts;valoda\nanna@example.org;lv\nilze@example.org;ru\njana@example.org;en\n');

test('each address gets a letter of its own language with a link of its own; nothing of it stays behind', async () => {
	const here = await scene();
	const on = runtime();
	const id = await openedSurvey(db, here, { languages: ['lv', 'en', 'ru'], variants: ['standard'], contact: { lv: 'Tālrunis 116006', en: 'Telephone 116006', ru: 'Телефон 116006' } });
	expect(await as(on, here, (c) => addAddresses(c, id, file))).toEqual({ added: 3, problems: [] });
	expect(await as(on, here, (c) => addAddresses(c, id, Buffer.from('new@example.org\nanna@example.org')))).toMatchObject({ added: 0, problems: [{ line: 2, code: 'survey_row_email_known' }] });
	expect(await as(on, here, (c) => sendInvitations(c, id))).toBe(3);
	await sendPending(on);

	const byAddress = Object.fromEntries(received.map((mail) => [mail.to, mail.text]));
	expect(Object.keys(byAddress).sort()).toEqual(['anna@example.org', 'ilze@example.org', 'jana@example.org']);
	expect(byAddress['anna@example.org']).toContain('Klientu aptauja');
	expect(byAddress['anna@example.org']).toContain('Tālrunis 116006');
	expect(byAddress['anna@example.org']).toContain('20.12.2026. plkst. 18:00');
	expect(byAddress['ilze@example.org']).toContain('Образец');
	expect(byAddress['jana@example.org']).toContain('Survey of clients');
	const tokens = Object.values(byAddress).map(linkOf);
	expect(new Set(tokens).size).toBe(3);
	const { mails, addresses, links } = await rowsOf(here);
	expect(mails).toEqual([]);
	expect(addresses).toEqual([]);
	expect(links.map((row) => row.token_sha256.toString('hex')).sort()).toEqual(tokens.map((token) => tokenSha256(normaliseToken(token) ?? '').toString('hex')).sort());
	expect(links.map((row) => row.token_sha256.toString('hex'))).toEqual(links.map((row) => row.token_sha256.toString('hex')).sort());
	expect(await as(on, here, (c) => surveyView(c, id))).toMatchObject({ invited: 3, addresses: { waiting: 0, sent: 0 } });
	await expect(as(on, here, (c) => sendInvitations(c, id))).rejects.toMatchObject({ code: 'survey_nobody_to_invite' });
	await expect(as(on, here, (c) => remindAddresses(c, id))).rejects.toMatchObject({ code: 'survey_nobody_to_invite' });
});

test('where addresses are kept, everybody is reminded with the same link, once a day; until they are erased', async () => {
	const here = await scene();
	const on = runtime();
	const id = await openedSurvey(db, here, { languages: ['lv', 'en', 'ru'], variants: ['standard'], eraseAddresses: false });
	await as(on, here, (c) => addAddresses(c, id, file));
	await as(on, here, (c) => sendInvitations(c, id));
	await sendPending(on);
	const first = Object.fromEntries(received.map((mail) => [mail.to, linkOf(mail.text)]));
	expect((await rowsOf(here)).mails).toEqual([]);
	received.length = 0;
	expect(await as(on, here, (c) => remindAddresses(c, id))).toBe(3);
	await expect(as(on, here, (c) => remindAddresses(c, id))).rejects.toMatchObject({ code: 'survey_reminded_today' });
	await sendPending(on);
	expect(Object.fromEntries(received.map((mail) => [mail.to, linkOf(mail.text)]))).toEqual(first);
	expect(received.find((mail) => mail.to === 'anna@example.org')?.text).toContain('paldies');
	const next = runtime('2026-11-23T09:00:00Z');
	const { links } = await as(next, here, (c) => surveyView(c, id));
	expect(links).toHaveLength(3);
	await as(next, here, (c) => withdrawBatch(c, id, links[0]?.batch ?? ''));
	await expect(as(next, here, (c) => remindAddresses(c, id))).rejects.toMatchObject({ code: 'survey_nobody_to_invite' });
	expect(await as(next, here, (c) => forgetAddresses(c, id))).toBe(3);
	expect((await rowsOf(here)).addresses).toEqual([]);
});

test('without a mail server, before the opening and after the end nothing is sent and nothing is lost', async () => {
	const here = await scene();
	const id = await openedSurvey(db, here, { languages: ['lv', 'en', 'ru'], variants: ['standard'], opensAt: new Date('2026-11-23T06:00:00Z') });
	await as(runtime(), here, (c) => addAddresses(c, id, file));
	await expect(as(runtime('2026-11-22T09:00:00Z'), here, (c) => sendInvitations(c, id))).rejects.toMatchObject({ code: 'survey_takes_no_answers' });
	await expect(as(runtime('2026-11-23T09:00:00Z', false), here, (c) => sendInvitations(c, id))).rejects.toMatchObject({ code: 'survey_no_mail_server' });
	await expect(as(runtime('2026-12-21T09:00:00Z'), here, (c) => sendInvitations(c, id))).rejects.toMatchObject({ code: 'survey_takes_no_answers' });
	expect((await rowsOf(here)).addresses).toHaveLength(3);
	const on = runtime('2026-11-23T09:00:00Z');
	const sent = await Promise.allSettled([1, 2, 3].map(() => as(on, here, (c) => sendInvitations(c, id))));
	expect(sent.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
	expect((await rowsOf(here)).links).toHaveLength(3);
});

test('letters that wait show no link in the outbox', async () => {
	const here = await scene();
	const on = runtime();
	const id = await openedSurvey(db, here, { languages: ['lv', 'en', 'ru'], variants: ['standard'] });
	await as(on, here, (c) => addAddresses(c, id, file));
	await as(on, here, (c) => sendInvitations(c, id));
	const shown = await inContext({ regionId: here.regionId, actor: here.administrator, locale: 'en' }, listOutbox, on);
	expect(shown).toHaveLength(3);
	expect(JSON.stringify(shown)).not.toContain('/s/');
});
