import { choicesOf, declinedId, type Question, type Variant } from '../../../survey/index.ts';
import type { PublishedQuestion } from '../model.ts';
import { closedOf } from './people.testing.ts';

/** One way of looking at a question: what an answer is counted as. */
export interface View {
	readonly name: string;
	readonly place: number;
	readonly categories: number;
	/** The category of an answer; the last is "no answer". */
	category(choice: number | null): number;
	/** Values for means; null where an answer has none. */
	readonly values: readonly (number | null)[];
	/** What a cell says: sums over categories. */
	says(cell: PublishedQuestion): { readonly factors: readonly number[]; readonly value: number }[];
}

/** The questions of a variant; of one with several answers each answer by itself. */
export function viewsOf(variant: Variant): View[] {
	return closedOf(variant).flatMap((question, place): View[] => {
		const choices = choicesOf(variant, question);
		if (question.kind === 'number') return [numberView(question, place)];
		if (question.kind === 'multiple')
			return choices.slice(0, -1).map((_, option) => ({
				name: `${question.id}/${option}`,
				place,
				categories: 3,
				category: (choice) => (choice === null || choice & (1 << (choices.length - 1)) ? 2 : choice & (1 << option) ? 0 : 1),
				values: [1, 0, null],
				says: (cell) => (cell.kind === 'counts' ? [{ factors: [1, 0, 0], value: cell.counts[option] ?? 0 }, { factors: [1, 1, 0], value: cell.n }] : cell.kind === 'coarse' ? [{ factors: [1, 1, 0], value: cell.n }] : [])
			}));
		const valued = choices.some(({ value }) => value !== null);
		const tells = choices.map(({ id, value }) => (valued ? value !== null : id !== declinedId));
		return [{
			name: question.id,
			place,
			categories: choices.length + 1,
			category: (choice) => (choice === null ? choices.length : choice - 1),
			values: [...choices.map(({ id, value }, i) => (valued ? value : id === declinedId ? null : i)), null],
			says: (cell) => (cell.kind === 'counts' ? cell.counts.map((value, i) => ({ factors: choices.map((_, j) => (i === j ? 1 : 0)), value })) : cell.kind === 'coarse' ? [{ factors: tells.map(Number), value: cell.n }] : [])
		}];
	});
}

function numberView(question: Extract<Question, { kind: 'number' }>, place: number): View {
	const values = Array.from({ length: question.max - question.min + 1 }, (_, i) => question.min + i);
	return {
		name: question.id,
		place,
		categories: values.length + 1,
		category: (choice) => (choice === null ? values.length : choice - question.min),
		values: [...values, null],
		says: (cell) => {
			if (cell.kind === 'coarse') return [{ factors: values.map(() => 1), value: cell.n }];
			return cell.kind === 'numbers' ? [{ factors: values.map(() => 1), value: cell.n }, { factors: values, value: cell.sum }, { factors: values.map((v) => v * v), value: cell.squares }] : [];
		}
	};
}
