import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export interface Ended {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

const folders: string[] = [];
const running = new Set<ChildProcess>();

/** A folder that the database's user can reach, removed after the test file. */
export async function folder(): Promise<string> {
	const dir = await mkdtemp(join(tmpdir(), 'sq-program-'));
	await chmod(dir, 0o755);
	folders.push(dir);
	return dir;
}

/** Call once in a test file: whatever still runs is killed, and folders are removed. */
export function cleanUp(): void {
	afterAll(async () => {
		for (const child of running) child.kill('SIGKILL');
		for (const dir of folders) await rm(dir, { recursive: true, force: true });
	});
}

const clean = { DATABASE_URL: '', MIGRATION_URL: '', SMTP_URL: '', MAIL_FROM: '', PUBLIC_URL: '', LOG_LEVEL: 'warn' };

function launch(args: string[], env: Record<string, string>): ChildProcess {
	const child = spawn(process.execPath, ['bin/socquality.ts', ...args], { env: { ...process.env, ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
	running.add(child);
	child.once('exit', () => running.delete(child));
	return child;
}

/** Runs one command to its end. */
export async function socquality(args: string[], env: Record<string, string> = {}): Promise<Ended> {
	const child = launch(args, env);
	let [out, err] = ['', ''];
	child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
	child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	return { code, out, err };
}

export interface Running {
	readonly url: string;
	/** Everything printed so far. */
	printed(): string;
	/** Sends the signal and waits for the end. */
	stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the program on a free port and waits for its ready line. */
export async function startProgram(env: Record<string, string>): Promise<Running> {
	const child = launch(['start'], { PORT: '0', HOST: '127.0.0.1', ...env });
	let out = '';
	let err = '';
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
	const url = await new Promise<string>((resolve, reject) => {
		child.stdout?.on('data', (data: Buffer) => {
			out += data.toString();
			const ready = /SocQuality is ready: (\S+)/.exec(out)?.[1];
			if (ready) resolve(ready);
		});
		void ended.then((code) => reject(new Error(`ended with ${code}: ${out}${err}`)));
	});
	return {
		url,
		printed: () => out,
		stop: async (signal = 'SIGTERM') => {
			child.kill(signal);
			return ended;
		}
	};
}
