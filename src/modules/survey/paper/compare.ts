import type { Pass, Sheet } from './model.ts';

/** What two rounds of typing say about one sheet. `variant`: different forms were typed, so single answers cannot be compared. */
export interface Differences {
	readonly variant: boolean;
	readonly assisted: boolean;
	/** Places in the order of the closed questions. */
	readonly questions: readonly number[];
}

/** Where the two rounds differ. Texts are typed once and never compared. */
export function differencesOf(first: Sheet, second: Sheet): Differences {
	const variant = first.variant !== second.variant;
	const length = Math.max(first.choices.length, second.choices.length);
	const questions = variant ? [] : Array.from({ length }, (_, i) => i).filter((i) => (first.choices[i] ?? null) !== (second.choices[i] ?? null));
	return { variant, assisted: first.assisted !== second.assisted, questions };
}

export const agree = (differences: Differences): boolean => !differences.variant && !differences.assisted && differences.questions.length === 0;

/** `once`: only one round has it; `orphan`: only the second round has it. */
export type SheetState = 'agrees' | 'differs' | 'once' | 'orphan';

export interface ComparedSheet {
	readonly number: number;
	readonly state: SheetState;
	readonly first: Sheet | null;
	readonly second: Sheet | null;
	readonly differences: Differences | null;
	/** One person typed both rounds, so the same misreading may stand in both. */
	readonly sameTypist: boolean;
}

/** The sheets of a batch by number, each with what its rounds say. */
export function compareSheets(sheets: readonly Sheet[]): ComparedSheet[] {
	const byNumber = Map.groupBy(sheets, ({ number }) => number);
	return [...byNumber]
		.sort(([a], [b]) => a - b)
		.map(([number, own]) => {
			const first = own.find(({ pass }) => pass === 1) ?? null;
			const second = own.find(({ pass }) => pass === 2) ?? null;
			const differences = first && second ? differencesOf(first, second) : null;
			const state = differences ? (agree(differences) ? 'agrees' : 'differs') : first ? 'once' : 'orphan';
			return { number, state, first, second, differences, sameTypist: first !== null && second !== null && first.enteredBy !== null && first.enteredBy === second.enteredBy };
		});
}

/** How many sheets of a batch are in which state. */
export type BatchCounts = Readonly<Record<SheetState, number>> & { readonly sheets: number; readonly first: number; readonly second: number };

export function countSheets(compared: readonly ComparedSheet[]): BatchCounts {
	const count = (state: SheetState): number => compared.filter((sheet) => sheet.state === state).length;
	return {
		sheets: compared.length,
		first: compared.filter(({ first }) => first).length,
		second: compared.filter(({ second }) => second).length,
		agrees: count('agrees'),
		differs: count('differs'),
		once: count('once'),
		orphan: count('orphan')
	};
}

/**
 * The number that is typed next: in the first round the one after `after` (or after the last); in the second the next
 * sheet that only the first round has, from `after` on and then from the start; null when there is none left.
 */
export function nextNumber(compared: readonly ComparedSheet[], pass: Pass, after: number): number | null {
	if (pass === 1) {
		const taken = new Set(compared.flatMap(({ number, first }) => (first ? [number] : [])));
		let next = after > 0 ? after + 1 : Math.max(0, ...taken) + 1;
		while (taken.has(next)) next++;
		return next;
	}
	const open = compared.filter(({ state }) => state === 'once').map(({ number }) => number);
	return open.find((number) => number > after) ?? open[0] ?? null;
}
