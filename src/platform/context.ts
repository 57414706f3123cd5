import type { Transaction } from 'kysely';
import type { Actor } from './access.ts';
import type { DB } from './database/schema.ts';
import type { IdSource, RegionId } from './ids.ts';
import type { Locale } from './locale.ts';

/**
 * What every command and query receives: who acts, in which region, inside which transaction (already limited to the
 * region by row level security), at what time. Opened by `runtime.inContext`; never kept beyond the call.
 */
export interface Context {
	readonly regionId: RegionId;
	readonly actor: Actor;
	readonly tx: Transaction<DB>;
	readonly now: Date;
	readonly locale: Locale;
	readonly newId: IdSource;
	/** True in a demonstration region: invented people, sign-in links that work again and again. */
	readonly demo: boolean;
	/** Runs after the transaction has committed; for work that must not happen when it rolls back. */
	afterCommit(work: () => void | Promise<void>): void;
}
