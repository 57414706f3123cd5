import { fromCents, sum, cents, type Amount } from '#platform/money.ts';
import type { BudgetCell, ProjectDocument } from '../model.ts';
import { budgetAxes, cellKinds, type AxisTotal, type BudgetAxis, type BudgetTotals, type CrossTable } from './model.ts';

/** The keys of an axis in the order of the document, then those that only cells name, so that no amount is ever left out of a sum. */
export function axisKeys(document: ProjectDocument, axis: BudgetAxis): string[] {
	const listed = { partner: document.partners, line: document.lines, fund: document.funds, period: document.periods }[axis].map(({ key }) => key);
	return [...new Set([...listed, ...document.budget.map((cell) => cell[axis])])];
}

const joined = (parts: readonly string[]): string => parts.join('/');

/** Exact sums of cells grouped by some axes; the key is the axes' keys joined by "/" (keys hold none). */
export function sumsBy(cells: readonly BudgetCell[], axes: readonly BudgetAxis[]): Map<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const cell of cells) {
		const key = joined(axes.map((axis) => cell[axis]));
		sums.set(key, (sums.get(key) ?? 0n) + cents(cell.amount));
	}
	return sums;
}

const amountOf = (value: bigint | undefined): Amount | null => (value === undefined ? null : fromCents(value));

/**
 * The budget added up by partner, line, fund and period, each from the cells themselves: every axis gives the same total.
 * Amounts stand in the document's currency.
 */
export function budgetTotals(document: ProjectDocument): BudgetTotals {
	const along = (axis: BudgetAxis): AxisTotal[] => {
		const sums = sumsBy(document.budget, [axis]);
		return axisKeys(document, axis).map((key) => ({ key, amount: amountOf(sums.get(key)) }));
	};
	return {
		currency: document.currency,
		total: document.budget.length === 0 ? null : sum(document.budget.map(({ amount }) => amount)),
		by: Object.fromEntries(budgetAxes.map((axis) => [axis, along(axis)])) as Record<BudgetAxis, AxisTotal[]>,
		kinds: cellKinds.flatMap((kind) => {
			const amounts = document.budget.filter((cell) => cell.kind === kind).map(({ amount }) => amount);
			return amounts.length === 0 ? [] : [{ kind, amount: sum(amounts) }];
		})
	};
}

/** Two axes against each other, for the cells that carry the keys of `only`; sums over rows and over columns make the same total. */
export function crossTable(document: ProjectDocument, rows: BudgetAxis, columns: BudgetAxis, only: Readonly<Partial<Record<BudgetAxis, string>>> = {}): CrossTable {
	const cells = document.budget.filter((cell) => budgetAxes.every((axis) => only[axis] === undefined || cell[axis] === only[axis]));
	const [inside, byRow, byColumn] = [sumsBy(cells, [rows, columns]), sumsBy(cells, [rows]), sumsBy(cells, [columns])];
	const columnKeys = axisKeys(document, columns);
	return {
		rows: axisKeys(document, rows).map((key) => ({ key, cells: columnKeys.map((column) => amountOf(inside.get(joined([key, column])))), total: amountOf(byRow.get(key)) })),
		columns: columnKeys.map((key) => ({ key, amount: amountOf(byColumn.get(key)) })),
		total: cells.length === 0 ? null : sum(cells.map(({ amount }) => amount))
	};
}
