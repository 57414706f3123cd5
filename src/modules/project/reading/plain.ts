import { clean, numbered } from './clean.ts';
import { Refusal, type Content } from './model.ts';

/** Text of a file without marks of its own: UTF-8, UTF-16 with or without a byte order mark, else Windows-1257. */
export function decode(bytes: Uint8Array, declared: string | null = null): string {
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder('utf-8').decode(bytes);
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	const wide = wideWithoutMark(bytes);
	if (wide) return new TextDecoder(wide).decode(bytes);
	if (mostlyUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
	return new TextDecoder(known(declared) ?? 'windows-1257').decode(bytes);
}

/** The lines of a plain text, counted as every editor counts them. Throws Refusal for what is no text. */
export function readPlain(bytes: Uint8Array): Content {
	const text = decode(bytes);
	if (looksBinary(text)) throw new Refusal('check_file_binary');
	return readPasted(text);
}

/** Text that is text already, such as a pasted one. */
export function readPasted(text: string): Content {
	const lines = text.split(text.includes('\n') ? /\r?\n/ : '\r');
	const unread = lines.flatMap((line, at) => (line.includes('\ufffd') ? [{ line: at + 1, reason: 'undecodable' as const }] : []));
	return numbered(lines.map((line) => ({ text: clean(line) })), unread);
}

/** Control characters are rare in texts and common in programs, pictures and archives. */
export function looksBinary(text: string): boolean {
	let odd = 0;
	const sample = text.length > 200_000 ? text.slice(0, 200_000) : text;
	for (let i = 0; i < sample.length; i++) {
		const code = sample.charCodeAt(i);
		if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13 && code !== 26) || (code >= 0x7f && code < 0xa0) || code === 0xfffd) odd++;
	}
	return odd > 8 && odd > sample.length / 50;
}

/** UTF-16 of European text has a zero in every other byte. */
function wideWithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	const sample = bytes.subarray(0, 4000 - (bytes.length % 2));
	if (sample.length < 4 || bytes.length % 2 !== 0) return null;
	const zeros: [number, number] = [0, 0];
	for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2 === 0 ? 0 : 1]++;
	const half = sample.length / 2;
	if (zeros[1] > half * 0.6 && zeros[0] < half * 0.05) return 'utf-16le';
	if (zeros[0] > half * 0.6 && zeros[1] < half * 0.05) return 'utf-16be';
	return null;
}

/** A few damaged characters do not make a UTF-8 text another encoding; they are listed as unread. */
function mostlyUtf8(bytes: Uint8Array): boolean {
	let good = 0;
	let bad = 0;
	for (let i = 0; i < bytes.length; ) {
		const first = bytes[i] ?? 0;
		const length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
		let whole = length > 0;
		for (let k = 1; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) whole = false;
		if (!whole) bad++;
		else if (length > 1) good++;
		i += whole ? length : 1;
	}
	return bad * 4 <= good;
}

function known(label: string | null): string | null {
	if (label === null) return null;
	try {
		return new TextDecoder(label).encoding;
	} catch {
		return null;
	}
}
