import { compareAmounts, sum } from '#platform/money.ts';
import { flatRateAgreements, partnerSums, shareAgreements, budgetTotals, type Compared } from '../budget/index.ts';
import type { ProjectDocument } from '../model.ts';
import type { Finding } from './model.ts';
import { slipOf, type Making } from './values.ts';

const off = (compared: Compared | null): compared is Compared => compared?.agreement === 'off';

/** Published shares beside their rates, beside the budget, and beside the sums of the partners. */
export function moneyFindings(document: ProjectDocument, making: Making): Finding[] {
	return [...shareFindings(document, making), ...sumFindings(document, making), ...flatRateFindings(document, making), ...objectFindings(document, making), ...currencyFindings(document, making)];
}

function shareFindings(document: ProjectDocument, { nameOf, value, finding, money }: Making): Finding[] {
	return shareAgreements(document).flatMap((share): Finding[] => {
		const who = nameOf('partners', share.partner);
		const total = (figure: string) => value(['shares', share.partner, 'total'], who, money(figure));
		const part = (fund: string, figure: string) => value(['shares', share.partner, fund], `${who}, ${nameOf('funds', fund)}`, money(figure));
		const planned = (parts: readonly (string | null)[], figure: string) => value(['budget', ...parts], who, money(figure));
		const found: Finding[] = [];
		if (share.total !== null && share.overTotal) {
			found.push(finding('part_over_whole', { subject: 'money', severity: 'error', params: { part: money(share.fundsSum), whole: money(share.total) }, values: [total(share.total), ...share.funds.map(({ fund, amount }) => part(fund, amount))] }));
		}
		if (share.overRate !== null) {
			found.push(finding('rates_over_whole', { subject: 'money', severity: 'error', params: { rates: share.overRate }, values: share.funds.flatMap(({ fund, rate }) => (rate === null ? [] : [value(['shares', share.partner, fund], `${who}, ${nameOf('funds', fund)}`, `${rate} %`)])) }));
		}
		const totalOff = share.totalAgainstBudget;
		if (off(totalOff)) {
			found.push(finding('budget_total_off', { subject: 'money', severity: 'error', params: { published: money(totalOff.published), expected: money(totalOff.expected), tolerance: money(totalOff.tolerance) }, values: [total(totalOff.published), planned([share.partner], totalOff.expected)], cause: slipOf(totalOff.published, totalOff.expected, totalOff.tolerance) }));
		}
		for (const { fund, amount, rate, againstRate, againstBudget } of share.funds) {
			if (off(againstRate) && share.total !== null && rate !== null) {
				found.push(finding('rate_off', { subject: 'money', severity: 'error', params: { share: money(amount), total: money(share.total), rate, expected: money(againstRate.expected) }, values: [part(fund, amount), total(share.total)], cause: slipOf(amount, againstRate.expected, againstRate.tolerance) }));
			}
			if (off(againstBudget)) {
				found.push(finding('budget_fund_off', { subject: 'money', severity: 'error', params: { published: money(againstBudget.published), expected: money(againstBudget.expected), tolerance: money(againstBudget.tolerance) }, values: [part(fund, amount), planned([share.partner, fund], againstBudget.expected)], cause: slipOf(againstBudget.published, againstBudget.expected, againstBudget.tolerance) }));
			}
		}
		return found;
	});
}

function sumFindings(document: ProjectDocument, { nameOf, value, finding, money }: Making): Finding[] {
	return partnerSums(document).flatMap(({ fund, compared, missing }): Finding[] => {
		const over = compareAmounts(compared.expected, compared.published) > 0;
		// While a partner's figure is unknown, the sum of the others can only be too large.
		if (!off(compared) || (missing.length > 0 && !over)) return [];
		const what = fund === null ? 'total' : fund;
		const text = fund === null ? '' : `, ${nameOf('funds', fund)}`;
		const whole = value(['shares', null, what], `${nameOf('partners', null)}${text}`, money(compared.published));
		const parts = document.shares.flatMap((share) => {
			const figure = fund === null ? share.total : (share.funds.find((part) => part.fund === fund)?.amount ?? null);
			return share.partner === null || figure === null ? [] : [value(['shares', share.partner, what], `${nameOf('partners', share.partner)}${text}`, money(figure))];
		});
		const code = fund !== null ? 'partners_fund_off' : over ? 'partners_over_total' : 'partners_sum_off';
		return [finding(code, { subject: 'money', severity: over ? 'error' : 'warning', params: { sum: money(compared.expected), total: money(compared.published) }, values: [whole, ...parts], cause: slipOf(compared.published, compared.expected, compared.tolerance) })];
	});
}

function flatRateFindings(document: ProjectDocument, { nameOf, value, finding, money }: Making): Finding[] {
	return flatRateAgreements(document).flatMap(({ line, of, percent, partner, compared }) =>
		off(compared)
			? [
					finding('flat_rate_off', { subject: 'money', severity: 'warning', params: { amount: money(compared.published), expected: money(compared.expected), percent },
						values: [value(['budget', partner, line], `${nameOf('partners', partner)}, ${nameOf('lines', line)}`, money(compared.published)), value(['budget', partner, of], `${nameOf('partners', partner)}, ${nameOf('lines', of)}`, money(compared.expected))]
					})
				]
			: []
	);
}

/** What is to be built may cost no more than the budget's line for it. */
function objectFindings(document: ProjectDocument, { nameOf, value, finding, money }: Making): Finding[] {
	const planned = budgetTotals(document).by.line.find(({ key }) => key === 'infrastructure')?.amount ?? null;
	const costs = document.objects.flatMap(({ key, cost, what }) => (cost === null ? [] : [{ key, cost, what }]));
	const total = sum(costs.map(({ cost }) => cost));
	if (planned === null || compareAmounts(total, planned) <= 0) return [];
	const name = nameOf('lines', 'infrastructure');
	return [finding('objects_over_line', { subject: 'money', severity: 'warning', params: { sum: money(total), total: money(planned) }, values: [value(['objects'], name, money(total)), value(['budget', null, 'infrastructure'], name, money(planned))] })];
}

/** Latvia has paid in euro since 2014. */
function currencyFindings({ currency, period }: ProjectDocument, { nameOf, value, finding }: Making): Finding[] {
	if (currency !== 'LVL' || period.from === null || period.from < '2014-01-01') return [];
	return [finding('lats_after_euro', { subject: 'money', severity: 'warning', params: { from: period.from }, values: [value(['period'], nameOf('partners', null), period.from)], cause: 'other_currency' })];
}
