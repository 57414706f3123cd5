import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Config } from '#platform/config.ts';
import type { Connection } from '#platform/database/database.ts';

export interface ChildInput {
	readonly app: Connection;
	readonly config: Config;
	/** ISO moment that the story takes for today. */
	readonly now: string;
}

/**
 * Tells the story of the demonstration in a process of its own: the memory it takes is gone when it ends. Rejects when
 * that process fails; what went wrong is on standard error.
 */
export function seedInChild(input: ChildInput): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)));
		child.once('error', reject);
		child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The demonstration could not be made (exit ${code}).`))));
		// The settings hold secrets: they go over the private channel, never on a command line.
		child.send(input);
	});
}
