import { clean } from './clean.ts';
import { cellGap } from './model.ts';

/** A piece of text on a page: where its baseline begins, in points from the lower left corner. */
export interface Piece {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	/** Height of the letters. */
	readonly size: number;
}

interface Line {
	text: string;
	readonly x: number;
	readonly y: number;
	right: number;
	readonly size: number;
}

interface Block {
	readonly lines: Line[];
	readonly left: number;
	right: number;
	readonly top: number;
	bottom: number;
	readonly size: number;
}

/** More lines than this make neighbouring blocks columns of prose, not cells of a table. */
const mostLinesOfCell = 6;

/**
 * The paragraphs and rows of a page, from pieces in the order in which the file writes them: wrapped lines are joined again,
 * a word parted at the end of a line becomes whole, and cells that stand side by side become one line.
 */
export function linesOfPage(pieces: readonly Piece[]): string[] {
	const lines = linesFrom(pieces);
	const blocks = blocksFrom(lines);
	const margins = marginsOf(lines);
	const texts: string[] = [];
	for (let at = 0; at < blocks.length; ) {
		const row = rowAt(blocks, at);
		if (row.length > 1) texts.push(row.map(cellText).join(cellGap));
		else for (const block of row) texts.push(...paragraphs(block, margins));
		at += row.length;
	}
	return texts.filter((text) => text !== '');
}

function linesFrom(pieces: readonly Piece[]): Line[] {
	const lines: Line[] = [];
	let line: Line | undefined;
	let blank = false;
	for (const { text, x, y, width, size } of pieces) {
		if (text.trim() === '') {
			blank ||= text !== '';
			continue;
		}
		const high = Math.max(size, line?.size ?? 0);
		const gap = line ? x - line.right : 0;
		if (!line || Math.abs(y - line.y) > high * 0.45 || gap < -high * 0.6 || gap > high * 1.2) {
			line = { text, x, y, right: x + width, size };
			lines.push(line);
		} else {
			const spaced = blank || gap > high * 0.15;
			line.text += (spaced && !/\s$/.test(line.text) && !/^\s/.test(text) ? ' ' : '') + text;
			line.right = Math.max(line.right, x + width);
		}
		blank = /\s$/.test(text);
	}
	for (const one of lines) one.text = clean(one.text).replace(/(?:\s?\.){5,}/g, ' …').replace(/[ \t\n]+/g, ' ').trim();
	return lines.filter(({ text }) => text !== '');
}

function blocksFrom(lines: readonly Line[]): Block[] {
	const blocks: Block[] = [];
	for (const line of lines) {
		const block = blocks.at(-1);
		const step = block ? block.bottom - line.y : 0;
		const beside = block ? line.x > block.right || line.right < block.left : true;
		if (block && !beside && step > line.size * 0.5 && step < line.size * 1.95 && Math.abs(line.size - block.size) < block.size * 0.12) {
			block.lines.push(line);
			block.bottom = line.y;
			block.right = Math.max(block.right, line.right);
		} else blocks.push({ lines: [line], left: line.x, right: line.right, top: line.y + line.size * 0.8, bottom: line.y, size: line.size });
	}
	return blocks;
}

/** The blocks from `at` on that stand beside each other like the cells of one row. */
function rowAt(blocks: readonly Block[], at: number): Block[] {
	const row: Block[] = [];
	for (const block of blocks.slice(at, at + 60)) {
		const before = row.at(-1);
		if (before) {
			const top = Math.max(...row.map((cell) => cell.top));
			const bottom = Math.min(...row.map((cell) => cell.bottom));
			const beside = block.left > before.right && block.bottom < top && block.top > bottom;
			if (!beside || block.lines.length > mostLinesOfCell || before.lines.length > mostLinesOfCell) break;
		}
		row.push(block);
	}
	return row;
}

const cellText = (block: Block): string => block.lines.reduce((text, line) => joined(text, line.text), '');

/** How far lines reach that begin at the same place: what tells a wrapped line from a finished one. */
function marginsOf(lines: readonly Line[]): (left: number) => number {
	const rights = new Map<number, number>();
	const slot = (x: number): number => Math.round(x / 12);
	for (const { x, right } of lines) rights.set(slot(x), Math.max(rights.get(slot(x)) ?? 0, right));
	return (left) => Math.max(...[-2, -1, 0, 1, 2].map((by) => rights.get(slot(left) + by) ?? 0));
}

const bullet = /^(?:[•‣▪●○◦–—*-]\s|\d{1,2}[.)]\s|[a-zā-ž]\)\s)/iu;

function paragraphs(block: Block, margin: (left: number) => number): string[] {
	const texts: string[] = [];
	let before: Line | undefined;
	for (const line of block.lines) {
		const last = texts.at(-1);
		if (last === undefined || !before || bullet.test(line.text) || endsBefore(before, line, margin(block.left))) texts.push(line.text);
		else texts[texts.length - 1] = joined(last, line.text);
		before = line;
	}
	return texts;
}

/** A line is finished when the next one's first word would still have fitted into it. */
function endsBefore(line: Line, next: Line, margin: number): boolean {
	// A sentence that goes on in small letters after a fairly full line was wrapped, however ragged the margin is.
	if (/^\p{Ll}/u.test(next.text) && !/[.;:!?]$/.test(line.text) && line.right - line.x > (margin - line.x) * 0.6) return false;
	const word = next.text.split(' ', 1)[0] ?? '';
	const letter = (next.right - next.x) / Math.max(1, next.text.length);
	return margin - line.right > (word.length + 1.5) * letter;
}

function joined(text: string, next: string): string {
	if (text === '') return next;
	if (/\p{Ll}[-‐]$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next;
	return `${text} ${next}`;
}
