import type { FieldError } from '#platform/errors.ts';
import type { VariantName } from '../../questionnaire/model.ts';
import type { Encoding } from '#platform/text-encoding.ts';

/** A file of answers from another tool. It is read several times and never whole. */
export interface AnswerFile {
	readonly name: string;
	/** In bytes. */
	readonly size: number;
	open(): AsyncIterable<Uint8Array>;
}

export interface ImportOptions {
	readonly variant: VariantName;
	/** The text of a map file (CSV or JSON), see `parseMap`; null where columns are named like questions. */
	readonly map: string | null;
	/** Check everything and store nothing. */
	readonly dryRun: boolean;
	/** Store the rows that fit although others do not. */
	readonly skipRefused: boolean;
	/** Store although this very file was imported before. */
	readonly again: boolean;
}

/** A cell (or a row, where `column` is empty) that does not fit, and why: `problem` names a message `error_<code>`. */
export interface Refusal {
	/** As a spreadsheet counts: the header is row 1. */
	readonly row: number;
	readonly column: string;
	readonly value: string;
	readonly problem: FieldError;
}

export interface ImportReport {
	readonly file: string;
	readonly sha256: string;
	readonly encoding: Encoding;
	readonly delimiter: ',' | ';' | '\t';
	/** Rows below the header, blank ones left out. */
	readonly rows: number;
	/** Rows without any answer. */
	readonly blank: number;
	readonly accepted: number;
	readonly refusedRows: number;
	/** The first refusals; the number of all of them stands in `refusedCells`. */
	readonly refusals: readonly Refusal[];
	readonly refusedCells: number;
	readonly columns: readonly { readonly column: string; readonly target: string }[];
	/** Columns that belong to no question. */
	readonly ignored: readonly string[];
	/** Questions that no column answers. */
	readonly unanswered: readonly string[];
	/** How many answers were stored: none when it was a check, or when rows were refused and not to be left out. */
	readonly stored: number;
	readonly dryRun: boolean;
}

/** How many refusals a report lists. */
export const listedRefusals = 200;
/** Called while the file is read, with bytes. */
export type OnProgress = (done: number, total: number) => void;
