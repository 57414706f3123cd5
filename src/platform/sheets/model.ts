import { roundHalfUp, type Ratio } from '../ratio.ts';

/** A cell: text (guarded when written), a whole number, an exact value shown with so many decimals, or nothing. */
export type Cell = string | number | { readonly value: Ratio; readonly places: number } | null;

/** One table of a workbook; the first row of the sheet holds the headers. */
export interface Sheet {
	readonly name: string;
	readonly columns: readonly { readonly header: string; /** In characters. */ readonly width?: number }[];
	readonly rows: readonly (readonly Cell[])[];
}

/**
 * Makes a text harmless for programs that take it for a formula: `=1+1` becomes `'=1+1`. A text is dangerous when its first
 * character is one of = + - @, their full-width forms, a tab or a line end, also behind blanks.
 */
export const guarded = (text: string): string => (/^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/.test(text) ? `'${text}` : text);

/** The number of an exact value as it is written: rounded half up to its decimals, with a point. */
export const decimal = (cell: { readonly value: Ratio; readonly places: number }): string => roundHalfUp(cell.value, cell.places);
