/**
 * The embedded PostgreSQL: a real server from an npm package, with its data in a folder, for one program at a time.
 *
 *     const server = await startEmbedded({ dataDir: 'data' });
 *     const pool = new pg.Pool(server.connection('postgres'));
 *     …
 *     await server.stop();
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { readPassword, OWNER_NAME } from './cluster.ts';
import { readOwner, takeOwnership } from './owner.ts';
import { waitUntilReady } from './launch.ts';
import { startOwned } from './owned.ts';
import { choosePlace, type Place } from './paths.ts';
import { isServerOf, readPostmaster } from './postmaster.ts';
import type { ConnectionSettings, EmbeddedOptions, EmbeddedServer } from './types.ts';

export { type BackupReport, takeBackup } from './backup.ts';
export { restoreBackup } from './restore.ts';
export type { ConnectionSettings, EmbeddedOptions, EmbeddedServer } from './types.ts';

/** How long a joiner waits for another process to finish its start, in milliseconds. */
const JOIN_LIMIT = 120_000;

/** How long a lock may be held by nobody who can be named, in milliseconds. */
const DYING_LIMIT = 3_000;

/**
 * Starts the embedded server of a data folder, makes its cluster at the first start, and takes over a server that a killed process
 * left running. Throws an Error with a sentence for the person when another process owns the folder (and `join` is not set), when
 * the folder, its user or its version does not fit, or when the server ends during the start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
	const log = options.log ?? (() => {});
	const notes: string[] = [];
	const place = await choosePlace(options.dataDir, notes);
	const began = performance.now();
	for (;;) {
		const lock = await takeOwnership(place.root);
		if (lock !== undefined) return startOwned({ place, lock, notes, log, durable: options.durable ?? true });
		if (options.join !== true) {
			// The lock of a process that is being killed ends only with its last thread; whoever lives is refused at once.
			if ((await readOwner(place.root)) !== undefined || performance.now() - began > DYING_LIMIT) throw new Error(await refusal(place));
			await sleep(50);
			continue;
		}
		const joined = await join(place, notes);
		if (joined !== undefined) return joined;
		if (performance.now() - began > JOIN_LIMIT) throw new Error(`${await refusal(place)} It has not finished its start.`);
		await sleep(50);
	}
}

async function refusal(place: Place): Promise<string> {
	const owner = await readOwner(place.root);
	const who = owner === undefined ? 'another process' : `process ${owner.pid} (since ${owner.since})`;
	return `The database in ${place.dataDir} is in use by ${who}. Stop that program first, or set DATA_DIR to another folder.`;
}

/** Uses the server of the owner. Undefined while the owner is still starting, or no longer there. */
async function join(place: Place, notes: string[]): Promise<EmbeddedServer | undefined> {
	const password = await readPassword(place.dataDir);
	const running = await readPostmaster(place.cluster);
	if (password === undefined || running === undefined || running.host === '') return undefined;
	const connection = (database: string): ConnectionSettings => ({ host: running.host, port: running.port, user: OWNER_NAME, password, database });
	try {
		await waitUntilReady(connection('postgres'), async () => ((await isServerOf(place.cluster, running.pid)) ? undefined : 'it is gone'), 10_000);
	} catch {
		return undefined; // starting, stopping or dead: the caller looks again, and may then own the server itself
	}
	return { connection, dataDir: place.cluster, adopted: true, notes, stop: async () => {} };
}
