import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomInt, scrypt } from 'node:crypto';
import { z } from 'zod';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { deleteExpired, deleteSaved, selectSaved, upsertSaved } from './saved-store.ts';

/** How long saved answers wait for the person to go on. */
export const savedForDays = 30;

/**
 * A code that is read aloud, typed and written by anybody, whatever their alphabet: 12 digits. They are few for a secret
 * (2⁴⁰), so every guess costs scrypt's work: whoever holds the whole database needs centuries of computing for them.
 */
export const newCode = (): string => Array.from({ length: 4 }, () => String(randomInt(1000)).padStart(3, '0')).join(' ');

/** The digits of a code as it was typed, or null when there are not twelve. */
export function normaliseCode(text: string): string | null {
	const digits = text.replace(/[\s.·_-]/g, '');
	return /^\d{12}$/.test(digits) ? digits : null;
}

/** What is saved: everything that the page carries. */
const Saved = z.record(z.string().max(100), z.array(z.string()).max(40));
export type Saved = z.infer<typeof Saved>;

interface Keys {
	/** Under which the row is found. */
	readonly lookup: Buffer;
	readonly key: Buffer;
}

function keysOf(context: Context, surveyId: string, code: string): Promise<Keys> {
	const salt = `${context.regionId}/${surveyId}`;
	return new Promise((resolve, reject) => {
		scrypt(code, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }, (problem, secret) => {
			if (problem) return reject(problem);
			const part = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, salt, purpose, 32));
			resolve({ lookup: part('lookup'), key: part('seal') });
		});
	});
}

/** Seals answers under a code (a new one unless given) and returns it with the last day on which it opens them. The code is kept nowhere. */
export async function saveForLater(context: Context, surveyId: string, saved: Saved, code: string = newCode()): Promise<{ code: string; until: string }> {
	const { lookup, key } = await keysOf(context, surveyId, code.replaceAll(' ', ''));
	const iv = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', key, iv);
	const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(saved), 'utf8'), cipher.final(), cipher.getAuthTag()]);
	const until = dayOf(new Date(context.now.getTime() + savedForDays * 86_400_000));
	await upsertSaved(context, { lookup, surveyId, sealed, expiresOn: until });
	return { code, until };
}

/** The answers that a code opens in this survey, or null for a wrong or expired one. */
export async function openSaved(context: Context, surveyId: string, typed: string): Promise<Saved | null> {
	const code = normaliseCode(typed);
	if (!code) return null;
	const { lookup, key } = await keysOf(context, surveyId, code);
	const sealed = await selectSaved(context, lookup, surveyId, dayOf(context.now));
	if (!sealed || sealed.length < 28) return null;
	const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
	decipher.setAuthTag(sealed.subarray(-16));
	const text = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
	return Saved.parse(JSON.parse(text));
}

/** Forgets saved answers once they were sent. */
export async function forgetSaved(context: Context, surveyId: string, typed: string): Promise<void> {
	const code = normaliseCode(typed);
	if (code) await deleteSaved(context, (await keysOf(context, surveyId, code)).lookup);
}

/** Removes saved answers that nobody continued in time; the daily job's work in one region. Returns how many. */
export const removeExpiredSaved = (context: Context): Promise<number> => deleteExpired(context, dayOf(context.now));
