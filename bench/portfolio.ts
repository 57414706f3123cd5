import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { systemActor } from '#platform/access.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { ensureAppRole, ensureDatabase, migrate } from '#platform/database/migrate.ts';
import { PersonId, randomIds, RegionId } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { startEmbedded } from '#platform/postgres/index.ts';
import { inContext, setRuntime, type Runtime } from '#platform/runtime.ts';
import { sessionCookie, startSession } from '#modules/identity/index.ts';
import { portfolio } from '#modules/project/index.ts';
import { closeServer, listen } from '../src/program/listen.ts';
import { ms, print, time, type Timing } from './measure.ts';
import { seedProjects } from './portfolio-rows.ts';

const sizes = [10, 1_000, 10_000];

/** What the portfolio costs with few and with many projects: the query alone, then the pages over HTTP with their rendering. */
export async function portfolios(): Promise<void> {
	const dataDir = await mkdtemp(join(tmpdir(), 'sq-bench-portfolio-'));
	await chmod(dataDir, 0o755);
	const server = await startEmbedded({ dataDir, durable: false });
	await ensureDatabase(server.connection('postgres'), 'bench');
	const owner = server.connection('bench');
	await ensureAppRole(owner, 'socquality_app', 'bench');
	await migrate(owner, 'socquality_app');
	const database = openDatabase({ ...owner, user: 'socquality_app', password: 'bench' }, 4);
	const config = readConfig({ LOG_LEVEL: 'silent', PORT: '0' });
	const runtime: Runtime = { config, database, clock: systemClock, log: createLog('silent'), newId: randomIds, demo: false, ready: true, enqueue: async () => undefined };
	setRuntime(runtime);
	const built = existsSync(join(import.meta.dirname, '../build/handler.js')) ? await listen(config) : null;
	if (!built) console.log('\nThe pages are not built ("npm run build"): only the queries are measured.');
	const figures = new Map<string, Timing[]>();
	try {
		for (const size of sizes) {
			const slug = `bench-${size}`;
			const { regionId, cookie } = await region(runtime, slug);
			const run = <T>(work: Parameters<typeof inContext<T>>[1]): Promise<T> => inContext({ regionId, actor: systemActor, locale: 'lv' }, work, runtime);
			const start = performance.now();
			await run((context) => seedProjects(context, size));
			await analyse(owner);
			console.log(`\n${size} projects with five partners each (written in ${ms(performance.now() - start)})`);
			const note = async (name: string, work: () => Promise<unknown>): Promise<void> => {
				const timing = await time(work);
				figures.set(name, [...(figures.get(name) ?? []), timing]);
				print(name, timing, `${size} projects`);
			};
			await note('portfolio: query', () => run((context) => portfolio(context)));
			await note('portfolio: query, words and period', () => run((context) => portfolio(context, { words: 'SOC-7', period: '2014-2020' })));
			if (!built) continue;
			for (const [name, path] of [['portfolio: page for those within', '/projects'], ['portfolio: public page', `/regions/${slug}/projects`], ['portfolio: public page of one project', `/regions/${slug}/projects/project-7`], ['portfolio: feed', `/regions/${slug}/projects.atom`]] as const) {
				await note(name, () => page(built.url + path, cookie));
				if (size === sizes[0] || size === sizes.at(-1)) await weight(name, built.url + path, cookie);
			}
		}
		console.log(`\nHow it grows (median, against ${sizes[0]} projects)`);
		for (const [name, timings] of figures) console.log(`${name.padEnd(46)}${timings.map((timing, i) => `${sizes[i]}: × ${(timing.median / (timings[0]?.median ?? 1)).toFixed(2)}`).join('   ')}`);
	} finally {
		if (built) await closeServer(built.server);
		await database.close();
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
}

/** A region with a coordinator who is signed in. */
async function region(runtime: Runtime, slug: string): Promise<{ regionId: RegionId; cookie: string }> {
	const { regionId, personId } = await runtime.database.global(async (tx) => {
		const made = await tx.insertInto('region').values({ slug, name: JSON.stringify({ lv: 'Reģions', en: 'Region' }) }).returning('id').executeTakeFirstOrThrow();
		const person = await tx.insertInto('person').values({ name: 'Person', email: `${slug}@example.org`, invented: true }).returning('id').executeTakeFirstOrThrow();
		await tx.insertInto('person_region').values({ person_id: person.id, region_id: made.id }).execute();
		return { regionId: RegionId.parse(made.id), personId: PersonId.parse(person.id) };
	});
	await inContext({ regionId, actor: systemActor, locale: 'lv' }, ({ tx }) => tx.insertInto('membership').values({ region_id: regionId, person_id: personId, role: 'coordinator', institution_id: null, granted_at: new Date() }).execute(), runtime);
	const { token } = await startSession(runtime.database, runtime.clock, { personId, regionId, device: '' });
	return { regionId, cookie: `${sessionCookie}=${token}` };
}

async function page(url: string, cookie: string): Promise<Buffer> {
	const response = await fetch(url, { headers: { cookie, accept: 'text/html', 'accept-language': 'lv', 'accept-encoding': 'identity' }, redirect: 'manual' });
	if (response.status !== 200) throw new Error(`${url} was answered with ${response.status}`);
	return Buffer.from(await response.arrayBuffer());
}

async function weight(name: string, url: string, cookie: string): Promise<void> {
	const bytes = await page(url, cookie);
	console.log(`${`${name}: weight`.padEnd(46)}plain ${String(bytes.length).padStart(6)}   gzip ${String(gzipSync(bytes).length).padStart(6)} bytes`);
}

/** What the server does by itself after a while: without it plans are made for empty tables. */
async function analyse(owner: pg.ClientConfig): Promise<void> {
	const client = new pg.Client(owner);
	await client.connect();
	try {
		await client.query('vacuum analyze');
	} finally {
		await client.end();
	}
}
