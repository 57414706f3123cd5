import { CsvError, parse } from 'csv-parse/sync';
import { guarded, writeCsv } from '#platform/sheets/index.ts';
import { decodeText, type Encoding } from './decode.ts';
import { AnswerLanguage, type QuestionnaireDocument } from './model.ts';
import type { TextSlot } from './texts.ts';
import { rowNote, unitsOf, type RowNote, type TranslationUnit } from './translate.ts';

/** Texts for a translator as CSV with the columns `key`, `source (lv)`, `target (lt)`, `note`. */
export const toCsv = (document: QuestionnaireDocument, source: AnswerLanguage, target: AnswerLanguage, note: (slot: TextSlot) => string): string =>
	writeCsv({
		columns: [{ header: 'key' }, { header: `source (${source})` }, { header: `target (${target})` }, { header: 'note' }],
		rows: unitsOf(document, source, target).map((unit) => [unit.key, unit.source, unit.target, note(unit.slot)])
	});

/** A translation as it was read from a file; languages are null where the file does not name them. */
export interface ReadTranslation {
	readonly units: readonly TranslationUnit[];
	readonly notes: readonly RowNote[];
	readonly source: AnswerLanguage | null;
	readonly target: AnswerLanguage | null;
	readonly encoding: Encoding;
}
/** Why a file could not be read at all; each has a message `error_questionnaire_file_<code>`. */
export type FileFault = 'columns' | 'csv' | 'empty' | 'large' | 'xml' | 'xliff' | 'doctype' | 'languages';

const mostRows = 5000;

/** Reads such a file, with commas, semicolons or tabs, in any usual encoding. */
export function readCsv(bytes: Uint8Array): ReadTranslation | { readonly fault: FileFault; readonly params?: Record<string, string | number> } {
	const { text, encoding } = decodeText(bytes);
	const records = parseRecords(text);
	if (records === null) return { fault: 'csv' };
	const [head, ...rows] = records;
	if (!head || head.cells.every((cell) => cell.trim() === '')) return { fault: 'empty' };
	if (rows.length > mostRows) return { fault: 'large', params: { max: mostRows } };
	const columns = columnsOf(head.cells);
	if (!columns) return { fault: 'columns', params: { found: head.cells.map((cell) => cell.trim()).filter(Boolean).join(', ').slice(0, 200) || '–' } };
	const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
	const short = filled.filter(({ cells }) => cells.length <= Math.max(columns.key, columns.target));
	const cell = (cells: readonly string[], i: number): string => unguarded(cells[i] ?? '');
	return {
		units: filled.filter((row) => !short.includes(row)).map(({ row, cells }) => ({ row, key: cell(cells, columns.key).trim(), source: cell(cells, columns.source), target: cell(cells, columns.target) })),
		notes: short.map(({ row, cells }) => rowNote(row, cells[0] ?? '', 'columns', '')),
		source: columns.sourceLanguage,
		target: columns.targetLanguage,
		encoding
	};
}

/** Rows with their numbers, as a spreadsheet program counts them; null when quotes do not fit. */
function parseRecords(text: string): { row: number; cells: string[] }[] | null {
	const head = text.split(/\r?\n/, 1)[0] ?? '';
	const delimiter = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0] ?? ',';
	try {
		return (parse(text, { bom: true, delimiter, relax_column_count: true }) as string[][]).map((cells, i) => ({ row: i + 1, cells }));
	} catch (problem) {
		if (problem instanceof CsvError) return null;
		throw problem;
	}
}

function columnsOf(head: readonly string[]) {
	const names = head.map((name) => name.trim().toLowerCase());
	const find = (wanted: string): number => names.findIndex((name) => new RegExp(`^${wanted}(?:$|[ (:_-])`).test(name));
	const [key, source, target] = [find('key'), find('source'), find('target')];
	if (key < 0 || source < 0 || target < 0) return null;
	const language = (at: number): AnswerLanguage | null => AnswerLanguage.safeParse(/([a-z]{2})\)?$/.exec((names[at] ?? '').replace(/^(source|target)/, ''))?.[1]).data ?? null;
	return { key, source, target, sourceLanguage: language(source), targetLanguage: language(target) };
}

/** Takes back the apostrophe that `writeCsv` puts before texts which spreadsheet programs would take for formulas. */
const unguarded = (text: string): string => (text.startsWith("'") && guarded(text.slice(1)) === text ? text.slice(1) : text);
