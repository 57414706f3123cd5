import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type EmbeddedServer, restoreBackup, startEmbedded, takeBackup } from './index.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let base = '';
let server: EmbeddedServer;

beforeAll(async () => {
	base = await mkdtemp(join(tmpdir(), 'sq-bk-'));
	await chmod(base, 0o755);
	server = await startEmbedded({ dataDir: join(base, 'data'), durable: false });
});

afterAll(async () => {
	await server.stop();
	await rm(base, { recursive: true, force: true });
});

async function connect(to: EmbeddedServer): Promise<pg.Client> {
	const client = new pg.Client(to.connection('postgres'));
	await client.connect();
	return client;
}

test('a backup taken while rows are written holds every row committed before it ended, and nothing half', async () => {
	const client = await connect(server);
	await client.query('create table pair_a (n int primary key, pad text); create table pair_b (n int primary key)');
	await client.query("insert into pair_a select i, repeat('x', 400) from generate_series(1, 20000) i; insert into pair_b select n from pair_a");

	let last = 20_000;
	let writing = true;
	const writer = (async () => {
		const second = await connect(server);
		while (writing) {
			const next = last + 1;
			await second.query(`begin; insert into pair_a values (${next}, 'during'); insert into pair_b values (${next}); commit`);
			// Pages all over the table change while they are copied.
			await second.query(`update pair_a set pad = repeat('y', 400) where n = ${(next * 7919) % 20_000}`);
			last = next;
		}
		await second.end();
	})();
	while (last < 20_050) await new Promise((resolve) => setTimeout(resolve, 5));
	const before = last;
	const backup = join(base, 'backup');
	const report = await takeBackup(server.connection('postgres'), backup, join(base, 'data'));
	const after = last;
	writing = false;
	await writer;
	expect(after).toBeGreaterThan(before);
	expect(report.files).toBeGreaterThan(500);
	expect(await readdir(base)).not.toContain('backup.partial');
	expect(await client.query('select * from pg_replication_slots').then((found) => found.rows)).toEqual([]);
	await client.end();

	await restoreBackup(backup, join(base, 'restored'));
	const restored = await startEmbedded({ dataDir: join(base, 'restored'), durable: false });
	try {
		const copy = await connect(restored);
		const { rows } = await copy.query<{ top: number; a: number; b: number }>(
			'select (select max(n) from pair_a) as top, (select count(*)::int from pair_a) as a, (select count(*)::int from pair_b) as b'
		);
		const { top, a, b } = rows[0] ?? { top: 0, a: 0, b: 0 };
		expect(top).toBeGreaterThanOrEqual(before);
		expect(top).toBeLessThanOrEqual(after);
		expect([a, b]).toEqual([top, top]);
		await copy.query('create extension amcheck');
		await copy.query("select bt_index_check(c.oid, true) from pg_class c join pg_am m on m.oid = c.relam where m.amname = 'btree' and c.relkind = 'i'");
		await copy.end();
	} finally {
		await restored.stop();
	}
});

test('a backup refuses a folder in use, and another server', async () => {
	const full = join(base, 'full');
	await mkdir(full);
	await writeFile(join(full, 'mine.txt'), 'x');
	await expect(takeBackup(server.connection('postgres'), full, join(base, 'data'))).rejects.toThrow('is not empty');
	await expect(takeBackup(server.connection('postgres'), join(base, 'b2'), join(base, 'elsewhere'))).rejects.toThrow('another server');
	await expect(takeBackup(server.connection('postgres'), join(server.dataDir, 'b'), join(base, 'data'))).rejects.toThrow('inside the database');
	expect((await readdir(base)).filter((name) => name.startsWith('b2'))).toEqual([]);
});

test('a restore refuses a folder in use, a damaged file, another major version and a path that leads out', async () => {
	const backup = join(base, 'small');
	await takeBackup(server.connection('postgres'), backup, join(base, 'data'));
	await expect(restoreBackup(backup, join(base, 'data'))).rejects.toThrow('is not empty');

	const file = join(backup, 'data', 'global', 'pg_control');
	const content = await readFile(file);
	await writeFile(file, Buffer.concat([Buffer.from([content[0] === 0 ? 1 : 0]), content.subarray(1)]));
	await expect(restoreBackup(backup, join(base, 'r1'))).rejects.toThrow('damaged: global/pg_control');
	await writeFile(file, content);

	const manifest = await readFile(join(backup, 'backup.json'), 'utf8');
	await writeFile(join(backup, 'backup.json'), manifest.replace('"postgresMajor":18', '"postgresMajor":17'));
	await expect(restoreBackup(backup, join(base, 'r1'))).rejects.toThrow('made by PostgreSQL 17');
	await writeFile(join(backup, 'backup.json'), manifest.replace('"path":"PG_VERSION"', '"path":"../PG_VERSION"'));
	await expect(restoreBackup(backup, join(base, 'r1'))).rejects.toThrow('is not a backup');
	await writeFile(join(backup, 'backup.json'), manifest);
	await restoreBackup(backup, join(base, 'r1')); // what failed before left nothing in the way
});
