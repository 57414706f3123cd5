import { createHash } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { startSession } from '#modules/identity/index.ts';
import { readConfig } from '#platform/config.ts';
import { poolOptions } from '#platform/database/database.ts';
import { PersonId, RegionId } from '#platform/ids.ts';
import type { Role } from '#platform/access.ts';
import { openProgram, type Program } from '../../src/program/open.ts';
import { Client } from './client.ts';

/** The running program's database beside it: as the owner, past row level security, and as the program. */
export interface Inside {
	readonly program: Program;
	readonly region: RegionId;
	rows<T extends pg.QueryResultRow>(text: string, ...values: unknown[]): Promise<T[]>;
	/** The one value of the one row. */
	value(text: string, ...values: unknown[]): Promise<string>;
	/** A number of rows and a hash of their content for each table, but for what every request may touch. */
	state(): Promise<Record<string, string>>;
	close(): Promise<void>;
}

// Sessions note when they were last seen, attempts count, the audit's chain and the jobs follow by themselves; speech is kept when it is made.
const restless = ['session', 'attempt', 'audit_seal', 'survey_audio'];

export async function lookInside(): Promise<Inside> {
	const program = await openProgram(readConfig({ DATA_DIR: inject('dataDir'), LOG_LEVEL: 'silent' }), { join: true });
	const pool = new pg.Pool(poolOptions(program.owner, 2));
	const rows = async <T extends pg.QueryResultRow>(text: string, ...values: unknown[]): Promise<T[]> => (await pool.query<T>(text, values)).rows;
	const value = async (text: string, ...values: unknown[]): Promise<string> => {
		const [row] = await rows(text, ...values);
		if (!row) throw new Error(`Nothing found: ${text} ${values.join(', ')}`);
		return String(Object.values(row)[0]);
	};
	return {
		program,
		region: RegionId.parse(await value('select id from region where demo')),
		rows,
		value,
		state: async () => {
			const tables = await rows<{ name: string }>(`select relname as name from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'public' and relkind = 'r' order by 1`);
			const state: Record<string, string> = {};
			for (const { name } of tables.filter((t) => !restless.includes(t.name))) {
				const content = (await rows<{ row: string }>(`select t::text as row from "${name}" t order by 1`)).map(({ row }) => row);
				state[name] = `${content.length} ${createHash('sha256').update(content.join('\n')).digest('hex').slice(0, 16)}`;
			}
			return state;
		},
		close: async () => {
			await pool.end();
			await program.close();
		}
	};
}

/** A browser in which this person is signed in, in the region. */
export async function clientOf(inside: Inside, personId: string, region: RegionId = inside.region, language = 'lv'): Promise<Client> {
	const { database, clock } = inside.program.runtime;
	const { token } = await startSession(database, clock, { personId: PersonId.parse(personId), regionId: region, device: '' });
	return new Client(language, { session: token });
}

/** Writes a person with one role, past every rule, unless they are there already, and returns their id. */
export async function invent(inside: Inside, region: string, role: Role, institution: string | null, email: string): Promise<string> {
	const [known] = await inside.rows<{ id: string }>('select id from person where email = $1', email);
	if (known) return known.id;
	const id = await inside.value(`insert into person (email, name, invented) values ($1, $2, true) returning id`, email, email.split('@')[0]);
	await inside.rows('insert into person_region values ($1, $2)', id, region);
	await inside.rows('insert into membership (region_id, person_id, role, institution_id, granted_at) values ($1, $2, $3, $4, now())', region, id, role, institution);
	return id;
}
