/** The server process a cluster names in its postmaster.pid: does it live, where does it listen, and how it is stopped. */
import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SOCKET_PORT } from './paths.ts';
import { commandLine, isAlive, waitUntilGone } from './process.ts';
import { runAs } from './user.ts';

/** What postmaster.pid says. */
export interface Postmaster {
	pid: number;
	/** socket folder, or the loopback address on Windows */
	host: string;
	port: number;
	/** id of the System V memory segment that all processes of this server hold */
	memory: string | undefined;
}

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** Reads postmaster.pid; undefined when there is none. Fields still missing during a start are empty. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
	const text = await readFile(pidFile(cluster), 'utf8').catch(() => undefined);
	if (text === undefined) return undefined;
	const [pid, , , port, socketDir, address, memory] = text.split('\n').map((line) => line.trim());
	return {
		pid: Number.parseInt(pid ?? '', 10),
		host: socketDir !== undefined && socketDir !== '' ? socketDir : (address ?? ''),
		port: Number.parseInt(port ?? '', 10) || SOCKET_PORT,
		memory: memory?.split(/\s+/)[1]
	};
}

/** Whether the process is alive and really the server of this cluster: after a reboot its pid may be anybody's. */
export async function isServerOf(cluster: string, pid: number): Promise<boolean> {
	if (!(await isAlive(pid))) return false;
	const command = await commandLine(pid);
	return command === '' || (command.includes('postgres') && command.includes(cluster));
}

/** Whether anything answers at the address of a postmaster.pid (a server in another container has no pid here). */
export async function answers(postmaster: Postmaster): Promise<boolean> {
	if (postmaster.host === '') return false;
	return new Promise((resolve) => {
		const target = process.platform === 'win32'
			? { host: postmaster.host, port: postmaster.port }
			: { path: join(postmaster.host, `.s.PGSQL.${postmaster.port}`) };
		const socket = connect({ ...target, timeout: 2000 });
		const end = (answer: boolean): void => {
			socket.destroy();
			resolve(answer);
		};
		socket.on('connect', () => end(true)).on('error', () => end(false)).on('timeout', () => end(false));
	});
}

/**
 * Clears the way after a server that died. PostgreSQL removes a dead server's postmaster.pid itself, but takes a zombie, or a
 * stranger with the same pid, for a living server; then we remove the file. That takes away PostgreSQL's own guard against
 * processes of the old server that still write, so first the last of them must have let go of the shared memory.
 */
export async function clearDeadServer(cluster: string, dead: Postmaster): Promise<void> {
	for (let waited = 0; waited < 10_000 && (await memoryInUse(dead.memory)); waited += 25) await sleep(25);
	if (await memoryInUse(dead.memory)) {
		throw new Error(`Processes of a database server that ended (pid ${dead.pid}) still use ${cluster}. Wait until they end, or end them, and start again.`);
	}
	if (process.platform === 'linux') await rm(pidFile(cluster), { force: true });
}

async function memoryInUse(id: string | undefined): Promise<boolean> {
	if (id === undefined) return false;
	const table = await readFile('/proc/sysvipc/shm', 'utf8').catch(() => '');
	for (const line of table.split('\n')) {
		const [, shmid, , , , , attached] = line.trim().split(/\s+/);
		if (shmid === id) return Number(attached) > 0;
	}
	return false;
}

/** Asks a server to end: `fast` rolls back and closes in order, `immediate` leaves recovery to the next start. */
export async function signalServer(pid: number, mode: 'fast' | 'immediate', pgCtl: string): Promise<void> {
	const signal = mode === 'fast' ? 'SIGINT' : 'SIGQUIT';
	if (process.platform === 'win32') {
		// There process.kill ends a process at once; pg_ctl speaks to the server through its pipe.
		await runAs(undefined, pgCtl, ['kill', signal.slice(3), String(pid)]);
		return;
	}
	try {
		process.kill(pid, signal);
	} catch {
		// It is gone already: that is what we want.
	}
}

/** Stops a server in order, and by force when that takes longer than a minute. Returns when it is gone; throws when it stays. */
export async function stopServer(pid: number, pgCtl: string): Promise<void> {
	await signalServer(pid, 'fast', pgCtl);
	if (await waitUntilGone(pid, 60_000)) return;
	await signalServer(pid, 'immediate', pgCtl);
	if (await waitUntilGone(pid, 15_000)) return;
	throw new Error(`The database server (pid ${pid}) does not stop.`);
}
