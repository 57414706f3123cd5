import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealRegion, verifyRegion, type ChainHead, type ChainReport } from '#platform/audit-chain.ts';
import { RegionId } from '#platform/ids.ts';
import type { Runtime } from '#platform/runtime.ts';
import { secretFile } from './open.ts';

/** The key of the audit chain: AUDIT_KEY, or a file in DATA_DIR that only its owner reads. */
export const auditKey = async (runtime: Runtime): Promise<string> => runtime.config.AUDIT_KEY ?? (await secretFile(join(runtime.config.DATA_DIR, 'audit-key')));

const headsFile = (runtime: Runtime): string => join(runtime.config.DATA_DIR, 'audit-heads.jsonl');

export const regionsOf = (runtime: Runtime): Promise<{ id: RegionId; slug: string }[]> =>
	runtime.database.global(async (tx) => (await tx.selectFrom('region').select(['id', 'slug']).orderBy('slug').execute()).map((row) => ({ id: RegionId.parse(row.id), slug: row.slug })));

/** Seals what is committed in every region. */
export async function sealAll(runtime: Runtime): Promise<void> {
	const key = await auditKey(runtime);
	for (const region of await regionsOf(runtime)) await sealRegion(runtime.database, region.id, key);
}

/** Writes the head of every chain to a file outside the database; copy that file elsewhere to notice a cut tail. */
export async function exportHeads(runtime: Runtime): Promise<void> {
	const key = await auditKey(runtime);
	for (const region of await regionsOf(runtime)) {
		const head = await sealRegion(runtime.database, region.id, key);
		await appendFile(headsFile(runtime), `${JSON.stringify({ region: region.id, at: runtime.clock.now().toISOString(), ...head })}\n`, { mode: 0o600 });
	}
}

/** Checks every region's chain against its key and the last exported head. */
export async function verifyAll(runtime: Runtime): Promise<(ChainReport & { region: string })[]> {
	const key = await auditKey(runtime);
	const heads = await readHeads(runtime);
	const reports = [];
	for (const region of await regionsOf(runtime)) reports.push({ region: region.slug, ...(await verifyRegion(runtime.database, region.id, key, heads.get(region.id) ?? null)) });
	return reports;
}

async function readHeads(runtime: Runtime): Promise<Map<string, ChainHead>> {
	const text = await readFile(headsFile(runtime), 'utf8').catch((problem: NodeJS.ErrnoException) => {
		if (problem.code === 'ENOENT') return '';
		throw problem;
	});
	const heads = new Map<string, ChainHead>();
	for (const line of text.split('\n').filter(Boolean)) {
		const head = JSON.parse(line) as ChainHead & { region: string };
		heads.set(head.region, { seq: head.seq, hmac: head.hmac });
	}
	return heads;
}
