/** Physical backup of a running cluster by PostgreSQL's low-level functions. */
import { mkdir, readdir, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import pg from 'pg';
import { DATA, entries, MANIFEST, type Manifest } from './backup-format.ts';
import { clusterMajor, syncFolder } from './cluster.ts';
import { copyFile, copyStableFile, listTree, mapConcurrently, saveFile } from './copy.ts';
import { locateCluster } from './paths.ts';
import { codeOf } from './process.ts';
import type { ConnectionSettings } from './types.ts';

/** What a backup holds: number and size (bytes) of its files, and when it was complete (ISO 8601, UTC). */
export interface BackupReport {
	files: number;
	bytes: number;
	createdAt: string;
}

const CONTROL = 'global/pg_control';

/** Folders whose files belong to the running server only: it makes them anew. The folders themselves must exist. */
const EMPTIED = ['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'];

function isLeftOut(path: string): boolean {
	const name = path.slice(path.lastIndexOf('/') + 1);
	const top = path.slice(0, Math.max(0, path.indexOf('/')));
	if (path === 'pg_wal/archive_status' || path === 'pg_wal/summaries') return false;
	if (EMPTIED.includes(top)) return true;
	return /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|.*\.tmp)$/.test(name);
}

/**
 * Takes a backup of a running embedded server into `targetDir`, which must not exist or be empty. `connection` is the owner's, to any
 * database; `dataDir` is the folder the server was started with. The program may go on writing: the backup holds what was
 * committed when this call was about to end. It holds no password, and its files are readable only by the user who makes it.
 * Throws with a sentence when the target is not empty, the server is another one, or a file cannot be copied; then no target is left.
 */
export async function takeBackup(connection: ConnectionSettings, targetDir: string, dataDir: string): Promise<BackupReport> {
	const target = resolve(targetDir);
	const cluster = await locateCluster(dataDir);
	if (!relative(cluster, target).startsWith('..')) throw new Error(`A backup cannot lie inside the database it is made of: choose another folder than ${target}.`);
	if ((await entries(target)).length > 0) throw new Error(`${target} is not empty. Choose a new folder for the backup.`);
	const partial = `${target}.partial`;
	await rm(partial, { recursive: true, force: true });
	await mkdir(join(partial, DATA), { recursive: true, mode: 0o700 });
	try {
		const manifest = await copyRunning(connection, cluster, join(partial, DATA));
		await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest)}\n`, { mode: 0o600, flush: true });
		await syncFolder(partial);
		await rmdir(target).catch(() => {});
		await rename(partial, target);
		await syncFolder(dirname(target));
		const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
		return { files: manifest.files.length, bytes, createdAt: manifest.createdAt };
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		throw error;
	}
}

async function copyRunning(connection: ConnectionSettings, cluster: string, to: string): Promise<Manifest> {
	const client = new pg.Client(connection);
	let lost: Error | undefined;
	client.on('error', (error) => {
		lost = error;
	});
	await client.connect();
	try {
		const where = await one(client, "select current_setting('data_directory') as value");
		if ((await realpath(where)) !== (await realpath(cluster).catch(() => cluster))) throw new Error(`The server keeps its data in ${where}, not in ${cluster}: this is another server.`);
		// The slot keeps the log's files from being used again until we have copied them; it ends with this connection.
		await client.query("select pg_create_physical_replication_slot('socquality_backup_' || pg_backend_pid(), true, true)");
		const startLsn = await one(client, "select pg_backup_start('socquality', true)::text as value");
		const tree = await listTree(cluster, isLeftOut);
		if (tree.some((entry) => entry.kind === 'other')) throw new Error('A database with tablespaces or linked files cannot be backed up this way.');
		const folders = tree.filter((entry) => entry.kind === 'folder').map((entry) => entry.path);
		for (const folder of folders) await mkdir(join(to, folder), { recursive: true, mode: 0o700 });
		const paths = tree.filter((entry) => entry.kind === 'file' && entry.path !== CONTROL).map((entry) => entry.path);
		const copied = await mapConcurrently(paths, async (path) => {
			if (lost !== undefined) throw lost;
			try {
				return { path, ...(await copyFile(join(cluster, path), join(to, path))) };
			} catch (error) {
				if (codeOf(error) !== 'ENOENT') throw error;
				return undefined; // a table dropped meanwhile: the log knows that too
			}
		});
		const files = copied.filter((file) => file !== undefined);
		// Last, so that recovery starts from a checkpoint not older than any other file says.
		files.push({ path: CONTROL, ...(await copyStableFile(join(cluster, CONTROL), join(to, CONTROL))) });
		const stopped = await client.query<{ lsn: string; labelfile: string; last: string }>(
			'select s.lsn::text as lsn, s.labelfile, pg_walfile_name(s.lsn) as last from pg_backup_stop(false) s'
		);
		const stop = stopped.rows[0];
		if (stop === undefined) throw new Error('The server did not end the backup.');
		files.push({ path: 'backup_label', ...(await saveFile(join(to, 'backup_label'), Buffer.from(stop.labelfile))) });
		files.push(...(await copyLog(cluster, to, stop.labelfile, stop.last)));
		for (const folder of ['', ...folders]) await syncFolder(join(to, folder));
		return {
			format: 'socquality-postgres-1',
			createdAt: new Date().toISOString(),
			postgresMajor: (await clusterMajor(cluster)) ?? 0,
			startLsn,
			stopLsn: stop.lsn,
			folders,
			files
		};
	} finally {
		await client.end().catch(() => {});
	}
}

/** Copies every file of the write-ahead log from the backup's start to its end: without them the copied files fit no point in time. */
async function copyLog(cluster: string, to: string, label: string, last: string): Promise<Manifest['files']> {
	const first = /\(file ([0-9A-F]{24})\)/.exec(label)?.[1];
	if (first === undefined) throw new Error('The server\'s backup label names no log file.');
	const names = (await readdir(join(cluster, 'pg_wal'))).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
	const files: Manifest['files'] = [];
	for (const name of [...names, ...(await readdir(join(cluster, 'pg_wal'))).filter((entry) => entry.endsWith('.history'))].sort()) {
		const path = `pg_wal/${name}`;
		files.push({ path, ...(await copyFile(join(cluster, path), join(to, path))) });
	}
	// Segments of 16 MB: 256 of them in each group of 4 GB, the group in the middle eight digits and the segment in the last eight.
	const number = (name: string): number => Number.parseInt(name.slice(8, 16), 16) * 256 + Number.parseInt(name.slice(16), 16);
	if (names.length !== number(last) - number(first) + 1) throw new Error('The server removed parts of its log during the backup. Try again.');
	return files;
}

async function one(client: pg.Client, sql: string): Promise<string> {
	return (await client.query<{ value: string }>(sql)).rows[0]?.value ?? '';
}
