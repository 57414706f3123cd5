import { stringify } from 'csv-stringify/sync';
import { decimal, guarded, type Cell, type Sheet } from './model.ts';

/**
 * Writes a sheet as CSV (RFC 4180: commas, CRLF, quotes where needed; numbers with a point), with the byte order mark by
 * which spreadsheet programs recognise UTF-8. Texts are guarded against formulas; equal sheets give equal bytes.
 */
export function writeCsv(sheet: Pick<Sheet, 'columns' | 'rows'>): string {
	const text = (cell: Cell): string => (cell === null ? '' : typeof cell === 'string' ? guarded(cell) : typeof cell === 'number' ? String(cell) : decimal(cell));
	return stringify([sheet.columns.map(({ header }) => guarded(header)), ...sheet.rows.map((row) => row.map(text))], { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}
