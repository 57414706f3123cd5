import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { readCurrency, typedAmount } from '#platform/amount-text.ts';
import { Invalid, type FieldError } from '#platform/errors.ts';
import { locales, type LocalizedText } from '#platform/locale.ts';
import { slugOf } from '#modules/territory/index.ts';
import { ProjectDocument } from '../model.ts';
import { nameOfRow } from './compare.ts';
import { rowNumbers, typedText, type Typed } from './form-rows.ts';
import type { ProblemSection } from './problems.ts';
import { rowsAt, sectionOf, valueAt, type FieldKind, type FieldShape, type ListShape, type Row } from './shape.ts';

/** What a form of the editor shows: some fields and lists of a document, or of one row of it. */
export interface FormShape {
	readonly fields: readonly FieldShape[];
	readonly lists: readonly ListShape[];
}

/** The name of what a section held when it was shown: two people who save it collide when it is another. */
export const sectionStamp = (document: ProjectDocument, section: ProblemSection): string =>
	createHash('sha256').update(canonicalize({ of: sectionOf(document, section) }) ?? '').digest('hex').slice(0, 16);

/** The fields of a form filled with what a document, or a row of it, holds. */
export function filledForm(shape: FormShape, row: unknown, prefix = ''): Typed {
	const typed: Typed = {};
	for (const { name, kind } of shape.fields) {
		const value = valueAt(row, name);
		if (kind.is === 'text') for (const locale of locales) typed[`${prefix}${name}.${locale}`] = String(valueAt(value, locale) ?? '');
		else if (kind.is === 'yes') {
			if (value === true) typed[prefix + name] = 'yes';
		} else typed[prefix + name] = String(value ?? '');
	}
	for (const list of shape.lists) {
		rowsAt(row, list.name).forEach((inner, index) => {
			const at = `${prefix}${list.name}.${index}.`;
			typed[`${at}key`] = String(inner['key'] ?? '');
			Object.assign(typed, filledForm({ fields: list.fields, lists: list.lists ?? [] }, inner, at));
		});
	}
	return typed;
}

/**
 * The row that a form describes, put over the one that was there: what the form does not show stays. Rows in which nothing
 * was typed are left out; a new row gets a key of its name. Throws Invalid with every wrong field under its name.
 */
export function readForm(document: ProjectDocument, shape: FormShape, before: unknown, typed: Typed): Row {
	const deliverables = document.packages.flatMap((pack) => pack.activities.flatMap((activity) => activity.deliverables.map(({ key }) => key)));
	const reading: Reading = { document, typed, errors: {}, deliverables: new Set(deliverables) };
	const row = readRow(reading, shape, before, '');
	if (Object.keys(reading.errors).length > 0) throw new Invalid(reading.errors);
	return row;
}

interface Reading {
	readonly document: ProjectDocument;
	readonly typed: Typed;
	readonly errors: Record<string, FieldError>;
	/** Keys of deliverables, old and new: what is reached names them without their activity, so none stands twice in a document. */
	readonly deliverables: Set<string>;
}

function readRow(reading: Reading, shape: FormShape, before: unknown, prefix: string): Row {
	const row: Record<string, unknown> = typeof before === 'object' && before !== null ? structuredClone(before) as Record<string, unknown> : {};
	for (const { name, kind, required = false } of shape.fields) put(row, name, readField(reading, prefix + name, kind, required));
	if (shape.fields.some(({ name }) => name === 'flatRate.of')) row['flatRate'] = wholeFlatRate(reading, prefix, row['flatRate']);
	for (const list of shape.lists) row[list.name] = readList(reading, list, rowsAt(before, list.name), prefix);
	return row;
}

function put(row: Record<string, unknown>, path: string, value: unknown): void {
	const [name = '', ...rest] = path.split('.');
	if (rest.length === 0) row[name] = value;
	else {
		const inner = typeof row[name] === 'object' && row[name] !== null ? (row[name] as Record<string, unknown>) : {};
		put(inner, rest.join('.'), value);
		row[name] = inner;
	}
}

function wholeFlatRate(reading: Reading, prefix: string, value: unknown): unknown {
	const { of, percent } = (value ?? {}) as { of?: unknown; percent?: unknown };
	if (of === null && percent === null) return null;
	if (of === null) reading.errors[`${prefix}flatRate.of`] ??= { code: 'project_flat_rate_half' };
	if (percent === null) reading.errors[`${prefix}flatRate.percent`] ??= { code: 'project_flat_rate_half' };
	return value;
}

