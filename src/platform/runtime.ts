import type { Actor } from './access.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import type { Database } from './database/database.ts';
import type { IdSource, RegionId } from './ids.ts';
import type { Locale } from './locale.ts';
import type { Log } from './log.ts';

/** What the running program holds once: settings, database, clock, log. Built by the command line, read by the web. */
export interface Runtime {
	readonly config: Config;
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly newId: IdSource;
	/** The region is a demonstration: invented people, reusable sign-in links. */
	readonly demo: boolean;
	/** Becomes true with the ready line and false when the program stops. */
	ready: boolean;
	/** Puts work into the queue of background jobs; set by the program that runs one. */
	enqueue: (job: string, payload: Record<string, string>) => Promise<void>;
}

// The pages are bundled apart from the command line, so both find the one runtime through a registered symbol.
const key = Symbol.for('socquality.runtime');
const holder = globalThis as typeof globalThis & { [key]?: Runtime };

export function setRuntime(runtime: Runtime): void {
	holder[key] = runtime;
}

/** The runtime of this process. Throws when the program was not started through the command line. */
export function getRuntime(): Runtime {
	const runtime = holder[key];
	if (!runtime) throw new Error('SocQuality is not started: use "npm start" or "npx socquality start".');
	return runtime;
}

export interface Caller {
	readonly regionId: RegionId;
	readonly actor: Actor;
	readonly locale: Locale;
}

/**
 * Opens one transaction limited to the caller's region and runs a command or query in it. It commits when `work`
 * resolves and rolls back when it throws; what was handed to `afterCommit` runs only after a commit.
 */
export async function inContext<T>(caller: Caller, work: (context: Context) => Promise<T>, runtime: Runtime = getRuntime()): Promise<T> {
	const later: (() => void | Promise<void>)[] = [];
	const result = await runtime.database.inRegion(caller.regionId, (tx) =>
		work({
			regionId: caller.regionId,
			actor: caller.actor,
			locale: caller.locale,
			tx,
			now: runtime.clock.now(),
			newId: runtime.newId,
			demo: runtime.demo,
			afterCommit: (task) => void later.push(task)
		})
	);
	for (const task of later) await task();
	return result;
}
