/** The ordinary user the server runs as: PostgreSQL refuses to run as root. */
import { spawn } from 'node:child_process';
import { chown, readFile, stat } from 'node:fs/promises';

/** An unprivileged user of this machine. */
export interface ServerUser {
	uid: number;
	gid: number;
	name: string;
}

/** Result of a short command: exit code (null when killed by a signal) and everything it printed. */
export interface RunResult {
	code: number | null;
	output: string;
}

const PREFERRED = ['socquality', 'postgres', '_postgres', 'nobody'];

export function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/**
 * Whom to run the server as: undefined means "as ourselves" (we are an ordinary user, or on Windows). As root it is the owner of
 * the cluster when one exists, else `socquality`, `postgres` or `nobody`, the first that this machine knows.
 * Throws when we are root and no such user exists.
 */
export async function chooseServerUser(existingCluster?: string): Promise<ServerUser | undefined> {
	if (!isRoot()) return undefined;
	const users = await listUsers();
	if (existingCluster !== undefined) {
		const owner = await stat(existingCluster).catch(() => undefined);
		if (owner !== undefined && owner.uid !== 0) {
			const name = users.find((user) => user.uid === owner.uid)?.name ?? `uid ${owner.uid}`;
			return { uid: owner.uid, gid: owner.gid, name };
		}
	}
	for (const name of PREFERRED) {
		const found = users.find((user) => user.name === name && user.uid > 0);
		if (found !== undefined) return found;
	}
	throw new Error(
		'The database server must not run as root, and this machine has no user socquality, postgres or nobody to run it as. ' +
			'Create one (useradd --system socquality) or start the program as an ordinary user.'
	);
}

async function listUsers(): Promise<ServerUser[]> {
	const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
	const users: ServerUser[] = [];
	for (const line of text.split('\n')) {
		const [name, , uid, gid] = line.split(':');
		if (name !== undefined && uid !== undefined && gid !== undefined && name !== '') {
			users.push({ name, uid: Number(uid), gid: Number(gid) });
		}
	}
	return users;
}

/** Gives a file or folder to the server's user; nothing to do when the server runs as ourselves. */
export async function giveTo(user: ServerUser | undefined, path: string): Promise<void> {
	if (user !== undefined) await chown(path, user.uid, user.gid);
}

/**
 * The environment of PostgreSQL's programs. Ours is not passed on: it holds the program's secrets, and variables such as PGPORT or
 * LC_ALL would change what the server does.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
	const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
	const kept = process.platform === 'win32' ? ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMP', 'USERPROFILE'] : ['PATH'];
	for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name];
	return env;
}

/** Spawn options that every one of PostgreSQL's programs gets: identity, environment, and a folder that every user can enter. */
export function spawnIdentity(user: ServerUser | undefined): { uid?: number; gid?: number; env: NodeJS.ProcessEnv; cwd?: string } {
	return {
		env: cleanEnvironment(),
		...(process.platform === 'win32' ? {} : { cwd: '/' }),
		...(user === undefined ? {} : { uid: user.uid, gid: user.gid })
	};
}

/** Runs a short command as the server's user and collects its output. Rejects when it cannot be started at all. */
export function runAs(user: ServerUser | undefined, file: string, args: string[], input?: string): Promise<RunResult> {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, { ...spawnIdentity(user), stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
		let output = '';
		const collect = (chunk: Buffer): void => {
			output += chunk.toString('utf8');
		};
		child.stdout.on('data', collect);
		child.stderr.on('data', collect);
		child.stdin.on('error', () => {}); // the command may end before it reads; its exit code says what matters
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, output }));
		child.stdin.end(input ?? '');
	});
}
