import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { createSetUpLink } from '#modules/identity/index.ts';
import { keepCatalogue } from '#modules/methodology/index.ts';
import { keepQuestionnaireCatalogue } from '#modules/survey/index.ts';
import type { Config } from '#platform/config.ts';
import { poolOptions } from '#platform/database/database.ts';
import { seedInChild } from './demo/in-child.ts';
import { demoLinks } from './demo/links.ts';
import { startJobs } from './jobs.ts';
import { closeServer, listen } from './listen.ts';
import { openProgram, type Program } from './open.ts';

/**
 * Starts everything and resolves with the function that stops everything: the web server first, then the jobs, then the
 * database. `say` prints the lines a person reads; the ready line comes last of all set-up.
 */
export async function start(config: Config, say: (line: string) => void): Promise<() => Promise<void>> {
	const program = await openProgram(config, { join: false });
	try {
		return await serve(program, say);
	} catch (problem) {
		await program.close();
		throw problem;
	}
}

async function serve(program: Program, say: (line: string) => void): Promise<() => Promise<void>> {
	const { runtime, owner } = program;
	const { config } = runtime;
	for (const note of program.notes) say(note);
	await keepCatalogue(owner);
	await keepQuestionnaireCatalogue(owner);
	const content = await contentOf(program);
	if (content === 'demonstration' && !config.DEMO) {
		throw new Error(`${config.DATA_DIR} holds the demonstration. Leave it for real work with "npx socquality leave-demo", or set DATA_DIR to another folder.`);
	}
	if (content === 'empty' && config.DEMO) {
		say('First start: making the demonstration region …');
		await seedInChild({ app: program.app, config, now: runtime.clock.now().toISOString() });
	}
	const demo = content === 'demonstration' || (content === 'empty' && config.DEMO);
	Object.assign(runtime, { demo });
	const stopJobs = await startJobs(runtime, owner);
	const { server, url } = await listen(config);
	const links = demo ? await demoLinks(runtime, url) : {};
	if (demo) await writeFile(join(config.DATA_DIR, 'demo-links.json'), `${JSON.stringify(links, null, '\t')}\n`, { mode: 0o600 });
	const setUp = !demo && (await lacksAdministrator(program)) ? `${url}/set-up?token=${await createSetUpLink(runtime.database, runtime.clock)}` : null;
	// In one piece, so that whoever waits for the ready line has the links with it.
	say(
		[
			`SocQuality is ready: ${url}`,
			...Object.entries(links).map(([role, link]) => `  ${role.padEnd(14)} ${link}`),
			...(setUp ? [`Set up the first administrator (the link works once): ${setUp}`] : [])
		].join('\n')
	);
	runtime.ready = true;
	return async () => {
		runtime.ready = false;
		await closeServer(server);
		await stopJobs();
		await program.close();
	};
}

async function contentOf({ runtime, owner }: Program): Promise<'empty' | 'demonstration' | 'real'> {
	const region = await runtime.database.global((tx) => tx.selectFrom('region').select('demo').orderBy('demo', 'desc').executeTakeFirst());
	if (region) return region.demo ? 'demonstration' : 'real';
	const client = new pg.Client(poolOptions(owner));
	await client.connect();
	try {
		return (await client.query("select 1 from installation where key = 'real'")).rowCount ? 'real' : 'empty';
	} finally {
		await client.end();
	}
}

const lacksAdministrator = ({ runtime }: Program): Promise<boolean> => runtime.database.global(async (tx) => (await tx.selectFrom('person_region').select('person_id').limit(1).executeTakeFirst()) === undefined);
