import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { answerLanguages, variantNames, type AnswerLanguage, type VariantName } from '../questionnaire/model.ts';

/** The largest file of addresses in bytes, and the most addresses in it. */
export const addressFileBytes = 1_000_000;
export const mostAddresses = 5000;

export interface InvitedAddress {
	/** The line of the file, counted from 1. */
	readonly line: number;
	readonly email: string;
	readonly language: AnswerLanguage;
	readonly variant: VariantName;
}

/** What is wrong with a line of a file; `code` names a message `error_<code>`. */
export interface RowProblem {
	readonly line: number;
	readonly code: 'survey_row_email_missing' | 'survey_row_email_wrong' | 'survey_row_email_twice' | 'survey_row_email_known' | 'survey_row_language' | 'survey_row_variant' | 'survey_row_quotes' | 'survey_row_no_email_column' | 'survey_row_no_rows' | 'survey_row_too_many' | 'survey_row_not_text';
	readonly params: Readonly<Record<string, string | number>>;
}

/** What the survey offers; the first of each is used where the file says nothing. */
export interface AddressOffer {
	readonly languages: readonly AnswerLanguage[];
	readonly variants: readonly VariantName[];
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-zа-я]/gu, '');
const heads: Record<'email' | 'language' | 'variant', readonly string[]> = {
	email: ['email', 'emails', 'emailaddress', 'mail', 'epasts', 'epastaadrese', 'epastoadrese', 'adrese', 'elpastas', 'elpasto', 'elpastoadresas', 'pastas', 'address', 'почта', 'электроннаяпочта'],
	language: ['language', 'lang', 'locale', 'valoda', 'kalba', 'язык'],
	variant: ['variant', 'version', 'wording', 'variants', 'veids', 'variantas', 'вариант']
};
const languageWords: Record<string, AnswerLanguage> = { lv: 'lv', lav: 'lv', latviesu: 'lv', latvian: 'lv', latviu: 'lv', lt: 'lt', lit: 'lt', lietuviu: 'lt', lithuanian: 'lt', lietuviesu: 'lt', en: 'en', eng: 'en', english: 'en', anglu: 'en', ru: 'ru', rus: 'ru', krievu: 'ru', rusu: 'ru', russian: 'ru' };
const variantWords: Record<string, VariantName> = { standard: 'standard', standarta: 'standard', standartinis: 'standard', easy: 'easy', easytoread: 'easy', viegla: 'easy', vieglavaloda: 'easy', lengvai: 'easy', lengvaisuprantama: 'easy', lengvaisuprantamakalba: 'easy' };

/**
 * Reads a list of addresses: a CSV file with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1257, with the
 * columns `email` and, if wished, `language` and `variant` (their names also in Latvian and Lithuanian); without a first
 * line of names the columns stand in this order. Other columns are not read. Never throws: every wrong line is reported.
 */
export function readAddressFile(bytes: Uint8Array, offer: AddressOffer): { rows: InvitedAddress[]; problems: RowProblem[] } {
	const refuse = (code: RowProblem['code'], line = 1, params: RowProblem['params'] = {}) => ({ rows: [], problems: [{ line, code, params }] });
	const text = decode(bytes);
	if (text.includes('\0')) return refuse('survey_row_not_text');
	let table: { info: { lines: number }; record: string[] }[];
	try {
		table = parse(text, { delimiter: delimiterOf(text), info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true, trim: true }) as unknown as typeof table;
	} catch (problem) {
		return refuse('survey_row_quotes', Number((problem as { lines?: number }).lines ?? 1));
	}
	const [first] = table;
	if (!first) return refuse('survey_row_no_rows');
	const headless = first.record.some((cell) => cell.includes('@'));
	const columns = headless ? { email: 0, language: 1, variant: 2 } : columnsOf(first.record);
	if (columns.email < 0) return refuse('survey_row_no_email_column', first.info.lines, { column: 'email', found: first.record.filter(Boolean).slice(0, 6).join(', ').slice(0, 200) });
	const lines = headless ? table : table.slice(1);
	if (lines.length === 0) return refuse('survey_row_no_rows');
	if (lines.length > mostAddresses) return refuse('survey_row_too_many', mostAddresses + 1, { max: mostAddresses });
	return readLines(lines.map(({ info, record }) => ({ line: info.lines, cell: (at: number) => record[at] ?? '' })), columns, offer);
}

function readLines(lines: readonly { line: number; cell: (at: number) => string }[], columns: Record<'email' | 'language' | 'variant', number>, offer: AddressOffer): { rows: InvitedAddress[]; problems: RowProblem[] } {
	const rows: InvitedAddress[] = [];
	const problems: RowProblem[] = [];
	const seen = new Map<string, number>();
	for (const { line, cell } of lines) {
		const wrong = (code: RowProblem['code'], params: RowProblem['params'] = {}) => problems.push({ line, code, params });
		const email = cell(columns.email).replace(/^mailto:/i, '').normalize('NFC').toLowerCase();
		const before = seen.get(email);
		if (email === '') wrong('survey_row_email_missing');
		else if (email.length > 200 || !z.email().safeParse(email).success) wrong('survey_row_email_wrong', { text: email.slice(0, 80) });
		else if (before !== undefined) wrong('survey_row_email_twice', { line: before });
		else seen.set(email, line);
		const language = choose(cell(columns.language), languageWords, answerLanguages, offer.languages);
		if (language === null) wrong('survey_row_language', { text: cell(columns.language).slice(0, 40), offered: offer.languages.join(', ') });
		const variant = choose(cell(columns.variant), variantWords, variantNames, offer.variants);
		if (variant === null) wrong('survey_row_variant', { text: cell(columns.variant).slice(0, 40), offered: offer.variants.join(', ') });
		if (language !== null && variant !== null) rows.push({ line, email, language, variant });
	}
	return { rows: problems.length > 0 ? [] : rows, problems };
}

/** The value that a cell names; the first on offer for an empty cell, null for one that is not on offer. */
function choose<T extends string>(cell: string, words: Readonly<Record<string, T>>, all: readonly T[], offered: readonly T[]): T | null {
	if (cell === '') return offered[0] ?? all[0] ?? null;
	const named = Object.hasOwn(words, plain(cell)) ? words[plain(cell)] : undefined;
	return named !== undefined && offered.includes(named) ? named : null;
}

function columnsOf(record: readonly string[]): Record<'email' | 'language' | 'variant', number> {
	const at = (kind: keyof typeof heads) => record.findIndex((cell) => heads[kind].includes(plain(cell)));
	return { email: at('email'), language: at('language'), variant: at('variant') };
}

function decode(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1257').decode(bytes);
	}
}

/** The sign that parts most cells of the first lines; a comma when none does. */
function delimiterOf(text: string): string {
	const head = text.split(/\r\n|\n|\r/, 20).join('\n');
	const counts = [';', '\t', ','].map((sign) => ({ sign, count: head.split(sign).length }));
	return counts.reduce((best, next) => (next.count > best.count ? next : best), { sign: ',', count: 1 }).sign;
}
