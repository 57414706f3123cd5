import { parse } from 'csv-parse/sync';
import { readAmount, readCurrency, typedAmount } from '#platform/amount-text.ts';
import type { LocalizedText, Locale } from '#platform/locale.ts';
import { inLocale } from '#platform/locale.ts';
import { writeCsv, type Cell } from '#platform/sheets/index.ts';
import { cents } from '#platform/money.ts';
import { ratio } from '#platform/ratio.ts';
import { delimiterOf } from '#platform/text-encoding.ts';
import type { BudgetCell, ProjectDocument } from '../model.ts';
import { budgetAxes, cellKinds, type BudgetAxis, type CellKind } from './model.ts';
import type { RowProblem } from './rates/index.ts';

/** The largest file in bytes, and the most rows. */
export const budgetFileBytes = 5_000_000;
const mostCells = 20_000;
const listed = 200;

const columns = ['partner', 'line', 'fund', 'period', 'kind', 'amount', 'currency'] as const;
type Column = (typeof columns)[number];
const heads: Record<Column, readonly string[]> = {
	partner: ['partner', 'partneris', 'partneriai'],
	line: ['line', 'budgetline', 'pozicija', 'budzetapozicija', 'eilute', 'biudzetoeilute'],
	fund: ['fund', 'fonds', 'finansetajs', 'fondas'],
	period: ['period', 'periods', 'laikposms', 'laikotarpis'],
	kind: ['kind', 'veids', 'rusis'],
	amount: ['amount', 'summa', 'suma'],
	currency: ['currency', 'valuta']
};
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z]/g, '');
const spaced = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

const lists = (document: ProjectDocument): Record<BudgetAxis, readonly { readonly key: string; readonly name: LocalizedText }[]> => ({ partner: document.partners, line: document.lines, fund: document.funds, period: document.periods });

/**
 * The budget as CSV: a row for each cell with the keys, the names in a language, the kind, the amount and its currency.
 * `readBudgetFile` reads it back to the same cells.
 */
export function writeBudgetFile(document: ProjectDocument, locale: Locale): string {
	const known = lists(document);
	const nameOf = (axis: BudgetAxis, key: string): string => inLocale(known[axis].find((item) => item.key === key)?.name ?? {}, locale);
	return writeCsv({
		columns: [...columns, 'partner_name', 'line_name', 'fund_name', 'period_name'].map((header) => ({ header })),
		rows: document.budget.map((cell): Cell[] => [
			...budgetAxes.map((axis) => cell[axis]),
			cell.kind,
			{ value: ratio(cents(cell.amount), 100), places: 2 },
			document.currency,
			...budgetAxes.map((axis) => nameOf(axis, cell[axis]))
		])
	});
}

/**
 * Reads a budget from CSV with the columns partner, line, fund, period, amount and, where amounts do not say it, currency;
 * `kind` may be left out. Partners, lines, funds and periods are named by their keys or their names. Rows without an amount
 * are passed over. Never throws: every wrong row is reported, and then `cells` must not be used.
 */
export function readBudgetFile(text: string, document: ProjectDocument): { cells: BudgetCell[]; problems: RowProblem[]; problemCount: number } {
	const refuse = (code: string, params: Record<string, string | number> = {}) => ({ cells: [], problems: [{ row: 1, column: '', value: '', problem: { code, params } }], problemCount: 1 });
	if (text.includes('\0')) return refuse('budget_file_not_text');
	let table: string[][];
	try {
		const first = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
		table = parse(text, { bom: true, delimiter: delimiterOf(first), relax_column_count: true, trim: true, max_record_size: 100_000 });
	} catch {
		return refuse('budget_file_broken');
	}
	const head = table.findIndex((record) => record.some((cell) => cell !== ''));
	const header = table[head] ?? [];
	const at = Object.fromEntries(columns.map((column) => [column, header.findIndex((cell) => heads[column].includes(fold(cell)))])) as Record<Column, number>;
	const absent = columns.filter((column) => column !== 'kind' && column !== 'currency' && at[column] < 0);
	if (absent.length > 0) return refuse('budget_file_columns', { missing: absent.join(', '), found: header.filter(Boolean).slice(0, 8).join(', ').slice(0, 200) });
	const rows = table.flatMap((record, index) => (index > head && record.some((cell) => cell !== '') ? [{ number: index + 1, record }] : []));
	if (rows.length > mostCells) return refuse('budget_file_too_long', { max: mostCells, found: rows.length });
	const found = readRows(rows, header.length, at, document);
	return found.problemCount === 0 && found.cells.length === 0 ? refuse('budget_file_empty') : found;
}

