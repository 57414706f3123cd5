import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chmod } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
	interface ProvidedContext {
		origin: string;
		links: Record<string, string>;
		dataDir: string;
	}
}

/** Starts the built program as a person does, with a demonstration of its own, and stops it with SIGTERM. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const dataDir = await mkdtemp(join(tmpdir(), 'sq-browser-'));
	await chmod(dataDir, 0o755);
	const child = spawn(process.execPath, ['bin/socquality.ts', 'start'], {
		env: { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', DEMO: 'true', LOG_LEVEL: 'warn', PUBLIC_URL: '', DATABASE_URL: '', SMTP_URL: '' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const origin = await new Promise<string>((resolve, reject) => {
		createInterface({ input: child.stdout }).on('line', (line) => {
			const ready = /^SocQuality is ready: (\S+)/.exec(line)?.[1];
			if (ready) resolve(ready);
		});
		void ended.then((code) => reject(new Error(`The program ended with ${code} before it was ready`)));
	});
	const links = await waitForLinks(join(dataDir, 'demo-links.json'));
	project.provide('origin', origin);
	project.provide('links', links);
	project.provide('dataDir', dataDir);
	return async () => {
		child.kill('SIGTERM');
		await ended;
		await rm(dataDir, { recursive: true, force: true });
	};
}

/** The file follows the ready line by an instant. */
async function waitForLinks(path: string): Promise<Record<string, string>> {
	for (let tries = 0; ; tries++) {
		try {
			return JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
		} catch (problem) {
			if (tries > 100) throw problem;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}
}
