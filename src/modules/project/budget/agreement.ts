import { cents, difference, fromCents, percentOf, sum, type Amount } from '#platform/money.ts';
import { compare, fromDecimal, ratio, roundHalfUp } from '#platform/ratio.ts';
import type { ProjectDocument, Share } from '../model.ts';
import { sumsBy } from './totals.ts';
import type { Compared, FundAgreement, PartnerSum, ShareAgreement } from './model.ts';

const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** Compares a published amount with the expected one; a difference of at most `tolerance` cents is explained by rounding. */
export function compareAmount(published: Amount, expected: Amount, tolerance: bigint): Compared {
	const off = size(cents(published) - cents(expected));
	return { published, expected, difference: difference(published, expected), tolerance: fromCents(tolerance), agreement: off === 0n ? 'exact' : off <= tolerance ? 'within' : 'off' };
}

/**
 * How many cents rounding explains in one partner's figure, and in a project of so many partners. Programmes cut a partner's
 * part to the cent in each budget line and each report, mostly downwards, and add the pieces up: published figures lie a few
 * cents beside the exact percentage (72 798.25 of 85 645.09 at 85 %, exactly 72 798.33). Each further partner adds a cent.
 */
export const roundingCents = (partners: number): bigint => 9n + BigInt(Math.max(1, partners));

/**
 * The tolerance in cents of a part computed by a rate: rounding to cents, and, for a rate published with decimals, that the
 * rate itself was rounded to its last place ("78.58" stands for 78.575 to 78.585). A whole rate is the programme's rule and exact.
 */
export function rateTolerance(total: Amount, rate: string, partners: number): bigint {
	const places = /\.(\d+)$/.exec(rate)?.[1]?.length ?? 0;
	const half = places === 0 ? 0n : (size(cents(total)) * 5n) / (100n * 10n ** BigInt(places + 1)) + 1n;
	return roundingCents(partners) + half;
}

/** A fund's published part beside the part that its rate makes of the total. */
export const compareWithRate = (total: Amount, amount: Amount, rate: string, partners: number): Compared => compareAmount(amount, percentOf(total, rate), rateTolerance(total, rate, partners));

/** What an amount is of a total, in percent with two places; null for a total of nothing. */
export function percentage(amount: Amount, total: Amount): string | null {
	const whole = cents(total);
	return whole === 0n ? null : roundHalfUp(ratio(cents(amount) * 100n, whole), 2);
}

/** The nearest whole percentage, when the amount is it but for rounding: 672 567.74 of 791 256.20 is 85 % less three cents. */
function compareWithWhole(total: Amount, amount: Amount, partners: number): FundAgreement['againstWhole'] {
	const whole = cents(total);
	if (whole === 0n) return null;
	const percent = roundHalfUp(ratio(cents(amount) * 100n, whole));
	const compared = compareWithRate(total, amount, percent, partners);
	// Of a small total every amount lies near some whole percentage.
	return compared.agreement === 'off' || whole < 100_000n ? null : { percent, compared };
}

const paying = (document: ProjectDocument) => document.partners.filter(({ role }) => role !== 'associated');

/** Every published share beside its rate and beside the budget's sums. Nothing is derived: what was not published stays null. */
export function shareAgreements(document: ProjectDocument): ShareAgreement[] {
	const partners = paying(document).length;
	const byPartner = sumsBy(document.budget, ['partner']);
	const byPartnerFund = sumsBy(document.budget, ['partner', 'fund']);
	const byFund = sumsBy(document.budget, ['fund']);
	const all = document.budget.length === 0 ? undefined : cents(sum(document.budget.map(({ amount }) => amount)));
	return document.shares.map((share): ShareAgreement => {
		const count = share.partner === null ? partners : 1;
		const planned = share.partner === null ? all : byPartner.get(share.partner);
		const beside = (published: Amount, expected: bigint | undefined): Compared | null => (expected === undefined ? null : compareAmount(published, fromCents(expected), roundingCents(count)));
		const funds = share.funds.map(({ fund, amount, rate }): FundAgreement => ({
			fund,
			amount,
			rate,
			againstRate: share.total === null || rate === null ? null : compareWithRate(share.total, amount, rate, count),
			againstWhole: share.total === null || rate !== null ? null : compareWithWhole(share.total, amount, count),
			againstBudget: beside(amount, share.partner === null ? byFund.get(fund) : byPartnerFund.get(`${share.partner}/${fund}`)),
			percent: share.total === null ? null : percentage(amount, share.total)
		}));
		const fundsSum = sum(share.funds.map(({ amount }) => amount));
		return {
			partner: share.partner,
			total: share.total,
			totalAgainstBudget: share.total === null ? null : beside(share.total, planned),
			funds,
			fundsSum,
			overTotal: share.total !== null && cents(fundsSum) - cents(share.total) > roundingCents(count),
			overRate: rateOver(share)
		};
	});
}

function rateOver(share: Share): string | null {
	const rates = share.funds.flatMap(({ rate }) => (rate === null ? [] : [fromDecimal(rate)]));
	const total = rates.reduce((left, right) => ratio(left.n * right.d + right.n * left.d, left.d * right.d), ratio(0));
	// Rates published with two places may make 100.01 together.
	return compare(total, ratio(10_001, 100)) > 0 ? roundHalfUp(total, 2) : null;
}

/** The project's published figures beside the sums of the partners' figures: the totals, and each fund. */
export function partnerSums(document: ProjectDocument): PartnerSum[] {
	const whole = document.shares.find(({ partner }) => partner === null);
	const parts = document.shares.filter(({ partner }) => partner !== null);
	if (whole === undefined || parts.length === 0) return [];
	const partners = paying(document).map(({ key }) => key);
	const beside = (fund: string | null, published: Amount, figures: readonly { readonly partner: string | null; readonly amount: Amount | null }[]): PartnerSum[] => {
		const known = figures.flatMap(({ partner, amount }) => (partner === null || amount === null ? [] : [{ partner, amount }]));
		if (known.length === 0) return [];
		const compared = compareAmount(published, sum(known.map(({ amount }) => amount)), BigInt(Math.max(1, known.length)));
		return [{ fund, compared, missing: partners.filter((key) => !known.some(({ partner }) => partner === key)) }];
	};
	return [
		...(whole.total === null ? [] : beside(null, whole.total, parts.map(({ partner, total }) => ({ partner, amount: total })))),
		...whole.funds.flatMap(({ fund, amount }) => beside(fund, amount, parts.map(({ partner, funds }) => ({ partner, amount: funds.find((part) => part.fund === fund)?.amount ?? null }))))
	];
}
