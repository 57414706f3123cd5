import { declinedId, type Option } from '../model.ts';
import { newId } from '../names.ts';
import type { XlsNotes } from './notes.ts';
import type { XlsRow } from './sheet.ts';

/** A list of choices: its options and, by the name in the file, the ids that they got. */
export interface ChoiceList {
	readonly options: readonly Option[];
	readonly ids: ReadonlyMap<string, string>;
	readonly row: number;
}

/** Codes by which data people say "don't know" and "no answer"; they are no place on a scale. */
const noAnswer = /^(?:77|88|97|98|99|777|888|997|998|999|-\d{1,4})$/;

/** The lists of the sheet `choices` by name. */
export function readChoices(rows: readonly XlsRow[], notes: XlsNotes): Map<string, ChoiceList> {
	const lists = new Map<string, { options: Option[]; ids: Map<string, string>; row: number }>();
	for (const row of rows) {
		const [list, name] = [row.get('list_name') || row.get('list name'), row.get('name') || row.get('value')];
		if (list === '' && name === '') continue;
		if (list === '' || name === '') {
			notes.add('choices', row.row, 'choice_empty');
			continue;
		}
		const known = lists.get(list) ?? { options: [], ids: new Map<string, string>(), row: row.row };
		lists.set(list, known);
		if (known.ids.has(name)) {
			notes.add('choices', row.row, 'choice_twice', { name: name.slice(0, 80) });
			continue;
		}
		const label = row.text('label', 500);
		if (!label) notes.add('choices', row.row, 'label_missing', { name: name.slice(0, 80) });
		const id = newId({ en: /^\p{L}/u.test(name) ? name : `option-${name}` }, [...known.ids.values(), declinedId], 'option');
		known.ids.set(name, id);
		known.options.push({ id, value: /^\d{1,3}$/.test(name) && Number(name) <= 100 && !noAnswer.test(name) ? Number(name) : null, label: label ?? { [row.plain]: name.slice(0, 500) } });
	}
	return lists;
}

/**
 * A list as a scale: numbers give the places, worst first; other names stand last, as answers without a place. A list
 * without numbers is numbered in its order, and a note says so.
 */
export function scaleOptions(list: ChoiceList, notes: XlsNotes): Option[] {
	const valued = list.options.filter(({ value }) => value !== null);
	if (valued.length < 2) {
		notes.add('choices', list.row, 'values_assumed');
		return list.options.map((option, i) => ({ ...option, value: i + 1 }));
	}
	const rest = list.options.filter(({ value }) => value === null);
	if (rest.length > 0) notes.add('choices', list.row, 'dont_know', { names: rest.map(({ label }) => Object.values(label)[0] ?? '').join(', ').slice(0, 200) });
	return [...valued.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0)), ...rest];
}
