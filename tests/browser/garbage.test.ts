import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { origin } from './browser.ts';
import { BatchName } from '#modules/survey/index.ts';
import { Client, forAll, type Answer } from './client.ts';
import { lookInside, type Inside } from './people.ts';
import { complaint, form, nonsense, odd } from './nonsense.ts';
import { actionTable } from './permissions.ts';
import { getRoutes } from './routes.ts';
import { idsOf, pathOf, setScenes, type Letter, type Scene, type StateName } from './scenes.ts';

let inside: Inside;
let scenes: Map<StateName, Scene>;
beforeAll(async () => {
	inside = await lookInside();
	scenes = await setScenes(inside);
});
afterAll(() => inside?.close());

/** Who may open it, so that nonsense is not refused for the person's sake. */
const readerOf = (route: string): Letter => (route.endsWith('/rows') ? 'S' : /consensus|enter|score/.test(route) ? 'L' : 'A');

test('nonsense in the place of an id is a page that says so, on every address', async () => {
	const scene = scenes.get('consensus') as Scene;
	const asked = getRoutes.flatMap((route) => Object.keys(idsOf(route, scene)).filter((name) => route.includes(`[${name}]`)).flatMap((name) => nonsense.map((value) => ({ route, name, value }))));
	expect(asked.length).toBeGreaterThan(300);
	const wrong = await forAll(asked, async ({ route, name, value }) => {
		const path = pathOf(route, scene, { ...idsOf(route, scene), [name]: 'PLACE' }).replace('PLACE', value);
		const answer = await scene.people[readerOf(route)].get(path);
		// A batch of paper sheets exists from its first sheet on: any name that one may have opens an empty one.
		const mayBeNew = name === 'batch' && BatchName.safeParse(value).success;
		const word = answer.status === 200 && !route.includes('[token]') && !mayBeNew ? 'opened' : complaint(answer);
		return word === null ? null : `${route} ${name}=${value.slice(0, 30)}: ${word}`;
	});
	expect(wrong).toEqual([]);
});

test('nonsense after the question mark changes nothing for the worse', async () => {
	const scene = scenes.get('scoring') as Scene;
	const names = ['before', 'action', 'on', 'for', 'next', 'done', 'lang', 'kind', 'node', 'criterion', 'show', 'token', 'error'];
	const values = ['%00', '%FF', '-271821-04-21', '%2B275760-09-13T00:00:00.001Z', '2026-02-31', '//evil.example', "'".repeat(200)];
	const wrong = await forAll(
		getRoutes.filter((route) => !/\.pdf|\.xlsx|sign-out|demo/.test(route)).flatMap((route) => values.map((value) => ({ route, value }))),
		async ({ route, value }) => {
			const answer = await scene.people[readerOf(route)].get(`${pathOf(route, scene)}?${names.map((name) => `${name}=${value}`).join('&')}`);
			const away = answer.status === 303 && !answer.location.startsWith('/') ? answer.location : null;
			return away ?? (complaint(answer) === null ? null : `${route} ${value.slice(0, 30)}: ${complaint(answer)}`);
		}
	);
	expect(wrong).toEqual([]);
});

test('nonsense in a form is a page that says so, for every action, and typed passwords never come back', async () => {
	const password = 'Parole-kas-neatgriezas';
	const asked = Object.entries(actionTable).flatMap(([name, action]) => {
		const scene = scenes.get(action.state ?? 'scoring') as Scene;
		// An action that needs no fields would succeed: who may not do it asks.
		const letter = action.who === 'everybody' ? '-' : action.bare ? (action.who.includes('Q') ? '-' : 'Q') : (action.who[0] as Letter);
		return Object.entries(odd(action.fields?.(scene) ?? {})).map(([what, sending]) => ({ name, scene, letter, what, sending }));
	});
	const wrong = await forAll(asked, async ({ name, scene, letter, what, sending }) => {
		const answer = await scene.people[letter].post(pathOf(name, scene), {}, { ...sending, headers: { 'content-type': form, ...sending.headers } });
		const word = complaint(answer);
		return word === null ? null : `${name} ${what} (${letter}): ${word}`;
	});
	expect(wrong).toEqual([]);
	const { M } = (scenes.get('scoring') as Scene).people;
	for (const [client, path] of [[new Client(), '/sign-in?/password'], [new Client(), '/set-up'], [M, '/account?/password']] as const) {
		for (const accept of ['*/*', 'application/json', 'text/html']) {
			const answer = await client.post(path, { email: 'member1@rokiskis-youth-centre.example', password, current: password, again: `${password}2` }, { headers: { accept } });
			expect(answer.text).not.toContain(password);
		}
	}
});

