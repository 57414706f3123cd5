import { compareAmounts, difference, sum, type Amount } from '#platform/money.ts';
import type { ProjectDocument } from '../model.ts';
import { splitBy } from './amounts.ts';

/** What a fund bears of certified expenditure; `fund` null is what no fund of the version bears (own money that was not published as a fund, or nothing known). */
export interface FundPart {
	readonly fund: string | null;
	readonly amount: Amount;
}

/**
 * Divides certified money of a partner among the funds: by the partner's published share, or by its budget where no share
 * was published, or by the share of the whole project. What a share names beyond its funds is borne by none of them. Every
 * part is rounded on the running total, so that the parts always make the amount.
 */
export function fundParts(document: ProjectDocument, partner: string, amount: Amount): FundPart[] {
	const shares = shareWeights(document, partner) ?? budgetWeights(document, partner) ?? shareWeights(document, null);
	const parts = shares && splitBy(amount, shares.map((share) => share.amount));
	return parts === null ? [{ fund: null, amount }] : (shares ?? []).map(({ fund }, i) => ({ fund, amount: parts[i] ?? '0.00' }));
}

function shareWeights(document: ProjectDocument, partner: string | null): FundPart[] | null {
	const share = document.shares.find((one) => one.partner === partner);
	if (!share || share.funds.length === 0) return null;
	const funds = share.funds.map(({ fund, amount }) => ({ fund, amount }));
	const named = sum(funds.map(({ amount }) => amount));
	const rest = share.total !== null && compareAmounts(share.total, named) > 0 ? [{ fund: null, amount: difference(share.total, named) }] : [];
	return compareAmounts(named, '0.00') > 0 ? [...funds, ...rest] : null;
}

function budgetWeights(document: ProjectDocument, partner: string): FundPart[] | null {
	const cells = Map.groupBy(document.budget.filter((cell) => cell.partner === partner), ({ fund }) => fund);
	return cells.size === 0 ? null : [...cells].map(([fund, all]) => ({ fund, amount: sum(all.map(({ amount }) => amount)) }));
}
