/** Keeps an owned server running until it is stopped. */
import { rmdir } from 'node:fs/promises';
import type { OwnerLock } from './owner.ts';
import type { Place } from './paths.ts';
import { isServerOf, stopServer } from './postmaster.ts';
import { isAlive, messageOf } from './process.ts';
import type { ConnectionSettings, EmbeddedServer } from './types.ts';

/** The living server: pid, where it listens, and the password. */
export interface Live {
	pid: number;
	host: string;
	port: number;
	password: string;
}

/** What the watch needs to know and to do. */
export interface Watched {
	place: Place;
	lock: OwnerLock;
	notes: string[];
	log: (line: string) => void;
	live: Live;
	pgCtl: string;
	address(live: Live, database: string): ConnectionSettings;
	startAgain(): Promise<Live>;
}

const LOOK_EVERY_MS = 500;
const RESTARTS = 3;
const RESTART_SPAN_MS = 600_000;

/**
 * The server as its owner holds it. A server that ends without being asked (the system short of memory ends the largest process) is
 * started again at the same address, so that pools reconnect; more than three times in ten minutes, the watch gives up and says so.
 */
export function watch(watched: Watched): EmbeddedServer {
	const { place, lock, log } = watched;
	let live = watched.live;
	let stopping: Promise<void> | undefined;
	let restarting: Promise<void> | undefined;
	const restarts: number[] = [];

	const look = async (): Promise<void> => {
		if (stopping !== undefined || (await isAlive(live.pid)) || stopping !== undefined) return;
		const now = performance.now();
		while (restarts[0] !== undefined && restarts[0] < now - RESTART_SPAN_MS) restarts.shift();
		if (restarts.length >= RESTARTS) {
			clearInterval(timer);
			log(`the database server ended ${RESTARTS + 1} times in ten minutes and is not started again; see postgres.log in ${place.root}`);
			return;
		}
		restarts.push(now);
		log(`the database server (pid ${live.pid}) ended without being asked; starting it again`);
		try {
			live = await watched.startAgain();
		} catch (error) {
			log(`starting the database server again failed: ${messageOf(error)}`);
		}
	};
	const timer = setInterval(() => {
		restarting ??= look().finally(() => {
			restarting = undefined;
		});
	}, LOOK_EVERY_MS);
	timer.unref(); // the server must not keep a program alive that has nothing left to do

	// A program that ends without stop() leaves no server behind. Only signals can be sent from here, nothing can be awaited.
	const atExit = (): void => {
		try {
			if (process.platform !== 'win32') process.kill(live.pid, 'SIGINT');
		} catch {
			// It is gone already.
		}
	};
	process.once('exit', atExit);

	const stop = async (): Promise<void> => {
		clearInterval(timer);
		await restarting;
		try {
			// After a failed restart the pid may already be somebody else's.
			if (await isServerOf(place.cluster, live.pid)) await stopServer(live.pid, watched.pgCtl);
			if (process.platform !== 'win32' && !live.host.startsWith(place.root)) await rmdir(live.host).catch(() => {});
			log('the database server is closed');
		} finally {
			process.removeListener('exit', atExit);
			await lock.release();
		}
	};
	return {
		connection: (database) => watched.address(live, database),
		dataDir: place.cluster,
		adopted: false,
		notes: watched.notes,
		stop: () => (stopping ??= stop())
	};
}
