import { createHash } from 'node:crypto';
import type { Context } from '#platform/context.ts';

/**
 * A personal value for the audit: salted, so that equal values look different and an erased person's name or address
 * cannot be read from the chain. Example: `digest(context, 'a@b.lv')` is `'<salt>:<64 hex digits>'`.
 */
export function digest(context: Context, value: string): string {
	const salt = context.newId();
	return `${salt}:${createHash('sha256').update(`${salt}\n${value}`).digest('hex')}`;
}
