import { createServer } from 'vite';
import { writeFile } from 'node:fs/promises';
import { readConfig } from '#platform/config.ts';
import { openProgram } from '../src/program/open.ts';
import { loadLibrary, syncLibrary } from '#modules/methodology/index.ts';
import { startSession } from '#modules/identity/index.ts';
import { PersonId, RegionId } from '#platform/ids.ts';
import { systemClock } from '#platform/clock.ts';
const config = readConfig({ DATA_DIR: '/tmp/dev-methodology', PORT: '3113', LOG_LEVEL: 'info' });
const program = await openProgram(config, { join: false, durable: false });
await syncLibrary(program.owner, await loadLibrary());
const db = program.runtime.database;
const slug = `r${Date.now()}`;
const region = await db.global(async (tx) => RegionId.parse((await tx.insertInto('region').values({ slug, name: JSON.stringify({ lv: 'Zemgale', en: 'Zemgale' }) }).returning('id').executeTakeFirstOrThrow()).id));
const tokens: Record<string, string> = {};
for (const role of ['coordinator', 'viewer'] as const) {
	const p = await db.global(async (tx) => { const r = await tx.insertInto('person').values({ name: role, email: `${slug}${role}@example.org` }).returning('id').executeTakeFirstOrThrow(); await tx.insertInto('person_region').values({ person_id: r.id, region_id: region }).execute(); return PersonId.parse(r.id); });
	await db.inRegion(region, (tx) => tx.insertInto('membership').values({ region_id: region, person_id: p, role, institution_id: null, granted_at: new Date() }).execute());
	tokens[role] = (await startSession(db, systemClock, { personId: p, regionId: region, device: 'x' })).token;
}
await writeFile('/tmp/meth/tokens.json', JSON.stringify(tokens));
const vite = await createServer({ server: { host: config.HOST, port: config.PORT, strictPort: true }, logLevel: 'warn', cacheDir: '/tmp/meth/vite' });
await vite.listen();
program.runtime.ready = true;
console.log('ready');
process.once('SIGTERM', () => void vite.close().then(() => program.close()).then(() => process.exit(0)));
