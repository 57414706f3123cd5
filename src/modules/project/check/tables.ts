import type { Parsed } from './parse.ts';
import type { Span } from './spans.ts';

/** A row of a table: its cells, and the row that names the columns. */
export interface Row {
	readonly cells: readonly Span[];
	/** Null where the table has none. */
	readonly header: { readonly parsed: Parsed; readonly cells: readonly Span[] } | null;
}

const divider = / *[|\t] */g;

function cellsOf(parsed: Parsed): Span[] {
	const { text } = parsed.block;
	const cells: Span[] = [];
	let start = 0;
	for (const match of text.matchAll(divider)) {
		cells.push({ start, end: match.index });
		start = match.index + match[0].length;
	}
	cells.push({ start, end: text.length });
	// "| a | b |": bars at both ends make no cells.
	return cells.filter((cell, index) => !((index === 0 || index === cells.length - 1) && cell.start === cell.end));
}

/** The rows among the blocks of a text. A row without figures above rows of as many cells names their columns. */
export function rowsOf(blocks: readonly Parsed[]): Map<Parsed, Row> {
	const rows = new Map<Parsed, Row>();
	let header: Row['header'] = null;
	for (const parsed of blocks) {
		const cells = cellsOf(parsed);
		if (cells.length < 2) {
			header = null;
			continue;
		}
		const figures = cells.slice(1).some((cell) => /\d/.test(parsed.block.text.slice(cell.start, cell.end)));
		if (!figures) header = { parsed, cells };
		rows.set(parsed, { cells, header: figures && header?.cells.length === cells.length ? header : null });
	}
	return rows;
}

/** The number of the cell that a position stands in. */
export const cellAt = (row: Row, position: number): number => row.cells.findLastIndex((cell) => cell.start <= position);
