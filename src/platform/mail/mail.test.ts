import { createServer } from 'node:net';
import { Writable } from 'node:stream';
import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NotFound } from '../errors.ts';
import type { RegionId } from '../ids.ts';
import { setRuntime, type Runtime } from '../runtime.ts';
import { useDatabase } from '../../../tests/support/database.ts';
import { listOutbox, maxAttempts, queueMail, sendPending, type NewMail } from './index.ts';

const db = useDatabase();
const secret = 'Zx9-secret-token-of-the-link';
const link = `/sign-in/link/${secret}`;
const letter = (change: Partial<NewMail> = {}): NewMail => ({ purpose: 'sign-in', personId: null, address: 'anna@example.org', locale: 'lv', subject: 'Jūsu saite', body: 'Labdien!\n\n{link}\n\nSocQuality', link, ...change });

const received: { to: string[]; text: string }[] = [];
let refuse: string | null = null;
let port = 0;
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS', 'AUTH'],
	onRcptTo: (address, _session, done) => done(refuse === address.address ? Object.assign(new Error(`no such user ${address.address}`), { responseCode: 550 }) : null),
	onData: (stream, session, done) => {
		const parts: Buffer[] = [];
		stream.on('data', (part: Buffer) => parts.push(part));
		stream.on('end', () => {
			received.push({ to: session.envelope.rcptTo.map((r) => r.address), text: Buffer.concat(parts).toString('utf8') });
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

let lines: string[] = [];
let now = new Date('2026-11-22T09:00:00Z');
beforeEach(() => {
	received.length = 0;
	lines = [];
	refuse = null;
	now = new Date('2026-11-22T09:00:00Z');
});

function runtimeWith(smtpPort: number | null): Runtime {
	const sink = new Writable({ write: (chunk, _encoding, done) => void (lines.push(String(chunk)), done()) });
	const config = { ...db.runtime.config, PUBLIC_URL: 'https://quality.example.org', ...(smtpPort === null ? {} : { SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_FROM: 'SocQuality <socquality@example.org>' }) };
	const runtime: Runtime = { ...db.runtime, config, clock: { now: () => now }, log: pino({ level: 'debug' }, sink) };
	setRuntime(runtime);
	return runtime;
}
const queue = (region: RegionId, mail: NewMail) => db.as(region, 'system', (context) => queueMail(context, mail));
const rows = (region: RegionId) => db.as(region, 'system', ({ tx }) => tx.selectFrom('mail').selectAll().orderBy('created_at').execute());
const decoded = (text: string): string => (/base64/i.test(text) ? Buffer.from(text.split('\r\n\r\n').slice(1).join(''), 'base64').toString() : text.replace(/=\r\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString()));

test('with a mail server the letter arrives with its link, and the database forgets the link', async () => {
	const region = await db.region();
	const runtime = runtimeWith(port);
	const jobs: string[] = [];
	runtime.enqueue = async (job) => void jobs.push(job);
	expect(await queue(region, letter())).toEqual({ link: null });
	expect(jobs).toEqual(['mail']);
	await sendPending(runtime);
	expect(received).toHaveLength(1);
	expect(received[0]?.to).toEqual(['anna@example.org']);
	expect(decoded(received[0]?.text ?? '')).toContain(`https://quality.example.org${link}`);
	expect(received[0]?.text).toMatch(/Auto-Submitted: auto-generated/i);
	const [row] = await rows(region);
	expect(row).toMatchObject({ attempts: 1, last_error: null, sent_at: now });
	expect(row?.body).toBe('Labdien!\n\n[saite izņemta]\n\nSocQuality');
	await sendPending(runtime);
	expect(received).toHaveLength(1);
});

test('without one the link comes back once and is stored nowhere; a server set later sends no letter without its link', async () => {
	const region = await db.region();
	const silent = runtimeWith(null);
	expect(await queue(region, letter({ locale: 'en' }))).toEqual({ link: `https://quality.example.org${link}` });
	await sendPending(silent);
	const [row] = await rows(region);
	expect(row).toMatchObject({ sent_at: null, last_error: 'no_mail_server', body: 'Labdien!\n\n[link removed]\n\nSocQuality' });
	await sendPending(runtimeWith(port));
	expect(received).toEqual([]);
});

test('a letter that rolled back is not sent and not stored', async () => {
	const region = await db.region();
	const runtime = runtimeWith(port);
	const jobs: string[] = [];
	runtime.enqueue = async (job) => void jobs.push(job);
	await expect(
		db.as(region, 'system', async (context) => {
			await queueMail(context, letter());
			throw new Error('changed my mind');
		})
	).rejects.toThrow('changed my mind');
	expect([jobs, await rows(region)]).toEqual([[], []]);
});

test('a refused letter is tried again later and given up in the end; others go on; no address and no link in any log line or error', async () => {
	const region = await db.region();
	const runtime = runtimeWith(port);
	await queue(region, letter({ address: 'gone@example.org' }));
	await queue(region, letter({ address: 'here@example.org' }));
	refuse = 'gone@example.org';
	await sendPending(runtime);
	expect(received.map((mail) => mail.to)).toEqual([['here@example.org']]);
	await sendPending(runtime);
	const failed = async () => (await rows(region)).find((row) => row.address === 'gone@example.org');
	expect(await failed()).toMatchObject({ attempts: 1, last_error: 'EENVELOPE 550', sent_at: null });
	expect((await failed())?.body).toContain(secret);
	for (let hour = 0; hour < 30; hour++) {
		now = new Date(now.getTime() + 3_600_000);
		await sendPending(runtime);
	}
	expect(await failed()).toMatchObject({ attempts: maxAttempts, sent_at: null });
	expect((await failed())?.body).not.toContain(secret);
	expect(lines.length).toBeGreaterThanOrEqual(maxAttempts);
	expect(lines.join('')).not.toMatch(/@|Zx9|link\//);
});

test('a letter that failed goes out when the server is well again', async () => {
	const region = await db.region();
	const unused = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => unused.once('listening', resolve));
	const address = unused.address();
	const closed = typeof address === 'object' && address ? address.port : 1;
	await new Promise((resolve) => unused.close(resolve));
	const broken = runtimeWith(closed);
	await queue(region, letter({ address: 'a@example.org' }));
	await queue(region, letter({ address: 'b@example.org' }));
	await sendPending(broken);
	// A server that does not answer is asked once, not once for every letter.
	expect((await rows(region)).map((row) => row.attempts).sort()).toEqual([0, 1]);
	now = new Date(now.getTime() + 120_000);
	await sendPending(runtimeWith(port));
	expect(received.map((mail) => mail.to[0]).sort()).toEqual(['a@example.org', 'b@example.org']);
});

test('two senders at once send a letter once', async () => {
	const region = await db.region();
	const runtime = runtimeWith(port);
	for (let i = 0; i < 6; i++) await queue(region, letter({ address: `n${i}@example.org` }));
	await Promise.all([sendPending(runtime), sendPending(runtime), sendPending(runtime)]);
	expect(received.map((mail) => mail.to[0]).sort()).toEqual(Array.from({ length: 6 }, (_, i) => `n${i}@example.org`));
});

test('a subject or address cannot add headers or recipients', async () => {
	const region = await db.region();
	const runtime = runtimeWith(port);
	await queue(region, letter({ subject: 'Labdien\r\nBcc: evil@example.org', address: 'a@example.org, evil@example.org' }));
	await queue(region, letter({ subject: 'Labdien\r\nBcc: evil@example.org', address: 'good@example.org' }));
	await sendPending(runtime);
	expect(received.flatMap((mail) => mail.to)).not.toContain('evil@example.org');
	expect(received.some((mail) => /^Bcc:/im.test(mail.text))).toBe(false);
});

test('the outbox is for administrators, of their region, without links even before a letter is sent', async () => {
	const [region, foreign] = [await db.region(), await db.region()];
	runtimeWith(port);
	await queue(region, letter());
	await queue(foreign, letter({ address: 'foreign@example.org' }));
	const mails = await db.as(region, await db.actor(region, 'administrator'), listOutbox);
	expect(mails.map((mail) => mail.address)).toEqual(['anna@example.org']);
	expect(JSON.stringify(mails)).not.toContain(secret);
	for (const role of ['coordinator', 'viewer'] as const) await expect(db.as(region, await db.actor(region, role), listOutbox)).rejects.toBeInstanceOf(NotFound);
});
