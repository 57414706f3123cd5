import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { poolOptions, type Connection } from './database.ts';

/** One document of a library that ships with the product, as its catalogue table holds it. */
export interface CatalogueEntry {
	readonly sha256: string;
	readonly slug: string;
	readonly version: string;
	/** Canonical text of the document; `sha256` is its hash. */
	readonly document: string;
}
export type CatalogueTable = 'library_methodology' | 'library_questionnaire';

/**
 * Puts documents into the catalogue from which regions adopt copies, as the owner of the tables (the application's role
 * may only read it). A text that changed under an unchanged number replaces the catalogue's row; the copies that regions
 * have adopted stay as they are.
 */
export async function syncCatalogue(owner: Connection, table: CatalogueTable, entries: readonly CatalogueEntry[]): Promise<void> {
	const client = new pg.Client(poolOptions(owner));
	await client.connect();
	try {
		await client.query('begin');
		for (const { sha256, slug, version, document } of entries) {
			await client.query(`delete from ${table} where slug = $1 and version = $2 and sha256 <> $3`, [slug, version, sha256]);
			await client.query(`insert into ${table} (sha256, slug, version, document) values ($1, $2, $3, $4) on conflict (sha256) do nothing`, [sha256, slug, version, document]);
		}
		await client.query('commit');
	} catch (problem) {
		await client.query('rollback');
		throw problem;
	} finally {
		await client.end();
	}
}

/**
 * Runs `sync` when the YAML files under `dir` are other files than last time: reading and checking them takes time that
 * an ordinary start does not need. `fact` is the name under which the fingerprint of the files is remembered.
 */
export async function keepInStep(owner: Connection, fact: string, dir: string, sync: () => Promise<unknown>): Promise<void> {
	const fingerprint = await fingerprintOf(dir);
	const client = new pg.Client(poolOptions(owner));
	await client.connect();
	try {
		const known = await client.query<{ value: string }>('select value from installation where key = $1', [fact]);
		if (known.rows[0]?.value === fingerprint) return;
		await sync();
		await client.query('insert into installation (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value, set_at = now()', [fact, fingerprint]);
	} finally {
		await client.end();
	}
}

async function fingerprintOf(dir: string): Promise<string> {
	const hash = createHash('sha256');
	for (const file of (await readdir(dir, { recursive: true })).filter((f) => f.endsWith('.yaml')).sort()) hash.update(file).update('\0').update(await readFile(join(dir, file))).update('\0');
	return hash.digest('hex');
}
