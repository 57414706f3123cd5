import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { readConfig } from '#platform/config.ts';
import { poolOptions } from '#platform/database/database.ts';
import { restoreBackup, takeBackup } from '#platform/postgres/index.ts';
import { keepCatalogue } from '#modules/methodology/index.ts';
import { keepQuestionnaireCatalogue } from '#modules/survey/index.ts';
import { openProgram } from '../open.ts';
import { verifyAll } from '../audit-keeper.ts';
import { UsageError } from './usage.ts';
import { withProgram } from './with-program.ts';

/** The files of an installation beside the database: without them its sessions, chain and links lose their keys. */
const keyFiles = ['app-password', 'audit-key', 'audit-heads.jsonl', 'attempt-key', 'survey-key'];

export const migrateNow = (): Promise<void> =>
	withProgram(async ({ owner }) => {
		await keepCatalogue(owner);
		await keepQuestionnaireCatalogue(owner);
		process.stdout.write('The database is up to date.\n');
	});

/** Removes the demonstration, marks the installation as a real one, and leaves it empty for the set-up link. */
export async function leaveDemonstration(sure: boolean): Promise<void> {
	const config = readConfig({ ...process.env, HOST: '' });
	if (!sure) throw new UsageError('This removes the demonstration region with everything in it. Add --yes if that is what you want.');
	// Not beside a running program: its pages would lose their tables under them.
	const program = await openProgram(config, { join: false });
	try {
		const regions = await program.runtime.database.global((tx) => tx.selectFrom('region').select('demo').execute());
		if (regions.some((r) => !r.demo)) throw new UsageError('There is a real region in this database: nothing was removed.');
		const client = new pg.Client({ ...poolOptions(program.owner), statement_timeout: 0 });
		await client.connect();
		try {
			await client.query('begin');
			const tables = await client.query<{ name: string }>("select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not in ('schema_migration', 'library_methodology', 'installation')");
			await client.query(`truncate ${tables.rows.map((t) => t.name).join(', ')}`);
			await client.query("insert into installation (key, value) values ('real', 'true')");
			await client.query('commit');
		} finally {
			await client.end();
		}
		process.stdout.write('The demonstration is gone. Start with "DEMO=false npm start": it prints the link for the first administrator.\n');
	} finally {
		await program.close();
	}
}

/** Checks every region's chain; returns the exit code: 0 whole, 1 broken. */
export const verifyAudit = (json: boolean): Promise<number> =>
	withProgram(async ({ runtime }) => {
		const reports = await verifyAll(runtime);
		if (json) process.stdout.write(`${JSON.stringify(reports, null, '\t')}\n`);
		else {
			for (const r of reports) {
				const faults = r.faults.map((f) => `${f.kind} at link ${f.seq}`).join(', ');
				process.stdout.write(`${r.region}: ${r.sealed} links, ${r.unsealed} entries waiting to be sealed, ${faults ? `BROKEN: ${faults}` : 'the chain is whole'}\n`);
			}
			if (reports.length === 0) process.stdout.write('There is no region yet, so there is no chain.\n');
		}
		return reports.some((r) => r.faults.length > 0) ? 1 : 0;
	});

export async function backup(dir: string): Promise<void> {
	const target = resolve(dir);
	await requireEmpty(target);
	await withProgram(async ({ runtime, owner }) => {
		if (runtime.config.DATABASE_URL || typeof owner === 'string') throw new UsageError('The database is your own server (DATABASE_URL): back it up with pg_dump, and copy DATA_DIR beside it.');
		await mkdir(target, { recursive: true, mode: 0o700 });
		const report = await takeBackup(owner, join(target, 'database'), runtime.config.DATA_DIR);
		await mkdir(join(target, 'keys'), { mode: 0o700 });
		for (const file of keyFiles) {
			if (await exists(join(runtime.config.DATA_DIR, file))) await cp(join(runtime.config.DATA_DIR, file), join(target, 'keys', file));
		}
		process.stdout.write(`Backed up ${report.files} files, ${Math.round(report.bytes / 1_048_576)} MiB, to ${target}\n`);
	});
}

export async function restore(dir: string): Promise<void> {
	const source = resolve(dir);
	const config = readConfig({ ...process.env, HOST: '' });
	if (!(await exists(join(source, 'database')))) throw new UsageError(`${source} is no backup of SocQuality: it has no folder "database".`);
	if (config.DATABASE_URL) throw new UsageError('A backup is restored into the embedded database: leave DATABASE_URL out.');
	await requireEmpty(config.DATA_DIR);
	await mkdir(config.DATA_DIR, { recursive: true });
	const { notes } = await restoreBackup(join(source, 'database'), config.DATA_DIR);
	for (const file of await readdir(join(source, 'keys'))) if (keyFiles.includes(file)) await cp(join(source, 'keys', file), join(config.DATA_DIR, file));
	for (const note of notes) process.stderr.write(`${note}\n`);
	process.stdout.write(`Restored into ${config.DATA_DIR}. Start with DATA_DIR=${config.DATA_DIR}\n`);
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

async function requireEmpty(dir: string): Promise<void> {
	if ((await exists(dir)) && (await readdir(dir)).length > 0) throw new UsageError(`${dir} is not empty: choose a new folder.`);
}
