import { mkdtemp, rm, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureAppRole, migrate } from '#platform/database/migrate.ts';
import { startEmbedded } from '#platform/postgres/index.ts';
import { generateSchemaTypes } from './generate-schema-types.ts';

// Writes src/platform/database/schema.ts anew after a migration was added: `npm run types`.
const dataDir = await mkdtemp(join(tmpdir(), 'sq-types-'));
await chmod(dataDir, 0o755);
const server = await startEmbedded({ dataDir, durable: false });
try {
	const owner = server.connection('postgres');
	await ensureAppRole(owner, 'socquality_app', 'types');
	await migrate(owner, 'socquality_app');
	await writeFile(join(import.meta.dirname, '../src/platform/database/schema.ts'), await generateSchemaTypes(owner));
} finally {
	await server.stop();
	await rm(dataDir, { recursive: true, force: true });
}
