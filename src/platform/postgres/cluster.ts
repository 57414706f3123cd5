/** The cluster's files: made once, checked at every start. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { keepFolderOwner } from './owner.ts';
import type { Place } from './paths.ts';
import { codeOf, messageOf } from './process.ts';
import { giveTo, runAs } from './user.ts';

/** The superuser of the private cluster. */
export const OWNER_NAME = 'socquality';

/** Folders in the making begin so; any that a start finds under the lock was left by a process that died. */
export const UNFINISHED = 'postgres.init-';

const passwordFile = (dataDir: string): string => join(dataDir, 'postgres-password');

/** The owner's password, or undefined when there is none yet. Throws a sentence when the file is closed to us. */
export async function readPassword(dataDir: string): Promise<string | undefined> {
	try {
		const text = (await readFile(passwordFile(dataDir), 'utf8')).trim();
		return text === '' ? undefined : text;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw new Error(`The database's password cannot be read: ${messageOf(error)}. Run this as the user who runs the program.`);
	}
}

async function writePassword(dataDir: string, password: string): Promise<void> {
	const file = passwordFile(dataDir);
	const temporary = `${file}.new`;
	await rm(temporary, { force: true });
	await writeFile(temporary, `${password}\n`, { mode: 0o600, flush: true });
	await keepFolderOwner(dataDir, [temporary]);
	await rename(temporary, file);
}

const newPassword = (): string => randomBytes(24).toString('base64url');

/** Removes what an interrupted start or restore left. Only under the lock. */
export async function removeUnfinished(root: string): Promise<void> {
	for (const name of await readdir(root)) {
		if (name.startsWith(UNFINISHED)) {
			// The initdb of a killed process may still be writing there; it ends when its folder is gone.
			await rm(join(root, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
		}
	}
}

/** Major version of the cluster's files, or undefined when there is no cluster. */
export async function clusterMajor(cluster: string): Promise<number | undefined> {
	const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw new Error(`The database in ${cluster} cannot be read: ${messageOf(error)}. Run this as the user who runs the program.`);
	});
	return text === undefined ? undefined : Number.parseInt(text, 10);
}

/** Refuses, with what to do, files of another major version than the programs'. */
export function checkMajor(found: number, programs: number, where: string): void {
	if (found === programs) return;
	throw new Error(
		`The database in ${where} was made by PostgreSQL ${found} and this program brings PostgreSQL ${programs}, which cannot use its files. ` +
			'Start the version of the program that made it, run "socquality backup" there, and restore that backup into a new DATA_DIR with this version.'
	);
}

/**
 * Makes the cluster if there is none, and returns the owner's password. A lost password is replaced by a new one, which restored
 * backups rely on: they hold no password. Only under the lock, with no server running.
 */
export async function ensureCluster(place: Place, binaries: Binaries, durable: boolean, log: (line: string) => void): Promise<string> {
	await removeUnfinished(place.root);
	const major = await clusterMajor(place.cluster);
	const known = await readPassword(place.dataDir);
	if (major !== undefined) {
		checkMajor(major, binaries.major, place.cluster);
		return known ?? (await replacePassword(place, binaries));
	}
	await rmdir(place.cluster).catch((error: unknown) => {
		if (codeOf(error) === 'ENOENT') return;
		throw new Error(`${place.cluster} is in the way: it is not a database and not empty. Move it away or set DATA_DIR to another folder.`);
	});
	const password = known ?? newPassword();
	// Before the cluster: killed in between, the next start takes this password for the cluster it makes.
	if (known === undefined) await writePassword(place.dataDir, password);
	const began = performance.now();
	await initialise(place, binaries, password, durable);
	log(`made a new database in ${place.cluster} (${Math.round(performance.now() - began)} ms)`);
	return password;
}

/**
 * A new cluster is made beside its place and renamed when complete, so that a half-finished one is never taken for whole.
 * Order and case of letters come from ICU (in the package, the same on every machine). LC_CTYPE is what pg_trgm looks at: under
 * plain C it drops every letter beyond ASCII, so C.UTF-8 is tried first.
 */
async function initialise(place: Place, binaries: Binaries, password: string, durable: boolean): Promise<void> {
	let failure = '';
	for (const ctype of process.platform === 'win32' ? ['C'] : ['C.UTF-8', 'en_US.UTF-8', 'C']) {
		const temporary = await mkdtemp(join(place.root, UNFINISHED));
		try {
			const data = join(temporary, 'data');
			const secret = join(temporary, 'password');
			await mkdir(data, { mode: 0o700 });
			await writeFile(secret, `${password}\n`, { mode: 0o600 });
			for (const path of [temporary, data, secret]) await giveTo(place.user, path);
			const args = ['-D', data, '-U', OWNER_NAME, '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und', '--locale=C'];
			args.push(`--lc-ctype=${ctype}`, '--data-checksums', '--auth=scram-sha-256', `--pwfile=${secret}`, '--no-instructions');
			if (!durable) args.push('--no-sync');
			const result = await runAs(place.user, binaries.initdb, args);
			if (result.code === 0) {
				await rename(data, place.cluster);
				if (durable) await syncFolder(place.root);
				return;
			}
			failure = result.output.trim();
			if (!failure.includes('invalid locale')) break;
		} finally {
			await rm(temporary, { recursive: true, force: true });
		}
	}
	throw new Error(`The database could not be made in ${place.cluster}. The server's program says: ${failure}`);
}

/** Sets a new password without knowing the old: the single-user mode asks for none, and only the files' user can start it. */
export async function replacePassword(place: Place, binaries: Binaries): Promise<string> {
	const password = newPassword(); // base64url: no quote can occur in it
	const statement = `ALTER ROLE ${OWNER_NAME} PASSWORD '${password}'\n`;
	const args = ['--single', '-D', place.cluster, '-c', 'log_min_messages=log', '-c', 'exit_on_error=on', 'postgres'];
	const result = await runAs(place.user, binaries.postgres, args, statement);
	if (result.code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(result.output)) {
		throw new Error(`The database in ${place.cluster} has no password file, and setting a new password failed: ${result.output.trim()}`);
	}
	await writePassword(place.dataDir, password);
	return password;
}

/** Makes renames in a folder durable. Windows has no such call and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
	if (process.platform === 'win32') return;
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
