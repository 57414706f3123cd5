import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Invalid, type FieldError } from '#platform/errors.ts';
import type { Question, Variant } from '../../questionnaire/model.ts';
import { delimiterOf } from '#platform/text-encoding.ts';

/** How cells name options: by what they are in the questionnaire; `auto` tries id, words, then value (or the printed number where options have no values). */
export const answerForms = ['auto', 'id', 'label', 'value', 'number'] as const;
export type AnswerForm = (typeof answerForms)[number];

const Form = z.enum(answerForms);
const Column = z.union([
	z.string().max(100).transform((question) => ({ question, answers: undefined, values: undefined })),
	z.strictObject({ question: z.string().max(100), answers: Form.optional(), values: z.record(z.string().max(200), z.string().max(60)).optional() })
]);

/**
 * Which column answers which question. A target is the id of a question, `question/option` for a column that holds one
 * box of a question with several, `@assisted` for who helped, or empty for a column to leave out. `values` translates
 * cells into ids of options; `missing` lists cells that mean "no answer".
 */
export const ImportMap = z.strictObject({
	answers: Form.default('auto'),
	missing: z.array(z.string().max(60)).max(50).default([]),
	columns: z.record(z.string().max(300), Column)
});
export type ImportMap = z.output<typeof ImportMap>;

/** The first line of a map in CSV. */
export const heading = 'column,question';

const broken = (line: number): Invalid => new Invalid({ map: { code: 'paper_map_broken', params: { line, heading } } });

/**
 * Reads a map: JSON as `ImportMap`, or CSV with the columns `column,question` and, where wanted, `answers`, `cell` and
 * `option` (a row for each cell to translate). Throws Invalid at `map`.
 */
export function parseMap(text: string): ImportMap {
	const trimmed = text.replace(/^\uFEFF/, '').trim();
	if (trimmed.startsWith('{')) return fromJson(trimmed);
	let rows: string[][];
	try {
		rows = parse(trimmed, { delimiter: delimiterOf(/^[^\r\n]*/.exec(trimmed)?.[0] ?? ''), skip_empty_lines: true, trim: true, relax_column_count: true, max_record_size: 10_000 });
	} catch {
		throw broken(1);
	}
	const header = (rows[0] ?? []).map((name) => name.toLowerCase());
	const [column, question, answers, cell, option] = ['column', 'question', 'answers', 'cell', 'option'].map((name) => header.indexOf(name));
	if (column === undefined || question === undefined || column < 0 || question < 0) throw new Invalid({ map: { code: 'paper_map_header', params: { heading } } });
	const columns: Record<string, { question: string; answers: string | undefined; values: Record<string, string> | undefined }> = {};
	for (const [i, row] of rows.slice(1).entries()) {
		const at = (place: number | undefined): string => (place === undefined || place < 0 ? '' : (row[place] ?? ''));
		if (at(column) === '') throw broken(i + 2);
		const before = Object.hasOwn(columns, at(column)) ? columns[at(column)] : undefined;
		if (before && at(cell) === '') throw broken(i + 2);
		const values = at(cell) === '' ? before?.values : { ...before?.values, [at(cell)]: at(option) };
		Object.defineProperty(columns, at(column), { value: { question: at(question) || (before?.question ?? ''), answers: at(answers) || before?.answers, values }, enumerable: true, configurable: true, writable: true });
	}
	const map = ImportMap.safeParse({ columns });
	if (!map.success) throw broken(1);
	return map.data;
}

function fromJson(text: string): ImportMap {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw broken(1);
	}
	const map = ImportMap.safeParse(value);
	if (!map.success) throw broken(1);
	return map.data;
}

export type Target =
	| { readonly kind: 'question'; readonly question: Question; readonly answers: AnswerForm; readonly values: Readonly<Record<string, string>> }
	| { readonly kind: 'box'; readonly question: Question; readonly option: string }
	| { readonly kind: 'assisted' };

/** A column of the file and what it answers; `name` as the file has it. */
export interface Binding {
	readonly index: number;
	readonly name: string;
	readonly target: Target;
}

export interface Bound {
	readonly bindings: readonly Binding[];
	readonly ignored: readonly string[];
	/** Ids of questions that no column answers. */
	readonly unanswered: readonly string[];
}

const plain = (name: string): string => name.trim().toLowerCase().replaceAll('_', '-');

/**
 * Finds the question of every column: by the map, or, without one, by equal names (capitals and `_` for `-` do not matter).
 * Throws Invalid at `map` for a column or question that does not exist, and at `file` when nothing fits or a name stands twice.
 */
export function bindColumns(header: readonly string[], map: ImportMap | null, variant: Variant): Bound {
	const byId = new Map(variant.questions.map((question) => [question.id, question]));
	const entries: [string, { question: string; answers?: AnswerForm | undefined; values?: Record<string, string> | undefined }][] = map
		? Object.entries(map.columns)
		: header.filter((name) => byId.has(plain(name)) || plain(name) === '@assisted').map((name) => [name, { question: plain(name) }]);
	const problem = (field: string, error: FieldError): Invalid => new Invalid({ [field]: error });
	const bindings = entries.flatMap(([name, column]): Binding[] => {
		const places = header.flatMap((heading, i) => (heading.trim() === name.trim() ? [i] : []));
		const [index] = places;
		if (index === undefined) throw problem('map', { code: 'paper_map_column', params: { column: name } });
		if (places.length > 1) throw problem('file', { code: 'paper_import_twice', params: { column: name } });
		if (column.question === '' || column.question === '-') return [];
		return [{ index, name, target: targetOf(column, map?.answers ?? 'auto', byId) ?? raise(problem('map', { code: 'paper_map_question', params: { column: name, question: column.question } })) }];
	});
	const targets = bindings.map(({ target }) => nameOf(target));
	const twice = targets.find((target, i) => targets.indexOf(target) !== i);
	if (twice !== undefined) throw problem(map ? 'map' : 'file', { code: 'paper_map_twice', params: { question: twice } });
	const used = new Set(bindings.map(({ index }) => index));
	const asked = new Set(bindings.flatMap(({ target }) => ('question' in target ? [target.question.id] : [])));
	if (asked.size === 0) throw problem('file', { code: 'paper_import_no_column', params: { columns: header.slice(0, 8).join(', ').slice(0, 200) } });
	return { bindings, ignored: header.filter((_, i) => !used.has(i)), unanswered: variant.questions.filter(({ id }) => !asked.has(id)).map(({ id }) => id) };
}

function raise(problem: Invalid): never {
	throw problem;
}

function targetOf(column: { question: string; answers?: AnswerForm | undefined; values?: Record<string, string> | undefined }, answers: AnswerForm, byId: ReadonlyMap<string, Question>): Target | null {
	if (column.question === '@assisted') return { kind: 'assisted' };
	const [id = '', option] = column.question.split('/');
	const question = byId.get(id);
	if (!question) return null;
	if (option === undefined) return { kind: 'question', question, answers: column.answers ?? answers, values: column.values ?? {} };
	return question.kind === 'multiple' && (option === 'declined' || question.options.some((o) => o.id === option)) ? { kind: 'box', question, option } : null;
}

/** The target as the map names it. */
export function nameOf(target: Target): string {
	if (target.kind === 'assisted') return '@assisted';
	return target.kind === 'box' ? `${target.question.id}/${target.option}` : target.question.id;
}
