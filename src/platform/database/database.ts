import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { RegionId } from '../ids.ts';
import type { DB } from './schema.ts';

/** How to reach a PostgreSQL: an address, or the settings of the embedded server. */
export type Connection = string | { host: string; port: number; user: string; password: string; database: string };

/**
 * The two doors to the database. Tenant tables are reached only through `inRegion`; `global` reaches what belongs to no
 * region (people, sessions, the list of regions), and sees no tenant row, because no region is set there.
 */
export interface Database {
	inRegion<T>(regionId: RegionId, work: (tx: Transaction<DB>) => Promise<T>): Promise<T>;
	global<T>(work: (tx: Transaction<DB>) => Promise<T>): Promise<T>;
	/**
	 * One prepared statement in a transaction of its own, limited to the region like `inRegion`, in a single round trip: for
	 * the few places where thousands of people do the same thing. `name` stands for exactly this text. Returns its rows.
	 */
	inOneTrip<Row extends pg.QueryResultRow>(regionId: RegionId, statement: { readonly name: string; readonly text: string; readonly values: readonly unknown[] }): Promise<Row[]>;
	/** Resolves when the server answers within two seconds. */
	ping(): Promise<void>;
	close(): Promise<void>;
}

// Dates stay calendar days and decimals stay text: neither survives a trip through a JavaScript Date or number.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (value) => value);
types.setTypeParser(pg.types.builtins.NUMERIC, (value) => value);
types.setTypeParser(pg.types.builtins.INT8, (value) => Number(value));

export const poolOptions = (connection: Connection, max = 10): pg.PoolConfig => ({
	...(typeof connection === 'string' ? { connectionString: connection } : connection),
	max,
	types,
	application_name: 'socquality',
	statement_timeout: 60_000,
	idle_in_transaction_session_timeout: 60_000
});

/** Opens the application's pool. The role behind it must own nothing and bypass nothing: see `refuseStrongRole`. */
export function openDatabase(connection: Connection, max = 10): Database {
	const pool = new pg.Pool(poolOptions(connection, max));
	// An idle connection that breaks must not end the program: the pool replaces it at the next use.
	pool.on('error', () => undefined);
	const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
	// Its connections take begin, statement and commit at once instead of waiting for each answer; opened at first use.
	const trips = new pg.Pool({ ...poolOptions(connection, 8), pipeline: true });
	trips.on('error', () => undefined);
	return {
		inRegion: (regionId, work) => {
			const id = RegionId.parse(regionId);
			return kysely.transaction().execute(async (tx) => {
				await sql.raw(`set local app.region = '${id}'`).execute(tx);
				return work(tx);
			});
		},
		global: (work) => kysely.transaction().execute(work),
		inOneTrip: async <Row extends pg.QueryResultRow>(regionId: RegionId, { name, text, values }: { name: string; text: string; values: readonly unknown[] }) => {
			const id = RegionId.parse(regionId);
			const client = await trips.connect();
			// Written in one piece, which halves the calls to the operating system.
			const { stream } = (client as unknown as { connection: pg.Connection }).connection;
			let broken: Error | undefined;
			try {
				stream.cork();
				// A failed statement makes the commit a rollback, so nothing of the region stays on the connection.
				const sent = Promise.allSettled([client.query(`begin; set local app.region = '${id}'`), client.query<Row>({ name, text, values: [...values] }), client.query('commit')]);
				stream.uncork();
				const [begun, answer, ended] = await sent;
				for (const part of [begun, answer, ended]) if (part.status === 'rejected') throw (broken = part.reason);
				return answer.status === 'fulfilled' ? answer.value.rows : [];
			} finally {
				client.release(broken);
			}
		},
		ping: async () => {
			const client = await pool.connect();
			try {
				await client.query('select 1');
			} finally {
				client.release();
			}
		},
		close: async () => {
			await trips.end();
			await kysely.destroy();
		}
	};
}

/** Refuses a role that row level security would not hold: superuser, BYPASSRLS, or owner of any of our tables. */
export async function refuseStrongRole(database: Database): Promise<void> {
	const answer = await database.global((tx) =>
		sql<{ strong: boolean; owner: boolean; name: string }>`
			select r.rolname as name, r.rolsuper or r.rolbypassrls as strong,
				exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
					where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(c.relowner, 'member')) as owner
			from pg_roles r where r.rolname = current_user`.execute(tx)
	);
	const role = answer.rows[0];
	if (!role || role.strong || role.owner) {
		throw new Error(
			`The database role "${role?.name ?? '?'}" of DATABASE_URL is a superuser, bypasses row level security or owns the tables: give DATABASE_URL a plain role and keep the owner for MIGRATION_URL.`
		);
	}
}
