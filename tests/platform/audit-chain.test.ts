import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { audit } from '#platform/audit.ts';
import { sealRegion, verifyRegion } from '#platform/audit-chain.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
const key = 'a key of at least thirty-two letters';
const write = (region: RegionId, n: number) => db.as(region, 'system', (context) => audit(context, { action: 'test.done', subject: { kind: 'test', id: String(n) }, after: { n, ž: 'ā' } }));
const asOwner = async (statement: string) => {
	const client = new pg.Client(db.owner);
	await client.connect();
	await client.query(statement).finally(() => client.end());
};

test('a whole chain verifies, and waiting rows are counted, not hidden', async () => {
	const region = await db.region();
	for (let n = 0; n < 5; n++) await write(region, n);
	const head = await sealRegion(db.database, region, key);
	await write(region, 5);
	expect(head.seq).toBe(5);
	expect(await verifyRegion(db.database, region, key, head)).toMatchObject({ sealed: 5, unsealed: 1, faults: [] });
});

test('sealing at the same time gives one chain without gaps', async () => {
	const region = await db.region();
	for (let n = 0; n < 30; n++) await write(region, n);
	await Promise.all(Array.from({ length: 6 }, () => sealRegion(db.database, region, key)));
	expect(await verifyRegion(db.database, region, key, null)).toMatchObject({ sealed: 30, unsealed: 0, faults: [] });
});

test('a changed row, a removed seal, another key and a cut tail each show', async () => {
	const region = await db.region();
	for (let n = 0; n < 6; n++) await write(region, n);
	const head = await sealRegion(db.database, region, key);
	expect((await verifyRegion(db.database, region, 'another key of thirty-two letters!!', head)).faults).not.toEqual([]);
	await asOwner(`update audit set after = '{"n": 99}' where id = (select audit_id from audit_seal where region_id = '${region}' and seq = 3)`);
	expect((await verifyRegion(db.database, region, key, head)).faults).toEqual([{ seq: 3, kind: 'altered' }]);
	await asOwner(`delete from audit_seal where region_id = '${region}' and seq >= 5`);
	expect((await verifyRegion(db.database, region, key, head)).faults).toContainEqual({ seq: 6, kind: 'cut' });
	await asOwner(`delete from audit_seal where region_id = '${region}' and seq = 2`);
	expect((await verifyRegion(db.database, region, key, null)).faults).toContainEqual({ seq: 2, kind: 'gap' });
});

test('a transaction that commits late is sealed in the next batch', async () => {
	const region = await db.region();
	let release = () => {};
	const gate = new Promise<void>((resolve) => (release = resolve));
	const late = db.as(region, 'system', async (context) => {
		await audit(context, { action: 'test.late', subject: { kind: 'test', id: 'late' } });
		await sql`select 1`.execute(context.tx);
		await gate;
	});
	await write(region, 1);
	expect((await sealRegion(db.database, region, key)).seq).toBe(1);
	release();
	await late;
	expect((await sealRegion(db.database, region, key)).seq).toBe(2);
	expect((await verifyRegion(db.database, region, key, null)).faults).toEqual([]);
});
