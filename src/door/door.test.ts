import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#platform/context.ts';
import type { RegionId } from '#platform/ids.ts';
import type { Runtime } from '#platform/runtime.ts';
import { useDatabase } from '../../tests/support/database.ts';
import { clientsQuestionnaire, openTestSurvey, smallQuestionnaire, type OpenSurvey } from '../../tests/support/survey.ts';
import { openDoor } from './index.ts';
import { filled, formOf, sending } from './testing.ts';

const db = useDatabase();
let region: RegionId;
let institution: string;
let survey: OpenSurvey;
let clients: OpenSurvey;
let server: Server;
let origin: string;
let now = new Date('2026-11-22T09:00:00Z');
const logged: unknown[] = [];
const run = <T>(work: (context: Context) => Promise<T>): Promise<T> => db.as(region, 'system', work);

beforeAll(async () => {
	region = await db.region();
	institution = await db.institution(region);
	survey = await openTestSurvey(run, db.owner, institution, smallQuestionnaire());
	clients = await openTestSurvey(run, db.owner, institution, await clientsQuestionnaire());
	const log = { error: (...said: unknown[]) => void logged.push(said), info: (...said: unknown[]) => void logged.push(said) } as unknown as Runtime['log'];
	const door = openDoor({ ...db.runtime, log, clock: { now: () => now } });
	server = createServer((request, response) => {
		if (!door(request, response)) response.writeHead(418).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Page {
	readonly status: number;
	readonly text: string;
	readonly state: string | null;
	readonly headers: Headers;
}
async function ask(path: string, init: RequestInit = {}): Promise<Page> {
	const response = await fetch(origin + path, { redirect: 'manual', ...init, headers: { accept: 'text/html', 'accept-language': 'en', ...init.headers } });
	const text = await response.text();
	return { status: response.status, text, state: /<html[^>]* data-survey-state="([^"]+)"/.exec(text)?.[1] ?? null, headers: response.headers };
}
const open = (token: string, language = 'en') => ask(`/s/${token}`, { headers: { 'accept-language': language } });
const post = (token: string, body: string, headers: Record<string, string> = {}) => ask(`/s/${token}`, { method: 'POST', body, headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...headers } });
const press = (token: string, page: Page, change: Record<string, string | string[]> = {}, button?: string) => post(token, sending(formOf(page.text), change, button));
const count = (surveyId = survey.surveyId) => run(async ({ tx }) => (await tx.selectFrom('survey_response').select('id').where('region_id', '=', region).where('survey_id', '=', surveyId).execute()).length);
const newest = () => run(({ tx }) => tx.selectFrom('survey_response').select(['choices', 'variant', 'assisted', 'channel']).where('region_id', '=', region).execute());

/** Follows the forms of a link, filling everything, to the page that ends it. */
async function complete(token: string, option = 0): Promise<{ page: Page; steps: number }> {
	let page = await open(token);
	for (let steps = 1; steps < 60; steps++) {
		const form = formOf(page.text);
		page = await post(token, sending(form, filled(form, option)));
		if (page.state === 'complete') return { page, steps };
	}
	throw new Error('The forms never end');
}

describe('a plain HTML client', () => {
	test('completes the 20 questions and the text of the one form in one sending', async () => {
		const before = await count(clients.surveyId);
		const token = await clients.link();
		const first = await open(token);
		expect(formOf(first.text).groups.size).toBe(21);
		expect(formOf(first.text).texts).toHaveLength(1);
		expect((await complete(token, 2)).steps).toBe(1);
		expect(await count(clients.surveyId)).toBe(before + 1);
		expect((await newest()).at(-1)).toMatchObject({ choices: Array(20).fill(3), assisted: 'staff', channel: 'open' });
	});

	test('completes it without naming a button, and easy-to-read, and one question a page', async () => {
		const token = await clients.link();
		const form = formOf((await open(token)).text);
		expect((await post(token, sending(form, filled(form), null))).state).toBe('complete');
		expect((await complete(await clients.link({ variant: 'easy' }))).page.status).toBe(200);
		expect((await complete(await clients.link({ layout: 'steps' }))).steps).toBe(24);
		expect((await complete(await clients.link({ layout: 'steps', variant: 'easy' }))).steps).toBeGreaterThan(10);
	});

	test('meets a question with a condition on a page of its own, and only when it is asked', async () => {
		const token = await survey.link();
		const first = await open(token);
		expect(first.text).not.toContain('s.visits');
		const asked = await press(token, first, { 's.home': 'yes' });
		expect(asked.text).toContain('name="s.visits"');
		const passed = await press(token, first, { 's.home': 'no' });
		expect(passed.text).not.toContain('name="s.visits"');
		expect(passed.text).toContain('name="s.help"');
		const steps = await survey.link({ layout: 'steps' });
		let page = await open(steps);
		const seen: string[] = [];
		while (page.state === 'open') {
			seen.push(...formOf(page.text).groups.keys(), ...formOf(page.text).texts);
			page = await press(steps, page, page.text.includes('name="s.home" value="no"><span>') || page.text.includes('type="radio" name="s.home"') ? { 's.home': 'no' } : {});
		}
		expect(seen).toEqual(['assisted', 's.kind', 's.home', 's.help', 's.word', 's.more']);
	});
});

describe('switching', () => {
	test('language, variant, layout and looks keeps everything that was typed, also in the other variant', async () => {
		const token = await survey.link();
		let page = await press(token, await open(token), { 's.kind': 'a2', 's.home': 'yes' }, 'language:lv');
		expect(page.text).toContain('<html lang="lv"');
		for (const button of ['layout:steps', 'large:on', 'contrast:on', 'layout:page', 'language:en', 'variant:easy']) page = await press(token, page, {}, button);
		expect(page.text).toMatch(/<html lang="en"[^>]*class="easy large contrast"/);
		page = await press(token, page, { 'e.kind': 'glad', 'e.more': 'Tēja & <kafija>' }, 'variant:standard');
		const last = await press(token, page, {}, 'next');
		expect(formOf(last.text).fields.get('s.more')).toEqual(['Tēja & <kafija>']);
		const fields = formOf(last.text).fields;
		expect([fields.get('s.kind'), fields.get('s.home'), fields.get('e.kind')]).toEqual([['a2'], ['yes'], ['glad']]);
		expect((await press(token, last, {}, 'back')).text).toMatch(/value="a2" checked/);
	});

	test('stores the variant with more answers, whichever is on the page', async () => {
		const token = await survey.link();
		const page = await press(token, await open(token), { 's.kind': 'a2', 's.home': 'no' }, 'variant:easy');
		expect((await press(token, page)).state).toBe('complete');
		expect((await newest()).at(-1)).toMatchObject({ variant: 'standard', choices: [2, 1, null, null] });
	});

	test('offers no variant that lacks the language', async () => {
		const token = await survey.link();
		expect(formOf((await open(token, 'lv')).text).buttons).not.toContain('variant:easy');
		expect(formOf((await open(token, 'en')).text).buttons).toContain('variant:easy');
	});
});

describe('what cannot be taken', () => {
	test.each([
		['a choice outside the scale', { 's.kind': 'a9' }, 422, 'choose one of the answers'],
		['two choices', { 's.kind': ['a1', 'a2'] }, 422, 'two answers'],
		['an unknown question', { 's.nothing': 'x' }, 422, '(nothing)'],
		['an unknown field', { hello: 'x' }, 422, '(hello)'],
		['a form of an older version', { version: '00000000-0000-4000-8000-000000000000' }, 409, 'changed'],
		['an empty form', { 's.kind': '' }, 200, 'Page 2']
	])('%s is said in words and keeps the rest', async (_name, change, status, words) => {
		const token = await survey.link();
		const before = await count();
		const page = await press(token, await open(token), { 's.home': 'no', ...change } as Record<string, string>);
		expect(page.status).toBe(status);
		expect(page.text).toContain(words);
		expect(formOf(page.text).fields.get('s.home')).toEqual(['no']);
		expect(await count()).toBe(before);
	});

	test('a number outside its range, and a text that is too long, come back to be mended', async () => {
		const token = await survey.link();
		const second = await press(token, await open(token), { 's.home': 'yes' });
		const long = 'ā'.repeat(5000);
		const wrong = await press(token, second, { 's.visits': '99', 's.more': long });
		expect(wrong.status).toBe(422);
		expect(wrong.text).toContain('from 0 to 31');
		expect(wrong.text).toContain('5000');
		expect(formOf(wrong.text).fields.get('s.more')).toEqual([long]);
		expect((await press(token, wrong, { 's.visits': '9', 's.more': 'ok' })).state).toBe('complete');
	});

	test('a wholly empty form is not stored and spends nothing', async () => {
		const [token = ''] = await survey.oneTime(1);
		const first = await open(token);
		const empty = await press(token, await press(token, first));
		expect(empty.status).toBe(422);
		expect(empty.text).toContain('not answered any question');
		expect((await complete(token)).page.state).toBe('complete');
		expect(await open(token)).toMatchObject({ status: 410, state: 'spent' });
		expect(await press(token, first)).toMatchObject({ status: 410, state: 'spent' });
	});

	test('50 sendings of one link give one answer and 49 kind pages', async () => {
		const [token = ''] = await survey.oneTime(1);
		const form = formOf((await press(token, await open(token), { 's.kind': 'a1', 's.home': 'no' })).text);
		const before = await count();
		const pages = await Promise.all(Array.from({ length: 50 }, () => post(token, sending(form))));
		expect(pages.filter(({ state }) => state === 'complete')).toHaveLength(1);
		expect(pages.filter(({ state, status }) => state === 'spent' && status === 410)).toHaveLength(49);
		expect(await count()).toBe(before + 1);
	});

	test('garbage is answered in words and never with a fault', async () => {
		const token = await survey.link();
		const type = 'application/x-www-form-urlencoded';
		const cases: [string, Promise<Page>, number[]][] = [
			['2 MB', post(token, `s.more=${'x'.repeat(2_000_000)}`), [413]],
			['another origin', post(token, 's.kind=a1', { origin: 'https://elsewhere.example' }), [403]],
			['another site', post(token, 's.kind=a1', { 'sec-fetch-site': 'cross-site' }), [403]],
			['JSON', post(token, '{}', { 'content-type': 'application/json' }), [400]],
			['a file upload', post(token, '--x', { 'content-type': 'multipart/form-data; boundary=x' }), [400]],
			['Windows-1257', ask(`/s/${token}`, { method: 'POST', body: Buffer.from('s.more=\xe2\xe7', 'latin1'), headers: { origin, 'content-type': type } }), [400]],
			['broken escapes', post(token, 's.more=%E2%28%A1&%%%=%'), [400, 422]],
			['an empty body', ask(`/s/${token}`, { method: 'POST', headers: { origin, 'content-type': type } }), [200, 422]],
			['names of prototypes', post(token, '__proto__=x&s.__proto__=y&constructor=z&s.constructor=1'), [422]],
			['PUT', ask(`/s/${token}`, { method: 'PUT', body: 'x' }), [405]],
			['DELETE', ask(`/s/${token}`, { method: 'DELETE' }), [405]],
			['no token', ask('/s/'), [404]],
			['a wrong token', ask('/s/abc'), [404]],
			['a broken address', ask('/s/%E0%A4%A'), [404]],
			['a folder below', ask(`/s/${token}/x/y`), [404]],
			['staff only', ask(`/s/${token}?leave`), [404]],
			['strange places', post(token, 'at=%00&view=....&do=language:zz&version='), [200, 409]],
			['a strange button', post(token, 'do=explode'), [200, 422]]
		];
		for (const [name, page, allowed] of cases) {
			const { status, text, headers } = await page;
			expect([name, status]).toEqual([name, allowed.find((one) => one === status) ?? allowed[0]]);
			expect(text).toMatch(/<h1/);
			expect(headers.get('referrer-policy')).toBe('no-referrer');
		}
		expect((await ask(`/s/${token}`, { method: 'HEAD' })).text).toBe('');
		expect(logged).toEqual([]);
	});
});

describe('time', () => {
	test('each link that cannot be used has its own page', async () => {
		const soon = await openTestSurvey(run, db.owner, institution, smallQuestionnaire({ id: 'soon' }), { opensAt: new Date('2026-12-01T00:00:00Z') });
		expect(await open(await soon.link())).toMatchObject({ status: 403, state: 'soon' });
		const few = await openTestSurvey(run, db.owner, institution, smallQuestionnaire({ id: 'few' }));
		const limited = await few.link({ dailyLimit: 1 });
		const form = formOf((await press(limited, await open(limited), { 's.kind': 'a1', 's.home': 'no' })).text);
		expect((await post(limited, sending(form))).state).toBe('complete');
		const again = await post(limited, sending(form, { 's.word': 'kept' }));
		expect(again.status).toBe(429);
		expect(formOf(again.text).fields.get('s.word')).toEqual(['kept']);
		expect(await open(await few.link({ dailyLimit: 1 }))).toMatchObject({ status: 429, state: 'limit' });
	});

	test('a form that was open at closing is taken within the hour, and the page says so', async () => {
		const short = await openTestSurvey(run, db.owner, institution, smallQuestionnaire({ id: 'short' }), { closesAt: new Date('2026-11-22T10:00:00Z') });
		const token = await short.link();
		const form = formOf((await press(token, await open(token), { 's.kind': 'a1', 's.home': 'no' })).text);
		try {
			now = new Date('2026-11-22T10:30:00Z');
			expect(await open(token)).toMatchObject({ status: 410, state: 'closed' });
			const late = await post(token, sending(form));
			expect(late.state).toBe('complete');
			expect(late.text).toContain('late');
			now = new Date('2026-11-22T11:00:00Z');
			expect(await post(token, sending(form))).toMatchObject({ status: 410, state: 'closed' });
		} finally {
			now = new Date('2026-11-22T09:00:00Z');
		}
	});
});

describe('going on later', () => {
	test('a code on paper brings everything back, and is forgotten once it was sent', async () => {
		const token = await survey.link();
		const saved = await press(token, await open(token), { 's.kind': 'a3', assisted: 'relative' }, 'save');
		const code = /<span class="code">([\d ]+)<\/span>/.exec(saved.text)?.[1] ?? '';
		expect(code).toMatch(/^\d{3} \d{3} \d{3} \d{3}$/);
		const other = await survey.link();
		const asked = await press(other, await open(other), {}, 'resume');
		expect((await press(other, asked, { code: '000 000 000 000' })).status).toBe(422);
		const back = await press(other, asked, { code });
		expect([formOf(back.text).fields.get('s.kind'), formOf(back.text).fields.get('assisted')]).toEqual([['a3'], ['relative']]);
		const last = await press(other, back, { 's.home': 'no' });
		expect((await press(other, last)).state).toBe('complete');
		expect((await press(other, asked, { code })).status).toBe(422);
		expect((await newest()).at(-1)).toMatchObject({ choices: [3, 1, null, null], assisted: 'relative' });
	});
	test('nothing is saved where nothing was answered', async () => {
		const token = await survey.link();
		expect((await press(token, await open(token), {}, 'save')).status).toBe(422);
	});
});

test('a kiosk returns to its start, saves nothing, and is left with its PIN only', async () => {
	const { token, pin } = await survey.kiosk();
	const first = await open(token);
	expect(formOf(first.text).buttons).not.toContain('save');
	expect(first.headers.get('refresh')).toBe('180;url=?');
	const done = await complete(token);
	expect(done.page.headers.get('refresh')).toBe('10;url=?');
	expect((await newest()).at(-1)).toMatchObject({ channel: 'kiosk' });
	const leave = await ask(`/s/${token}?leave`);
	expect((await press(token, leave, { pin: '12' })).status).toBe(422);
	expect(await press(token, leave, { pin })).toMatchObject({ status: 200, state: 'left' });
	for (let i = 0; i < 5; i++) await press(token, leave, { pin: '12' });
	expect((await press(token, leave, { pin })).status).toBe(429);
});

test('on a kiosk nobody meets the answers of the person before by going back, and reloading sends nothing twice', async () => {
	const { token } = await survey.kiosk();
	const begun = await press(token, await open(token), {}, 'next');
	const help = await press(token, begun, { 's.kind': 'a3', assisted: 'no' }, 'next');
	const page = await press(token, help, { 's.kind': 'a3', 's.more': 'Mine alone' }, 'layout:page');
	const before = (await newest()).length;
	expect((await press(token, page, {}, 'send')).state).toBe('complete');
	// What the browser's history would send again: the last page, the one before it, and the sending itself.
	for (const [old, button] of [[help, 'next'], [page, 'stay'], [page, 'send']] as const) {
		const again = await press(token, old, { 's.kind': 'a3', 's.more': 'Mine alone' }, button);
		expect(again).toMatchObject({ status: 200, state: 'open' });
		expect(again.text).not.toContain('Mine alone');
		expect(formOf(again.text).fields.get('s.kind')).toBeUndefined();
	}
	expect((await newest()).length).toBe(before + 1);
	expect((await complete(token)).page.state).toBe('complete');
});

test('the notice on protection stands in every language and variant, also when the link is spent', async () => {
	const token = await clients.link();
	for (const language of ['lv', 'lt', 'en', 'ru']) expect((await ask(`/s/${token}/privacy?language=${language}`)).text).toContain(`<html lang="${language}"`);
	const easy = await ask(`/s/${token}?privacy&language=en&variant=easy`);
	expect(easy.text).toContain('class="easy"');
	const page = await press(token, await open(token), { 's.listen': 's1' }, 'privacy');
	expect(formOf(page.text).fields.get('s.listen')).toEqual(['s1']);
	expect(formOf((await press(token, page)).text).fields.get('s.listen')).toEqual(['s1']);
});

test('pages are compressed once, light, and carry their policy; nothing else is asked for', async () => {
	const token = await clients.link();
	for (const [encoding, limit] of [['gzip', 8000], ['br', 8000]] as const) {
		const response = await fetch(`${origin}/s/${token}`, { headers: { 'accept-encoding': encoding } });
		expect(Number(response.headers.get('content-length'))).toBeLessThan(limit);
		expect(response.headers.get('content-encoding')).toBe(encoding);
	}
	const easy = await fetch(`${origin}/s/${await clients.link({ variant: 'easy' })}`, { headers: { 'accept-encoding': 'gzip' } });
	expect(Number(easy.headers.get('content-length'))).toBeLessThan(40_000);
	const { text, headers } = await open(token);
	expect(text).not.toMatch(/<script|\sstyle=|https?:\/\//);
	expect(headers.get('content-security-policy')).toContain("default-src 'none'");
	expect(headers.get('set-cookie')).toBeNull();
	expect(headers.get('cache-control')).toBe('no-store');
	expect((await open(token)).text).toBe(text);
});

test('nothing is logged of any of this', () => expect(logged).toEqual([]));
