import { pressed } from './clean.ts';
import { cellGap } from './model.ts';

/** Collects running text with tables into lines: paragraphs, items and rows each become one. */
export interface LineWriter {
	text(text: string): void;
	/** The end of a paragraph, item or heading. */
	endLine(): void;
	openRow(): void;
	openCell(): void;
	closeRow(): void;
	/** How many lines are written: the place of what stands here. */
	readonly count: number;
	/** Everything written, rows left open included. */
	finish(): string[];
}

/** More lines than this make a cell a part of the layout and not a value of a table. */
const mostLinesOfCell = 6;

export function createWriter(): LineWriter {
	const lines: string[] = [];
	const rows: { cells: string[][]; open: boolean }[] = [];
	let parts: string[] = [];

	/** Where a finished line goes: into the open cell, or out. */
	const sink = (): string[] => {
		const row = rows.at(-1);
		if (!row) return lines;
		return (row.open ? row.cells.at(-1) : undefined) ?? openedCell(row);
	};
	// Text between the cells of a row stands in none; it gets one of its own.
	const openedCell = (row: { cells: string[][]; open: boolean }): string[] => {
		const cell: string[] = [];
		row.cells.push(cell);
		row.open = true;
		return cell;
	};
	const endLine = (): void => {
		if (parts.length === 0) return;
		const line = pressed(parts.join(''));
		parts = [];
		if (line !== '') sink().push(line);
	};
	const closeRow = (): void => {
		endLine();
		const row = rows.pop();
		if (!row) return;
		const cells = row.cells.filter((cell) => cell.length > 0);
		const asRow = cells.length > 1 && cells.every((cell) => cell.length <= mostLinesOfCell);
		const target = sink();
		for (const line of asRow ? [cells.map((cell) => cell.join(' ')).join(cellGap)] : cells.flat()) target.push(line);
	};
	return {
		text: (text) => void parts.push(text),
		endLine,
		openRow: () => {
			endLine();
			rows.push({ cells: [], open: false });
		},
		openCell: () => {
			endLine();
			const row = rows.at(-1);
			if (row) openedCell(row);
		},
		closeRow,
		get count() {
			return lines.length;
		},
		finish: () => {
			while (rows.length > 0) closeRow();
			endLine();
			return lines;
		}
	};
}
