import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const faces = ['400Regular/NotoSans_400Regular.ttf', '600SemiBold/NotoSans_600SemiBold.ttf', '700Bold/NotoSans_700Bold.ttf', '400Regular_Italic/NotoSans_400Regular_Italic.ttf'];

/**
 * The family name that templates use. The compiler also searches the machine's fonts and would take a "Noto Sans" it finds
 * there, so that two machines would print different bytes; under a name of our own only our files answer.
 */
const family = 'SocQ Sans';
const published = 'Noto Sans';

export interface Fonts {
	readonly files: Buffer[];
	/** True when every face has a glyph for the code point. */
	covers(codePoint: number): boolean;
}

/** Loads the faces of the documents from the installed font package. Throws when a file is missing or no TrueType font. */
export function loadFonts(): Fonts {
	const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));
	const files = faces.map((face) => rename(readFileSync(join(folder, face))));
	const [first = new Set<number>(), ...others] = files.map(characters);
	return { files, covers: (codePoint) => first.has(codePoint) && others.every((set) => set.has(codePoint)) };
}

/** Gives the font its other family name, in the two encodings of the name table; both names have the same length. */
function rename(font: Buffer): Buffer {
	for (const encode of [(name: string) => Buffer.from(name, 'utf16le').swap16(), (name: string) => Buffer.from(name, 'latin1')]) {
		const [from, to] = [encode(published), encode(family)];
		for (let at = font.indexOf(from); at >= 0; at = font.indexOf(from, at + 1)) to.copy(font, at);
	}
	return font;
}

/** The code points of a TrueType font: its character map in format 12 (OpenType specification, table "cmap"). */
function characters(font: Buffer): Set<number> {
	const map = tableOffset(font, 'cmap');
	const subtables = Array.from({ length: font.readUInt16BE(map + 2) }, (_, i) => map + font.readUInt32BE(map + 4 + i * 8 + 4));
	const groups = subtables.find((at) => font.readUInt16BE(at) === 12);
	if (groups === undefined) throw new Error('The font has no character map of format 12.');
	const found = new Set<number>();
	for (let i = 0; i < font.readUInt32BE(groups + 12); i++) {
		const at = groups + 16 + i * 12;
		for (let codePoint = font.readUInt32BE(at); codePoint <= font.readUInt32BE(at + 4); codePoint++) found.add(codePoint);
	}
	return found;
}

function tableOffset(font: Buffer, name: string): number {
	for (let i = 0; i < font.readUInt16BE(4); i++) {
		const record = 12 + i * 16;
		if (font.toString('latin1', record, record + 4) === name) return font.readUInt32BE(record + 8);
	}
	throw new Error(`The font has no table "${name}".`);
}
