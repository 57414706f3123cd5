import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Client, forAll, type Sending } from './client.ts';
import { complaint, form, nonsense, odd } from './nonsense.ts';
import { lookInside, type Inside } from './people.ts';
import { file } from './permission-rules.ts';
import { getRoutes } from './routes.ts';
import { pathOf, setScenes, type Letter, type Scene, type StateName } from './scenes.ts';

let inside: Inside;
let scenes: Map<StateName, Scene>;
beforeAll(async () => {
	inside = await lookInside();
	scenes = await setScenes(inside);
});
afterAll(() => inside?.close());

/** What pages of surveys and questionnaires read from their address. */
const asked: Record<string, readonly string[]> = {
	'/surveys/new': ['questionnaire', 'institution', 'cycle'],
	'/surveys/letters': ['cycle', 'again'],
	'/surveys/[id]/letters': ['again', 'count', 'language', 'variant', 'sentence'],
	'/surveys/[id]/results': ['publication', 'by'],
	'/surveys/[id]/results.csv': ['part'],
	'/surveys/[id]/texts': ['show'],
	'/surveys/[id]/enter/[batch]': ['sheet', 'pass', 'variant', 'saved', 'mode'],
	'/surveys/[id]/enter/[batch]/compare': ['sheet'],
	'/questionnaires/[id]': ['variant', 'language'],
	'/questionnaires/[id]/preview': ['variant', 'language', 'layout'],
	'/questionnaires/drafts/[id]/preview': ['variant', 'language', 'layout'],
	'/questionnaires/drafts/[id]/translations': ['source', 'target', 'language'],
	'/questionnaires/drafts/[id]/translation.csv': ['source', 'target'],
	'/questionnaires/drafts/[id]/translation.xlf': ['source', 'target'],
	'/questionnaires/drafts/[id]/[variant]/questions/_new': ['kind', 'like'],
	'/questionnaires/drafts/[id]/[variant]/questions/[question]/condition': ['on'],
	'/questionnaires/drafts/[id]/[variant]/scales/[scale]': ['preset']
};

test('each thing that these pages read from their address may be nonsense', async () => {
	expect(Object.keys(asked).filter((route) => !getRoutes.includes(route))).toEqual([]);
	const { people, ...scene } = scenes.get('scoring') as Scene;
	const all = Object.entries(asked).flatMap(([route, names]) => names.flatMap((name) => [...nonsense, '', '%FF'].map((value) => ({ route, name, value }))));
	const wrong = await forAll(all, async ({ route, name, value }) => {
		const answer = await people.A.get(`${pathOf(route, { people, ...scene })}?${name}=${value}&${name}=${value}`);
		const word = complaint(answer);
		return word === null ? null : `${route} ${name}=${value.slice(0, 30)}: ${word}`;
	});
	expect(wrong).toEqual([]);
});

/** Files that are none, or not of the kind that was asked for. */
const files: Record<string, string> = {
	empty: '',
	'nothing but NUL': '\0'.repeat(5000),
	'not a table': '%PDF-1.4 nothing',
	'half a workbook': 'PK\x03\x04 cut off',
	'quotes that stay open': 'a;b\n"1;2\n3;4\n',
	'one endless line': 'x,'.repeat(200_000),
	entities: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><xliff version="2.0"><file id="a">&c;</file></xliff>',
	'YAML that names itself': 'a: &a [*a, *a]\nformat: socquality-questionnaire/1\n',
	inherited: '{"__proto__": {"x": 1}, "constructor": {"prototype": {"x": 1}}, "format": "socquality-questionnaire/1"}'
};

const uploads: Record<string, Record<string, string>> = {
	'/surveys/[id]/invitations?/add': {},
	'/surveys/[id]/enter/import': { map: '', variant: 'standard', what: 'check' },
	'/questionnaires/import?/file': { perspective: 'clients', audience: 'clients', language: 'lv' },
	'/questionnaires/drafts/[id]/translations?/import': { source: 'lv', target: 'lt' }
};

test('a file that is none is a page that says so', async () => {
	const scene = scenes.get('scoring') as Scene;
	const all = Object.entries(uploads).flatMap(([name, fields]) => [
		...Object.entries(files).flatMap(([what, text]) => ['x.csv', 'x.xlsx', '../../x\0.xlf', 'x'].map((title) => ({ name, what: `${what} as ${title}`, sending: file(title, text, fields) }))),
		...Object.keys(fields).flatMap((field) => ['', '__proto__', '\0', 'x'.repeat(100_001)].map((value) => ({ name, what: `${field} ${value.slice(0, 10)}`, sending: file('x.csv', 'id;source;target\n1;a;b\n', { ...fields, [field]: value }) }))),
		{ name, what: 'fields alone', sending: withoutFile(fields) }
	]);
	const wrong = await forAll(all, async ({ name, what, sending }) => {
		const answer = await scene.people.A.post(pathOf(name, scene), {}, sending);
		const word = answer.status === 303 ? 'taken' : complaint(answer);
		return word === null ? null : `${name} ${what}: ${word}`;
	});
	expect(wrong).toEqual([]);
});

