import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemActor } from '#platform/access.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openDatabase, type Connection } from '#platform/database/database.ts';
import { ensureAppRole, ensureDatabase, migrate } from '#platform/database/migrate.ts';
import { randomIds, RegionId } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { startEmbedded } from '#platform/postgres/index.ts';
import { inContext, setRuntime, type Runtime } from '#platform/runtime.ts';
import { choicesOf, closedQuestions, textQuestions } from '#modules/survey/index.ts';
import { clientsQuestionnaire, openTestSurvey } from '../tests/support/survey.ts';
import { answersPerSecond } from './load.ts';
import { firstPaints } from './paint.ts';

const rounds = 9;
const seconds = 2;
const clients = 8;

/**
 * Answers a second over HTTP of the survey's pages and of the bare server (`floor.ts`), turn by turn on the same durable
 * database: each person opens the form and sends 20 answers and a text. Then the page's weight, requests and first paint.
 */
export async function surveys(): Promise<void> {
	const dataDir = await mkdtemp(join(tmpdir(), 'sq-bench-survey-'));
	await chmod(dataDir, 0o755);
	const server = await startEmbedded({ dataDir });
	const stops: (() => Promise<void>)[] = [];
	try {
		await ensureDatabase(server.connection('postgres'), 'bench');
		const owner = server.connection('bench');
		await ensureAppRole(owner, 'socquality_app', 'bench');
		await migrate(owner, 'socquality_app');
		const app: Connection = { ...owner, user: 'socquality_app', password: 'bench' };
		const database = openDatabase(app, 4);
		stops.push(() => database.close());
		const runtime: Runtime = { config: readConfig({ LOG_LEVEL: 'silent' }), database, clock: systemClock, log: createLog('silent'), newId: randomIds, demo: false, ready: true, enqueue: async () => undefined };
		setRuntime(runtime);
		const regionId = await database.global(async (tx) => RegionId.parse((await tx.insertInto('region').values({ slug: 'bench', name: JSON.stringify({ en: 'Bench' }) }).returning('id').executeTakeFirstOrThrow()).id));
		const run = <T>(work: Parameters<typeof inContext<T>>[1]): Promise<T> => inContext({ regionId, actor: systemActor, locale: 'lv' }, work, runtime);
		const institutionId = await run(async ({ tx }) => {
			const municipality = await tx.insertInto('municipality').values({ region_id: regionId, code: '0001', country: 'LV', name: JSON.stringify({ en: 'Bench' }), valid_from: '2009-07-01' }).returning('id').executeTakeFirstOrThrow();
			return (await tx.insertInto('institution').values({ region_id: regionId, slug: 'bench', name: JSON.stringify({ en: 'Bench centre', lv: 'Centrs' }), kind: 'day-centre', municipality_id: municipality.id, valid_from: '2010-01-01' }).returning('id').executeTakeFirstOrThrow()).id;
		});
		const document = await clientsQuestionnaire();
		const survey = await openTestSurvey(run, owner, institutionId, document);
		const token = await survey.link();
		const door = await child('door.ts', { DOOR: JSON.stringify({ connection: app }) }, stops);
		const path = `/s/${token}`;

		const variant = document.variants.standard;
		const questions = closedQuestions(variant).map(({ id }) => `s.${id}`);
		const texts = textQuestions(variant).map(({ id }) => `s.${id}`);
		const first = variant.questions[0];
		const options = first ? choicesOf(variant, first).map(({ id }) => id) : [];
		const answer = await fetch(door + path, { headers: { accept: 'text/html', 'accept-encoding': 'identity' } });
		const html = await answer.text();
		const carried = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']): [string, string] => [name, value]);
		const body = new URLSearchParams([...carried, ['assisted', 'no'], ...questions.map((name, i): [string, string] => [name, options[i % 5] ?? '']), ...texts.map((name): [string, string] => [name, 'A sentence of common length, as people write them.'])]).toString();

		const page = join(dataDir, 'page.html');
		await writeFile(page, html);
		const floor = await child('floor.ts', { FLOOR: JSON.stringify({ connection: owner, page, regionId, surveyId: survey.surveyId, questions, texts, options }) }, stops);

		const once: string[] = [];
		const ways: { name: string; url: string; next: () => string | null; found: number[] }[] = [
			{ name: 'bare server', url: floor, next: () => '/', found: [] },
			{ name: 'survey, open link', url: door, next: () => path, found: [] },
			{ name: 'survey, links that work once', url: door, next: () => once.pop() ?? null, found: [] }
		];
		for (const { url, next } of ways.slice(0, 2)) await answersPerSecond({ url, next, body, seconds: 2, clients });
		for (let round = 0; round < rounds; round++) {
			for (let made = 0; made < 4; made++) once.push(...(await survey.oneTime(2000)).map((one) => `/s/${one}`));
			for (const way of ways) way.found.push(await answersPerSecond({ url: way.url, next: way.next, body, seconds, clients }));
		}
		const middle = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
		// Against the turn of the bare server just before it: what else the machine does then falls on both.
		const ratio = (found: readonly number[]): number => middle(found.map((value, round) => value / (ways[0]?.found[round] ?? 1)));
		console.log(`\nAnswers a second over HTTP (form and sending, ${clients} clients, durable commit; median of ${rounds} turns of ${seconds} s)`);
		for (const { name, found } of ways) console.log(`${name.padEnd(46)}${middle(found).toFixed(0).padStart(8)}/s   ${(ratio(found) * 100).toFixed(0).padStart(4)} % of the bare server   (${found.map((value) => value.toFixed(0)).join(', ')})`);

		await weights(door, { 'standard, 20 questions and a text': path, 'standard, one question a page': `/s/${await survey.link({ layout: 'steps' })}`, ...(document.variants.easy ? { 'easy-to-read with pictures': `/s/${await survey.link({ variant: 'easy' })}` } : {}) });
		await firstPaints({ 'bare page': floor, 'survey page': door + path, ...(document.variants.easy ? { 'easy-to-read page': `${door}/s/${await survey.link({ variant: 'easy' })}` } : {}) });
	} finally {
		for (const stop of stops.reverse()) await stop();
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
}

async function weights(origin: string, paths: Record<string, string>): Promise<void> {
	console.log('\nWeight of a page: one request, no script');
	for (const [name, path] of Object.entries(paths)) {
		const size = async (encoding: string): Promise<number> => Number((await fetch(origin + path, { headers: { 'accept-encoding': encoding, 'accept-language': 'lv' } })).headers.get('content-length'));
		console.log(`${name.padEnd(46)}plain ${String(await size('identity')).padStart(6)}   gzip ${String(await size('gzip')).padStart(6)}   brotli ${String(await size('br')).padStart(6)} bytes`);
	}
}

/** Starts one of the two servers in a process of its own; resolves with its address. */
async function child(file: string, environment: Record<string, string>, stops: (() => Promise<void>)[]): Promise<string> {
	const process_ = spawn(process.execPath, [join(import.meta.dirname, file)], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = new Promise<void>((resolve) => process_.once('exit', () => resolve()));
	stops.push(() => {
		process_.kill('SIGKILL');
		return ended;
	});
	return new Promise((resolve, reject) => {
		createInterface({ input: process_.stdout }).on('line', (line) => {
			const url = /^ready (\S+)/.exec(line)?.[1];
			if (url) resolve(url);
		});
		void ended.then(() => reject(new Error(`${file} ended before it was ready`)));
	});
}
