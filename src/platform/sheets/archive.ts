import { inflateRawSync } from 'node:zlib';

const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * Whether a ZIP file is one whose entries really unpack to at most so many bytes together: sizes that the file itself
 * claims are not believed. False for anything that is no readable archive.
 */
export function unpacksWithin(zip: Buffer, mostBytes: number): boolean {
	const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	if (end < 0 || end + 22 > zip.length) return false;
	const entries = zip.readUInt16LE(end + 10);
	let at = zip.readUInt32LE(end + 16);
	let left = mostBytes;
	for (let i = 0; i < entries; i++) {
		if (at + 46 > zip.length || zip.readUInt32LE(at) !== entrySignature) return false;
		const unpacked = sizeOf(zip, zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42), left);
		if (unpacked === null) return false;
		left -= unpacked;
		at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return left >= 0;
}

function sizeOf(zip: Buffer, method: number, packed: number, local: number, most: number): number | null {
	if (local + 30 > zip.length || zip.readUInt32LE(local) !== localSignature) return null;
	const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
	if (from + packed > zip.length) return null;
	if (method === 0) return packed <= most ? packed : null;
	if (method !== 8) return null;
	try {
		return inflateRawSync(zip.subarray(from, from + packed), { maxOutputLength: Math.max(1, most) }).length;
	} catch {
		return null;
	}
}
