import pg from 'pg';

const typeOf: Record<string, string> = {
	uuid: 'string', text: 'string', date: 'string', numeric: 'string', bytea: 'Buffer', bool: 'boolean', int2: 'number', int4: 'number', int8: 'number', timestamptz: 'Date', jsonb: 'Json', _text: 'string[]', _int4: '(number | null)[]'
};

/**
 * Writes the TypeScript types of the database from the database itself, so that code and schema cannot drift apart.
 * `connection` is a server on which the migrations have run; the answer is the text of src/platform/database/schema.ts.
 */
export async function generateSchemaTypes(connection: pg.ClientConfig): Promise<string> {
	const client = new pg.Client(connection);
	await client.connect();
	try {
		const { rows } = await client.query<{ table: string; column: string; type: string; nullable: boolean; defaulted: boolean }>(
			`select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable, a.atthasdef as defaulted
			from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
			where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
			order by c.relname collate "C", a.attnum`
		);
		const tables = Map.groupBy(rows, (row) => row.table);
		const pascal = (name: string) => name.replace(/(^|_)([a-z])/g, (_all, _sep, letter: string) => letter.toUpperCase());
		const lines = ['// Generated from the database by "npm run types"; do not edit.', "import type { ColumnType, Generated } from 'kysely';", '', 'export type Json = ColumnType<unknown, string, string>;', ''];
		for (const [table, columns] of tables) {
			lines.push(`export interface ${pascal(table)}Table {`);
			for (const column of columns) {
				const base = typeOf[column.type];
				if (!base) throw new Error(`No TypeScript type is known for ${column.type} (${table}.${column.column})`);
				if (base === 'Json' && column.defaulted) {
					lines.push(`\t${column.column}: ColumnType<unknown, string | undefined, string>;`);
					continue;
				}
				const nullable = column.nullable && base === 'Json' ? 'ColumnType<unknown, string | null, string | null>' : column.nullable ? `${base} | null` : base;
				lines.push(`\t${column.column}: ${column.defaulted ? `Generated<${nullable}>` : nullable};`);
			}
			lines.push('}', '');
		}
		lines.push('export interface DB {', ...[...tables.keys()].map((table) => `\t${table}: ${pascal(table)}Table;`), '}', '');
		return lines.join('\n');
	} finally {
		await client.end();
	}
}
