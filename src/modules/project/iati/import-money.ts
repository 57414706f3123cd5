import { cents, sum } from '#platform/money.ts';
import type { ProjectDocument, Share } from '../model.ts';
import { incomingCommitment, organisationTypes, transactionTypes } from './codes.ts';
import { fundKindOf, type Organisations } from './import-parts.ts';
import type { KeptBudget, KeptTransaction } from './model.ts';
import { dayIn, given, moneyOf, nameOf, note, oneOf, problem, takeKey, texts, type Money, type Reading } from './reading.ts';
import { attributeOf, childOf, childrenOf, type Xml } from './xml.ts';

interface Commitment extends Money {
	readonly fund: string;
	/** Null: for the whole project. */
	readonly partner: string | null;
	/** The commitments of the fund add up to a figure that was published for the project. */
	readonly adds: boolean;
	readonly rate: string | null;
	/** The rate published for the fund's part of the whole project. */
	readonly wholeRate: string | null;
	readonly on: string;
}

export interface ReadMoney {
	readonly currency: string;
	readonly funds: ProjectDocument['funds'];
	readonly shares: Share[];
	readonly budgets: KeptBudget[];
	readonly transactions: KeptTransaction[];
	/** The day of the first commitment; null when there is none. */
	readonly committedOn: string | null;
}

/** Shares out of commitments and published totals; budgets and other transactions as the file tells them. */
export function readMoney(reading: Reading, activity: Xml, organisations: Organisations, totals: readonly { partner: string | null; amount: string; currency: string }[]): ReadMoney {
	const funds = [...organisations.funds];
	const commitments: Commitment[] = [];
	const transactions: KeptTransaction[] = [];
	const rests: Money[] = [];
	for (const element of childrenOf(activity, 'transaction')) {
		const type = oneOf(transactionTypes, attributeOf(childOf(element, 'transaction-type'), 'code'));
		const on = dayIn(reading, childOf(element, 'transaction-date'));
		const money = on === null ? null : moneyOf(reading, childOf(element, 'value'), on);
		if (type === null || on === null) {
			problem(reading, 'transaction_wrong', { type: attributeOf(childOf(element, 'transaction-type'), 'code') ?? '–' });
			continue;
		}
		if (money === null) continue;
		if (attributeOf(element, 'sq:of') === 'rest') {
			rests.push(money);
			continue;
		}
		const provider = childOf(element, 'provider-org');
		const fund = type === incomingCommitment ? fundOf(reading, organisations, funds, provider) : null;
		if (fund !== null) commitments.push({ ...money, fund, on, partner: partnerOf(element, organisations), adds: attributeOf(element, 'sq:of') === null || attributeOf(element, 'sq:sum') === 'project', rate: attributeOf(element, 'sq:rate'), wholeRate: attributeOf(element, 'sq:whole-rate') });
		else transactions.push({ type, on, ...money, provider: organisationOf(reading, provider), receiver: organisationOf(reading, childOf(element, 'receiver-org')), description: given(texts(reading, childOf(element, 'description'))), partner: attributeOf(element, 'sq:partner')?.slice(0, 40) ?? null, period: attributeOf(element, 'sq:period')?.slice(0, 40) ?? null });
	}
	const own = attributeOf(activity, 'sq:currency');
	const currency = own !== null && /^[A-Z]{3}$/.test(own) ? own : (commitments[0]?.currency ?? reading.defaultCurrency ?? 'EUR');
	const same = commitments.filter((commitment) => commitment.currency === currency);
	if (same.length < commitments.length) note(reading, 'currency_other', { currency });
	// An amount that nobody could read is missing in the sum, and was named already.
	if (reading.problems.length === 0) checkRest(reading, rests, same, totals);
	return {
		currency,
		funds: funds.map(({ key, name, kind }) => ({ key, name, kind })),
		shares: sharesOf(reading, same, totals.flatMap((total) => readTotal(reading, total, currency)), organisations),
		budgets: readBudgets(reading, activity),
		transactions,
		committedOn: commitments.map(({ on }) => on).sort()[0] ?? null
	};
}

