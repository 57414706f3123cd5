import type { FieldError } from '#platform/errors.ts';
import type { Amount } from '#platform/money.ts';
import type { Encoding } from '#platform/text-encoding.ts';

/** The most rows one file may hold; larger ones are divided by the person, so that a report of errors stays readable. */
export const importRows = 10_000;
/** In bytes. */
export const importBytes = 20 * 1024 * 1024;
/** How many refusals a report lists. */
export const listedRefusals = 200;

/** Which sign stands before the cents: as the amounts themselves show (what reads both ways is asked about), a comma, or a point. */
export const decimalSigns = ['auto', 'comma', 'point'] as const;
export type DecimalSign = (typeof decimalSigns)[number];

export const importColumns = ['line', 'period', 'invoice', 'supplier', 'description', 'invoiced_on', 'paid_on', 'net', 'vat', 'vat_eligible', 'currency', 'rate', 'rate_on'] as const;
export type ImportColumn = (typeof importColumns)[number];
export const requiredColumns: readonly ImportColumn[] = ['line', 'invoice', 'supplier', 'invoiced_on', 'net'];

/** A file of items, read whole: at most `importBytes`. */
export interface ItemFile {
	readonly name: string;
	readonly bytes: Uint8Array;
	/** 64 hexadecimal digits. */
	readonly sha256: string;
}

export interface ItemImport {
	readonly partner: string;
	/** For rows that name no period themselves. */
	readonly period: string;
	readonly decimalSign: DecimalSign;
	/** Enter although this very file was read before, or although rows repeat items that are there. */
	readonly again: boolean;
	/** Check everything and enter nothing. */
	readonly dryRun: boolean;
}

/** A cell (or a row, where `column` is empty) that does not fit; `problem` names a message `error_<code>` that says what to do. */
export interface ItemRefusal {
	/** As a spreadsheet counts: the header is row 1. */
	readonly row: number;
	/** As the header of the file names it. */
	readonly column: string;
	readonly value: string;
	readonly problem: FieldError;
}

export interface ItemImportReport {
	readonly file: string;
	readonly encoding: Encoding;
	readonly delimiter: ',' | ';' | '\t';
	readonly rows: number;
	/** Nothing, unless everything fits. */
	readonly stored: number;
	readonly dryRun: boolean;
	readonly refusedRows: number;
	readonly refusedCells: number;
	readonly refusals: readonly ItemRefusal[];
	/** An amount of the file that reads both ways, where the sign was not chosen: the form asks with it. */
	readonly ambiguous: { readonly text: string; readonly readings: readonly [Amount, Amount]; readonly count: number } | null;
	/** Rows that repeat an item of the partner, or another row of the file. */
	readonly repeated: number;
	/** What all rows claim together, in the project's currency; null while a row does not fit. */
	readonly amount: Amount | null;
	/** Headers that belong to no field and are left out. */
	readonly ignored: readonly string[];
}
