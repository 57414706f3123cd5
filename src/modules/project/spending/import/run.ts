import { CsvError, parse } from 'csv-parse/sync';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, type FieldError } from '#platform/errors.ts';
import { sum } from '#platform/money.ts';
import { decodeFile, delimiterOf, inspectFile } from '#platform/text-encoding.ts';
import { converterFor } from '../conversion.ts';
import { checkSettings } from '../items.ts';
import { insertItems, type NewItem } from '../item-store.ts';
import { nextReportState } from '../lifecycle.ts';
import { loadToWork } from '../loading.ts';
import type { CheckedItem } from '../model.ts';
import { selectReports } from '../report-store.ts';
import { bindColumns } from './columns.ts';
import { insertImport, selectImport, selectKnownInvoices } from './import-store.ts';
import { importRows, listedRefusals, type ImportColumn, type ItemFile, type ItemImport, type ItemImportReport, type ItemRefusal } from './model.ts';
import { rowReader } from './rows.ts';

/** Authorises before a file is received: as `importItems`. */
export async function assertMayImportItems(context: Context, projectId: string, partner?: string): Promise<void> {
	await loadToWork(context, projectId, 'report', 'spend', partner);
}

/**
 * Enters the items of a CSV file for one partner, all or none: the report names every cell that does not fit, by row and
 * column, with what to do. Nothing is entered either while an amount reads both ways and the sign was not chosen, or while
 * rows repeat items that are there (unless `again`). NotFound and Forbidden as for entering; Conflict when this very file
 * was read before; Invalid at `file` when nothing can be read at all. One query for all rows of each kind.
 */
export async function importItems(context: Context, projectId: string, file: ItemFile, options: ItemImport): Promise<ItemImportReport> {
	const { project, version } = await loadToWork(context, projectId, 'report', 'spend', options.partner);
	const before = await selectImport(context, project.id, file.sha256);
	if (before && !options.again) throw new Conflict('spending_import_same_file', { rows: before.rows, file: before.name });
	const settings = checkSettings(context, version, 'item');
	if (!version.document.periods.some(({ key }) => key === options.period)) throw new Invalid({ period: { code: 'spending_period_unknown' } });
	const table = await readTable(file);
	const bound = bindColumns(table.header);
	const read = rowReader(bound, table.header.length, options, settings);
	const refused = new Refusals(table.header, bound.at);
	const items: { item: CheckedItem; row: number; cells: readonly string[] }[] = [];
	let rows = 0;
	for (const [i, cells] of table.rows.entries()) {
		const result = read(cells);
		if (result.kind === 'blank') continue;
		rows++;
		if (result.kind === 'item') items.push({ item: result.item, row: i + 2, cells });
		else {
			for (const { column, problem } of result.problems) refused.add(i + 2, cells, column, problem);
			refused.ask(result.ambiguous);
		}
	}
	if (rows === 0) throw new Invalid({ file: { code: 'spending_import_empty' } });
	await refuseClosedPeriods(context, project.id, options.partner, items, refused);
	const convert = await converterFor(context, version.document.currency, items.map(({ item }) => item));
	const ready: NewItem[] = [];
	for (const { item, row, cells } of items) {
		const claimed = convert(item);
		if ('problem' in claimed) refused.add(row, cells, bound.at.has('currency') ? 'currency' : 'net', claimed.problem);
		else ready.push({ ...item, ...claimed, id: context.newId(), kind: 'item', corrects: null });
	}
	const repeated = await countRepeated(context, project.id, options.partner, ready);
	const fits = refused.rows.size === 0 && (repeated === 0 || options.again);
	const stored = fits && !options.dryRun ? ready.length : 0;
	if (stored > 0) {
		await insertItems(context, project.id, ready);
		const id = context.newId();
		await insertImport(context, { id, projectId: project.id, partner: options.partner, name: file.name, sha256: file.sha256, rows: stored });
		const institutionId = version.document.partners.find(({ key }) => key === options.partner)?.institutionId ?? null;
		await audit(context, { action: 'expenditure.imported', subject: { kind: 'project', id: project.id }, institutionId, after: { import: id, partner: options.partner, file: file.name, sha256: file.sha256, items: stored } });
	}
	return {
		file: file.name,
		encoding: table.encoding,
		delimiter: table.delimiter,
		rows,
		stored,
		dryRun: options.dryRun,
		refusedRows: refused.rows.size,
		refusedCells: refused.cells,
		refusals: refused.listed,
		ambiguous: refused.asked,
		repeated,
		amount: refused.rows.size === 0 ? sum(ready.map(({ amount }) => amount)) : null,
		ignored: bound.ignored
	};
}

