import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { poolOptions, type Connection } from './database.ts';

/** Where the SQL files lie, from this file's place in the source tree. */
export const migrationsDir = join(import.meta.dirname, '../../../migrations');

const lockNumber = 7_201_518_426;

/**
 * Brings the schema up to date as its owner: every file of migrations/ once, in the order of its name, each in one
 * transaction. `{{app_role}}` in a file stands for the quoted name of the application's role. A file that was applied and
 * has changed since stops the start. Returns the names of the files applied now.
 */
export async function migrate(owner: Connection, appRole: string, dir = migrationsDir): Promise<string[]> {
	const client = new pg.Client({ ...poolOptions(owner), statement_timeout: 0 });
	await client.connect();
	try {
		// One lock for the whole run: two programs that start together migrate one after the other.
		await client.query(`select pg_advisory_lock(${lockNumber})`);
		await client.query(
			'create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())'
		);
		const known = new Map(
			(await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration')).rows.map((row) => [row.name, row.sha256])
		);
		const applied: string[] = [];
		for (const name of (await readdir(dir)).filter((file) => file.endsWith('.sql')).sort()) {
			const text = await readFile(join(dir, name), 'utf8');
			const sha256 = createHash('sha256').update(text).digest('hex');
			const before = known.get(name);
			if (before === sha256) continue;
			if (before) throw new Error(`The migration ${name} was applied and has changed since. Restore the file as it was, and write a new one for the change.`);
			await client.query('begin');
			try {
				await client.query(text.replaceAll('{{app_role}}', client.escapeIdentifier(appRole)));
				await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256]);
				await client.query('commit');
			} catch (error) {
				await client.query('rollback');
				throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
			}
			applied.push(name);
		}
		return applied;
	} finally {
		await client.end();
	}
}

/** Makes sure that the application's role exists on a server that we own, with this password and no special right. */
export async function ensureAppRole(owner: Connection, role: string, password: string): Promise<void> {
	const client = new pg.Client(poolOptions(owner));
	await client.connect();
	try {
		const exists = (await client.query('select 1 from pg_roles where rolname = $1', [role])).rowCount;
		const name = client.escapeIdentifier(role);
		const secret = client.escapeLiteral(password);
		await client.query(`${exists ? 'alter' : 'create'} role ${name} with login nosuperuser nobypassrls nocreatedb nocreaterole password ${secret}`);
	} finally {
		await client.end();
	}
}

/** Makes sure that a database of this name exists on a server that we own. */
export async function ensureDatabase(owner: Connection, name: string): Promise<void> {
	const client = new pg.Client(poolOptions(owner));
	await client.connect();
	try {
		const exists = (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount;
		if (!exists) await client.query(`create database ${client.escapeIdentifier(name)}`);
	} finally {
		await client.end();
	}
}