function withoutFile(fields: Record<string, string>): Sending {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	return { body, headers: { 'content-type': null } };
}

const state = /<html[^>]* data-survey-state="([^"]+)"/;
const door = (name: string): string => new URL(inject('links')[name] ?? '').pathname;
const links = ['survey', 'survey-easy', 'survey-steps'] as const;

test('a link that nobody made is a page that says so, whatever stands in it', async () => {
	const [known, prefix] = [door('survey').slice(3), door('survey').slice(3, 11)];
	const tokens = [...nonsense, '', '/', prefix, `${prefix}${'0'.repeat(16)}`, `${'0'.repeat(8)}${known.slice(8)}`, `${known}0`, known.slice(0, -1), `${known}/x`, `${known}/privacy/x`, `${known}%2Fprivacy`, `${known}//`, '%E0%A4%A', 'audio', 'audio/x/y/z', `audio/${prefix}/x/lv/standard/listen`, `audio/${prefix}/00000000-0000-4000-8000-000000000000/xx/none/..%2F..`];
	const all = tokens.flatMap((token) => (['GET', 'HEAD', 'POST', 'PUT'] as const).map((method) => ({ token, method })));
	const wrong = await forAll(all, async ({ token, method }) => {
		const answer = await new Client('lv').send(method, `/s/${token}`, method === 'POST' ? { headers: { 'content-type': form }, body: 'do=send' } : {});
		const word = answer.status < 400 ? `opened with ${answer.status}` : method === 'HEAD' ? (answer.status >= 500 ? String(answer.status) : null) : complaint(answer);
		return word === null ? null : `${method} ${token.slice(0, 60)}: ${word}`;
	});
	expect(wrong).toEqual([]);
	// Typed from paper: in groups, in capitals, with letters that look like digits.
	const typed = known.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'I').replace(/(.{4})(?!$)/g, '$1-');
	expect((await new Client('lv').get(`/s/${typed}`)).status).toBe(200);
});

test('nonsense after a link opens the survey or says what is the matter', async () => {
	const names = ['language', 'variant', 'privacy', 'leave', 'view', 'at', 'do'];
	const all = links.flatMap((name) => names.flatMap((field) => [...nonsense, '', '%FF'].map((value) => `${door(name)}?${field}=${value}&${field}=${value}`)));
	const wrong = await forAll(all, async (path) => {
		const answer = await new Client('lv').get(path);
		const word = complaint(answer);
		return word === null ? null : `${path.slice(0, 80)}: ${word}`;
	});
	expect(wrong).toEqual([]);
});

test('nonsense in a form of the survey stores nothing, and is answered with a page', async () => {
	const stored = () => inside.value('select count(*) from survey_response');
	const before = await stored();
	const fields = { 's.listen': '1', 'e.listen': '1', assisted: 'no', view: 'lv.standard.page', at: 'p0', version: 'x', do: 'send', code: 'AAAA', saved: 'AAAA', pin: '0' };
	const bodies: Record<string, Sending> = {
		...odd(fields),
		'many fields': { body: Array.from({ length: 20_000 }, (_, i) => `s.q${i}=1`).join('&') },
		'many values': { body: 's.listen=1&'.repeat(15_000) },
		'unknown question': { body: 'do=send&s.unknown=1' },
		'unknown choice': { body: 'do=send&s.listen=s99' },
		'two choices of one': { body: 'do=send&s.listen=s1&s.listen=s2' },
		'unknown action': { body: 'do=__proto__:x' },
		'switch to nothing': { body: 'do=language:xx' },
		'switch to itself': { body: 'do=variant:__proto__' },
		'no code': { body: 'do=open&code=' },
		'wrong code': { body: `do=open&code=${'A'.repeat(5000)}` },
		'code of others': { body: 'do=send&saved=AAAA-BBBB' },
		'PIN without kiosk': { body: 'at=leave&pin=000000' },
		'place that is none': { body: 'at=q.__proto__&do=main' },
		'older version': { body: 'do=send&version=00000000-0000-4000-8000-000000000000&s.listen=s1' },
		'NUL and half a character': { body: 'do=send&s.comment=%00%ED%A0%80' },
		'other site': { body: 'do=send', headers: { origin: 'https://evil.example' } },
		'other site by its header': { body: 'do=send', headers: { 'sec-fetch-site': 'cross-site' } }
	};
	const all = links.flatMap((name) => Object.entries(bodies).map(([what, sending]) => ({ name, what, sending })));
	const wrong = await forAll(all, async ({ name, what, sending }) => {
		const answer = await new Client('lv').post(door(name), {}, { ...sending, headers: { 'content-type': form, ...sending.headers } });
		const word = complaint(answer) ?? (state.exec(answer.text)?.[1] === 'complete' ? 'complete' : null);
		return word === null ? null : `${name} ${what}: ${word}`;
	});
	expect(wrong).toEqual([]);
	expect(await stored()).toBe(before);
});