/** What does not fit, counted in full and listed up to a bound. */
class Refusals {
	readonly rows = new Set<number>();
	readonly listed: ItemRefusal[] = [];
	cells = 0;
	asked: ItemImportReport['ambiguous'] = null;
	readonly header: readonly string[];
	readonly at: ReadonlyMap<ImportColumn, number>;
	constructor(header: readonly string[], at: ReadonlyMap<ImportColumn, number>) {
		this.header = header;
		this.at = at;
	}
	add(row: number, cells: readonly string[], column: ImportColumn | null, problem: FieldError): void {
		this.rows.add(row);
		this.cells++;
		const place = column === null ? undefined : this.at.get(column);
		if (this.listed.length < listedRefusals) this.listed.push({ row, column: place === undefined ? '' : (this.header[place] ?? '').trim(), value: place === undefined ? '' : (cells[place] ?? '').trim().slice(0, 60), problem });
	}
	ask(found: readonly { readonly text: string; readonly readings: readonly [string, string] }[]): void {
		for (const one of found) this.asked = { ...(this.asked ?? one), count: (this.asked?.count ?? 0) + 1 };
	}
}

/** Rows read at most, blank ones included. */
const mostRecords = importRows + 2_000;

interface Table {
	readonly header: readonly string[];
	readonly rows: readonly (readonly string[])[];
	readonly encoding: ItemImportReport['encoding'];
	readonly delimiter: ItemImportReport['delimiter'];
}

async function readTable(file: ItemFile): Promise<Table> {
	const parts = async function* (): AsyncGenerator<Uint8Array> {
		yield file.bytes;
	};
	const facts = await inspectFile(parts());
	if (file.bytes.includes(0) && facts.encoding !== 'utf-16le') throw new Invalid({ file: { code: 'spending_import_not_text' } });
	let text = '';
	for await (const part of decodeFile(parts(), facts.encoding)) text += part;
	const delimiter = delimiterOf(facts.firstLine);
	let records: string[][];
	try {
		records = parse(text, { delimiter, bom: true, relax_column_count: true, relax_quotes: false, skip_empty_lines: false, max_record_size: 100_000, to: mostRecords });
	} catch (problem) {
		if (problem instanceof CsvError) throw new Invalid({ file: { code: 'spending_import_broken', params: { line: Number(problem['lines'] ?? 1) } } });
		throw problem;
	}
	const [header = [], ...rows] = records;
	if (header.every((cell) => cell.trim() === '')) throw new Invalid({ file: { code: 'spending_import_empty' } });
	if (records.length >= mostRecords || rows.filter((row) => row.some((cell) => cell.trim() !== '')).length > importRows) throw new Invalid({ file: { code: 'spending_import_too_many', params: { max: importRows } } });
	return { header, rows, encoding: facts.encoding, delimiter };
}

async function refuseClosedPeriods(context: Context, projectId: string, partner: string, items: readonly { item: CheckedItem; row: number; cells: readonly string[] }[], refused: Refusals): Promise<void> {
	const closed = new Set((await selectReports(context, projectId)).filter((report) => report.partner === partner && nextReportState(report.state, 'enter') === null).map(({ period }) => period));
	for (const { item, row, cells } of items) if (closed.has(item.period)) refused.add(row, cells, 'period', { code: 'spending_period_reported' });
}

/** Rows that repeat an item of the partner or each other: the same invoice of the same supplier and day with the same amounts on the same line. */
async function countRepeated(context: Context, projectId: string, partner: string, items: readonly NewItem[]): Promise<number> {
	const mark = (item: Pick<NewItem, 'invoice' | 'supplier' | 'invoicedOn' | 'net' | 'vat' | 'line'>): string => JSON.stringify([item.invoice, item.supplier, item.invoicedOn, item.net, item.vat, item.line]);
	const seen = new Set((await selectKnownInvoices(context, projectId, partner, [...new Set(items.map(({ invoice }) => invoice))])).map(mark));
	let repeated = 0;
	for (const item of items) {
		if (seen.has(mark(item))) repeated++;
		seen.add(mark(item));
	}
	return repeated;
}
