import { figuresOfMoments } from './figures.ts';
import type { MeanFigures } from './model.ts';
import { momentsOf } from './moments.ts';
import { alphaOfRows, type Reliability } from './reliability.ts';

/** Figures of one item; mean, sd and interval are null where there are too few answers for them. */
export interface ItemFigures {
	readonly name: string;
	readonly n: number;
	/** Of the raw answers, also of a reversed item. */
	readonly mean: number | null;
	readonly sd: MeanFigures['sd'];
	readonly ci95: MeanFigures['ci95'];
}

export interface ScaleFigures {
	readonly items: readonly ItemFigures[];
	/** Of complete cases, reversed items turned. */
	readonly alpha: Reliability;
}

/** Which items a file has in each of its rows, and what turns the reversed ones. */
export interface ItemScale {
	readonly items: readonly string[];
	readonly reversed: ReadonlySet<string>;
	readonly low: number;
	readonly high: number;
}

/**
 * The figures of items from the answers themselves: one row per person, one entry per item, null for no answer.
 * `population`: how many people might have answered, null when nobody counted them.
 */
export function figuresOfRows({ items, reversed, low, high }: ItemScale, rows: readonly (readonly (number | null)[])[], population: number | null = null): ScaleFigures {
	const given = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
	const complete = rows.flatMap((row) => {
		const values = given(row);
		return values.length < items.length ? [] : [values.map((value, i) => (reversed.has(items[i] ?? '') ? low + high - value : value))];
	});
	return {
		items: items.map((name, i) => {
			const moments = momentsOf(given(rows.map((row) => row[i] ?? null)));
			if (!moments) return { name, n: 0, mean: null, sd: null, ci95: null };
			const { n, mean, sd, ci95 } = figuresOfMoments(moments, population);
			return { name, n, mean, sd, ci95 };
		}),
		alpha: alphaOfRows(complete)
	};
}
