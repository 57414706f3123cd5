import { type ChildProcess, spawn } from 'node:child_process';
import { access, chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EmbeddedServer, startEmbedded } from './index.ts';
import { isAlive, waitUntilGone } from './process.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let base = '';
const servers: EmbeddedServer[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
	base = await mkdtemp(join(tmpdir(), 'sq-pg-'));
	// The folder must let the server's user through when the tests run as root.
	await chmod(base, 0o755);
});

afterEach(async () => {
	for (const server of servers.splice(0).reverse()) await server.stop();
	for (const child of children.splice(0)) child.kill('SIGKILL');
	await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

async function start(dataDir: string, more: { join?: boolean; log?: (line: string) => void } = {}): Promise<EmbeddedServer> {
	const server = await startEmbedded({ dataDir, durable: false, ...more });
	servers.push(server);
	return server;
}

async function query(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client(server.connection('postgres'));
	client.on('error', () => {});
	await client.connect();
	try {
		return (await client.query<Record<string, unknown>>(sql)).rows;
	} finally {
		await client.end().catch(() => {});
	}
}

async function postmaster(server: EmbeddedServer): Promise<number> {
	return Number.parseInt(await readFile(join(server.dataDir, 'postmaster.pid'), 'utf8'), 10);
}

/** Another process that owns a server and does nothing but hold it. */
function holder(dataDir: string): ChildProcess {
	const code = `import { startEmbedded } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
		await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
		console.log('ready');
		setInterval(() => {}, 1000);`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
	children.push(child);
	return child;
}

const ready = (child: ChildProcess): Promise<void> =>
	new Promise((resolve, reject) => {
		child.stdout?.once('data', () => resolve());
		child.once('exit', () => reject(new Error('the holder ended')));
	});

async function killHard(child: ChildProcess): Promise<void> {
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.removeAllListeners('exit').once('exit', () => {});
	child.kill('SIGKILL');
	await Promise.race([ended, waitUntilGone(child.pid ?? 0, 5000)]);
}

test('a first start makes a private cluster, and a restart keeps its data', async () => {
	const dataDir = join(base, 'data');
	const first = await start(dataDir);
	expect(first).toMatchObject({ adopted: false, notes: [], dataDir: join(dataDir, 'postgres') });
	expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
	expect((await stat(first.connection('postgres').host)).mode & 0o777).toBe(0o700);
	const [facts] = await query(
		first,
		`select current_setting('listen_addresses') as listen, current_setting('data_checksums') as checksums, current_setting('jit') as jit,
			 current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale, lower('ĒĢŠ') as lower
		 from pg_database where datname = current_database()`
	);
	expect(facts).toEqual({ listen: '', checksums: 'on', jit: 'off', encoding: 'UTF8', provider: 'i', locale: 'und', lower: 'ēģš' });
	await query(first, 'create extension pg_trgm; create extension unaccent');
	expect(await query(first, "select unaccent('Šķēršļi') as plain, similarity('ģēģ', 'ģēģ') as same")).toEqual([{ plain: 'Skersli', same: 1 }]);
	await query(first, "create table t (v text); insert into t values ('kept')");
	await first.stop();
	const second = await start(dataDir);
	expect(await query(second, 'select v from t')).toEqual([{ v: 'kept' }]);
	await second.stop();
	expect((await readdir(dataDir)).filter((name) => name.startsWith('owner.json'))).toEqual([]);
});

test('a wrong password is refused, and a lost password file is replaced', async () => {
	const dataDir = join(base, 'data');
	const first = await start(dataDir);
	const wrong = new pg.Client({ ...first.connection('postgres'), password: 'wrong' });
	await expect(wrong.connect()).rejects.toMatchObject({ code: '28P01' });
	await first.stop();
	await rm(join(dataDir, 'postgres-password'));
	const second = await start(dataDir);
	expect(second.connection('postgres').password).not.toBe(first.connection('postgres').password);
	await query(second, 'select 1');
	await second.stop();
	await writeFile(join(dataDir, 'postgres-password'), 'from another folder\n');
	await query(await start(dataDir), 'select 1');
});

test('a server killed with signal 9 is started again at the same address, with its data', async () => {
	const lines: string[] = [];
	const server = await start(join(base, 'data'), { log: (line) => lines.push(line) });
	await query(server, "create table t (v text); insert into t values ('kept')");
	await query(server, 'checkpoint'); // without synchronous commit the last changes may be lost by design
	const pid = await postmaster(server);
	process.kill(pid, 'SIGKILL');
	await expect.poll(() => lines.filter((line) => line.includes('runs (pid')).length, { timeout: 15_000 }).toBe(2);
	expect(await query(server, 'select v from t')).toEqual([{ v: 'kept' }]);
	expect(await postmaster(server)).not.toBe(pid);
});

test('the server of an owner killed with signal 9 is taken over, and stopped in the end', async () => {
	const dataDir = join(base, 'data');
	const child = holder(dataDir);
	await ready(child);
	await expect(startEmbedded({ dataDir, durable: false })).rejects.toThrow(`in use by process ${child.pid}`);
	const beside = await start(dataDir, { join: true });
	expect(beside.adopted).toBe(true);
	await query(beside, 'create table t (v int)');
	const pid = await postmaster(beside);
	await beside.stop();
	expect(await isAlive(pid)).toBe(true);
	await killHard(child);
	const heir = await start(dataDir);
	expect(heir.adopted).toBe(false);
	expect(await postmaster(heir)).toBe(pid);
	expect(await query(heir, 'select * from t')).toEqual([]);
	await heir.stop();
	expect(await isAlive(pid)).toBe(false);
});

test('owner and server both killed: the next start recovers', async () => {
	const dataDir = join(base, 'data');
	const child = holder(dataDir);
	await ready(child);
	const beside = await start(dataDir, { join: true });
	await query(beside, 'create table t (v int)');
	await query(beside, 'checkpoint'); // without synchronous commit the last changes may be lost by design
	const pid = await postmaster(beside);
	await killHard(child);
	process.kill(pid, 'SIGKILL');
	expect(await query(await start(dataDir), 'select * from t')).toEqual([]);
});

test('a left-over server with other settings is replaced', async () => {
	const dataDir = join(base, 'data');
	const child = holder(dataDir);
	await ready(child);
	const pid = Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
	await killHard(child);
	const durable = await startEmbedded({ dataDir });
	servers.push(durable);
	expect(await isAlive(pid)).toBe(false);
	expect(await query(durable, "select current_setting('fsync') as fsync")).toEqual([{ fsync: 'on' }]);
});

test('of two starts at once one owns the server; the other is refused, or joins', async () => {
	const dataDir = join(base, 'data');
	const results = await Promise.allSettled([start(dataDir), start(dataDir)]);
	expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
	await servers.splice(0)[0]?.stop();
	const both = await Promise.all([start(dataDir, { join: true }), start(dataDir, { join: true })]);
	expect(both.map((server) => server.adopted).sort()).toEqual([false, true]);
	for (const server of both) await query(server, 'select 1');
});

test('a long path gets a short socket folder', async () => {
	const dataDir = join(base, 'ļoti-gara-mape'.repeat(4), 'dati');
	const server = await start(dataDir);
	const { host } = server.connection('postgres');
	expect(Buffer.byteLength(join(host, '.s.PGSQL.5432'))).toBeLessThan(100);
	expect((await stat(host)).mode & 0o777).toBe(0o700);
	await query(server, 'select 1');
});

test('a first start killed in the middle leaves nothing that is taken for a database', async () => {
	const dataDir = join(base, 'data');
	const child = holder(dataDir);
	child.once('exit', () => {});
	await expect.poll(async () => (await readdir(dataDir).catch(() => [])).some((name) => /init-(?!probe)/.test(name)), { interval: 5, timeout: 10_000 }).toBe(true);
	await sleep(250);
	await killHard(child);
	await expect(access(join(dataDir, 'postgres'))).rejects.toThrow();
	const server = await start(dataDir);
	await query(server, 'select 1');
	expect((await readdir(dataDir)).filter((name) => name.startsWith('postgres.init-'))).toEqual([]);
});

test('files of another major version, and a folder that is no database, are refused with what to do', async () => {
	const old = join(base, 'old');
	await mkdir(join(old, 'postgres'), { recursive: true });
	await writeFile(join(old, 'postgres', 'PG_VERSION'), '17\n');
	await expect(startEmbedded({ dataDir: old })).rejects.toThrow(/made by PostgreSQL 17 .* "socquality backup"/);
	const other = join(base, 'other');
	await mkdir(join(other, 'postgres'), { recursive: true });
	await writeFile(join(other, 'postgres', 'notes.txt'), 'mine');
	await expect(startEmbedded({ dataDir: other })).rejects.toThrow('is in the way');
});

test('a program that ends without stopping the server leaves none behind', async () => {
	const dataDir = join(base, 'data');
	const code = `import { startEmbedded } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
		await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, durable: false });`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
	children.push(child);
	expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
	await expect.poll(() => access(join(dataDir, 'postgres', 'postmaster.pid')).then(() => true, () => false), { timeout: 10_000 }).toBe(false);
	expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
});

test.runIf(process.getuid?.() === 0)('as root, data of a closed folder lie where the server can go, and stay there', async () => {
	await chmod(base, 0o700);
	const dataDir = join(base, 'data');
	const first = await start(dataDir);
	const root = dirname(first.dataDir);
	try {
		expect(root).toMatch(/^\/var\/lib\/socquality\//);
		expect(first.notes.join(' ')).toContain(`cannot enter ${base}`);
		await query(first, 'create table t (v int)');
		await first.stop();
		await chmod(base, 0o755);
		const second = await start(dataDir);
		expect(second.dataDir).toBe(first.dataDir);
		expect(await query(second, 'select * from t')).toEqual([]);
		await second.stop();
		await rm(second.dataDir, { recursive: true });
		await expect(startEmbedded({ dataDir })).rejects.toThrow('that folder is not there');
	} finally {
		await rm(root, { recursive: true, force: true });
	}
});
