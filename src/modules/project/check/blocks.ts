import type { CheckedText } from './model.ts';
import { fold } from './fold.ts';
import { meaningsOf } from './words.ts';

interface Piece {
	/** Where the line begins in the block's text. */
	readonly start: number;
	readonly line: number;
	/** As it stands in the file. */
	readonly original: string;
	readonly text: string;
	/** Whether positions in `text` are positions in `original` too. */
	readonly exact: boolean;
}

/** A paragraph or list item: one line, or several that a reader or an author wrapped. */
export interface Block {
	readonly file: string;
	readonly index: number;
	readonly text: string;
	/** `text` after `fold`: the same length, sign for sign. */
	readonly folded: string;
	readonly pieces: readonly Piece[];
	readonly bullet: boolean;
	/** Blocks of one list item (its first line and what is indented below it) share a number. */
	readonly item: number;
	/** An empty line stands before it. */
	readonly apart: boolean;
	/** First position of every sentence, ascending, beginning with 0. */
	readonly sentences: readonly number[];
}

const bulletSign = /^\s*(?:[•·▪◦‣●○■□*➢✓–—-]\s|[oO]\t|\d{1,2}[.)]\s|\(?[a-z]\)\s|\d{1,2}\)\s)/u;
// A sentence is never this long; grammars see such a line in parts, so that their work stays in proportion to it.
const longestLine = 20_000;

function inParts(row: { text: string; line: number }): { text: string; line: number }[] {
	if (row.text.length <= longestLine) return [row];
	const parts: { text: string; line: number }[] = [];
	for (let from = 0; from < row.text.length; ) {
		const space = row.text.lastIndexOf(' ', from + longestLine);
		const to = from + longestLine >= row.text.length ? row.text.length : space > from ? space : from + longestLine;
		parts.push({ text: row.text.slice(from, to), line: row.line });
		from = to;
	}
	return parts;
}

const asWritten = (text: string): string => text.normalize('NFC');

/** The text as blocks. A line that only goes on with the one before is joined to it, so that a wrapped figure is read whole. */
export function blocksOf(text: CheckedText): Block[] {
	const blocks: Block[] = [];
	let pieces: Piece[] = [];
	let [apart, gap, item] = [true, true, 0];
	const close = (): void => {
		const first = pieces[0];
		if (!first) return;
		const joined = pieces.map((piece) => piece.text).join(' ');
		const bullet = bulletSign.test(first.text);
		const continues = !bullet && !apart && /^\s+\S/u.test(first.text) && blocks.at(-1)?.file === text.name;
		if (!continues) item++;
		const folded = fold(joined);
		blocks.push({ file: text.name, index: blocks.length, text: joined, folded, pieces, bullet, item, apart, sentences: sentencesOf(joined) });
		pieces = [];
	};
	for (const { text: original, line } of text.lines.flatMap(inParts)) {
		const written = asWritten(original).replace(/\s+$/u, '');
		if (written.trim() === '') {
			close();
			gap = true;
			continue;
		}
		const before = pieces.at(-1);
		// The first line is mostly a heading: a sentence that begins below it is no part of it.
		const headed = blocks.length === 0 && pieces.length === 1 && /^\p{Lu}\p{Ll}/u.test(written) && !/[,–-]$/u.test(before?.text ?? '') && (before?.text.length ?? 0) < 160;
		if (before && (headed || !goesOn(before.text, written))) close();
		if (pieces.length === 0) apart = gap;
		const last = pieces.at(-1);
		pieces.push({ start: last ? last.start + last.text.length + 1 : 0, line, original, text: written, exact: original.startsWith(written) });
		gap = false;
	}
	close();
	return blocks;
}

