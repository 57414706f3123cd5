import type { FieldError } from '#platform/errors.ts';
import { textLimits } from '../../answering/index.ts';
import { assistances, type Assistance } from '../../model.ts';
import { answerLanguages, variantNames, type Question, type Variant } from '../../questionnaire/model.ts';
import { choicesOf, isText } from '../../questionnaire/rules.ts';
import { wordsFor } from '../form/words.ts';
import type { AnswerForm, Target } from './mapping.ts';

export type CellRead = { readonly value: number | string | null } | { readonly problem: FieldError };
/** Reads one cell of a column: a number as stored, a text, or null for no answer. */
export type CellReader = (cell: string) => CellRead;

const none: CellRead = { value: null };
const fold = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
/** Programs write whole numbers as 3.0 or 3,0. */
const whole = (text: string): string => /^(\d+)[.,]0+$/.exec(text)?.[1] ?? text;
const yesWords = new Set(['1', 'y', 'yes', 'true', 'x', 'jā', 'taip', 'да', 'checked', 'selected', 'on']);
const noWords = new Set(['0', 'n', 'no', 'false', 'nē', 'ne', 'нет', 'unchecked', 'off']);
/** How many different cells of a column are remembered. */
const remembered = 1000;

/** Makes the reader of a column. `missing` are cells that mean "no answer", besides empty ones and "NA". */
export function cellReader(variant: Variant, target: Target, missing: readonly string[]): CellReader {
	const blank = new Set(['', 'na', 'n/a', ...missing.map(fold)]);
	const read = target.kind === 'assisted' ? readAssisted : target.kind === 'box' ? boxReader(variant, target) : questionReader(variant, target);
	const text = target.kind === 'question' && isText(target.question);
	const known = new Map<string, CellRead>();
	return (cell) => {
		if (blank.has(text ? cell.trim() : fold(cell))) return none;
		const before = known.get(cell);
		if (before) return before;
		const result = read(cell);
		if (!text && known.size < remembered) known.set(cell, result);
		return result;
	};
}

/** Who helped, by its name or by its printed number. */
function readAssisted(cell: string): CellRead {
	const text = fold(cell);
	const at = assistances.findIndex((name, i) => name === text || String(i + 1) === text);
	return at >= 0 ? { value: at } : { problem: { code: 'paper_cell_unknown', params: { allowed: assistances.join(', ') } } };
}

export const assistanceAt = (at: number | string | null): Assistance => assistances[Number(at ?? 0)] ?? 'no';

function boxReader(variant: Variant, target: Target & { kind: 'box' }): CellReader {
	const place = choicesOf(variant, target.question).findIndex(({ id }) => id === target.option);
	return (cell) => {
		const text = whole(fold(cell));
		if (yesWords.has(text)) return { value: 2 ** place };
		return noWords.has(text) ? { value: 0 } : { problem: { code: 'paper_cell_box', params: {} } };
	};
}

function questionReader(variant: Variant, { question, answers, values }: Target & { kind: 'question' }): CellReader {
	if (question.kind === 'number') {
		const { min, max } = question;
		return (cell) => {
			const text = whole(cell.trim());
			const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
			return value >= min && value <= max ? { value } : { problem: { code: 'paper_cell_number', params: { min, max } } };
		};
	}
	if (isText(question)) {
		const max = question.kind === 'short-text' ? textLimits['short-text'] : textLimits['long-text'];
		return (cell) => {
			const body = cell.normalize('NFC').replaceAll('\0', '').replaceAll('\r\n', '\n').trim();
			return body.length > max ? { problem: { code: 'too_long', params: { max } } } : { value: body === '' ? null : body };
		};
	}
	const places = placesByCell(variant, question, answers, values);
	const unknown: CellRead = { problem: { code: 'paper_cell_unknown', params: { allowed: allowedCells(variant, question, answers) } } };
	const find = (text: string): number | undefined => places.get(fold(text)) ?? places.get(whole(fold(text)));
	if (question.kind !== 'multiple') {
		return (cell) => {
			const place = find(cell);
			return place === undefined ? unknown : { value: place + 1 };
		};
	}
	const declined = choicesOf(variant, question).length - 1;
	return (cell) => {
		// A label may hold a comma itself, so the whole cell is tried before its parts.
		for (const parts of [[cell], cell.split(/[;|]/), cell.split(/[;|,]/), cell.split(/[;|,\s]+/)]) {
			const found = parts.filter((part) => part.trim() !== '').map(find);
			if (found.length === 0 || found.includes(undefined)) continue;
			const chosen = [...new Set(found)].filter((place, _, all) => place !== declined || all.length === 1);
			return { value: chosen.reduce<number>((bits, place) => bits + 2 ** (place ?? 0), 0) };
		}
		return unknown;
	};
}

/** Every cell that names an option, folded, with the place of the option; what names two options names none. */
function placesByCell(variant: Variant, question: Question, answers: AnswerForm, values: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
	const choices = choicesOf(variant, question);
	const places = new Map<string, number>();
	const take = (names: readonly (readonly [string, number])[]): void => {
		const found = new Map<string, number | null>();
		for (const [name, place] of names) {
			const key = fold(name);
			found.set(key, found.has(key) && found.get(key) !== place ? null : place);
		}
		for (const [key, place] of found) if (place !== null && !places.has(key)) places.set(key, place);
	};
	const ids = choices.map(({ id }, place) => [id, place] as const);
	take(Object.entries(values).flatMap(([cell, id]) => ids.filter(([known]) => known === id.trim()).map(([, place]) => [cell, place] as const)));
	const valued = choices.some(({ value }) => value !== null);
	if (answers === 'auto' || answers === 'id') take(ids);
	if (answers === 'auto' || answers === 'label') take(choices.flatMap((choice, place) => (choice.label ? Object.values(choice.label) : ownWords(choice.id)).map((label) => [label, place] as const)));
	if (answers === 'value' || (answers === 'auto' && valued)) take(choices.flatMap(({ value }, place) => (value === null ? [] : [[String(value), place] as const])));
	if (answers === 'number' || (answers === 'auto' && !valued)) take(choices.map((_, place) => [String(place + 1), place] as const));
	if (answers === 'auto' && question.kind === 'yes-no') take([['y', 1], ['n', 0], ['true', 1], ['false', 0]]);
	return places;
}

/** The program's own words for yes, no, "don't know" and declining, in every language and wording. */
const ownWords = (id: string): string[] => answerLanguages.flatMap((language) => variantNames.map((variant) => wordsFor(language, variant)(id)));

/** What a cell may say, for the sentence that refuses another: the values, or numbers, or ids. */
function allowedCells(variant: Variant, question: Question, answers: AnswerForm): string {
	const choices = choicesOf(variant, question);
	const values = choices.flatMap(({ value }) => (value === null ? [] : [String(value)]));
	const cells = answers === 'number' ? choices.map((_, i) => String(i + 1)) : answers === 'value' || (answers === 'auto' && values.length > 1) ? values : choices.map(({ id }) => id);
	return cells.join(', ').slice(0, 200);
}
