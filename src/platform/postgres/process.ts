/** What the operating system says about processes: is a pid alive, is it really the one we mean. */
import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The error code (`ENOENT`, `57P03`, …) of anything thrown, or undefined. */
export function codeOf(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
	return typeof error.code === 'string' ? error.code : undefined;
}

/** The sentence in anything thrown. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/**
 * Whether a process with this pid runs. A zombie counts as dead: in containers whose first process reaps nobody, a killed
 * server stays one for ever, and signal 0 would still find it.
 */
export async function isAlive(pid: number): Promise<boolean> {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM: it exists and belongs to somebody else.
		return codeOf(error) === 'EPERM';
	}
	const stat = await statFields(pid);
	return stat === undefined || (stat[0] !== 'Z' && stat[0] !== 'X');
}

/** Fields of /proc/<pid>/stat from the state on (Linux); undefined elsewhere. The name before may contain blanks and brackets. */
async function statFields(pid: number): Promise<string[] | undefined> {
	if (process.platform !== 'linux') return undefined;
	try {
		const text = await readFile(`/proc/${pid}/stat`, 'utf8');
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		return undefined;
	}
}

/**
 * A text that stays the same for the life of a process and differs when its pid is used again; empty where the system does not
 * tell. Compare for equality only.
 */
export async function startMark(pid: number): Promise<string> {
	if (process.platform === 'linux') {
		const fields = await statFields(pid);
		const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
		return fields?.[19] === undefined ? '' : `${boot.trim()}/${fields[19]}`;
	}
	return process.platform === 'win32' ? '' : ps(pid, 'lstart=');
}

/** The command line of a process, arguments joined by blanks; empty when the system does not tell. */
export async function commandLine(pid: number): Promise<string> {
	if (process.platform === 'linux') {
		const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
		return text.split('\0').join(' ').trim();
	}
	return process.platform === 'win32' ? '' : ps(pid, 'command=');
}

/** Whether the process's program file was removed or replaced since (an update while it ran). Known on Linux only. */
export async function programReplaced(pid: number): Promise<boolean> {
	const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
	return program.endsWith(' (deleted)');
}

function ps(pid: number, column: string): Promise<string> {
	return new Promise((resolve) => {
		execFile('ps', ['-o', column, '-p', String(pid)], { env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } }, (_error, out) =>
			resolve(out.trim())
		);
	});
}

/** Waits until the process is gone. Returns false when it is still there after `milliseconds`. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
	const end = performance.now() + milliseconds;
	while (await isAlive(pid)) {
		if (performance.now() > end) return false;
		await sleep(15);
	}
	return true;
}
