import { parse } from 'csv-parse/sync';
import { delimiterOf } from '#platform/text-encoding.ts';
import { mostRates, type ExchangeRate, type RateChoice, type RowProblem } from './model.ts';
import { fixedCurrencies, rateCurrency, readRate, readRateDay } from './rules.ts';

interface Row {
	readonly number: number;
	/** Cells beyond the header's columns: a decimal comma in a file of commas makes them. */
	readonly extra: boolean;
	readonly cell: (at: number) => string;
}

const listed = 200;
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z]/g, '');
const heads = {
	day: ['date', 'day', 'timeperiod', 'datums', 'diena', 'data'],
	currency: ['currency', 'valuta', 'code', 'kods', 'kodas'],
	rate: ['rate', 'obsvalue', 'unitspereuro', 'kurss', 'kursas']
};

/**
 * Reads a file of rates: the European Central Bank's table (a column of days, a column for each currency, "N/A" where none
 * was published), its long form (CURRENCY, TIME_PERIOD, OBS_VALUE), or a plain list of day, currency and rate. Every rate
 * is units for one euro. Never throws: wrong rows are reported, and then `rates` must not be used.
 */
export function readRateFile(text: string, choice: RateChoice, source: string): { rates: ExchangeRate[]; problems: RowProblem[]; problemCount: number } {
	const refuse = (code: string, params: Record<string, string | number> = {}, row = 1) => ({ rates: [], problems: [{ row, column: '', value: '', problem: { code, params } }], problemCount: 1 });
	if (text.includes('\0')) return refuse('budget_file_not_text');
	let table: string[][];
	try {
		const first = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
		table = parse(text, { bom: true, delimiter: delimiterOf(first), relax_column_count: true, trim: true, max_record_size: 100_000 });
	} catch {
		return refuse('budget_file_broken');
	}
	const head = table.findIndex((record) => record.some((cell) => cell !== ''));
	const columns = columnsOf(table[head] ?? []);
	if (columns === null) return refuse('budget_rates_columns', { found: (table[head] ?? []).filter(Boolean).slice(0, 6).join(', ').slice(0, 200) });
	const width = table[head]?.length ?? 0;
	const rows = table.flatMap((record, index): Row[] => (index > head && record.some((cell) => cell !== '') ? [{ number: index + 1, extra: record.slice(width).some((cell) => cell !== ''), cell: (at) => record[at] ?? '' }] : []));
	const found = readRows(rows, columns, choice, source);
	if (found.problemCount === 0 && found.rates.length === 0) return refuse('budget_rates_none');
	if (found.rates.length > mostRates) return refuse('budget_rates_too_many', { max: mostRates, found: found.rates.length });
	return found;
}

type Columns = { readonly day: number } & ({ readonly currency: number; readonly rate: number } | { readonly wide: readonly { readonly at: number; readonly currency: string }[] });

function columnsOf(record: readonly string[]): Columns | null {
	const at = (names: readonly string[]): number => record.findIndex((cell) => names.includes(fold(cell)));
	const [day, currency, rate] = [at(heads.day), at(heads.currency), at(heads.rate)];
	if (day < 0) return null;
	if (currency >= 0 && rate >= 0) return { day, currency, rate };
	const wide = record.flatMap((cell, index) => (index !== day && /^[A-Z]{3}$/.test(cell) ? [{ at: index, currency: cell }] : []));
	return wide.length === 0 ? null : { day, wide };
}

function readRows(rows: readonly Row[], columns: Columns, choice: RateChoice, source: string) {
	const rates = new Map<string, ExchangeRate>();
	const problems: RowProblem[] = [];
	let problemCount = 0;
	const wrong = (row: number, column: string, value: string, code: string, params: Record<string, string | number> = {}): void => {
		problemCount += 1;
		if (problems.length < listed) problems.push({ row, column, value: value.slice(0, 60), problem: { code, params } });
	};
	const take = (row: Row, day: string, currency: string, written: string): void => {
		const read = readRate(written);
		if ('error' in read) return wrong(row.number, currency, written, read.error.code);
		const key = `${currency}/${day}`;
		const before = rates.get(key);
		if (before !== undefined && before.unitsPerEuro !== read.rate) return wrong(row.number, currency, written, 'budget_rate_twice', { other: before.unitsPerEuro });
		rates.set(key, { currency, day, unitsPerEuro: read.rate, source });
	};
	const wanted = (currency: string): boolean => (choice.currencies.length === 0 ? !fixedCurrencies.includes(currency) : choice.currencies.includes(currency));
	for (const row of rows) {
		const day = readRateDay(row.cell(columns.day));
		if (day === null) {
			wrong(row.number, '', row.cell(columns.day), 'budget_rate_day');
			continue;
		}
		if (choice.from !== null && day < choice.from) continue;
		if (row.extra) {
			wrong(row.number, '', '', 'budget_row_cells');
			continue;
		}
		if ('wide' in columns) {
			for (const { at, currency } of columns.wide) {
				const cell = row.cell(at);
				// The European Central Bank writes N/A for currencies it did not quote on the day.
				if (wanted(currency) && cell !== '' && !/^n\/?a$/i.test(cell)) take(row, day, currency, cell);
			}
			continue;
		}
		const currency = rateCurrency(row.cell(columns.currency));
		if ('error' in currency) {
			if (currency.error.code === 'budget_currency_wrong') wrong(row.number, '', row.cell(columns.currency), currency.error.code);
			continue;
		}
		if (wanted(currency.currency)) take(row, day, currency.currency, row.cell(columns.rate));
	}
	return { rates: [...rates.values()], problems, problemCount };
}
