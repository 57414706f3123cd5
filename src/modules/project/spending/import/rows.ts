import type { FieldError } from '#platform/errors.ts';
import { inLocale } from '#platform/locale.ts';
import { checkItem, type CheckSettings } from '../rules.ts';
import { ItemInput, type CheckedItem } from '../model.ts';
import { readCurrencyCell, readDay, readMoney, readRateCell, readYes, type CellRead } from './cells.ts';
import { finder, type BoundColumns } from './columns.ts';
import type { ImportColumn, ItemImport } from './model.ts';

export interface CellProblem {
	readonly column: ImportColumn | null;
	readonly problem: FieldError;
}
export type RowRead =
	| { readonly kind: 'item'; readonly item: CheckedItem }
	| { readonly kind: 'blank' }
	| { readonly kind: 'refused'; readonly problems: readonly CellProblem[]; readonly ambiguous: readonly { readonly text: string; readonly readings: readonly [string, string] }[] };

/** Fields of an item and the columns they come from, so that what the rules refuse is said at the cell. */
const columnOf: Partial<Record<string, ImportColumn>> = { line: 'line', period: 'period', invoicedOn: 'invoiced_on', paidOn: 'paid_on', net: 'net', vat: 'vat', rate: 'rate', rateOn: 'rate_on', invoice: 'invoice', supplier: 'supplier', description: 'description', currency: 'currency' };

/** Makes the reader of a file's rows: an item that fits the version in force, nothing, or what does not fit. */
export function rowReader(bound: BoundColumns, headerLength: number, options: ItemImport, settings: CheckSettings): (cells: readonly string[]) => RowRead {
	const { document, locale } = settings;
	const lineOf = finder(document.lines);
	const periodOf = finder(document.periods);
	const listed = (things: readonly { name: Parameters<typeof inLocale>[0] }[]): string => things.map(({ name }) => inLocale(name, locale)).join(', ').slice(0, 300);
	return (cells) => {
		if (cells.every((cell) => cell.trim() === '')) return { kind: 'blank' };
		if (cells.length < headerLength || cells.slice(headerLength).some((cell) => cell.trim() !== '')) return { kind: 'refused', problems: [{ column: null, problem: { code: 'spending_row_cells', params: { given: cells.length, wanted: headerLength } } }], ambiguous: [] };
		const problems: CellProblem[] = [];
		const ambiguous: { text: string; readings: readonly [string, string] }[] = [];
		const cell = (column: ImportColumn): string => unguarded((cells[bound.at.get(column) ?? -1] ?? '').normalize('NFC').replaceAll('\0', '').trim());
		const refuse = (column: ImportColumn, problem: FieldError): null => (problems.push({ column, problem }), null);
		const read = <T>(column: ImportColumn, reader: (text: string) => CellRead<T>): T | null => {
			const text = cell(column);
			if (text === '') return null;
			const result = reader(text);
			return 'problem' in result ? refuse(column, result.problem) : result.value;
		};
		const money = (column: 'net' | 'vat'): { amount: string; currency: string | null } | null => {
			const text = cell(column);
			if (text === '') return null;
			const result = readMoney(text, options.decimalSign);
			if ('problem' in result) return refuse(column, result.problem);
			if ('value' in result) return result.value;
			ambiguous.push({ text, readings: result.ambiguous });
			return refuse(column, { code: 'spending_cell_ambiguous', params: { first: result.ambiguous[0], second: result.ambiguous[1] } });
		};
		const named = (column: 'line' | 'period', find: (text: string) => string | null, things: Parameters<typeof listed>[0], code: string): string | null =>
			read<string>(column, (text) => {
				const key = find(text);
				return key === null ? { problem: { code, params: { allowed: listed(things) } } } : { value: key };
			});

		const line = named('line', lineOf, document.lines.filter(({ flatRate }) => flatRate === null), 'spending_line_unknown');
		const period = cell('period') === '' ? options.period : named('period', periodOf, document.periods, 'spending_cell_period');
		const net = money('net');
		const vat = money('vat');
		const [currency = null, otherCurrency] = new Set([read('currency', readCurrencyCell), net?.currency ?? null, vat?.currency ?? null].filter((code) => code !== null));
		if (currency !== null && otherCurrency !== undefined) refuse(bound.at.has('currency') ? 'currency' : 'net', { code: 'spending_cell_currencies', params: { first: currency, second: otherCurrency } });
		// A file that names no currency anywhere cannot be read: the currency is never assumed.
		if (currency === null && !problems.some(({ column }) => column === 'currency')) refuse(bound.at.has('currency') ? 'currency' : 'net', { code: 'spending_cell_currency_missing' });
		const invoicedOn = read('invoiced_on', readDay);
		const paidOn = read('paid_on', readDay);
		const vatEligible = read('vat_eligible', readYes) ?? false;
		const rate = read('rate', readRateCell);
		const rateOn = read('rate_on', readDay);
		for (const column of ['line', 'invoice', 'supplier', 'invoiced_on', 'net'] as const) if (cell(column) === '') refuse(column, { code: 'spending_cell_missing' });
		const parsed = ItemInput.safeParse({ partner: options.partner, line, period, invoice: cell('invoice'), supplier: cell('supplier'), description: cell('description'), invoicedOn, paidOn, net: net?.amount, vat: vat?.amount ?? '0.00', vatEligible, currency, rate, rateOn });
		const failed = new Set(problems.map(({ column }) => column));
		const also = (column: ImportColumn | null, problem: FieldError): void => void (failed.has(column) || problems.push({ column, problem }));
		if (!parsed.success) {
			for (const issue of parsed.error.issues) {
				const column = columnOf[String(issue.path[0])] ?? null;
				also(column, issue.code === 'too_big' ? { code: 'too_long', params: { max: Number(issue.maximum) } } : { code: column === 'net' || column === 'vat' ? 'spending_too_large' : 'wrong' });
			}
			// What could be read is checked as well, so that one reading of the file tells everything about it.
			const rest: CheckedItem = { partner: options.partner, line: line ?? '', period: period ?? options.period, activity: null, procurementId: null, invoice: '', supplier: '', description: '', invoicedOn: invoicedOn ?? document.period.from ?? '', paidOn, net: amountOr(net?.amount, '1.00'), vat: amountOr(vat?.amount, '0.00'), vatEligible, currency: currency ?? document.currency, rate, rateOn };
			for (const [field, problem] of Object.entries(checkItem(rest, settings))) also(columnOf[field] ?? null, problem);
			return { kind: 'refused', problems, ambiguous };
		}
		for (const [field, problem] of Object.entries(checkItem(parsed.data, settings))) also(columnOf[field] ?? null, problem);
		return problems.length === 0 ? { kind: 'item', item: parsed.data } : { kind: 'refused', problems, ambiguous };
	};
}

/** The amount, or a harmless one where there is none that could be checked. */
const amountOr = (amount: string | undefined, otherwise: string): string => (amount !== undefined && /^-?\d{1,8}\.\d{2}$/.test(amount) ? amount : otherwise);

/** Spreadsheets and this program's own files put an apostrophe before texts that could be taken for a formula. */
const unguarded = (text: string): string => (/^'\s*[=+\-@]/.test(text) ? text.slice(1) : text);
