/** One owner at a time: the process that starts the server, watches it and stops it. */
import { chmod, chown, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { isAlive, messageOf, startMark } from './process.ts';
import { isRoot } from './user.ts';

const ownerSchema = z.object({ pid: z.int(), started: z.string(), since: z.string() });

/** Who owns the server: pid, a mark of when that process began (pids are used again), and since when (ISO 8601, UTC). */
export type Owner = z.infer<typeof ownerSchema>;

/** The right to start and stop the server of one data folder; ends with `release` or with the process. */
export interface OwnerLock {
	release(): Promise<void>;
}

const ownerFile = (root: string): string => join(root, 'owner.json');
const lockFile = (root: string): string => join(root, 'owner.lock');

/**
 * Takes the lock, or returns undefined when another living process has it.
 *
 * A file with a pid cannot be taken over without a race (two processes both find it stale), and pids mean nothing between
 * containers that share a folder. So the lock itself is one of the operating system, which ends with the process however that dies;
 * Node reaches such locks through SQLite on every platform. `owner.json` beside it says for people and programs who has it.
 * Throws when the folder is not writable.
 */
export async function takeOwnership(root: string): Promise<OwnerLock | undefined> {
	let database: DatabaseSync | undefined;
	try {
		database = new DatabaseSync(lockFile(root), { timeout: 0 });
		database.exec('PRAGMA journal_mode = MEMORY'); // nothing is ever written, so no journal file beside it
		database.exec('BEGIN EXCLUSIVE');
	} catch (error) {
		database?.close();
		const busy = typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 5;
		if (busy) return undefined;
		throw new Error(`The lock ${lockFile(root)} cannot be taken: ${messageOf(error)}. Does the data folder belong to the user who runs this program?`);
	}
	const held = database;
	// Whoever can open the file can lock it, and so keep us out.
	if (process.platform !== 'win32') await chmod(lockFile(root), 0o600);
	const owner: Owner = { pid: process.pid, started: await startMark(process.pid), since: new Date().toISOString() };
	await writeFile(ownerFile(root), `${JSON.stringify(owner)}\n`, { mode: 0o600 });
	await keepFolderOwner(root, [lockFile(root), ownerFile(root)]);
	let released = false;
	return {
		async release() {
			if (released) return;
			released = true;
			await rm(ownerFile(root), { force: true });
			held.close();
		}
	};
}

/** Who has the lock, as far as `owner.json` tells; undefined when nobody does or the writer is gone. */
export async function readOwner(root: string): Promise<Owner | undefined> {
	try {
		const owner = ownerSchema.parse(JSON.parse(await readFile(ownerFile(root), 'utf8')));
		const same = (await isAlive(owner.pid)) && (await startMark(owner.pid)) === owner.started;
		return same ? owner : undefined;
	} catch {
		return undefined; // between taking the lock and writing the file there is nothing to read
	}
}

/** A folder used by root once must not be closed to its own user afterwards. */
export async function keepFolderOwner(folder: string, files: string[]): Promise<void> {
	if (!isRoot()) return;
	const { uid, gid } = await stat(folder);
	for (const file of files) await chown(file, uid, gid);
}
