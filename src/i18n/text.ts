import { AsyncLocalStorage } from 'node:async_hooks';
import type { Locale } from '#platform/locale.ts';
import { m } from './generated/messages.js';
import { overwriteGetLocale } from './generated/runtime.js';

const current = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => current.getStore() ?? 'en');

/** Runs work so that messages called without a language speak this one; each request has its own. */
export const inLanguage = <T>(locale: Locale, work: () => T): T => current.run(locale, work);

/** The language of the running request. */
export const currentLocale = (): Locale => current.getStore() ?? 'en';

export { m };

type Message = (params: Record<string, unknown>, options: { locale: Locale }) => string;
const catalogue = m as unknown as Record<string, Message | undefined>;

/**
 * The message of a key that is known only at run time, such as `error_too_many`. Throws when the key does not exist:
 * a test lists every dynamic key, so this is a fault of the program, never of the person.
 */
export function messageOf(key: string, params: Record<string, unknown> = {}, locale: Locale = currentLocale()): string {
	const message = catalogue[key];
	if (!message) throw new Error(`No text is written for "${key}".`);
	return message(params, { locale });
}

/** True when a text is written for this key. */
export const hasMessage = (key: string): boolean => catalogue[key] !== undefined;
