import { readAmount, readCurrency } from '#platform/amount-text.ts';
import type { FieldError } from '#platform/errors.ts';
import type { Amount } from '#platform/money.ts';
import type { DecimalSign } from './model.ts';

export type CellRead<T> = { readonly value: T } | { readonly problem: FieldError };
export interface ReadMoney {
	readonly amount: Amount;
	/** Null where none is written. */
	readonly currency: string | null;
}
export type MoneyRead = CellRead<ReadMoney> | { readonly ambiguous: readonly [Amount, Amount] };

/**
 * Reads an amount of a file. With a chosen sign, the other one can only part thousands; without, an amount that reads both
 * ways comes back with both readings.
 */
export function readMoney(text: string, sign: DecimalSign): MoneyRead {
	const read = readAmount(text);
	if (read.kind === 'none') return { problem: { code: 'spending_cell_amount' } };
	if (read.kind === 'amount') return fits(text, sign) ? { value: { amount: read.amount, currency: read.currency } } : { problem: { code: 'spending_cell_sign' } };
	if (sign === 'auto') return { ambiguous: read.readings };
	const written = /[.,]/.exec(text)?.[0] === ',' ? 'comma' : 'point';
	// "12,345" after a decimal comma is finer than a cent, which no invoice is.
	if (written === sign) return { problem: { code: 'spending_cell_cents' } };
	return { value: { amount: read.readings[1], currency: read.currency } };
}

/** Whether an amount that reads one way only agrees with the chosen sign: "12,50" has no decimal point. */
function fits(text: string, sign: DecimalSign): boolean {
	if (sign === 'auto') return true;
	const decimal = /([.,])\d{1,2}(?!\d)[^\d]*$/.exec(text)?.[1];
	return decimal === undefined || decimal === (sign === 'comma' ? ',' : '.');
}

/**
 * Reads a day: 2019-03-31, 31.03.2019, 2019.03.31., 31/03/2019. Where day and month could change places with a slash
 * ("03/04/2019") nothing is guessed.
 */
export function readDay(text: string): CellRead<string> {
	const tidy = text.trim().replace(/[T ]\d{2}:\d{2}(:\d{2})?.*$/, '');
	const first = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?$/.exec(tidy);
	const last = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})\.?(?: ?g\.)?$/.exec(tidy);
	if (last?.[2] === '/' && Number(last[1]) <= 12 && Number(last[3]) <= 12 && last[1] !== last[3]) return { problem: { code: 'spending_cell_day_ambiguous' } };
	const [year, month, day] = first ? [first[1], first[2], first[3]] : last ? [last[4], last[3], last[1]] : [];
	const iso = `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
	const at = new Date(`${iso}T00:00:00Z`);
	return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? { value: iso } : { problem: { code: 'spending_cell_day' } };
}

const yes = new Set(['1', 'y', 'yes', 'true', 'x', 'jā', 'ja', 'taip', 't', 'j']);
const no = new Set(['', '0', 'n', 'no', 'false', 'nē', 'ne', '-']);

export function readYes(text: string): CellRead<boolean> {
	const word = text.normalize('NFC').trim().toLowerCase();
	return yes.has(word) ? { value: true } : no.has(word) ? { value: false } : { problem: { code: 'spending_cell_yes' } };
}

export function readCurrencyCell(text: string): CellRead<string> {
	const currency = readCurrency(text);
	return currency === null ? { problem: { code: 'spending_cell_currency' } } : { value: currency };
}

/** Units of a currency for one unit of the project's: both signs are decimal signs here, for rates carry no thousands. */
export function readRateCell(text: string): CellRead<string> {
	const match = /^(\d{1,10})(?:[.,](\d{1,8}))?$/.exec(text.trim());
	return match ? { value: match[2] === undefined ? `${match[1]}` : `${match[1]}.${match[2]}` } : { problem: { code: 'spending_cell_rate' } };
}
