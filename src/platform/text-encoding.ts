import { createHash } from 'node:crypto';

/** How the letters of a file are written. Files of Baltic programs are often Windows-1257, those of western ones Windows-1252. */
export const encodings = ['utf-8', 'utf-16le', 'windows-1257', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** Bytes that are letters of Latvian or Lithuanian in Windows-1257 and something else in Windows-1252: ā č ē ģ ī ķ ļ ņ š ū ž ą ę ė į ų and their capitals. */
const baltic = [0xe2, 0xe8, 0xe7, 0xec, 0xee, 0xed, 0xef, 0xf2, 0xf0, 0xfb, 0xfe, 0xe0, 0xe6, 0xeb, 0xe1, 0xf8].flatMap((byte) => [byte, byte - 0x20]);
/** Bytes that Windows-1257 does not use, or uses for letters of Polish and Latgalian, and that are common in Windows-1252: Š š Ž ž Œ œ ê ñ ù ú ý ã ô ß in western texts. */
const western = [0x8a, 0x9a, 0x8c, 0x9c, 0x9f, 0xa1, 0xa5, 0xea, 0xf1, 0xf9, 0xfa, 0xfd, 0xe3, 0xf4, 0xca, 0xd1, 0xd9, 0xda, 0xdd, 0xc3, 0xd4];

/** What reading a file once tells about it. */
export interface FileFacts {
	/** 64 hexadecimal digits. */
	readonly sha256: string;
	readonly encoding: Encoding;
	/** The first line, decoded. */
	readonly firstLine: string;
}

const headLength = 65_536;

/** Reads a file once as a stream: its hash, its encoding, its first line. */
export async function inspectFile(parts: AsyncIterable<Uint8Array>): Promise<FileFacts> {
	const hash = createHash('sha256');
	const counts = Array.from({ length: 256 }, () => 0);
	const utf8 = new TextDecoder('utf-8', { fatal: true });
	let valid = true;
	let head = Buffer.alloc(0);
	for await (const part of parts) {
		hash.update(part);
		if (head.length < headLength) head = Buffer.concat([head, part.subarray(0, headLength - head.length)]);
		for (const byte of part) counts[byte] = (counts[byte] ?? 0) + 1;
		if (valid) valid = decodes(utf8, part, true);
	}
	if (valid) valid = decodes(utf8, new Uint8Array(), false);
	const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : valid ? 'utf-8' : guessCodePage(counts);
	const text = new TextDecoder(encoding).decode(head);
	return { sha256: hash.digest('hex'), encoding, firstLine: /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '' };
}

function decodes(decoder: TextDecoder, part: Uint8Array, stream: boolean): boolean {
	try {
		decoder.decode(part, { stream });
		return true;
	} catch {
		return false;
	}
}

/** Windows-1257 unless the bytes speak for Windows-1252: this is a Baltic program, and most western letters have the same place in both. */
function guessCodePage(counts: readonly number[]): Encoding {
	const sum = (bytes: readonly number[]): number => bytes.reduce((total, byte) => total + (counts[byte] ?? 0), 0);
	return sum(western) > sum(baltic) ? 'windows-1252' : 'windows-1257';
}

/** The text of a file piece by piece; a byte order mark is left out. */
export async function* decodeFile(parts: AsyncIterable<Uint8Array>, encoding: Encoding, onBytes: (count: number) => void = () => undefined): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding);
	for await (const part of parts) {
		onBytes(part.byteLength);
		const text = decoder.decode(part, { stream: true });
		if (text !== '') yield text;
	}
	const rest = decoder.decode();
	if (rest !== '') yield rest;
}

/** The sign between the cells: the one that stands most often in the first line outside of quotes; a comma when there is one column. */
export function delimiterOf(firstLine: string): ',' | ';' | '\t' {
	const plain = firstLine.replace(/"(?:[^"]|"")*"/g, '');
	const count = (sign: string): number => plain.split(sign).length - 1;
	const [best] = ([',', ';', '\t'] as const).map((sign) => ({ sign, n: count(sign) })).sort((a, b) => b.n - a.n);
	return best && best.n > 0 ? best.sign : ',';
}
