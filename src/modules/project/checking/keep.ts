import { gunzipSync, gzipSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { KeptCheck } from './model.ts';

/** How long a result is kept, in milliseconds, and how many bytes all of them may take together. */
const keptFor = 60 * 60 * 1000;
const mostBytes = 24 * 1024 * 1024;

interface Entry {
	readonly owner: string;
	readonly at: Date;
	readonly packed: Buffer;
}

// In memory only: texts that somebody checks are nobody else's business and stand in no backup.
const entries = new Map<string, Entry>();

const ownerOf = (context: Context): string => `${context.regionId}/${context.actor.personId ?? ''}`;

/** Keeps a result for the person who asked; the oldest ones make room. Returns its name. */
export function keepCheck(context: Context, check: KeptCheck): string {
	const id = randomBytes(16).toString('hex');
	entries.set(id, { owner: ownerOf(context), at: context.now, packed: gzipSync(JSON.stringify(check)) });
	let bytes = [...entries.values()].reduce((sum, { packed }) => sum + packed.length, 0);
	for (const [oldest, { at, packed }] of entries) {
		if (oldest === id || (bytes <= mostBytes && context.now.getTime() - at.getTime() < keptFor)) continue;
		entries.delete(oldest);
		bytes -= packed.length;
	}
	return id;
}

/** A kept result; NotFound when it is another person's, another region's, or no longer kept. */
export function takeCheck(context: Context, id: string): KeptCheck {
	const entry = entries.get(id);
	if (!entry || entry.owner !== ownerOf(context) || context.now.getTime() - entry.at.getTime() >= keptFor) throw new NotFound('check_gone');
	const check = JSON.parse(gunzipSync(entry.packed).toString('utf8')) as KeptCheck;
	return { ...check, at: entry.at };
}
