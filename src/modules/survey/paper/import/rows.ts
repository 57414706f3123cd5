import type { NewResponse } from '../../model.ts';
import type { Variant, VariantName } from '../../questionnaire/model.ts';
import { closedQuestions, isText } from '../../questionnaire/rules.ts';
import { withoutUnasked } from '../conditions.ts';
import { assistanceAt, cellReader } from './cells.ts';
import type { Bound } from './mapping.ts';
import type { Refusal } from './model.ts';

export type RowRead = { readonly response: NewResponse } | { readonly blank: true } | { readonly refusals: readonly Refusal[] };
/** Reads one row: an answer, nothing at all, or what does not fit. `row` as a spreadsheet counts. */
export type RowReader = (cells: readonly string[], row: number) => RowRead;

/** Makes the reader of a file's rows from its bound columns. */
export function rowReader(name: VariantName, variant: Variant, header: readonly string[], bound: Bound, missing: readonly string[]): RowReader {
	const place = new Map(closedQuestions(variant).map(({ id }, i) => [id, i]));
	const columns = bound.bindings.map((binding) => ({ ...binding, read: cellReader(variant, binding.target, missing) }));
	const conditional = variant.questions.some(({ showIf }) => showIf !== undefined);
	return (cells, row) => {
		if (cells.length < header.length || cells.slice(header.length).some((cell) => cell.trim() !== '')) {
			if (cells.every((cell) => cell.trim() === '')) return { blank: true };
			return { refusals: [{ row, column: '', value: '', problem: { code: 'paper_row_cells', params: { given: cells.length, wanted: header.length } } }] };
		}
		const refusals: Refusal[] = [];
		const choices: (number | null)[] = Array.from({ length: place.size }, () => null);
		const texts: Record<string, string> = {};
		let assisted: NewResponse['assisted'] = 'no';
		for (const { index, name: column, target, read } of columns) {
			const cell = cells[index] ?? '';
			const result = read(cell);
			if ('problem' in result) refusals.push({ row, column, value: cell.trim().slice(0, 60), problem: result.problem });
			else if (result.value === null) continue;
			else if (target.kind === 'assisted') assisted = assistanceAt(result.value);
			else if (isText(target.question)) texts[target.question.id] = String(result.value);
			else if (target.kind === 'box') choices[place.get(target.question.id) ?? 0] = (choices[place.get(target.question.id) ?? 0] ?? 0) + Number(result.value);
			else choices[place.get(target.question.id) ?? 0] = Number(result.value);
		}
		if (refusals.length > 0) return { refusals };
		// All boxes of a question left empty are no answer.
		for (const { target } of columns) if (target.kind === 'box' && choices[place.get(target.question.id) ?? 0] === 0) choices[place.get(target.question.id) ?? 0] = null;
		if (choices.every((choice) => choice === null) && Object.keys(texts).length === 0) return { blank: true };
		return { response: { variant: name, channel: 'import', assisted, ...(conditional ? withoutUnasked(variant, { choices, texts }) : { choices, texts }) } };
	};
}
