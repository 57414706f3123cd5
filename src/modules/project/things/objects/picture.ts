/** A photo as it is kept: its pixels, and bytes without what the camera wrote beside them. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly bytes: Buffer;
}

/**
 * Reads the size of a JPEG, PNG or WebP picture and leaves out everything that is no picture: place, device, time and
 * remarks of the camera, and whatever was appended. How a JPEG is turned is kept. Null for what is no whole picture.
 */
export function readPicture(bytes: Buffer, mediaType: string): Picture | null {
	const read = { 'image/jpeg': readJpeg, 'image/png': readPng, 'image/webp': readWebp }[mediaType];
	try {
		const picture = read?.(bytes) ?? null;
		return picture !== null && picture.width > 0 && picture.height > 0 ? picture : null;
	} catch (problem) {
		// Buffers answer a length that points beyond the end with a RangeError: the picture is cut off.
		if (problem instanceof RangeError) return null;
		throw problem;
	}
}

function readJpeg(bytes: Buffer): Picture | null {
	if (bytes.readUInt16BE(0) !== 0xffd8) return null;
	const kept: Buffer[] = [];
	let [size, turn]: [{ width: number; height: number } | null, number] = [null, 1];
	for (let at = 2; ; ) {
		if (bytes.readUInt8(at) !== 0xff) return null;
		const marker = bytes.readUInt8(at + 1);
		// Markers may be filled up with FF.
		if (marker === 0xff) {
			at++;
			continue;
		}
		if (marker === 0xd9) break;
		const end = at + 2 + bytes.readUInt16BE(at + 2);
		if (end > bytes.length || end < at + 4) return null;
		const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
		if (frame) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
		if (marker === 0xe1) turn = orientationOf(bytes.subarray(at + 4, end)) ?? turn;
		// Kept of the application's segments: JFIF, colour profile, Adobe's colour transform.
		const application = marker >= 0xe0 && marker <= 0xef;
		if (marker !== 0xfe && (!application || [0xe0, 0xe2, 0xee].includes(marker))) kept.push(bytes.subarray(at, end));
		at = end;
		if (marker === 0xda) {
			const scanEnd = endOfScan(bytes, at);
			kept.push(bytes.subarray(at, scanEnd));
			at = scanEnd;
		}
	}
	if (size === null) return null;
	const turned = turn >= 5;
	return {
		width: turned ? size.height : size.width,
		height: turned ? size.width : size.height,
		bytes: Buffer.concat([Buffer.from([0xff, 0xd8]), ...(turn === 1 ? [] : [orientationSegment(turn)]), ...kept, Buffer.from([0xff, 0xd9])])
	};
}

/** Where the next real marker stands: inside a scan FF is followed by 00 or a restart. */
function endOfScan(bytes: Buffer, from: number): number {
	for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
		const next = bytes.readUInt8(at + 1);
		if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
	}
	throw new RangeError('The picture ends within a scan');
}

/** How the picture is to be turned (1 to 8) by the camera's note; null when it does not say. */
function orientationOf(segment: Buffer): number | null {
	if (segment.subarray(0, 6).toString('latin1') !== 'Exif\0\0' || segment.length < 16) return null;
	const tiff = segment.subarray(6);
	const little = tiff.toString('latin1', 0, 2) === 'II';
	const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
	for (let entry = 0; entry < Math.min(short(first), 200); entry++) {
		const at = first + 2 + entry * 12;
		if (short(at) === 0x0112) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : null;
	}
	return null;
}

const orientationSegment = (turn: number): Buffer =>
	Buffer.concat([Buffer.from([0xff, 0xe1, 0, 34]), Buffer.from('Exif\0\0MM\0*', 'latin1'), Buffer.from([0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0])]);

const pngParts = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs', 'cICP'];

function readPng(bytes: Buffer): Picture | null {
	if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
	const kept = [bytes.subarray(0, 8)];
	for (let at = 8; ; ) {
		const end = at + 12 + bytes.readUInt32BE(at);
		if (end > bytes.length) return null;
		const kind = bytes.toString('latin1', at + 4, at + 8);
		if (pngParts.includes(kind)) kept.push(bytes.subarray(at, end));
		if (kind === 'IEND') break;
		at = end;
	}
	return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), bytes: Buffer.concat(kept) };
}

function readWebp(bytes: Buffer): Picture | null {
	if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null;
	const whole = 8 + bytes.readUInt32LE(4);
	if (whole > bytes.length) return null;
	const kept: Buffer[] = [];
	let size: { width: number; height: number } | null = null;
	for (let at = 12; at + 8 <= whole; ) {
		const length = bytes.readUInt32LE(at + 4);
		const end = at + 8 + length + (length % 2);
		if (end > whole) return null;
		const kind = bytes.toString('latin1', at, at + 4);
		const part = Buffer.from(bytes.subarray(at, end));
		if (kind === 'VP8X') {
			size = { width: 1 + part.readUIntLE(12, 3), height: 1 + part.readUIntLE(15, 3) };
			// The marks of a camera's note and of remarks, which are left out.
			part.writeUInt8(part.readUInt8(8) & ~0x0c, 8);
		}
		if (kind === 'VP8 ') size ??= { width: part.readUInt16LE(14) & 0x3fff, height: part.readUInt16LE(16) & 0x3fff };
		if (kind === 'VP8L') size ??= { width: 1 + (part.readUInt32LE(9) & 0x3fff), height: 1 + ((part.readUInt32LE(9) >>> 14) & 0x3fff) };
		if (['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP', 'ANIM', 'ANMF'].includes(kind)) kept.push(part);
		at = end;
	}
	if (size === null) return null;
	const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept]);
	const head = Buffer.alloc(8, 'RIFF', 'latin1');
	head.writeUInt32LE(body.length, 4);
	return { ...size, bytes: Buffer.concat([head, body]) };
}