/** What nobody was named for follows from the published total: told otherwise, one of the two was changed. */
function checkRest(reading: Reading, rests: readonly Money[], commitments: readonly Commitment[], totals: readonly { partner: string | null; amount: string }[]): void {
	const total = totals.find(({ partner }) => partner === null)?.amount ?? '';
	if (rests.length === 0) return;
	const told = sum([...commitments, ...rests].map(({ amount }) => amount));
	if (!/^\d{1,12}\.\d{2}$/.test(total) || cents(told) !== cents(total)) problem(reading, 'rest_differs', { told, total: total.slice(0, 40) || '–' });
}

/** The fund that a commitment names, by our key, its reference or its name; one that is not in the list of organisations is added. */
function fundOf(reading: Reading, { fundKeys }: Organisations, funds: Organisations['funds'], provider: Xml | null): string | null {
	const name = nameOf(reading, provider);
	const [key, ref] = [attributeOf(provider, 'sq:key'), attributeOf(provider, 'ref')];
	const known = funds.find((fund) => fund.key === key) ?? funds.find((fund) => ref !== null && fund.ref === ref) ?? funds.find((fund) => name !== null && JSON.stringify(fund.name) === JSON.stringify(name)) ?? (provider === null && funds.length === 1 ? funds[0] : undefined);
	if (known) return known.key;
	if (name === null) return null;
	const taken = takeKey(fundKeys, key, name);
	funds.push({ key: taken, name, kind: fundKindOf(attributeOf(provider, 'sq:kind'), attributeOf(provider, 'type'), name), ref });
	return taken;
}

/** The partner whose own part it is: only our files tell a partner's part from the whole that the lead receives. */
function partnerOf(transaction: Xml, { partners }: Organisations): string | null {
	const key = attributeOf(transaction, 'sq:of') === 'partner' ? attributeOf(childOf(transaction, 'receiver-org'), 'sq:partner') : null;
	return partners.some((partner) => partner.key === key) ? key : null;
}

function organisationOf(reading: Reading, element: Xml | null): KeptTransaction['provider'] {
	return element && { ref: attributeOf(element, 'ref')?.slice(0, 200) ?? null, type: oneOf(organisationTypes, attributeOf(element, 'type')), name: nameOf(reading, element) ?? {} };
}

function readTotal(reading: Reading, total: { partner: string | null; amount: string; currency: string }, currency: string): { partner: string | null; amount: string }[] {
	if (/^\d{1,12}\.\d{2}$/.test(total.amount) && total.currency === currency) return [{ partner: total.partner, amount: total.amount }];
	problem(reading, 'total_wrong', { value: `${total.amount} ${total.currency}`.slice(0, 60) });
	return [];
}

function sharesOf(reading: Reading, commitments: readonly Commitment[], totals: readonly { partner: string | null; amount: string }[], { partners }: Organisations): Share[] {
	const fundKeys = [...new Set(commitments.map(({ fund }) => fund))];
	return [null, ...partners.map(({ key }) => key)].flatMap((partner): Share[] => {
		const total = totals.find((t) => t.partner === partner)?.amount ?? null;
		const funds = fundKeys.flatMap((fund) => {
			const of = commitments.filter((c) => c.fund === fund && (partner === null ? c.adds : c.partner === partner));
			if (of.length === 0) return [];
			const amount = sum(of.map((c) => c.amount));
			if (cents(amount) < 0n) problem(reading, 'commitment_negative', { amount });
			return [{ fund, amount, rate: (partner === null ? of[0]?.wholeRate : of[0]?.rate) ?? null }];
		});
		return total === null && funds.length === 0 ? [] : [{ partner, total, funds }];
	});
}

const readBudgets = (reading: Reading, activity: Xml): KeptBudget[] =>
	childrenOf(activity, 'budget').flatMap((element) => {
		const [from, to] = [dayIn(reading, childOf(element, 'period-start')), dayIn(reading, childOf(element, 'period-end'))];
		if (from === null || to === null || to < from) {
			problem(reading, 'budget_period_wrong', { from: from ?? '–', to: to ?? '–' });
			return [];
		}
		const money = moneyOf(reading, childOf(element, 'value'), from);
		return money ? [{ from, to, ...money, type: oneOf(['1', '2'], attributeOf(element, 'type')), status: oneOf(['1', '2'], attributeOf(element, 'status')) }] : [];
	});
