import type { Amount } from '#platform/money.ts';
import type { BudgetCell } from '../model.ts';

/** The four directions in which a budget is added up. */
export const budgetAxes = ['partner', 'line', 'fund', 'period'] as const;
export type BudgetAxis = (typeof budgetAxes)[number];
export const cellKinds = ['real', 'flat-rate', 'lump-sum'] as const satisfies readonly BudgetCell['kind'][];
export type CellKind = (typeof cellKinds)[number];

/** A sum over cells; null where the budget says nothing, which is another thing than "0.00". */
export interface AxisTotal {
	readonly key: string;
	readonly amount: Amount | null;
}

export interface BudgetTotals {
	readonly currency: string;
	/** Null while the budget has no cell. */
	readonly total: Amount | null;
	/** Every key of the document in its order, then keys that only cells name. */
	readonly by: Readonly<Record<BudgetAxis, readonly AxisTotal[]>>;
	readonly kinds: readonly { readonly kind: CellKind; readonly amount: Amount }[];
}

/** Two axes against each other: `rows[i].cells[j]` belongs to `columns[j]`. */
export interface CrossTable {
	readonly rows: readonly { readonly key: string; readonly cells: readonly (Amount | null)[]; readonly total: Amount | null }[];
	readonly columns: readonly AxisTotal[];
	readonly total: Amount | null;
}

/** Whether a published figure agrees with what it is compared with. */
export type Agreement = 'exact' | 'within' | 'off';

export interface Compared {
	readonly published: Amount;
	readonly expected: Amount;
	/** published − expected. */
	readonly difference: Amount;
	/** The largest difference that rounding explains. */
	readonly tolerance: Amount;
	readonly agreement: Agreement;
}

/** A fund's part of a published share beside its rate and beside the budget; null where one of them is not known. */
export interface FundAgreement {
	readonly fund: string;
	readonly amount: Amount;
	readonly rate: string | null;
	readonly againstRate: Compared | null;
	/** Where no rate was published: the whole percentage that the amounts make but for rounding; null where they make none. */
	readonly againstWhole: { readonly percent: string; readonly compared: Compared } | null;
	readonly againstBudget: Compared | null;
	/** What the amounts themselves make, in percent with two places ("85.00"); null without a total. */
	readonly percent: string | null;
}

export interface ShareAgreement {
	/** Null: the whole project. */
	readonly partner: string | null;
	readonly total: Amount | null;
	readonly totalAgainstBudget: Compared | null;
	readonly funds: readonly FundAgreement[];
	/** What the funds named make together. */
	readonly fundsSum: Amount;
	/** True when the funds named make more than the total. */
	readonly overTotal: boolean;
	/** Sum of the rates published, when it is over 100. */
	readonly overRate: string | null;
}

/** The project's figure beside the sum of its partners' figures. */
export interface PartnerSum {
	/** Null: the totals; otherwise the fund. */
	readonly fund: string | null;
	readonly compared: Compared;
	/** Partners without a figure: while there is one, the sum may only be smaller. */
	readonly missing: readonly string[];
}
