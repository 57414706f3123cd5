import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client, forAll, refused, watchers, type Answer } from './client.ts';
import { lookInside, type Inside } from './people.ts';
import { getRoutes, otherMethods, postActions } from './routes.ts';
import type { Action } from './permission-rules.ts';
import { actionTable, pageTable } from './permissions.ts';
import { projectQueries } from './permissions-projects.ts';
import { pageQueries } from './permissions-surveys.ts';
import { pathOf, secrets, setScenes, stateNames, type Letter, type Scene, type StateName } from './scenes.ts';

let inside: Inside;
let scenes: Map<StateName, Scene>;
const leaks = new Set<string>();

beforeAll(async () => {
	inside = await lookInside();
	scenes = await setScenes(inside);
	watchers.push((answer, { client, method, path }) => {
		for (const secret of secrets) {
			if (!answer.text.includes(secret.text)) continue;
			const readers = [...secret.readers].map((letter) => scenes.get(secret.state)?.people[letter as Letter]);
			if (!readers.includes(client)) leaks.add(`${secret.text} in ${method} ${path} for ${nameOf(client)}`);
		}
	});
});
afterAll(() => inside?.close());

const letters = (scene: Scene): Letter[] => Object.keys(scene.people) as Letter[];
const nameOf = (client: Client): string => [...scenes.values()].flatMap((scene) => letters(scene).filter((letter) => scene.people[letter] === client).map((letter) => `${letter} of ${scene.state}`))[0] ?? 'somebody';

const opened = (answer: Answer): boolean => answer.status === 200 || (answer.status === 303 && !refused(answer));

test('every page and every action of the program has its row in the tables', () => {
	expect(Object.keys(pageTable).sort()).toEqual([...getRoutes]);
	expect(Object.keys(actionTable).sort()).toEqual([...postActions]);
	expect(otherMethods).toEqual([]);
});

test('every page opens for exactly those who may see it, in every state', async () => {
	const asked = Object.entries(pageTable).flatMap(([route, rule]) => {
		const states = typeof rule === 'string' ? (['scoring'] as const) : stateNames;
		return states.flatMap((state) => {
			const scene = scenes.get(state) as Scene;
			const [may = '', waits = ''] = (typeof rule === 'string' ? rule : rule[state]).split('!');
			return letters(scene).map((letter) => ({ route, state, scene, letter, wanted: may.includes(letter) ? 'open' : waits.includes(letter) ? 'conflict' : 'refused' }));
		});
	});
	const wrong = await forAll(asked, async ({ route, state, scene, letter, wanted }) => {
		const answer = await scene.people[letter].get(`${pathOf(route, scene)}${{ ...pageQueries, ...projectQueries }[route] ?? ''}`);
		const got = refused(answer) ? 'refused' : opened(answer) ? 'open' : answer.status === 409 ? 'conflict' : 'broken';
		return got === wanted ? null : `${route} (${state}) ${letter}: ${answer.status} ${answer.location}, wanted ${wanted}`;
	});
	expect(wrong).toEqual([]);
});

interface Try {
	readonly name: string;
	readonly action: Action;
	readonly scene: Scene;
	readonly letter: Letter;
}

const tries = (wanted: (action: Action, letter: Letter) => boolean): Try[] =>
	Object.entries(actionTable).flatMap(([name, action]) => {
		if (action.who === 'everybody') return [];
		const scene = scenes.get(action.state ?? 'scoring') as Scene;
		return letters(scene).filter((letter) => wanted(action, letter)).map((letter) => ({ name, action, scene, letter }));
	});

const sendTo = ({ name, action, scene, letter }: Try, sending = {}) => scene.people[letter].post(pathOf(name, scene), action.fields?.(scene) ?? {}, { ...sending, ...action.body?.() });

test('no action works for anybody but those who may do it, another region and other institutions least of all, and nothing changes', async () => {
	const before = await inside.state();
	const wrong = await forAll(tries((action, letter) => !action.who.includes(letter)), async (one) => {
		const answer = await sendTo(one);
		return refused(answer) ? null : `${one.name} ${one.letter}: ${answer.status} ${answer.location}`;
	});
	expect(wrong).toEqual([]);
	expect(await inside.state()).toEqual(before);
});

test('no action works from a page of another site, whoever is signed in, and nothing changes', async () => {
	const before = await inside.state();
	const allowed = tries((action, letter) => action.who.includes(letter));
	const everybody = Object.entries(actionTable).flatMap(([name, action]) => (action.who === 'everybody' ? [{ name, action, scene: scenes.get('scoring') as Scene, letter: '-' as const }] : []));
	const wrong = await forAll(
		[...allowed, ...everybody].flatMap((one) => ['https://evil.example', 'null', null].map((from) => ({ one, from }))),
		async ({ one, from }) => {
			const sending = one.action.body?.() ?? {};
			const answer = await one.scene.people[one.letter].post(pathOf(one.name, one.scene), one.action.fields?.(one.scene) ?? {}, { ...sending, headers: { ...sending.headers, origin: from } });
			return answer.status === 403 ? null : `${one.name} from ${from}: ${answer.status}`;
		}
	);
	expect(wrong).toEqual([]);
	expect(await inside.state()).toEqual(before);
});

test('what is not opened is in no answer to anybody but its owner', () => {
	const seen = scenes.get('scoring') as Scene;
	expect([...leaks]).toEqual([]);
	// The watcher works: the owner does see it.
	return seen.people.M.get(`/assessments/${seen.assessment}/score/1.1`).then((answer) => expect(answer.text).toContain(secrets[0]?.text));
});