// Wrapped lines are long; what begins like a label, a list item or a table row stands for itself.
function goesOn(before: string, line: string): boolean {
	if (bulletSign.test(line) || before.length > 2000 || /[\t|]/u.test(before.trim()) || /[\t|]/u.test(line.trim()) || (/[.:;!?]["”)]?$/u.test(before) && !(/(?:\d|\s\p{Ll}{1,2})\.$/u.test(before) && /^\s*\p{Ll}/u.test(line)))) return false;
	const next = line.trimStart();
	const label = /^[^:]{2,60}:(?:\s|$)/u.test(next);
	if (/^\p{Ll}/u.test(next)) return before.length >= 20 && !label;
	// A label with its list is complete without a full stop.
	if (before.length < 45 || label || /^[^:]{2,60}:\s/u.test(before)) return false;
	if (/\d$/u.test(before)) return /^\d{3}(?!\d)/u.test(next);
	return before.length >= 60 && !/(?:EUR|LVL|€|\))$/u.test(before);
}

// Abbreviations after which a sentence goes on although a capital letter follows.
const abbreviated = /(?:^|[\s("„“])(?:\p{L}|nr|no|t\.\s?sk|g|m|gad|st|dr|prof|piem|pvz|resp|adr|tel|talr|reg|reģ|vol|art|mēn|mėn|str|plkst|milj|mln|mrd|tūkst|tukst|proc|gab|vnt|gr|nov|pag|raj|sav|piem|un c|u\.c|p\.i)$/iu;

// "… iki 2025 m. balandžio 30 d. Jo biudžetas …", but "balandžio 30 d. Biržuose": a date ends a sentence before a word that is no name.
const closesDate = /\d ?(?:d|m|g|gad|proc|men|mėn|mēn|vnt|gab)$/iu;
const pronoun = /^(?:jo|jos|ju|jis|ji|tas|ta|sis|si|sie|sios|tai|tajos|taja|saja|it|its|they|the|this|visi|visos|vel|tada|tad|kopa|be)$/;
function beginsAnew(after: string): boolean {
	const word = /^\s+["“„]?(\p{Lu}[\p{L}]*)/u.exec(after)?.[1];
	if (word === undefined || /^\p{Lu}{2,}$/u.test(word)) return false;
	const folded = fold(word);
	return pronoun.test(folded) || meaningsOf(folded).size > 0;
}

function sentencesOf(text: string): number[] {
	const starts = [0];
	const ends = /[.!?]["”)]?(?=\s+["“„(]?[\p{Lu}\d]|\p{Lu}\p{Ll})|;(?=\s)/gu;
	for (let match = ends.exec(text); match; match = ends.exec(text)) {
		const before = text.slice(Math.max(0, match.index - 12), match.index);
		if (match[0] !== ';' && abbreviated.test(before) && !(closesDate.test(before) && beginsAnew(text.slice(match.index + match[0].length, match.index + match[0].length + 40)))) continue;
		const after = text.slice(match.index + match[0].length, match.index + match[0].length + 4).trimStart();
		// "2018. 1." and "5. 6." are no ends of sentences; nor is "1. Marts".
		if (/^["“„(]?\d/u.test(after) && /\d$|(?:^|\s)\p{L}{1,4}$/u.test(before)) continue;
		if (/(?:^|\s)\d{1,2}$/u.test(before) && match[0] === '.') continue;
		starts.push(match.index + match[0].length);
	}
	return starts;
}

function lastAtOrBefore(sorted: readonly number[], position: number): number {
	let [low, high] = [0, sorted.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((sorted[middle] ?? 0) <= position) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The number of the sentence that the position stands in. */
export const sentenceAt = (block: Block, position: number): number => lastAtOrBefore(block.sentences, position);

/** Beginning and end of a sentence in the block's text. */
export const sentenceRange = (block: Block, sentence: number): [number, number] => [block.sentences[sentence] ?? 0, block.sentences[sentence + 1] ?? block.text.length];

// Of a longer sentence only what stands around the figure is quoted.
const longest = 600;

/** Where the position stands: its file, its line, and the part of its sentence that is on this line, word for word. */
export function quoteAt(block: Block, position: number): { file: string; line: number; text: string } {
	const piece = block.pieces.length === 1 ? block.pieces[0] : block.pieces[lastAtOrBefore(block.pieces.map(({ start }) => start), position)];
	if (!piece) return { file: block.file, line: 1, text: '' };
	// A line in another normal form has other positions: its beginning is quoted.
	if (!piece.exact) return { file: block.file, line: piece.line, text: piece.original.slice(0, longest).trim() };
	const [from, to] = sentenceRange(block, sentenceAt(block, position));
	const [start, end] = [Math.max(from, piece.start, position - (to - from > longest ? longest / 2 : longest)) - piece.start, Math.min(to, position + longest) - piece.start];
	return { file: block.file, line: piece.line, text: piece.text.slice(Math.max(0, start), Math.max(0, Math.min(end, start + longest))).trim() };
}
