/** Starts the server's process and waits until it takes connections. */
import { spawn } from 'node:child_process';
import { type FileHandle, open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { keepFolderOwner } from './owner.ts';
import { type Place, SOCKET_PORT, makeSocketDir } from './paths.ts';
import { codeOf, messageOf } from './process.ts';
import type { ConnectionSettings } from './types.ts';
import { spawnIdentity } from './user.ts';

/** A process of ours: its pid, where it listens, and how it ended (undefined while it runs). */
export interface Launched {
	pid: number;
	host: string;
	port: number;
	ended(): string | undefined;
}

const LOG_LIMIT_BYTES = 5_000_000;

const logFile = (place: Place): string => join(place.root, 'postgres.log');

/** Settings on the command line win over every file in the cluster: a server always runs as this program says. */
function settings(host: string, port: number, durable: boolean): string[] {
	const windows = process.platform === 'win32';
	const values: Record<string, string> = {
		listen_addresses: windows ? host : '',
		unix_socket_directories: windows ? '' : host,
		port: String(port),
		shared_buffers: '32MB',
		max_connections: '60',
		jit: 'off',
		min_wal_size: '32MB',
		max_wal_size: '512MB',
		wal_level: 'replica', // what a backup of the running server needs; its slot holds the log's files meanwhile
		archive_mode: 'off',
		max_wal_senders: '0',
		max_logical_replication_workers: '0',
		max_replication_slots: '4',
		timezone: 'UTC',
		log_timezone: 'UTC',
		// The program sees its own errors. In a file they would keep what people wrote: statements and their values.
		log_min_messages: 'log',
		log_min_error_statement: 'panic',
		log_error_verbosity: 'terse',
		log_parameter_max_length: '0',
		log_checkpoints: 'off',
		log_destination: 'stderr',
		logging_collector: 'off',
		...(windows ? {} : { unix_socket_permissions: '0700', client_connection_check_interval: '10s' }),
		...(durable
			? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
			: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' })
	};
	return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts the server's process. It takes connections only later: see `waitUntilReady`. Throws when it cannot be started at all. */
export async function launch(place: Place, binaries: Binaries, durable: boolean): Promise<Launched> {
	const windows = process.platform === 'win32';
	const host = windows ? '127.0.0.1' : await makeSocketDir(place);
	const port = windows ? await freePort() : SOCKET_PORT;
	const log = await openLog(place);
	try {
		// A process group of its own: Ctrl-C in a terminal must reach only us, who then close the server after our own work.
		const child = spawn(binaries.postgres, ['-D', place.cluster, ...settings(host, port, durable)], {
			...spawnIdentity(place.user),
			detached: true,
			windowsHide: true,
			stdio: ['ignore', log.fd, log.fd]
		});
		let how: string | undefined;
		child.on('exit', (code, signal) => {
			how = signal === null ? `exit code ${code}` : `signal ${signal}`;
		});
		const pid = await new Promise<number>((resolve, reject) => {
			child.on('error', (error) => reject(new Error(`The database server could not be started: ${error.message}`)));
			child.on('spawn', () => resolve(child.pid ?? 0));
		});
		child.unref();
		return { pid, host, port, ended: () => how };
	} finally {
		await log.close();
	}
}

async function openLog(place: Place): Promise<FileHandle> {
	const file = logFile(place);
	const size = await stat(file).then((found) => found.size, () => 0);
	if (size > LOG_LIMIT_BYTES) await rename(file, `${file}.1`);
	const handle = await open(file, 'a', 0o600);
	await keepFolderOwner(place.root, [file]);
	return handle;
}

/** The end of the server's own log, for the sentence of an error. */
export async function logTail(place: Place): Promise<string> {
	const text = await readFile(logFile(place), 'utf8').catch(() => '');
	return text.trim().split('\n').slice(-6).join('\n');
}

/** A free loopback port. Only for Windows; another program may take it before the server does, then the start fails and is repeated. */
function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
		});
	});
}

/** How a server that answers runs. */
export interface Running {
	fsync: boolean;
	/** as "18.4" */
	version: string;
}

/**
 * Waits until the server answers a query. `ended` says why it no longer can, or undefined. Rejects with the code `28P01` of
 * PostgreSQL on a wrong password, and with a sentence when the server ends or `milliseconds` pass.
 */
export async function waitUntilReady(to: ConnectionSettings, ended: () => Promise<string | undefined>, milliseconds: number): Promise<Running> {
	const limit = performance.now() + milliseconds;
	for (let pause = 5; ; pause = Math.min(pause * 1.5, 200)) {
		try {
			return await ask(to);
		} catch (error) {
			if (codeOf(error) === '28P01') throw error;
			const end = await ended();
			if (end !== undefined) throw new Error(`The database server ended before it took connections (${end}).`);
			if (performance.now() > limit) {
				throw new Error(`The database server does not answer at ${to.host} after ${Math.round(milliseconds / 1000)} s: ${messageOf(error)}`);
			}
			await sleep(pause);
		}
	}
}

async function ask(to: ConnectionSettings): Promise<Running> {
	const client = new pg.Client({ ...to, connectionTimeoutMillis: 10_000 });
	client.on('error', () => {}); // a server that goes away while we ask is told by the query's own rejection
	try {
		await client.connect();
		const result = await client.query<{ fsync: string; version: string }>(
			"select current_setting('fsync') as fsync, current_setting('server_version') as version"
		);
		const row = result.rows[0];
		return { fsync: row?.fsync === 'on', version: /^[\d.]+/.exec(row?.version ?? '')?.[0] ?? '' };
	} finally {
		await client.end().catch(() => {});
	}
}
