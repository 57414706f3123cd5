import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { poolOptions, type Connection } from '#platform/database/database.ts';
import { libraryDir, loadLibrary, syncLibrary } from './library.ts';

const fact = 'library';

/**
 * Brings the catalogue up to the library's files, when they are other files than last time: reading and checking them
 * takes half a second that an ordinary start does not need. `owner` owns the tables. Throws LibraryError as `loadLibrary`.
 */
export async function keepCatalogue(owner: Connection, dir = libraryDir): Promise<void> {
	const fingerprint = await fingerprintOf(dir);
	const client = new pg.Client(poolOptions(owner));
	await client.connect();
	try {
		const known = await client.query<{ value: string }>('select value from installation where key = $1', [fact]);
		if (known.rows[0]?.value === fingerprint) return;
		await syncLibrary(owner, await loadLibrary(dir));
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
