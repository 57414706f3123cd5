import { createHmac, timingSafeEqual } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import type { Database } from './database/database.ts';
import type { RegionId } from './ids.ts';

interface AuditRow {
	id: string;
	at: Date;
	actor_id: string | null;
	action: string;
	subject_kind: string;
	subject_id: string;
	institution_id: string | null;
	before: unknown;
	after: unknown;
}

const zero = '0'.repeat(64);
const columns = ['id', 'at', 'actor_id', 'action', 'subject_kind', 'subject_id', 'institution_id', 'before', 'after'] as const;

/** The link of one audit row: HMAC-SHA-256 under a key outside the database, over the link before it and the row itself. */
export function linkOf(key: string, previous: string, row: AuditRow): string {
	const content = canonicalize({ ...Object.fromEntries(columns.map((c) => [c, row[c]])), at: row.at.toISOString() }) ?? '';
	return createHmac('sha256', key).update(previous).update('\n').update(content).digest('hex');
}

export interface ChainHead {
	readonly seq: number;
	readonly hmac: string;
}

/**
 * Seals the committed audit rows of a region that are not sealed yet. "Not sealed" is asked of the rows themselves, never
 * "newer than the last": a transaction that commits late is sealed in the next batch. Returns the new head of the chain.
 */
export async function sealRegion(database: Database, regionId: RegionId, key: string): Promise<ChainHead> {
	return database.inRegion(regionId, async (tx) => {
		await sql`select pg_advisory_xact_lock(hashtextextended(${`audit-seal:${regionId}`}, 0))`.execute(tx);
		const last = await tx.selectFrom('audit_seal').select(['seq', 'hmac']).where('region_id', '=', regionId).orderBy('seq', 'desc').limit(1).executeTakeFirst();
		let head: ChainHead = { seq: last?.seq ?? 0, hmac: last?.hmac ?? zero };
		for (;;) {
			const rows = await tx
				.selectFrom('audit')
				.select(columns.map((c) => `audit.${c}` as const))
				.where('audit.region_id', '=', regionId)
				.where(({ not, exists, selectFrom }) => not(exists(selectFrom('audit_seal').select('audit_seal.seq').where('audit_seal.region_id', '=', regionId).whereRef('audit_seal.audit_id', '=', 'audit.id'))))
				.orderBy('audit.at')
				.orderBy('audit.id')
				.limit(1000)
				.execute();
			if (rows.length === 0) return head;
			const seals = rows.map((row) => {
				head = { seq: head.seq + 1, hmac: linkOf(key, head.hmac, row) };
				return { region_id: regionId, seq: head.seq, audit_id: row.id, hmac: head.hmac };
			});
			await tx.insertInto('audit_seal').values(seals).execute();
		}
	});
}

export interface ChainReport {
	readonly sealed: number;
	/** Rows that wait for the next sealing: normal for about a minute after a change. */
	readonly unsealed: number;
	readonly head: ChainHead;
	/** What is wrong, in order; empty when the chain is whole. */
	readonly faults: { readonly seq: number; readonly kind: 'altered' | 'gap' | 'cut' | 'other-chain' }[];
}

/**
 * Recomputes the whole chain of a region. `knownHead` is a head exported earlier: when the chain is shorter now, or has
 * another link at its place, its tail was cut or rewritten with the key.
 */
export async function verifyRegion(database: Database, regionId: RegionId, key: string, knownHead: ChainHead | null): Promise<ChainReport> {
	return database.inRegion(regionId, async (tx) => {
		const faults: ChainReport['faults'] = [];
		let head: ChainHead = { seq: 0, hmac: zero };
		let knownSeen = knownHead === null || knownHead.seq === 0;
		let sealed = 0;
		for (;;) {
			const rows = await tx
				.selectFrom('audit_seal')
				.innerJoin('audit', (join) => join.onRef('audit.region_id', '=', 'audit_seal.region_id').onRef('audit.id', '=', 'audit_seal.audit_id'))
				.select(['audit_seal.seq', 'audit_seal.hmac', ...columns.map((c) => `audit.${c}` as const)])
				.where('audit_seal.region_id', '=', regionId)
				.where('audit_seal.seq', '>', head.seq)
				.orderBy('audit_seal.seq')
				.limit(1000)
				.execute();
			if (rows.length === 0) break;
			for (const row of rows) {
				if (row.seq !== head.seq + 1) faults.push({ seq: head.seq + 1, kind: 'gap' });
				else if (!timingSafeEqual(Buffer.from(linkOf(key, head.hmac, row)), Buffer.from(row.hmac))) faults.push({ seq: row.seq, kind: 'altered' });
				if (knownHead && row.seq === knownHead.seq) {
					knownSeen = true;
					if (row.hmac !== knownHead.hmac) faults.push({ seq: row.seq, kind: 'other-chain' });
				}
				head = { seq: row.seq, hmac: row.hmac };
				sealed++;
			}
		}
		if (!knownSeen && knownHead) faults.push({ seq: knownHead.seq, kind: 'cut' });
		const total = await tx.selectFrom('audit').select(sql<number>`count(*)`.as('n')).where('region_id', '=', regionId).executeTakeFirstOrThrow();
		return { sealed, unsealed: Math.max(0, total.n - sealed), head, faults };
	});
}
