import { typedAmount } from '#platform/amount-text.ts';
import type { FieldError } from '#platform/errors.ts';
import { fromCents, type Amount } from '#platform/money.ts';
import type { BudgetCell, ProjectDocument } from '../model.ts';
import { withFlatRates } from './flat-rates.ts';
import type { CellKind } from './model.ts';
import { sumsBy } from './totals.ts';

/** One partner's plan for one period: the rows are lines by kind of cost, the columns funds. */
export interface BudgetGrid {
	readonly partner: string;
	readonly period: string;
	readonly funds: readonly string[];
	readonly rows: readonly {
		readonly line: string;
		readonly kind: CellKind;
		/** Computed from another line: shown, not typed. */
		readonly computed: { readonly of: string; readonly percent: string } | null;
		readonly cells: readonly { readonly fund: string; /** Name of its field. */ readonly field: string; readonly amount: Amount | null }[];
		readonly total: Amount | null;
	}[];
}

/** The name of the field of a cell; keys hold no dots. */
export const gridField = (line: string, fund: string, kind: CellKind): string => `cell.${line}.${fund}.${kind}`;

/**
 * The grid of a partner and a period. Each line has a row for what it really costs, or for its flat rate; a row for lump
 * sums (and, in a line with a flat rate, for typed costs) stands where there are some, or everywhere with `lumpSums`.
 */
export function budgetGrid(document: ProjectDocument, partner: string, period: string, lumpSums = false): BudgetGrid {
	const here = document.budget.filter((cell) => cell.partner === partner && cell.period === period);
	const byKind = (kind: CellKind) => sumsBy(here.filter((cell) => cell.kind === kind), ['line', 'fund']);
	const amounts = { real: byKind('real'), 'flat-rate': byKind('flat-rate'), 'lump-sum': byKind('lump-sum') };
	const funds = document.funds.map(({ key }) => key);
	const rows = document.lines.flatMap(({ key: line, flatRate }) => {
		const used = (kind: CellKind): boolean => funds.some((fund) => amounts[kind].has(`${line}/${fund}`));
		const kinds: CellKind[] = [...(flatRate !== null || used('flat-rate') ? ['flat-rate' as const] : []), ...(flatRate === null || used('real') ? ['real' as const] : []), ...(lumpSums || used('lump-sum') ? ['lump-sum' as const] : [])];
		return kinds.map((kind) => {
			const cells = funds.map((fund) => {
				const value = amounts[kind].get(`${line}/${fund}`);
				return { fund, field: gridField(line, fund, kind), amount: value === undefined ? null : fromCents(value) };
			});
			const total = [...sumsBy(here.filter((cell) => cell.line === line && cell.kind === kind), ['line']).values()][0];
			return { line, kind, computed: kind === 'flat-rate' ? flatRate : null, cells, total: total === undefined ? null : fromCents(total) };
		});
	});
	return { partner, period, funds, rows };
}

/**
 * The document's budget with the typed cells of a partner and a period in place of what stood there, and every flat rate
 * computed anew; or the message for each field that is no amount. An empty field is no cell; fields of unknown lines and
 * funds are passed over.
 */
export function withGrid(document: ProjectDocument, partner: string, period: string, typed: Readonly<Record<string, string>>): { readonly budget: BudgetCell[] } | { readonly errors: Record<string, FieldError> } {
	const errors: Record<string, FieldError> = {};
	const kinds: readonly CellKind[] = ['real', 'lump-sum', 'flat-rate'];
	const cells: BudgetCell[] = [];
	const replaced = new Set<string>();
	for (const { key: line, flatRate } of document.lines) {
		for (const { key: fund } of document.funds) {
			for (const kind of kinds) {
				const field = gridField(line, fund, kind);
				const text = typed[field];
				if (text === undefined || (kind === 'flat-rate' && flatRate !== null)) continue;
				replaced.add(`${line}/${fund}/${kind}`);
				if (text.trim() === '') continue;
				const read = typedAmount(text, document.currency);
				if ('error' in read) errors[field] = read.error;
				else cells.push({ partner, line, fund, period, amount: read.amount, kind });
			}
		}
	}
	if (Object.keys(errors).length > 0) return { errors };
	const others = document.budget.filter((cell) => cell.partner !== partner || cell.period !== period || !replaced.has(`${cell.line}/${cell.fund}/${cell.kind}`));
	return { budget: withFlatRates({ ...document, budget: [...others, ...cells] }) };
}
