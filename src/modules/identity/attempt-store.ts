import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/database.ts';
import { TooMany } from '#platform/errors.ts';

const windowSeconds = 900;

/** One thing that is limited: at most `max` attempts at `what` by `subject` in 15 minutes. */
export interface Limit {
	readonly what: string;
	readonly subject: string;
	readonly max: number;
}

/** The part of a network address that one household or office has: an IPv6 network of 64 bits, an IPv4 address whole. */
export function networkOf(address: string): string {
	if (!address.includes(':')) return address;
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
	if (mapped?.[1]) return mapped[1];
	const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
	const left = head === '' ? [] : head.split(':');
	const right = tail === undefined || tail === '' ? [] : tail.split(':');
	const middle = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
	return [...left, ...middle, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}

const keyOf = (secret: Buffer, limit: Limit): Buffer => createHmac('sha256', secret).update(`${limit.what}\n${limit.subject}`).digest();

/**
 * Counts an attempt against every limit, before it is known whether it succeeds, in a transaction of its own so that a
 * failure counts too. Throws TooMany, with the seconds to wait, when any limit is exceeded.
 */
export async function countAttempt(database: Database, clock: Clock, secret: Buffer, limits: readonly Limit[]): Promise<void> {
	const now = clock.now();
	const seconds = Math.floor(now.getTime() / 1000);
	const start = new Date((seconds - (seconds % windowSeconds)) * 1000);
	// One order for all: two attempts that share two keys must not wait for each other.
	const keys = limits.map((limit) => ({ key: keyOf(secret, limit), max: limit.max })).sort((a, b) => a.key.compare(b.key));
	const exceeded = await database.global(async (tx) => {
		let over = false;
		for (const { key, max } of keys) {
			const row = await tx
				.insertInto('attempt')
				.values({ key_sha256: key, window_start: start, count: 1 })
				.onConflict((conflict) => conflict.columns(['key_sha256', 'window_start']).doUpdateSet({ count: sql`attempt.count + 1` }))
				.returning('count')
				.executeTakeFirstOrThrow();
			over ||= row.count > max;
		}
		return over;
	});
	if (exceeded) throw new TooMany(start.getTime() / 1000 + windowSeconds - seconds);
}

/** Forgets an account's attempts after it signed in. */
export async function clearAttempts(database: Database, secret: Buffer, limit: Limit): Promise<void> {
	await database.global((tx) => tx.deleteFrom('attempt').where('key_sha256', '=', keyOf(secret, limit)).execute());
}

/** Removes counts of windows that are over for a day. */
export async function removeOldAttempts(database: Database, clock: Clock): Promise<void> {
	const before = new Date(clock.now().getTime() - 86_400_000);
	await database.global((tx) => tx.deleteFrom('attempt').where('window_start', '<', before).execute());
}
