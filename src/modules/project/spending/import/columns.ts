import { Invalid } from '#platform/errors.ts';
import { locales, type LocalizedText } from '#platform/locale.ts';
import { messageOf } from '#i18n/text.ts';
import { importColumns, requiredColumns, type ImportColumn } from './model.ts';

/** Letters without their marks and signs, so that "Rēķina Nr." and "rekina nr" are one. */
export const folded = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

/** How headers are written besides the names that the template gives them. */
const otherNames: Partial<Record<ImportColumn, readonly string[]>> = {
	line: ['budget line', 'budzeta pozicija', 'budzeta linija', 'biudzeto eilute', 'pozicija', 'eilute'],
	invoice: ['invoice no', 'invoice number', 'rekins', 'rekina nr', 'rekina numurs', 'saskaita', 'saskaitos nr', 'saskaitos numeris'],
	supplier: ['piegadatajs', 'tiekejas', 'vendor'],
	description: ['apraksts', 'aprasymas', 'note', 'piezimes', 'pastabos'],
	invoiced_on: ['invoice date', 'date', 'datums', 'rekina datums', 'data', 'saskaitos data'],
	paid_on: ['payment date', 'maksajuma datums', 'apmaksas datums', 'mokejimo data', 'apmokejimo data'],
	net: ['amount', 'net amount', 'summa', 'summa bez pvn', 'suma', 'suma be pvm'],
	vat: ['vat amount', 'pvn', 'pvn summa', 'pvm', 'pvm suma', 'tax'],
	vat_eligible: ['vat eligible', 'pvn attiecinams', 'pvm tinkamas'],
	currency: ['valuta'],
	period: ['periods', 'laikotarpis', 'ataskaitinis laikotarpis', 'parskata periods'],
	rate: ['kurss', 'kursas', 'exchange rate'],
	rate_on: ['rate date', 'kursa datums', 'kurso data']
};

/** The header of a column in the reader's language, as the template writes it. */
export const columnTitle = (column: ImportColumn, locale: (typeof locales)[number]): string => messageOf(`spending_column_${column}`, {}, locale);

const knownNames = (): ReadonlyMap<string, ImportColumn> =>
	new Map(importColumns.flatMap((column) => [column, ...locales.map((locale) => columnTitle(column, locale)), ...(otherNames[column] ?? [])].map((name) => [folded(name), column] as const)));

export interface BoundColumns {
	/** Place of each column in a row. */
	readonly at: ReadonlyMap<ImportColumn, number>;
	readonly ignored: readonly string[];
}

/** Finds the columns of a header, in whatever order and language. Invalid at `file` when one is missing or stands twice. */
export function bindColumns(header: readonly string[]): BoundColumns {
	const known = knownNames();
	const at = new Map<ImportColumn, number>();
	const ignored: string[] = [];
	for (const [i, name] of header.entries()) {
		const column = known.get(folded(name));
		if (column === undefined) {
			if (name.trim() !== '') ignored.push(name.trim().slice(0, 60));
		} else if (at.has(column)) throw new Invalid({ file: { code: 'spending_import_column_twice', params: { column: name.trim() } } });
		else at.set(column, i);
	}
	const missing = requiredColumns.filter((column) => !at.has(column));
	if (missing.length > 0) throw new Invalid({ file: { code: 'spending_import_columns', params: { missing: missing.map((column) => messageOf(`spending_column_${column}`)).join(', ') } } });
	return { at, ignored };
}

/** Finds a thing of the version by its key or its name in any language; names that two things bear find neither. */
export function finder(things: readonly { readonly key: string; readonly name: LocalizedText }[]): (text: string) => string | null {
	const found = new Map<string, string | null>();
	for (const { key, name } of things) {
		for (const word of new Set(Object.values(name).map(folded))) found.set(word, found.has(word) && found.get(word) !== key ? null : key);
	}
	for (const { key } of things) found.set(folded(key), key);
	// A file names few things many times.
	const known = new Map<string, string | null>();
	return (text) => {
		const before = known.get(text);
		if (before !== undefined) return before;
		const key = found.get(folded(text)) ?? null;
		if (known.size < 1000) known.set(text, key);
		return key;
	};
}
