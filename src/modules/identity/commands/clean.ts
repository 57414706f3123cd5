import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/database.ts';
import { removeOldAttempts } from '../attempt-store.ts';
import { dropExpired } from '../token-store.ts';

/** Removes what time has ended: sessions, links a month after, counts of attempts after a day. */
export async function removeExpired(database: Database, clock: Clock): Promise<void> {
	await removeOldAttempts(database, clock);
	await database.global((tx) => dropExpired(tx, clock.now()));
}
