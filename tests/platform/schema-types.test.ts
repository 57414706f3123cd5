import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import pg from 'pg';
import { generateSchemaTypes } from '../../scripts/generate-schema-types.ts';

const rows = async <T extends pg.QueryResultRow>(text: string): Promise<T[]> => {
	const client = new pg.Client(inject('owner'));
	await client.connect();
	return client.query<T>(text).then((r) => r.rows).finally(() => client.end());
};

test('the types of the database are those of its schema', async () => {
	const written = readFileSync(join(import.meta.dirname, '../../src/platform/database/schema.ts'), 'utf8');
	expect(await generateSchemaTypes(inject('owner'))).toBe(written);
});

const global = ['region', 'person', 'person_region', 'session', 'token', 'attempt', 'library_methodology', 'schema_migration', 'installation', 'library_questionnaire'];

test('every table but the global ones is held by forced row level security and begins its primary key with the region', async () => {
	const tables = await rows<{ name: string; secured: boolean; policies: number; first_key: string | null }>(
		`select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as secured,
			(select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
			(select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary) as first_key
		from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`
	);
	expect(tables.filter((t) => global.includes(t.name)).map((t) => t.name).sort()).toEqual([...global].sort());
	const tenant = tables.filter((t) => !global.includes(t.name));
	expect(tenant.length).toBeGreaterThan(20);
	expect(tenant.filter((t) => !t.secured || t.policies !== 1 || t.first_key !== 'region_id')).toEqual([]);
});

test('foreign keys and unique constraints between tenant tables carry the region, and nothing the schema rules forbid is there', async () => {
	const loose = await rows<{ name: string }>(
		`select con.conname as name from pg_constraint con
		join pg_class c on c.oid = con.conrelid join pg_class f on f.oid = con.confrelid
		where con.contype = 'f' and exists (select from pg_attribute a where a.attrelid = f.oid and a.attname = 'region_id')
			and f.relname <> 'person_region'
			and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'region_id' and a.attnum = any (con.conkey))`
	);
	expect(loose).toEqual([]);
	expect(await rows(`select tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and not tgisinternal`)).toEqual([]);
	expect(await rows(`select conname from pg_constraint where contype = 'x' or (contype = 'f' and confdeltype = 'n')`)).toEqual([]);
});
