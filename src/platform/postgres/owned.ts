/** A server this process owns: taken over from a dead process or started, watched, and stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, locateBinaries } from './binaries.ts';
import { checkMajor, clusterMajor, ensureCluster, OWNER_NAME, readPassword, replacePassword } from './cluster.ts';
import { type Running, launch, logTail, waitUntilReady } from './launch.ts';
import type { OwnerLock } from './owner.ts';
import { type Place, rememberPlace } from './paths.ts';
import { answers, clearDeadServer, isServerOf, type Postmaster, readPostmaster, stopServer } from './postmaster.ts';
import { codeOf, messageOf, programReplaced } from './process.ts';
import type { ConnectionSettings, EmbeddedServer } from './types.ts';
import { type Live, watch } from './watch.ts';

/** What a start under the lock needs. */
export interface OwnedStart {
	place: Place;
	lock: OwnerLock;
	notes: string[];
	log: (line: string) => void;
	durable: boolean;
}

/** After a crash the server first repeats its log; with max_wal_size 512 MB that takes seconds, on a bad disk minutes. */
const READY_LIMIT = 300_000;

const address = (live: Live, database: string): ConnectionSettings => ({
	host: live.host,
	port: live.port,
	user: OWNER_NAME,
	password: live.password,
	database
});

/** Takes over or starts the server. The lock is released by `stop`, or here when the start fails. */
export async function startOwned(start: OwnedStart): Promise<EmbeddedServer> {
	try {
		const binaries = await locateBinaries(start.place.user, start.place.root, start.notes);
		const major = await clusterMajor(start.place.cluster);
		if (major !== undefined) checkMajor(major, binaries.major, start.place.cluster);
		const live = (await takeOver(start, binaries)) ?? (await startNew(start, binaries));
		return watch({
			...start,
			live,
			pgCtl: binaries.pgCtl,
			address,
			startAgain: async () => (await takeOver(start, binaries)) ?? startNew(start, binaries)
		});
	} catch (error) {
		await start.lock.release();
		throw error;
	}
}

/** Takes over the server of a process that died, when it runs as we would run it; else stops it. Undefined: a new one is needed. */
async function takeOver(start: OwnedStart, binaries: Binaries): Promise<Live | undefined> {
	const { place, log } = start;
	const left = await readPostmaster(place.cluster);
	if (left === undefined) return undefined;
	if (!(await isServerOf(place.cluster, left.pid))) {
		if (await answers(left)) {
			throw new Error(`The database in ${place.dataDir} is in use by a server that this machine does not show, perhaps in another container. Stop it first.`);
		}
		await clearDeadServer(place.cluster, left);
		return undefined;
	}
	const password = await readPassword(place.dataDir);
	// A server whose program and libraries were replaced underneath would load parts of the new ones.
	const usable = password !== undefined && !(await programReplaced(left.pid));
	const running = usable ? await inspect(start, left, password) : undefined;
	if (password !== undefined && running !== undefined && running.fsync === start.durable && running.version === binaries.version) {
		log(`took over the database server (pid ${left.pid}) that an earlier process left running`);
		return { pid: left.pid, host: left.host, port: left.port, password };
	}
	log(`stopping the database server (pid ${left.pid}) that an earlier process left running with other settings`);
	if (await isServerOf(place.cluster, left.pid)) await stopServer(left.pid, binaries.pgCtl);
	const remains = await readPostmaster(place.cluster);
	if (remains !== undefined) await clearDeadServer(place.cluster, remains);
	return undefined;
}

/** How the left-over server runs; undefined when it does not let us in or is on its way out. */
async function inspect(start: OwnedStart, left: Postmaster, password: string): Promise<Running | undefined> {
	// Its file may be incomplete when its owner died during the start.
	const now = left.host === '' ? ((await sleep(300)), await readPostmaster(start.place.cluster)) : left;
	if (now === undefined || now.host === '') return undefined;
	left.host = now.host;
	left.port = now.port;
	const gone = async (): Promise<string | undefined> => ((await isServerOf(start.place.cluster, left.pid)) ? undefined : 'it is gone');
	return waitUntilReady(address({ ...left, password }, 'postgres'), gone, READY_LIMIT).catch(() => undefined);
}

async function startNew(start: OwnedStart, binaries: Binaries): Promise<Live> {
	const { place, log, durable } = start;
	let password = await ensureCluster(place, binaries, durable, log);
	await rememberPlace(place);
	const oldProcessesLimit = performance.now() + 10_000;
	for (let replaced = false; ; ) {
		const began = performance.now();
		const child = await launch(place, binaries, durable);
		const live: Live = { pid: child.pid, host: child.host, port: child.port, password };
		try {
			await waitUntilReady(address(live, 'postgres'), async () => child.ended(), READY_LIMIT);
			log(`the database server runs (pid ${child.pid}, ${Math.round(performance.now() - began)} ms)`);
			return live;
		} catch (error) {
			if (child.ended() === undefined) await stopServer(child.pid, binaries.pgCtl);
			if (codeOf(error) === '28P01' && !replaced) {
				// Cluster and password file come from different times, for instance a copied folder.
				password = await replacePassword(place, binaries);
				replaced = true;
				continue;
			}
			const tail = await logTail(place);
			// Processes of a server killed a moment ago notice its death within milliseconds to seconds.
			if (/still in use|lock file "postmaster.pid" already exists/.test(tail.split('\n').slice(-3).join('\n')) && performance.now() < oldProcessesLimit) {
				await sleep(200);
				continue;
			}
			throw new Error(`${messageOf(error)} Its log ends with:\n${tail}`);
		}
	}
}
