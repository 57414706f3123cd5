import { readConfig } from '#platform/config.ts';
import { start } from '../start.ts';

/** Runs until Ctrl-C or SIGTERM, then stops the pages, the jobs and the database, in this order. */
export async function serve(): Promise<void> {
	const signal = new Promise<void>((resolve) => {
		for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(name, () => resolve());
		}
	});
	const stop = await start(readConfig(process.env), (line) => process.stdout.write(`${line}\n`));
	await signal;
	await stop();
}
