/** Where the cluster, its socket and its log lie, so that the user the server runs as can go there. */
import { createHash, randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { codeOf, messageOf } from './process.ts';
import { type ServerUser, chooseServerUser, giveTo, isRoot, runAs } from './user.ts';

/** Where root's clusters and copies of the programs go when the clone or the data folder is closed to the server's user. */
export const SYSTEM_ROOT = '/var/lib/socquality';

/** On Unix the port is only a part of the socket's name: every server has a folder of its own. */
export const SOCKET_PORT = 5432;

/** A Unix socket's path ends at 104 to 108 bytes, depending on the system. */
const LONGEST_SOCKET_PATH = 99;

/** The places of one embedded server. */
export interface Place {
	/** the folder the caller named, without symbolic links: holds the password */
	dataDir: string;
	/** holds cluster, log, lock and (if short enough) socket; the same as `dataDir` unless that is closed to the server's user */
	root: string;
	cluster: string;
	user: ServerUser | undefined;
}

const pointerFile = (dataDir: string): string => join(dataDir, 'postgres-location');

const exists = async (path: string): Promise<boolean> => (await lstat(path).catch(() => undefined)) !== undefined;

/**
 * Makes the data folder if needed and decides where the cluster lies. Once a cluster exists it stays where it is, whatever the
 * rights of folders become: a second, empty cluster elsewhere would look like lost data.
 * Adds to `notes` when data lie outside `dataDir`. Throws a sentence when an existing cluster cannot be reached.
 */
export async function choosePlace(wanted: string, notes: string[]): Promise<Place> {
	const dataDir = await makeDataDir(wanted);
	const inside = join(dataDir, 'postgres');
	const pointer = await readFile(pointerFile(dataDir), 'utf8').then((text) => text.trim(), () => undefined);
	if (pointer !== undefined && pointer !== '') {
		const cluster = join(pointer, 'postgres');
		if (!(await exists(cluster))) {
			throw new Error(
				`The data of ${dataDir} should lie in ${cluster}, and that folder is not there. Bring it back, or restore a backup into a new DATA_DIR.`
			);
		}
		notes.push(`The database lies in ${cluster}, as ${pointerFile(dataDir)} says.`);
		return { dataDir, root: pointer, cluster, user: await checkedUser(cluster) };
	}
	const user = await checkedUser(inside);
	if (user === undefined) return { dataDir, root: dataDir, cluster: inside, user };
	const closed = await whyClosed(dataDir, user);
	if (closed === undefined) return { dataDir, root: dataDir, cluster: inside, user };
	if (await exists(inside)) {
		throw new Error(`The database in ${inside} belongs to ${user.name}, who cannot get there: ${closed}. Allow it (chmod o+x) or move DATA_DIR.`);
	}
	const root = join(SYSTEM_ROOT, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
	await mkdir(root, { recursive: true, mode: 0o755 }).catch((error: unknown) => {
		throw new Error(`${closed}, and ${root} cannot be made instead: ${messageOf(error)}. Set DATA_DIR to a folder that every user can enter, or start as an ordinary user.`);
	});
	notes.push(`The database lies in ${join(root, 'postgres')}, because the server runs as ${user.name} and not as root, and ${closed}.`);
	return { dataDir, root, cluster: join(root, 'postgres'), user: await checkedUser(join(root, 'postgres'), user) };
}

/** Where the cluster of an existing data folder lies; makes and changes nothing. */
export async function locateCluster(dataDir: string): Promise<string> {
	const pointer = await readFile(pointerFile(resolve(dataDir)), 'utf8').then((text) => text.trim(), () => '');
	return join(pointer === '' ? resolve(dataDir) : pointer, 'postgres');
}

/** Remembers a place outside the data folder. Written once the cluster exists, so that the file never points at nothing. */
export async function rememberPlace(place: Place): Promise<void> {
	if (place.root !== place.dataDir) await writeFile(pointerFile(place.dataDir), `${place.root}\n`);
}

async function checkedUser(cluster: string, fallback?: ServerUser): Promise<ServerUser | undefined> {
	const found = await stat(cluster).catch(() => undefined);
	if (found === undefined && fallback !== undefined) return fallback;
	const own = process.getuid?.();
	if (found !== undefined && own !== undefined && own !== 0 && found.uid !== own) {
		throw new Error(`The database in ${cluster} belongs to the user with uid ${found.uid} and this program runs as uid ${own}. Start it as that user.`);
	}
	return chooseServerUser(cluster);
}

async function makeDataDir(wanted: string): Promise<string> {
	const path = resolve(wanted);
	try {
		// As root the folder must let the server's user through (not list); otherwise it is nobody else's business.
		if ((await mkdir(path, { recursive: true })) !== undefined && process.platform !== 'win32') await chmod(path, isRoot() ? 0o711 : 0o700);
		return await realpath(path);
	} catch (error) {
		throw new Error(`The data folder ${path} cannot be made or opened: ${messageOf(error)}. Set DATA_DIR to a folder this user may write.`);
	}
}

/** The first folder on the way to `path` (inclusive) that the user may not enter, by its mode; undefined when all are open. */
export async function closedParent(path: string, user: ServerUser): Promise<string | undefined> {
	const chain: string[] = [];
	for (let at = path; ; at = dirname(at)) {
		chain.unshift(at);
		if (dirname(at) === at) break;
	}
	for (const folder of chain) {
		const found = await stat(folder).catch(() => undefined);
		if (found === undefined) continue;
		const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
		if ((found.mode & bit) === 0) return folder;
	}
	return undefined;
}

/** Why the user cannot keep files below `folder`, or undefined when it can. Modes say which folder is closed; only trying is proof. */
async function whyClosed(folder: string, user: ServerUser): Promise<string | undefined> {
	const closed = await closedParent(folder, user);
	if (closed !== undefined) return `${user.name} cannot enter ${closed}`;
	const probe = await mkdtemp(join(folder, 'postgres.init-probe-'));
	try {
		await giveTo(user, probe);
		const result = await runAs(user, '/bin/sh', ['-c', 'cd "$1" && : > "$1/ok"', 'sh', probe]);
		return result.code === 0 ? undefined : `${user.name} cannot write in ${folder} (${result.output.trim()})`;
	} finally {
		await rm(probe, { recursive: true, force: true });
	}
}

const fits = (folder: string): boolean => Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH;

/**
 * A folder for the socket, empty, mode 700 and owned by the server's user, whose socket path is short enough: `run` beside the cluster,
 * else a folder below the system's temporary one. Not for Windows. Throws when no place is short enough. Only
 * under the lock and with no server running: what lies there is a dead server's, whose pid in the socket's lock file may
 * be a zombie's or a stranger's and would keep the new server from starting.
 */
export async function makeSocketDir(place: Place): Promise<string> {
	const folder = await findSocketDir(place);
	for (const name of await readdir(folder)) {
		if (name.startsWith('.s.PGSQL.')) await rm(join(folder, name), { force: true });
	}
	return folder;
}

async function findSocketDir(place: Place): Promise<string> {
	const beside = join(place.root, 'run');
	if (fits(beside)) {
		await mkdir(beside, { recursive: true });
		await giveTo(place.user, beside);
		await chmod(beside, 0o700);
		return beside;
	}
	const name = `socquality-${createHash('sha256').update(place.cluster).digest('hex').slice(0, 10)}`;
	for (const temp of [tmpdir(), '/tmp']) {
		// The second name is for a machine where somebody else already holds the first: the folder is world-writable.
		for (const folder of [join(temp, name), join(temp, `socquality-${randomBytes(5).toString('hex')}`)]) {
			if (fits(folder) && (await claim(folder, place.user))) return folder;
		}
	}
	throw new Error(`No folder is short enough for the database server's socket: ${beside} and ${tmpdir()} are too long. Set TMPDIR or DATA_DIR to a shorter path.`);
}

async function claim(folder: string, user: ServerUser | undefined): Promise<boolean> {
	if (user !== undefined && (await closedParent(dirname(folder), user)) !== undefined) return false;
	try {
		await mkdir(folder, { mode: 0o700 });
		await giveTo(user, folder);
		return true;
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') return false;
	}
	const found = await lstat(folder);
	return found.isDirectory() && found.uid === (user?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0;
}
