import type { ListShape } from './shape.ts';

/** The fields of a form as they were sent: "partners.0.name.lv" → text. */
export type Typed = Record<string, string | string[]>;

/** What was typed into a field; '' where it was not sent. */
export const typedText = (typed: Typed, name: string): string => {
	const value = Object.hasOwn(typed, name) ? typed[name] : undefined;
	return (Array.isArray(value) ? value[0] : value) ?? '';
};

/** The numbers of a list's rows in a form, ascending, as they stand in the names of its fields. */
export function rowNumbers(typed: Typed, list: string): number[] {
	const numbers = new Set<number>();
	for (const name of Object.keys(typed)) {
		if (!name.startsWith(`${list}.`)) continue;
		const number = /^\d{1,4}(?=\.)/.exec(name.slice(list.length + 1))?.[0];
		if (number !== undefined) numbers.add(Number(number));
	}
	return [...numbers].sort((a, b) => a - b);
}

/** What a button of a form of rows asks for: to save, to add a row to a list, or to take a row away. */
export type RowAction = { readonly does: 'save' } | { readonly does: 'add'; readonly list: string } | { readonly does: 'remove'; readonly row: string };

/** Reads the button that was pressed ("add:partners", "remove:partners.2"); anything else saves. */
export function rowAction(typed: Typed): RowAction {
	const [, does, where] = /^(add|remove):([A-Za-z]+(?:\.\d{1,4}(?:\.[A-Za-z]+)?){0,4})$/.exec(typedText(typed, 'do')) ?? [];
	if (does === 'add' && where !== undefined && !/\.\d+$/.test(where)) return { does, list: where };
	if (does === 'remove' && where !== undefined && /\.\d+$/.test(where)) return { does, row: where };
	return { does: 'save' };
}

/** The list that a path such as "activities.0.deliverables" names within the lists of a form; undefined for any other path. */
export function listAt(lists: readonly ListShape[], path: string): ListShape | undefined {
	const names = path.split('.').filter((_, index) => index % 2 === 0);
	let found: ListShape | undefined;
	for (const name of names) {
		found = (found ? found.lists : lists)?.find((list) => list.name === name);
		if (!found) return undefined;
	}
	return found;
}

/** The form with one more, empty row at the end of a list; unchanged where the list is full or not of this form. */
export function withRow(typed: Typed, lists: readonly ListShape[], path: string): Typed {
	const list = listAt(lists, path);
	const numbers = rowNumbers(typed, path);
	if (!list || numbers.length >= list.most) return typed;
	return { ...typed, [`${path}.${(numbers.at(-1) ?? -1) + 1}.key`]: '' };
}

/** The form without a row and everything inside it. */
export const withoutRow = (typed: Typed, path: string): Typed => Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith(`${path}.`)));
