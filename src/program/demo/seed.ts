import { createHash } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import type { IdSource } from '#platform/ids.ts';

/**
 * A repeatable source of chance and ids: the same seed gives the same demonstration, byte for byte. Not for secrets.
 */
export interface Seeded {
	/** A number from 0 up to, not including, 1. */
	random(): number;
	/** An integer from low to high, both included. */
	integer(low: number, high: number): number;
	pick<T>(from: readonly T[]): T;
	/** True with this probability. */
	chance(probability: number): boolean;
	readonly newId: IdSource;
}

export function seeded(seed: string): Seeded {
	let counter = 0;
	const block = () => createHash('sha256').update(`${seed}:${counter++}`).digest();
	const random = () => block().readUIntBE(0, 6) / 2 ** 48;
	const integer = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
	return {
		random,
		integer,
		pick: (from) => {
			const chosen = from[integer(0, from.length - 1)];
			if (chosen === undefined) throw new RangeError('Nothing to choose from');
			return chosen;
		},
		chance: (probability) => random() < probability,
		newId: () => {
			const bytes = block().subarray(0, 16);
			// Marked as a version 4 UUID, so that it passes wherever a random one does.
			bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
			bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
			return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
		}
	};
}

/** A clock that the demonstration sets as its story goes on. */
export interface StoryClock extends Clock {
	set(at: string): void;
	/** Moves on by minutes. */
	pass(minutes: number): void;
}

export function storyClock(at: string): StoryClock {
	let now = Date.parse(at);
	return {
		now: () => new Date(now),
		set: (next) => void (now = Date.parse(next)),
		pass: (minutes) => void (now += minutes * 60_000)
	};
}
