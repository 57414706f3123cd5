import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decodeFile, delimiterOf, inspectFile, type Encoding } from '#modules/survey/index.ts';
import { UsageError } from './usage.ts';

export interface Wanted {
	readonly items: readonly string[];
	/** The column whose values divide the rows; null for none. */
	readonly group: string | null;
	readonly low: number;
	readonly high: number;
}

export interface AnswerTable {
	readonly encoding: Encoding;
	/** One per person, one entry per item; null where the cell is empty or NA. */
	readonly rows: readonly (readonly (number | null)[])[];
	/** The group of each row; null where its cell is empty or NA. Empty without a grouping column. */
	readonly groups: readonly (string | null)[];
	/** Rows that were left out, with the line of the file (from 1) at which each ends and the reason. */
	readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

const isMissing = (cell: string): boolean => cell === '' || cell.toUpperCase() === 'NA';

/**
 * Reads the columns of items from a CSV file: commas, semicolons or tabs; UTF-8, UTF-16, Windows-1257 or Windows-1252; decimals with
 * a point or a comma. A row with a cell that is no number of the scale, or with too many or too few cells, is refused as a
 * whole. Throws UsageError when nothing can be read.
 */
export async function readAnswerTable(path: string, wanted: Wanted): Promise<AnswerTable> {
	const file = resolve(path);
	await refuseOtherFiles(file, path);
	const { encoding, firstLine } = await inspectFile(createReadStream(file));
	if (firstLine.trim() === '') throw new UsageError(`${path} is empty: it needs a first line with the names of the columns.`);
	const parser = parse({ delimiter: delimiterOf(firstLine), bom: true, info: true, relax_column_count: true, skip_records_with_empty_values: true, trim: true });
	// The parser carries on every error to who reads from it.
	pipeline(Readable.from(decodeFile(createReadStream(file), encoding)), parser, () => undefined);
	const table = { encoding, rows: [] as (number | null)[][], groups: [] as (string | null)[], refused: [] as { line: number; reason: string }[] };
	let columns: Columns | null = null;
	try {
		for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
			if (!columns) {
				columns = columnsOf(path, record, wanted);
				continue;
			}
			const read = readRow(record, columns, wanted);
			if (typeof read === 'string') table.refused.push({ line: info.lines, reason: read });
			else {
				table.rows.push(read);
				if (columns.group !== null) table.groups.push(groupOf(record[columns.group] ?? ''));
			}
		}
	} catch (problem) {
		if (problem instanceof CsvError) throw new UsageError(`${path} cannot be read as CSV: a quotation mark is missing or too many, at or before line ${problem['lines'] ?? '?'}.`);
		throw problem;
	}
	if (table.rows.length + table.refused.length === 0) throw new UsageError(`${path} has the names of the columns and no answers below.`);
	return table;
}

/** Clear words for what is no text file: a folder, a missing file, a workbook. */
async function refuseOtherFiles(file: string, path: string): Promise<void> {
	const handle = await open(file, 'r').catch((problem: NodeJS.ErrnoException) => {
		throw new UsageError(problem.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be opened (${problem.code ?? 'unknown reason'}).`);
	});
	try {
		if (!(await handle.stat()).isFile()) throw new UsageError(`${path} is no file.`);
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
		const head = buffer.subarray(0, bytesRead);
		if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004') throw new UsageError(`${path} is a workbook or an archive: save the sheet as CSV first.`);
		if (head.includes(0) && !(head[0] === 0xff && head[1] === 0xfe)) throw new UsageError(`${path} is no text file: save it as CSV first.`);
	} finally {
		await handle.close();
	}
}

interface Columns {
	readonly items: readonly number[];
	readonly group: number | null;
	readonly width: number;
}

function columnsOf(path: string, header: readonly string[], { items, group }: Wanted): Columns {
	const place = (name: string): number => {
		const at = header.indexOf(name);
		if (at < 0) throw new UsageError(`${path} has no column "${name}". It has: ${header.slice(0, 40).join(', ')}${header.length > 40 ? ', …' : ''}.`);
		if (header.includes(name, at + 1)) throw new UsageError(`${path} has two columns "${name}": rename one of them.`);
		return at;
	};
	return { items: items.map(place), group: group === null ? null : place(group), width: header.length };
}

const groupOf = (cell: string): string | null => (isMissing(cell) ? null : cell);

/** The answers of a row, or why it is refused. */
function readRow(record: readonly string[], columns: Columns, { items, low, high }: Wanted): (number | null)[] | string {
	if (record.length < columns.width || record.slice(columns.width).some((cell) => cell !== '')) return `${record.length} ${record.length === 1 ? 'cell' : 'cells'} where the first line has ${columns.width}`;
	const row: (number | null)[] = [];
	for (const [i, at] of columns.items.entries()) {
		const cell = record[at] ?? '';
		if (isMissing(cell)) {
			row.push(null);
			continue;
		}
		const value = numberOf(cell);
		if (value === null) return `${items[i]} is "${cell.slice(0, 40)}", which is no number`;
		if (value < low || value > high) return `${items[i]} is ${cell}, outside the scale ${low} to ${high}`;
		row.push(value);
	}
	return row;
}

/** A decimal number with a point or a comma; null for anything else. */
export function numberOf(text: string): number | null {
	return /^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/.test(text) ? Number(text.replace(',', '.')) : null;
}
