import type { SpooledFile } from './spool.ts';

const endSignature = Buffer.from('PK\x05\x06', 'latin1');
const entrySignature = 0x02014b50;
/** The end record is 22 bytes, followed by a comment of at most 65 535. */
const longestEnd = 22 + 65_535;
const longestDirectory = 4 * 1024 * 1024;

/**
 * The names of the entries of a ZIP archive, from its central directory; nothing is unpacked. Null when the file is no
 * readable archive.
 */
export async function zipNames(file: SpooledFile): Promise<string[] | null> {
	const tailStart = Math.max(0, file.size - longestEnd);
	const tail = await file.read(tailStart, longestEnd);
	const end = tail.lastIndexOf(endSignature);
	if (end < 0 || end + 22 > tail.length) return null;
	const size = tail.readUInt32LE(end + 12);
	const start = tail.readUInt32LE(end + 16);
	if (size > longestDirectory || start + size > file.size) return null;
	const directory = await file.read(start, size);
	const names: string[] = [];
	for (let at = 0; at + 46 <= directory.length; ) {
		if (directory.readUInt32LE(at) !== entrySignature) return null;
		const nameLength = directory.readUInt16LE(at + 28);
		names.push(directory.subarray(at + 46, at + 46 + nameLength).toString('utf8'));
		at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
	}
	return names;
}
