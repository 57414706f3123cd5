import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a digit when it is read from paper. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const secretLength = 16;

/** The token of a survey link: the region's prefix (8 hex digits) and 16 characters that carry 80 bits. `bytes` are the 10 secret bytes. */
export function linkTokenFrom(prefix: string, bytes: Uint8Array): string {
	let bits = BigInt(`0x${Buffer.from(bytes.subarray(0, 10)).toString('hex')}`);
	let secret = '';
	for (let i = 0; i < secretLength; i++) {
		secret = (alphabet[Number(bits & 31n)] ?? '') + secret;
		bits >>= 5n;
	}
	return prefix + secret;
}

/** A new token with 80 random bits; only its hash is stored. */
export const newLinkToken = (prefix: string): string => linkTokenFrom(prefix, randomBytes(10));

/** What was typed or scanned as the token it means: without hyphens and spaces, small letters, O as 0, I and L as 1; null when it cannot be one. */
export function normaliseToken(text: string): string | null {
	const token = text.toLowerCase().replace(/[-\s]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
	return /^[0-9a-f]{8}[0-9a-hjkmnp-tv-z]{16}$/.test(token) ? token : null;
}

/** The hash under which a link is kept. Takes a normalised token. */
export const tokenSha256 = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The token in groups of four, as it stands on paper: `1a2b-3c4d-…`. */
export const groupedToken = (token: string): string => (token.match(/.{1,4}/g) ?? []).join('-');
