import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jpeg, png, webp } from '../testing.ts';
import { readPicture } from './picture.ts';

const kinds = [
	['image/png', png()],
	['image/jpeg', jpeg()],
	['image/webp', webp()]
] as const;

test('the size is read and what the camera wrote is gone, once and for all', () => {
	expect(readPicture(png(40, 30), 'image/png')).toMatchObject({ width: 40, height: 30 });
	expect(readPicture(webp(), 'image/webp')).toMatchObject({ width: 300, height: 200 });
	expect(readPicture(jpeg(640, 480, 1), 'image/jpeg')).toMatchObject({ width: 640, height: 480 });
	// Turned on its side: the page keeps a place as high as the picture is shown.
	expect(readPicture(jpeg(640, 480, 6), 'image/jpeg')).toMatchObject({ width: 480, height: 640 });
	for (const [kind, bytes] of kinds) {
		const picture = readPicture(bytes, kind);
		expect(bytes.includes('GPS'), kind).toBe(true);
		expect(picture?.bytes.includes('GPS'), kind).toBe(false);
		const again = picture && readPicture(picture.bytes, kind);
		expect(again, kind).toEqual(picture);
	}
	expect(readPicture(webp(), 'image/webp')?.bytes.readUInt8(20)).toBe(0);
});

test('a JPEG keeps its scan, byte for byte, and how it is turned', () => {
	const scan = Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd9]);
	for (const turn of [1, 3, 6, 8]) {
		const picture = readPicture(jpeg(64, 48, turn), 'image/jpeg');
		expect(picture?.bytes.subarray(-scan.length)).toEqual(scan);
		expect(picture?.width).toBe(turn >= 5 ? 48 : 64);
		expect(picture?.bytes.includes('Exif')).toBe(turn !== 1);
	}
});

test('cut off at any place it is no picture; whatever the bytes, nothing breaks', () => {
	for (const [kind, bytes] of kinds) {
		// What was appended to the JPEG is no part of it.
		const end = kind === 'image/jpeg' ? bytes.indexOf(Buffer.from('GPS appended')) : bytes.length;
		for (let length = 0; length < end; length++) expect(readPicture(bytes.subarray(0, length), kind), `${kind} ${length}`).toBeNull();
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }), (changes) => {
				const broken = Buffer.from(bytes);
				for (const [at, value] of changes) broken.writeUInt8(value, at);
				const picture = readPicture(broken, kind);
				if (picture) expect(picture.width * picture.height).toBeGreaterThan(0);
			})
		);
	}
	fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('image/png', 'image/jpeg', 'image/webp', 'application/pdf'), (bytes, kind) => {
		expect(readPicture(Buffer.from(bytes), kind)).toBeNull();
	}));
});