const always: Record<string, RegExp> = {
	'content-security-policy': /default-src 'none'/,
	'x-content-type-options': /^nosniff$/,
	'referrer-policy': /^same-origin$/,
	'x-frame-options': /^DENY$/,
	'cross-origin-opener-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'permissions-policy': /camera=\(\)/
};

test('every kind of answer carries the security headers: pages, downloads, refusals, redirects, files of the program', async () => {
	const { people, examples, assessment } = scenes.get('scoring') as Scene;
	const signed = scenes.get('signed') as Scene;
	const home = await new Client().get('/');
	const style = /href="[./]*(\/?_app\/[^"]+\.css)"/.exec(home.text)?.[1] ?? '';
	expect(style).not.toBe('');
	const answers: [string, Answer][] = [
		['page', home],
		['style', await new Client().get(`/${style.replace(/^\//, '')}`)],
		['missing', await new Client().get('/nowhere')],
		['malformed', await new Client().get('/%E0%A4%A')],
		['health', await new Client().get('/healthz')],
		['redirect', await new Client().get('/desk')],
		['forbidden', await people.M.get(`/assessments/${assessment}/group`)],
		['conflict', await people.L.get(`/assessments/${assessment}/report/lv.pdf`)],
		['other site', await people.L.post('/sign-out', {}, { headers: { origin: 'https://evil.example' } })],
		['other method', await people.L.send('PUT', '/desk', { headers: { origin, 'content-type': 'application/json' }, body: '{}' })],
		['failed form', await people.L.post(`/assessments/${assessment}/group/new?/add`, {})],
		['evidence', await people.L.get(`/evidence/${examples['/evidence/[id]']?.['id']}/file`)],
		['scores', await signed.people.V.get(`/assessments/${signed.assessment}/profile/scores.csv`)],
		['report', await signed.people.R.get(`/assessments/${signed.assessment}/report/en.pdf`)],
		['copy', await people.M.get(`/people/${examples['/people/[id]']?.['id']}/export`)]
	];
	const wrong = answers.flatMap(([kind, answer]) => Object.entries(always).filter(([name, pattern]) => !pattern.test(answer.headers.get(name) ?? '')).map(([name]) => `${kind} (${answer.status}): ${name} is ${answer.headers.get(name)}`));
	expect(wrong).toEqual([]);
	for (const [kind, answer] of answers.slice(11)) {
		expect(answer.status, kind).toBe(200);
		expect(answer.headers.get('content-disposition'), kind).toMatch(/^attachment/);
		expect(answer.headers.get('cache-control'), kind).toMatch(/no-store/);
	}
	for (const { headers } of answers.map(([, answer]) => answer)) expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
});

test('visitors get no cookie on public pages; the session cookie is for the server alone', async () => {
	const scene = scenes.get('scoring') as Scene;
	for (const route of getRoutes.filter((path) => !path.includes('/demo/'))) {
		const answer = await new Client().get(pathOf(route, scene));
		expect(answer.headers.getSetCookie(), route).toEqual([]);
	}
	const link = new URL(inject('links')['member'] ?? '');
	const [cookie, ...others] = (await new Client().get(link.pathname)).headers.getSetCookie();
	expect(others).toEqual([]);
	expect(cookie).toMatch(/^session=[\w-]{43};/);
	for (const flag of [/; HttpOnly/i, /; SameSite=Lax/i, /; Path=\//i, /; Expires=/i]) expect(cookie).toMatch(flag);
	expect(cookie).not.toMatch(/Domain=/i);
	for (const session of ['', 'x', 'a'.repeat(3000), '%00', '__proto__', '"; drop table session; --']) expect((await new Client('lv', { session: encodeURIComponent(session) }).get('/desk')).status).toBe(303);
});
