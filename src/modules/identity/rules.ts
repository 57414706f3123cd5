import type { FieldError } from '#platform/errors.ts';

/** Digits and letters that a tired person cannot confuse on paper: no I, L, O, U (32 symbols, 5 bits each). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 12;

/**
 * Writes 12 random bytes as a code on paper of 60 bits, for example `7KQ2-M0XD-ARV9`. Each byte gives one symbol: 256 is
 * a multiple of 32, so none is likelier than another.
 */
export function codeFrom(bytes: Uint8Array): string {
	if (bytes.length !== codeLength) throw new RangeError(`A code is made of ${codeLength} bytes`);
	const symbols = [...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
	return symbols.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * What was typed from paper as the code it must be, or null when it is none: case, spaces and dashes do not matter, and
 * O is read as 0, I and L as 1. Example: `normaliseCode('7kq2 mOxd–arv9')` is `'7KQ2M0XDARV9'`.
 */
export function normaliseCode(typed: string): string | null {
	const symbols = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\p{Pd}\u2212_.]/gu, '')
		.replaceAll('O', '0')
		.replace(/[IL]/g, '1');
	return symbols.length === codeLength && [...symbols].every((symbol) => alphabet.includes(symbol)) ? symbols : null;
}

/**
 * A place inside this site to go to after signing in; anything else (another site, a script, a broken address) becomes
 * `fallback`. Example: `localPath('//evil.example/x', '/desk')` is `'/desk'`.
 */
export function localPath(next: unknown, fallback: string): string {
	// Control characters and backslashes are where browsers and parsers disagree about what is local.
	if (typeof next !== 'string' || next.length > 500 || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(next)) return fallback;
	const base = 'http://local.invalid';
	if (!URL.canParse(next, base)) return fallback;
	const url = new URL(next, base);
	if (url.origin !== base || url.pathname.startsWith('//') || /^\/sign-(in|out)(\/|$)/.test(url.pathname)) return fallback;
	return url.pathname + url.search;
}

const browsers: [RegExp, string][] = [
	[/\bEdg(e|A|iOS)?\//, 'Edge'],
	[/\bOPR\/|\bOpera\b/, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\bFirefox\/|\bFxiOS\//, 'Firefox'],
	[/\bChrom(e|ium)\/|\bCriOS\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
];
const systems: [RegExp, string][] = [
	[/\b(iPhone|iPod)\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bLinux\b/, 'Linux']
];

/** What a person recognises a session by, for example "Firefox, Linux"; no version, so it identifies nobody. Empty when unknown. */
export function deviceOf(userAgent: string | null): string {
	const agent = (userAgent ?? '').slice(0, 500);
	const find = (list: [RegExp, string][]): string | undefined => list.find(([pattern]) => pattern.test(agent))?.[1];
	return [find(browsers), find(systems)].filter((part) => part !== undefined).join(', ');
}

/** The commonest passwords that have twelve characters or more, in lower case; shorter ones fall to the length. */
const common = new Set(
	`123456789012 1234567890123 1234567890ab 0123456789ab 012345678910 password1234 password12345 password123456 passwordpassword qwertyuiop12
	qwertyuiop123 qwertyuiopas qwertyuiop[] qwerty123456 qwertyqwerty qwerty1234567 asdfghjkl123 1q2w3e4r5t6y 1qaz2wsx3edc zaq12wsxcde3 abcdefghijkl
	abcd12345678 abcdefg12345 administrator adminadmin12 administrators letmeinletmein welcome12345 welcome123456 iloveyou1234 iloveyouiloveyou
	changeme1234 changemechangeme socquality12 socquality123 socquality1234 socqualitysocquality parole123456 paroleparole parole12345678
	mana_parole1 slaptazodis1 slaptazodis12 slaptazodis123 slaptažodis1 slaptažodis12 slaptažodis123 slaptazodis1234 latvija12345 lietuva12345
	latvijalatvija lietuvalietuva vilnius12345 sveikiesveiki labadiena123 labasrytas12`.split(/\s+/)
);

export const passwordLength = { min: 12, max: 200 };

/**
 * Why a password is refused, or null: at least 12 characters, at least 5 different ones, not among the commonest, and
 * not the person's own address or name in it. Length helps more than rules about signs (NIST SP 800-63B, 5.1.1.2).
 */
export function passwordProblem(password: string, person: { email: string | null; name: string }): FieldError | null {
	const plain = password.normalize('NFKC').toLowerCase();
	const length = [...plain].length;
	if (length < passwordLength.min) return { code: 'password_short', params: { min: passwordLength.min } };
	if (length > passwordLength.max) return { code: 'too_long', params: { max: passwordLength.max } };
	if (new Set(plain).size < 5 || common.has(plain.trim())) return { code: 'password_common' };
	const local = person.email?.split('@')[0] ?? '';
	const own = [person.email ?? '', person.name.toLowerCase(), ...(local.length >= 5 ? [local] : [])].filter((word) => word.length >= 5);
	// The rest must carry the password when the person's own words are taken out of it.
	const rest = own.reduce((text, word) => text.replaceAll(word, ''), plain);
	return rest.length < plain.length && [...rest].length < 8 ? { code: 'password_personal' } : null;
}
