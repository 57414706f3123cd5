/** What an XLSForm can hold that a questionnaire cannot, or that was read in another way; each has a message `questionnaire_xls_<code>`. */
export const xlsCodes = [
	'type', 'metadata', 'column', 'relevant', 'relevant_later', 'required', 'constraint', 'repeat', 'inside_repeat', 'group_open', 'group_end', 'list_unknown', 'options_few', 'options_many',
	'name_twice', 'name_missing', 'label_missing', 'questions_many', 'values_assumed', 'dont_know', 'or_other', 'note_moved', 'text_cut', 'choice_twice', 'choice_empty', 'choice_filter', 'language'
] as const;
export type XlsCode = (typeof xlsCodes)[number];

/** A note about one row; rows are counted as the spreadsheet program counts them, the headers being row 1. */
export interface XlsNote {
	readonly sheet: string;
	readonly row: number;
	readonly code: XlsCode;
	readonly params: Readonly<Record<string, string | number>>;
}

export class XlsNotes {
	readonly #notes: XlsNote[] = [];
	add(sheet: string, row: number, code: XlsCode, params: Record<string, string | number> = {}): void {
		this.#notes.push({ sheet, row, code, params });
	}
	/** In the order of the workbook. */
	get all(): XlsNote[] {
		const order = ['settings', 'survey', 'choices'];
		return this.#notes.toSorted((a, b) => order.indexOf(a.sheet) - order.indexOf(b.sheet) || a.row - b.row);
	}
}
