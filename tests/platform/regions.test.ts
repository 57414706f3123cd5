import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { refuseStrongRole } from '#platform/database/database.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();

test('a region sees only its own rows, also when two regions interleave on the same connections', async () => {
	const [a, b] = [await db.region(), await db.region()];
	await db.institution(a, 'in-a');
	await db.institution(b, 'in-b');
	const slugs = await Promise.all(
		Array.from({ length: 40 }, (_, i) => db.as(i % 2 ? a : b, 'system', async ({ tx }) => (await tx.selectFrom('institution').select('slug').execute()).map((r) => r.slug).join()))
	);
	expect(slugs).toEqual(Array.from({ length: 40 }, (_, i) => (i % 2 ? 'in-a' : 'in-b')));
});

test('outside a region no tenant row is visible and none can be written', async () => {
	const region = await db.region();
	await db.institution(region);
	expect(await db.database.global((tx) => tx.selectFrom('institution').select('id').execute())).toEqual([]);
	await expect(
		db.as(region, 'system', ({ tx }) => sql`insert into audit (region_id, at, action, subject_kind, subject_id) values (gen_random_uuid(), now(), 'x', 'x', 'x')`.execute(tx))
	).rejects.toThrow(/row-level security/);
});

test('the audit cannot be rewritten by the program, and its role is a plain one', async () => {
	const region = await db.region();
	await expect(db.as(region, 'system', ({ tx }) => sql`delete from audit`.execute(tx))).rejects.toThrow(/permission denied/);
	await expect(db.as(region, 'system', ({ tx }) => sql`update audit set action = 'x'`.execute(tx))).rejects.toThrow(/permission denied/);
	await expect(refuseStrongRole(db.database)).resolves.toBeUndefined();
});
