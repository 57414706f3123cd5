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

/**
 * What a person typed, with what somebody else saved meanwhile: fields that the person left as they were shown take what is
 * saved now, and rows that the other added come after the person's own. `was` is the form as it was shown, `now` as it is
 * saved now. What both changed stays as the person typed it, and what one took away stays away.
 */
export function mergedForm(lists: readonly ListShape[], was: Typed, now: Typed, typed: Typed): Typed {
	const result = { ...typed };
	mergeLevel(result, lists, { was, now, typed }, { was: '', now: '', typed: '' });
	return result;
}

type Sides<T> = { readonly was: T; readonly now: T; readonly typed: T };

function mergeLevel(result: Typed, lists: readonly ListShape[], forms: Sides<Typed>, at: Sides<string>): void {
	for (const name of plainNames(lists, forms, at)) {
		const [was, now, typed] = [forms.was[at.was + name], forms.now[at.now + name], forms.typed[at.typed + name]];
		if (typed !== was) continue;
		if (now === undefined) delete result[at.typed + name];
		else result[at.typed + name] = now;
	}
	for (const list of lists) {
		const rows = { was: keysIn(forms.was, at.was + list.name), now: keysIn(forms.now, at.now + list.name), typed: keysIn(forms.typed, at.typed + list.name) };
		let next = (rowNumbers(forms.typed, at.typed + list.name).at(-1) ?? -1) + 1;
		for (const [key, number] of rows.now) {
			const [before, mine] = [rows.was.get(key), rows.typed.get(key)];
			const [nowAt, mineAt] = [`${at.now}${list.name}.${number}.`, `${at.typed}${list.name}.${mine ?? next}.`];
			if (mine !== undefined && before !== undefined) mergeLevel(result, list.lists ?? [], forms, { was: `${at.was}${list.name}.${before}.`, now: nowAt, typed: mineAt });
			if (mine === undefined && before === undefined) {
				for (const [name, value] of Object.entries(forms.now)) if (name.startsWith(nowAt)) result[mineAt + name.slice(nowAt.length)] = value;
				next += 1;
			}
		}
	}
}

/** The names at this level of the form as shown or as saved, without those inside its lists. */
function plainNames(lists: readonly ListShape[], forms: Sides<Typed>, at: Sides<string>): Set<string> {
	const inside = (name: string): boolean => lists.some((list) => name.startsWith(`${list.name}.`));
	const here = (form: Typed, prefix: string): string[] => Object.keys(form).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)).filter((name) => !inside(name));
	return new Set([...here(forms.was, at.was), ...here(forms.now, at.now)]);
}

const keysIn = (form: Typed, list: string): Map<string, number> => new Map(rowNumbers(form, list).flatMap((number): [string, number][] => (typedText(form, `${list}.${number}.key`) === '' ? [] : [[typedText(form, `${list}.${number}.key`), number]])));
