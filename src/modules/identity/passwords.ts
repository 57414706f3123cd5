import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

interface Cost {
	/** Binary logarithm of N; memory is 128 · r · N bytes. */
	readonly log2N: number;
	readonly r: number;
	readonly p: number;
}

/** 32 MiB and three passes: the OWASP password storage cheat sheet's scrypt setting for little memory. */
const current: Cost = { log2N: 15, r: 8, p: 3 };
const hashBytes = 32;

const derive = (password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> =>
	new Promise((resolve, reject) => {
		const N = 2 ** log2N;
		scrypt(password.normalize('NFKC'), salt, hashBytes, { N, r, p, maxmem: 256 * N * r }, (problem, key) => (problem ? reject(problem) : resolve(key)));
	});

const format = (cost: Cost, salt: Buffer, key: Buffer): string => ['scrypt', cost.log2N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');

/** A hash to store, with its parameters and salt in it: `scrypt$15$8$3$<salt>$<key>`. */
export async function hashPassword(password: string, cost: Cost = current): Promise<string> {
	const salt = randomBytes(16);
	return format(cost, salt, await derive(password, salt, cost));
}

interface Parsed {
	readonly cost: Cost;
	readonly salt: Buffer;
	readonly key: Buffer;
}

function parse(stored: string): Parsed | null {
	const match = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(stored);
	if (!match) return null;
	const [, log2N, r, p, salt = '', key = ''] = match;
	return { cost: { log2N: Number(log2N), r: Number(r), p: Number(p) }, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
}

// Compared against when there is no such person or no password, so that both answers take the same time.
const nobody: Parsed = { cost: current, salt: randomBytes(16), key: randomBytes(hashBytes) };

/**
 * Whether the password fits the stored hash, in constant time; without a hash it works as long and says no. `outdated`
 * asks the caller to store a new hash because the parameters have been raised since.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<{ fits: boolean; outdated: boolean }> {
	const parsed = stored === null ? null : parse(stored);
	const { cost, salt, key } = parsed ?? nobody;
	const derived = await derive(password, salt, cost);
	const fits = derived.length === key.length && timingSafeEqual(derived, key) && parsed !== null;
	return { fits, outdated: fits && (cost.log2N !== current.log2N || cost.r !== current.r || cost.p !== current.p) };
}
