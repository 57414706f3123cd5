import { amountText } from './amounts.ts';
import type { Facts } from './facts.ts';
import type { CheckResult, ExplanationCode } from './model.ts';

const changedCode: Partial<Record<ExplanationCode, ExplanationCode>> = { total_differs: 'total_changed', fund_differs: 'fund_changed', partner_total_differs: 'partner_total_changed', partner_fund_differs: 'partner_fund_changed', period_differs: 'period_changed', start_differs: 'start_changed', end_differs: 'end_changed', months_differ: 'months_changed' };

/** What an older version said of amounts and periods, by project. */
function saidBefore(older: readonly Facts[]): Set<string> {
	const said = new Set<string>();
	for (const { money, dates } of older) {
		for (const fact of money) said.add(`${fact.project} ${amountText(fact.amount, fact.currency)}`);
		for (const fact of dates) said.add(`${fact.project} ${fact.role === 'months' ? fact.months : `${fact.first?.from}/${fact.last?.to}`}`);
	}
	return said;
}

/** A figure that an older version said is no contradiction: the text follows another version. */
export function asOtherVersions(results: readonly CheckResult[], older: readonly Facts[]): CheckResult[] {
	const said = saidBefore(older);
	if (said.size === 0) return [...results];
	return results.map((result) => {
		const code = changedCode[result.code];
		const text = result.values.slice(0, 2).find((value) => value.line > 0);
		const against = result.values.slice(0, 2).some((value) => value.line === 0);
		if (result.kind !== 'contradiction' || code === undefined || !text || !against || !said.has(`${result.project ?? ''} ${text.value}`)) return result;
		return { ...result, kind: 'changed', severity: 'note', code, cause: 'other_version', confidence: 0.95 };
	});
}
