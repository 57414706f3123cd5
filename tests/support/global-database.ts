import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureAppRole, ensureDatabase, migrate } from '#platform/database/migrate.ts';
import { startEmbedded } from '#platform/postgres/index.ts';

declare module 'vitest' {
	interface ProvidedContext {
		owner: { host: string; port: number; user: string; password: string; database: string };
	}
}

/** One throw-away PostgreSQL for the whole test run, with a migrated template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const dataDir = await mkdtemp(join(tmpdir(), 'sq-test-'));
	// The server runs as an ordinary user, who must be able to reach its data.
	await chmod(dataDir, 0o755);
	const server = await startEmbedded({ dataDir, durable: false });
	await ensureDatabase(server.connection('postgres'), 'template_socquality');
	const owner = server.connection('template_socquality');
	await ensureAppRole(owner, 'socquality_app', 'test');
	await migrate(owner, 'socquality_app');
	project.provide('owner', owner);
	return async () => {
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
	};
}
