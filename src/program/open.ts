import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, type Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { openDatabase, refuseStrongRole, type Connection, type Database } from '#platform/database/database.ts';
import { ensureAppRole, ensureDatabase, migrate } from '#platform/database/migrate.ts';
import { randomIds, type IdSource } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { startEmbedded } from '#platform/postgres/index.ts';
import { setRuntime, type Runtime } from '#platform/runtime.ts';

const appRole = 'socquality_app';
const databaseName = 'socquality';

export interface Program {
	readonly runtime: Runtime;
	/** The plain role's connection, which everything but migrations and backups uses. */
	readonly app: Connection;
	/** The owner's connection: migrations, jobs' own tables, backups. */
	readonly owner: Connection;
	/** Sentences the person should read, such as where the data lies. */
	readonly notes: readonly string[];
	close(): Promise<void>;
}

/**
 * Opens everything a command needs: the database (embedded under DATA_DIR, or the one of DATABASE_URL), migrated, and the
 * runtime. `join` lets a command line work beside a running program.
 */
export async function openProgram(config: Config, options: { join: boolean; clock?: Clock; newId?: IdSource; durable?: boolean; demo?: boolean }): Promise<Program> {
	const log = createLog(config.LOG_LEVEL);
	await mkdir(config.DATA_DIR, { recursive: true });
	const place = config.DATABASE_URL ? await external(config) : await embedded(config, options);
	const database = openDatabase(place.app);
	try {
		await refuseStrongRole(database);
	} catch (problem) {
		await database.close();
		await place.stop();
		throw problem;
	}
	const runtime: Runtime = {
		config,
		database,
		clock: options.clock ?? systemClock,
		log,
		newId: options.newId ?? randomIds,
		demo: options.demo ?? (await isDemonstration(database)),
		ready: false,
		enqueue: async () => undefined
	};
	setRuntime(runtime);
	return {
		runtime,
		app: place.app,
		owner: place.owner,
		notes: place.notes,
		close: async () => {
			await database.close();
			await place.stop();
		}
	};
}

async function isDemonstration(database: Database): Promise<boolean> {
	return (await database.global((tx) => tx.selectFrom('region').select('id').where('demo', '=', true).executeTakeFirst())) !== undefined;
}

interface Place {
	app: Connection;
	owner: Connection;
	notes: readonly string[];
	stop(): Promise<void>;
}

async function external(config: Config): Promise<Place> {
	const app = config.DATABASE_URL as string;
	const owner = config.MIGRATION_URL as string;
	await migrate(owner, decodeURIComponent(new URL(app).username));
	return { app, owner, notes: [], stop: async () => undefined };
}

async function embedded(config: Config, options: { join: boolean; durable?: boolean }): Promise<Place> {
	const server = await startEmbedded({ dataDir: config.DATA_DIR, join: options.join, ...(options.durable === undefined ? {} : { durable: options.durable }) });
	try {
		await ensureDatabase(server.connection('postgres'), databaseName);
		const owner = server.connection(databaseName);
		const password = await secretFile(join(config.DATA_DIR, 'app-password'));
		await ensureAppRole(owner, appRole, password);
		await migrate(owner, appRole);
		return { app: { ...owner, user: appRole, password }, owner, notes: server.notes, stop: () => server.stop() };
	} catch (problem) {
		await server.stop();
		throw problem;
	}
}

/** Reads a secret of this installation, or makes one at the first start; the file is for its owner only. */
export async function secretFile(path: string): Promise<string> {
	try {
		return (await readFile(path, 'utf8')).trim();
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem;
		const secret = randomBytes(32).toString('base64url');
		await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
		return secret;
	}
}