function readRows(rows: readonly { number: number; record: readonly string[] }[], width: number, at: Record<Column, number>, document: ProjectDocument) {
	const keys = keyFinders(document);
	const cells = new Map<string, BudgetCell>();
	const problems: RowProblem[] = [];
	let problemCount = 0;
	for (const { number, record } of rows) {
		const cell = (column: Column): string => (at[column] < 0 ? '' : (record[at[column]] ?? ''));
		const before = problemCount;
		const wrong = (column: Column | '', code: string, params: Record<string, string | number> = {}): void => {
			problemCount += 1;
			if (problems.length < listed) problems.push({ row: number, column, value: column === '' ? '' : cell(column).slice(0, 60), problem: { code, params } });
		};
		if (record.slice(width).some((extra) => extra !== '')) {
			wrong('', 'budget_row_cells');
			continue;
		}
		if (cell('amount') === '') continue;
		const place = Object.fromEntries(budgetAxes.map((axis) => {
			const key = keys[axis](cell(axis));
			if (key === null) wrong(axis, `budget_unknown_${axis}`);
			return [axis, key ?? ''];
		})) as Record<BudgetAxis, string>;
		const kind = kindOf(cell('kind'), document.lines.some(({ key, flatRate }) => key === place.line && flatRate !== null));
		if (kind === null) wrong('kind', 'budget_kind_wrong', { kinds: cellKinds.join(', ') });
		const currency = cell('currency') === '' ? null : readCurrency(cell('currency'));
		const read = readAmount(cell('amount'));
		if (cell('currency') !== '' && currency !== document.currency) wrong('currency', 'budget_file_currency', { currency: document.currency });
		else if (currency === null && read.kind !== 'none' && read.currency === null) wrong('amount', 'budget_currency_missing', { currency: document.currency, column: 'currency' });
		const amount = typedAmount(cell('amount'), document.currency);
		if ('error' in amount) wrong('amount', amount.error.code, amount.error.params);
		if (problemCount > before || kind === null || 'error' in amount) continue;
		const key = [...budgetAxes.map((axis) => place[axis]), kind].join('/');
		if (cells.has(key)) wrong('', 'budget_cell_twice');
		else cells.set(key, { ...place, amount: amount.amount, kind });
	}
	return { cells: [...cells.values()], problems, problemCount };
}

function kindOf(text: string, flat: boolean): CellKind | null {
	if (text === '') return flat ? 'flat-rate' : 'real';
	const written = spaced(text).replace(/[ _]/g, '-');
	return cellKinds.find((kind) => kind === written) ?? null;
}

/** For each axis: the key that a cell names, by the key itself or by a name in any language that belongs to one key only. */
function keyFinders(document: ProjectDocument): Record<BudgetAxis, (text: string) => string | null> {
	const known = lists(document);
	return Object.fromEntries(budgetAxes.map((axis) => {
		const names = new Map<string, string | null>();
		for (const { key, name } of known[axis]) {
			// A text guarded against formulas when it was written carries an apostrophe.
			for (const word of new Set(Object.values(name).map(spaced))) names.set(word, names.has(word) ? null : key);
		}
		for (const { key } of known[axis]) names.set(key, key);
		return [axis, (text: string) => names.get(spaced(text).replace(/^'/, '')) ?? null];
	})) as Record<BudgetAxis, (text: string) => string | null>;
}
