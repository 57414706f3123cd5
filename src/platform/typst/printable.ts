/** Signs that word processors write often and our font lacks, with what stands for them. */
const substitutes: Readonly<Record<string, string>> = {
	'→': '–>', '←': '<–', '≥': '>=', '≤': '<=', '●': '•', '■': '•', '▪': '•', '◦': '•', '\uF0B7': '•', '\uF0A7': '•', '✓': '√', '✔': '√', '\u2028': '\n', '\u2029': '\n', '\t': ' '
};

/** What is printed for signs that the font cannot show; PDF/UA forbids an empty box. */
const replacement = '\uFFFD';

/** The longest run of letters without a place to break a line; a longer one would leave the page. */
const longestWord = 28;

/** Control characters and signs without a picture (joiners, marks of direction), except the two places to break a word. */
const invisible = /(?![\u00AD\u200B])[\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Makes a text that the font can show completely: composed letters, no control characters, unknown signs as one
 * replacement sign for each run, and a place to break in very long words. `covers` tells which code points the font has.
 */
export function printable(text: string, covers: (codePoint: number) => boolean): string {
	let result = '';
	for (const sign of text.toWellFormed().normalize('NFC').replaceAll('\r\n', '\n')) {
		const shown = covers(sign.codePointAt(0) ?? 0) && !invisible.test(sign) ? sign : substitute(sign, covers);
		if (shown !== replacement || !result.endsWith(replacement)) result += shown;
	}
	// A fingerprint stays whole: it is there to be copied and compared.
	return result.replace(/[^\s\u200B\-–—]{29,}/gu, (word) => (/^[0-9a-f]{64}$/.test(word) ? word : Array.from(word).reduce((parts, sign, i) => parts + (i > 0 && i % longestWord === 0 ? '\u200B' : '') + sign, '')));
}

function substitute(sign: string, covers: (codePoint: number) => boolean): string {
	if (sign === '\n') return sign;
	const known = substitutes[sign];
	if (known !== undefined && [...known].every((s) => s === '\n' || covers(s.codePointAt(0) ?? 0))) return known;
	return invisible.test(sign) ? '' : replacement;
}

/** The same data with every text in it made printable; keys stay as they are. */
export function printableData(data: unknown, covers: (codePoint: number) => boolean): unknown {
	if (typeof data === 'string') return printable(data, covers);
	if (Array.isArray(data)) return data.map((item) => printableData(item, covers));
	if (typeof data !== 'object' || data === null) return data;
	return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, printableData(value, covers)]));
}
