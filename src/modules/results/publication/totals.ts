import { coarseRange, isAlike, isEmpty, minus, type Cell, type Shape } from './cells.ts';
import type { Rules } from './hiding.ts';
import type { PublishedQuestion } from './model.ts';

/** What an earlier publication, counted from 1, said of a question. */
export interface Earlier {
	readonly number: number;
	readonly cell: PublishedQuestion;
}

/** The cell of a question over everybody, decided. `steps`: what came since each publication that showed it; empty unless the cell is counted anew. */
export interface DecidedTotal {
	readonly cell: PublishedQuestion;
	readonly steps: readonly Cell[];
}

type Shown = Exclude<PublishedQuestion, { kind: 'hidden' }>;

/**
 * Decides the cell of a question over everybody. `all` is what is shown, `counted` what decides. Shown again only when
 * nothing came, or at least k answers that are not alike; else the earlier cell is taken over.
 */
export function decideTotal(shape: Shape, all: Cell, counted: Cell, k: number, earlier: readonly Earlier[], rules: Rules): DecidedTotal {
	const before = rules.tooClose ? earlier.filter((entry): entry is { number: number; cell: Shown } => entry.cell.kind !== 'hidden' && entry.cell.repeats === undefined) : [];
	const last = before.at(-1);
	const repeated = (): DecidedTotal => ({ cell: last ? { ...last.cell, repeats: last.number } : { question: shape.question, kind: 'hidden', reason: 'too-few' }, steps: [] });
	if (counted.n < k) return repeated();
	const coarse = rules.alike && isAlike(shape, counted);
	if (!last) return coarse ? { cell: coarseCell(shape, all, counted), steps: [] } : { cell: shownCell(shape, all, counted), steps: [counted] };
	const previous = countedOf(last.cell);
	if (last.cell.kind === 'coarse' || previous === null) {
		const added = counted.n - nOf(last.cell);
		return coarse && last.cell.kind === 'coarse' && (added === 0 || added >= k) ? { cell: coarseCell(shape, all, counted), steps: [] } : repeated();
	}
	const step = minus(counted, previous);
	if (isEmpty(step)) return { cell: shownCell(shape, all, counted), steps: stepsOf(before) };
	if (step.n < k || coarse || isAlike(shape, step) || step.counts.some((count) => count < 0)) return repeated();
	return { cell: shownCell(shape, all, counted), steps: [...stepsOf(before), step] };
}

/** A cell as it is published, with what came without open links where that differs. */
export function shownCell(shape: Shape, all: Cell, counted: Cell): PublishedQuestion {
	const open = !isEmpty(minus(all, counted));
	if (shape.kind !== 'number') return { question: shape.question, kind: 'counts', n: all.n, counts: [...all.counts], ...(open ? { counted: { n: counted.n, counts: [...counted.counts] } } : {}) };
	const sums = ({ n, numbers }: Cell) => ({ n, sum: numbers?.sum ?? 0, squares: numbers?.squares ?? 0 });
	return { question: shape.question, kind: 'numbers', ...sums(all), ...(open ? { counted: sums(counted) } : {}) };
}

const coarseCell = (shape: Shape, all: Cell, counted: Cell): PublishedQuestion => ({
	question: shape.question,
	kind: 'coarse',
	n: all.n,
	options: coarseRange(shape, counted),
	...(all.n === counted.n ? {} : { counted: { n: counted.n } })
});

const nOf = (cell: Shown): number => cell.counted?.n ?? cell.n;

/** What an earlier cell showed of the answers that did not come through open links; null where it showed no counts. */
function countedOf(cell: Shown): Cell | null {
	if (cell.kind === 'coarse') return null;
	if (cell.kind === 'counts') return { n: cell.counted?.n ?? cell.n, counts: cell.counted?.counts ?? cell.counts, numbers: null };
	const { n, sum, squares } = cell.counted ?? cell;
	return { n, counts: [], numbers: { sum, squares } };
}

/** What came with each publication since the one before. */
function stepsOf(before: readonly { readonly cell: Shown }[]): Cell[] {
	const cells = before.flatMap(({ cell }) => countedOf(cell) ?? []);
	return cells.map((cell, i) => minus(cell, cells[i - 1] ?? { n: 0, counts: [], numbers: null })).filter((step) => !isEmpty(step));
}