function readList(reading: Reading, list: ListShape, before: readonly Row[], prefix: string): Row[] {
	const path = prefix + list.name;
	const numbers = rowNumbers(reading.typed, path).filter((number) => isWritten(reading.typed, list, `${path}.${number}.`));
	if (numbers.length > list.most) {
		reading.errors['form'] ??= { code: 'project_too_many_rows', params: { most: list.most } };
		return [];
	}
	const taken = new Set(before.map((row) => String(row['key'])));
	const used = new Set<string>();
	return numbers.map((number) => {
		const at = `${path}.${number}.`;
		const key = typedText(reading.typed, `${at}key`);
		// A key that is not of this list, or stands twice in the form, is no old row: it gets a key of its own.
		const old = used.has(key) ? undefined : before.find((row) => row['key'] === key);
		const row = readRow(reading, { fields: list.fields, lists: list.lists ?? [] }, old ?? Object.fromEntries((list.name === 'packages' ? ['activities'] : []).map((name) => [name, []])), at);
		if (list.name === 'codes') return row;
		const kept = old ? key : newKey(nameOfRow(list, row), list.name, new Set([...taken, ...used, ...(list.name === 'deliverables' ? reading.deliverables : [])]));
		used.add(kept);
		if (list.name === 'deliverables') reading.deliverables.add(kept);
		return { key: kept, ...row, ...(old ? {} : { key: kept }) };
	});
}

/** Whether anything was typed into a row; choices and boxes have always a value. */
const isWritten = (typed: Typed, list: ListShape, at: string): boolean =>
	list.fields.some(({ name, kind }) => kind.is !== 'choice' && kind.is !== 'yes' && kind.is !== 'country' && (kind.is === 'text' ? locales.some((locale) => typedText(typed, `${at}${name}.${locale}`).trim() !== '') : typedText(typed, at + name).trim() !== '')) ||
	(list.lists ?? []).some((inner) => rowNumbers(typed, at + inner.name).some((number) => isWritten(typed, inner, `${at}${inner.name}.${number}.`)));

function newKey(name: LocalizedText, list: string, taken: ReadonlySet<string>): string {
	const stem = slugOf(name.lv ?? name.en ?? name.lt ?? '').slice(0, 30).replace(/-+$/, '') || list.toLowerCase();
	for (let number = 1; ; number++) {
		const key = number === 1 ? stem : `${stem}-${number}`;
		if (!taken.has(key)) return key;
	}
}

/** The value of one field, or null where nothing was typed; a wrong one is noted under the field's name. */
function readField(reading: Reading, name: string, kind: FieldKind, required: boolean): unknown {
	if (kind.is === 'text') return readTexts(reading, name, required);
	const text = typedText(reading.typed, name).trim();
	if (kind.is === 'yes') return text !== '';
	if (text === '') {
		if (required) reading.errors[name] = { code: 'required' };
		return null;
	}
	const value = readValue(reading.document, kind, text);
	if (typeof value === 'object') {
		reading.errors[name] = value;
		return null;
	}
	return value;
}

function readTexts(reading: Reading, name: string, required: boolean): LocalizedText | null {
	const text: LocalizedText = {};
	for (const locale of locales) {
		const words = typedText(reading.typed, `${name}.${locale}`).trim();
		if (words.length > 4000) reading.errors[`${name}.${locale}`] = { code: 'too_long', params: { max: 4000 } };
		if (words !== '') text[locale] = words;
	}
	if (Object.keys(text).length > 0) return text;
	if (required) reading.errors[`${name}.lv`] = { code: 'project_text_missing' };
	return null;
}

/** A typed value by its kind, or what is wrong with it. */
export function readValue(document: Pick<ProjectDocument, 'currency' | 'partners' | 'lines'>, kind: Exclude<FieldKind, { is: 'text' | 'yes' }>, text: string): string | number | FieldError {
	switch (kind.is) {
		case 'line':
			return text.length > kind.max ? { code: 'too_long', params: { max: kind.max } } : text;
		case 'country':
			return /^[A-Z]{2}$/.test(text) ? text : { code: 'project_country_wrong' };
		case 'currency':
			return readCurrency(text) ?? { code: 'project_currency_wrong' };
		case 'day':
			return ProjectDocument.shape.period.shape.from.safeParse(text).success ? text : { code: 'day_wrong' };
		case 'amount': {
			const read = typedAmount(text, document.currency);
			return 'error' in read ? read.error : read.amount;
		}
		case 'percent': {
			const percent = text.replace(/\s*%$/, '').replace(',', '.');
			return /^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/.test(percent) ? percent : { code: 'project_percent_wrong' };
		}
		case 'whole': {
			const digits = text.replace(/[\s\u00A0\u202F]/g, '');
			const number = Number(digits);
			return /^\d{1,9}$/.test(digits) && number >= kind.min && number <= kind.max ? number : { code: 'project_whole_wrong', params: { min: kind.min, max: kind.max } };
		}
		case 'decimal': {
			const decimal = text.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.');
			return /^\d{1,12}(\.\d{1,2})?$/.test(decimal) ? decimal : { code: 'project_decimal_wrong' };
		}
		case 'address':
			return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : { code: 'project_address_wrong' };
		case 'choice':
			return kind.of.includes(text) ? text : { code: 'wrong' };
		case 'key':
			return document[kind.of].some(({ key }) => key === text) ? text : { code: 'wrong' };
		case 'place':
			return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text) ? text : { code: 'wrong' };
	}
}