test('pages of surveys carry no cookie and no referrer, and let nothing in', async () => {
	const paths = [...links.map(door), `${door('survey')}?privacy`, '/s/unknown'];
	for (const path of paths) {
		const { headers } = await new Client('lv').get(path);
		expect(headers.getSetCookie(), path).toEqual([]);
		expect(headers.get('referrer-policy'), path).toBe('no-referrer');
		expect(headers.get('content-security-policy'), path).toMatch(/default-src 'none'/);
		expect(headers.get('content-security-policy'), path).not.toMatch(/unsafe|\*/);
		expect(headers.get('x-content-type-options'), path).toBe('nosniff');
		expect(headers.get('cache-control'), path).toMatch(/no-store/);
	}
});

test('files of surveys and questionnaires are saved, never shown or kept on the way', async () => {
	const scene = scenes.get('scoring') as Scene;
	const { L, S, C } = scene.people;
	const letters = { count: '1', language: 'lv', variant: 'standard', sentence: '' };
	const files = await Promise.all([
		...['results.csv', 'results.xlsx', 'results.json', 'paper/[variant].[language].pdf'].map((name) => L.get(pathOf(`/surveys/[id]/${name}`, scene))),
		L.post(pathOf('/surveys/[id]/letters/letters.pdf', scene), letters),
		L.post(pathOf('/surveys/[id]/letters/poster.pdf', scene), { token: scene.examples['/surveys/[id]']?.['token'] ?? '', language: 'lv', sentence: '' }),
		...['xlsx', 'csv'].map((format) => S.post(pathOf('/surveys/[id]/rows/file', scene), { purpose: 'Pētījums par pakalpojumu kvalitāti', format })),
		...['/questionnaires/[id]/file.yaml', '/questionnaires/drafts/[id]/file.json', '/questionnaires/drafts/[id]/translation.csv', '/questionnaires/drafts/[id]/translation.xlf'].map((route) => C.get(pathOf(route, scene)))
	]);
	for (const [i, { status, headers, text }] of files.entries()) {
		expect(status, `${i} ${text.slice(0, 200)}`).toBe(200);
		expect(headers.get('content-disposition'), `${i}`).toMatch(/^attachment/);
		expect(headers.get('cache-control'), `${i}`).toMatch(/no-store/);
		expect(headers.get('content-security-policy'), `${i}`).toMatch(/default-src 'none'/);
		expect(headers.get('x-content-type-options'), `${i}`).toBe('nosniff');
	}
});

/** Who is told nothing: an address that is right but not theirs answers as one that does not exist. */
test('what another institution or region has cannot be told from what is not there', async () => {
	const scene = scenes.get('scoring') as Scene;
	const routes = getRoutes.filter((route) => route.startsWith('/surveys/[id]'));
	expect(routes.length).toBeGreaterThan(15);
	const wrong = await forAll(routes.flatMap((route) => (['O', 'P', 'Q', 'X'] as Letter[]).map((letter) => ({ route, letter }))), async ({ route, letter }) => {
		const there = await scene.people[letter].get(pathOf(route, scene));
		return there.status === 404 ? null : `${route} ${letter}: ${there.status}`;
	});
	expect(wrong).toEqual([]);
	const { id } = scene.examples['/questionnaires/[id]'] ?? {};
	expect((await scene.people.X.get(`/surveys/new?questionnaire=${id}`)).status).toBe(404);
	const cycle = await inside.value(`select cycle_id from survey where id = $1`, scene.examples['/surveys/[id]/results']?.['id']);
	expect((await scene.people.A.get(`/surveys/letters?cycle=${cycle}`)).text).toContain('name="count-');
	expect((await scene.people.X.get(`/surveys/letters?cycle=${cycle}`)).text).not.toContain('name="count-');
});
