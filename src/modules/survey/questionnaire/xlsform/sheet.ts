import { unfitCharacter } from '#modules/methodology/index.ts';
import type { AnswerLanguage, AnswerText } from '../model.ts';
import type { XlsNotes } from './notes.ts';

type Cell = string | number | null;

/** One row of a sheet: its cells by the name of their column. */
export interface XlsRow {
	readonly row: number;
	/** The language of columns that name none. */
	readonly plain: AnswerLanguage;
	/** The trimmed text of a column; empty when there is none. */
	get(column: string): string;
	/** A text from `label`, `label::Latvian (lv)` …; null when all are empty. */
	text(column: string, max: number): AnswerText | null;
}

const names: Readonly<Record<string, AnswerLanguage>> = {
	lv: 'lv', latvian: 'lv', latviešu: 'lv', latviski: 'lv',
	lt: 'lt', lithuanian: 'lt', lietuvių: 'lt', lietuviškai: 'lt',
	en: 'en', english: 'en', angļu: 'en', anglų: 'en',
	ru: 'ru', russian: 'ru', русский: 'ru', krievu: 'ru', rusų: 'ru'
};

/** The language that XLSForm writes as `Latvian (lv)`, `lv` or `Latvian`; null for one in which nobody answers here. */
export function languageNamed(text: string): AnswerLanguage | null {
	const code = /\(([a-z]{2})(?:[-_][a-z]+)?\)\s*$/i.exec(text)?.[1];
	return names[(code ?? text).trim().toLowerCase()] ?? null;
}

/** Columns that say nothing a questionnaire needs and that no note is worth. */
const silent = new Set(['', 'version', 'style', 'instance_name', 'public_key', 'submission_url', 'body::accuracythreshold', 'order']);

/**
 * The rows of a sheet below its headers. `known` are the columns that are read; others that hold something are noted.
 * `plain` is the language of columns that name none.
 */
export function readSheet(name: string, rows: readonly (readonly Cell[])[], known: readonly string[], plain: AnswerLanguage, notes: XlsNotes): { rows: XlsRow[]; languages: Set<AnswerLanguage> } {
	const columns = new Map<string, number>();
	const languages = new Set<AnswerLanguage>();
	for (const [i, cell] of (rows[0] ?? []).entries()) {
		const header = cellText(cell).toLowerCase().replace(/\s*::\s*/g, '::').replace(/ +(?=_)|(?<=_) +/g, '');
		const [base = '', ...rest] = header.split('::');
		const used = rows.slice(1).some((row) => cellText(row[i] ?? null) !== '');
		if (!known.includes(base) || base === 'media') {
			if (used && !silent.has(header)) notes.add(name, 1, 'column', { column: cellText(cell).slice(0, 80) });
			continue;
		}
		const language = rest.length > 0 ? languageNamed(rest.join('::')) : plain;
		if (language === null) {
			if (used) notes.add(name, 1, 'language', { column: cellText(cell).slice(0, 80) });
			continue;
		}
		const key = base === 'label' || base === 'hint' ? `${base}::${language}` : base;
		if (!columns.has(key)) columns.set(key, i);
		if (base === 'label' && used) languages.add(language);
	}
	const read = rows.slice(1).map((cells, i): XlsRow => {
		const row = i + 2;
		const get = (column: string): string => cellText(cells[columns.get(column) ?? -1] ?? null);
		return { row, plain, get, text: (column, max) => localized(get, column, max, () => notes.add(name, row, 'text_cut', { max })) };
	});
	return { rows: read.filter((row) => [...columns.keys()].some((column) => row.get(column) !== '')), languages };
}

function localized(get: (column: string) => string, column: string, max: number, cut: () => void): AnswerText | null {
	const entries = (['lv', 'lt', 'en', 'ru'] as const).flatMap((language) => {
		const words = get(`${column}::${language}`);
		if (words.length > max) cut();
		return words === '' ? [] : [[language, words.slice(0, max).trim()] as const];
	});
	return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The words of a cell; what a workbook knows beside plain texts (formulas, formatted text, links, dates) arrives as JSON. */
export function cellText(cell: Cell): string {
	if (cell === null) return '';
	const text = String(cell);
	return clean(/^[{"]/.test(text) ? partsOf(text) : text);
}

const clean = (text: string): string => (unfitCharacter(text) < 0 ? text : [...text].filter((letter) => unfitCharacter(letter) < 0).join('')).normalize('NFC').replaceAll('\r\n', '\n').trim();

function partsOf(text: string): string {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return text;
	}
	if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? value.slice(0, 10) : text;
	if (typeof value !== 'object' || value === null) return text;
	if ('richText' in value && Array.isArray(value.richText)) return value.richText.map((part: unknown) => (typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : '')).join('');
	if ('result' in value) return typeof value.result === 'string' || typeof value.result === 'number' ? String(value.result) : '';
	if ('text' in value) return typeof value.text === 'string' ? value.text : partsOf(JSON.stringify(value.text));
	return 'error' in value || 'formula' in value || 'sharedFormula' in value ? '' : text;
}
