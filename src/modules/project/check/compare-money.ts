import { cents, convert, latsPerEuro, percentOf, sum } from '#platform/money.ts';
import { amountText } from './amounts.ts';
import { causeOfAmounts, slipOf } from './causes.ts';
import type { MoneyFact } from './facts.ts';
import type { CheckResult, ExplanationCode } from './model.ts';
import { sameOrganisation } from './organisations.ts';
import { byPlace, clustersOf, earlier, limited, placesOf, relationBetween, rounded, valueOf } from './relation.ts';

const text = (fact: MoneyFact): string => amountText(fact.amount, fact.currency);
const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);

/** Amounts agree when they are equal as exactly as the less exact one is written; lats are compared in euros. */
function agree(a: MoneyFact, b: MoneyFact): boolean {
	const unit = a.unit > b.unit ? a.unit : b.unit;
	const gap = distance(inEuro(a), inEuro(b));
	// Conversion rounds, and whole lats or euros were often converted from rounded amounts.
	if (a.currency !== b.currency && (a.currency === 'LVL' || b.currency === 'LVL')) return bothKnown(a, b) && gap <= (unit > 100n ? unit : 100n);
	if (a.currency !== b.currency && a.currency !== null && b.currency !== null) return false;
	return gap === 0n || (unit > 1n && gap < unit);
}

const bothKnown = (a: MoneyFact, b: MoneyFact): boolean => [a, b].every((fact) => fact.currency === null || fact.currency === 'EUR' || fact.currency === 'LVL');
const inEuro = (fact: MoneyFact): bigint => cents(fact.currency === 'LVL' ? convert(fact.amount, latsPerEuro) : fact.amount);

const sameThing = (a: MoneyFact, b: MoneyFact): boolean =>
	a.project === b.project && a.scope === b.scope && a.fund === b.fund && a.qualifier === b.qualifier && (a.scope !== 'partner' || (a.partner !== null && b.partner !== null && sameOrganisation(a.partner, b.partner)));

function groupsOf(facts: readonly MoneyFact[]): MoneyFact[][] {
	const groups: MoneyFact[][] = [];
	for (const fact of [...facts].sort(byPlace)) {
		if (fact.scope === 'unknown') continue;
		const group = groups.find(([first]) => first !== undefined && sameThing(first, fact));
		if (group) group.push(fact);
		else groups.push([fact]);
	}
	return groups;
}

function codeOf(fact: MoneyFact, changed: boolean): ExplanationCode {
	if (fact.scope === 'partner') return fact.fund === 'all' ? (changed ? 'partner_total_changed' : 'partner_total_differs') : changed ? 'partner_fund_changed' : 'partner_fund_differs';
	return fact.fund === 'all' ? (changed ? 'total_changed' : 'total_differs') : changed ? 'fund_changed' : 'fund_differs';
}

/** Whether the smaller figure is the other one rounded to its last digit that is not zero. */
function isRounded(a: MoneyFact, b: MoneyFact): boolean {
	const [round, exact] = [cents(a.amount), cents(b.amount)].map((value) => ({ value, zeros: /0*$/.exec(value.toString())?.[0].length ?? 0 })).sort((x, y) => y.zeros - x.zeros);
	if (!round || !exact || round.zeros < 4) return false;
	return distance(round.value, exact.value) * 2n <= 10n ** BigInt(round.zeros);
}

/** The same sum of money with different amounts. */
export function differingAmounts(facts: readonly MoneyFact[]): CheckResult[] {
	const results: CheckResult[] = [];
	for (const group of groupsOf(facts)) {
		const [reference, ...others] = clustersOf(limited(group, text), agree);
		if (!reference) continue;
		for (const other of others) {
			// An exact amount in the same currency shows the difference best.
			const comparable = reference.facts.filter((known) => known.unit <= 100n && other.facts.some((fact) => fact.currency === known.currency));
			const found = relationBetween(other, comparable.length > 0 ? { facts: comparable } : reference);
			if (!found) continue;
			const changed = found.relation === 'changed';
			const pair = changed ? ([...found.pair].sort(earlier) as [MoneyFact, MoneyFact]) : found.pair;
			const [a, b] = pair;
			const sameNumber = a.currency !== b.currency && a.currency !== null && b.currency !== null && a.amount === b.amount;
			const { cause, confidence } = sameNumber ? { cause: 'other_currency' as const, confidence: 0.9 } : a.currency !== b.currency && a.currency !== null && b.currency !== null ? { cause: 'other_currency' as const, confidence: 0.7 } : causeOfAmounts(a.amount, b.amount);
			const roundedOff = !changed && a.currency === b.currency && isRounded(a, b);
			results.push({
				kind: changed ? 'changed' : 'contradiction',
				subject: 'money',
				severity: changed || roundedOff ? 'note' : cause === 'rounding' || a.sure * b.sure < 0.6 ? 'warning' : 'error',
				confidence: rounded((changed ? 0.95 : roundedOff ? 0.6 : confidence) * Math.min(a.sure, b.sure)),
				values: placesOf(pair, [other, reference], text).filter((value) => value.value === text(a) || value.value === text(b)),
				code: sameNumber ? 'currency_differs' : codeOf(a, changed),
				params: { a: text(a), b: text(b), fund: a.fundName || b.fundName, partner: a.partner?.name ?? '' },
				cause: roundedOff ? 'rounding' : changed ? null : cause,
				project: a.project || null
			});
		}
	}
	return results;
}

/** Amounts whose words do not say what they are, but which another one equals but for a slip of the pen. */
export function alikeAmounts(facts: readonly MoneyFact[]): CheckResult[] {
	const results: CheckResult[] = [];
	const sorted = [...facts].sort(byPlace);
	const vague = (fact: MoneyFact): boolean => fact.scope === 'unknown' || fact.fund === 'cofinancing';
	const certain = new Set(sorted.filter((fact) => !vague(fact)).map((fact) => `${fact.project} ${fact.amount}`));
	const shown = new Set<string>();
	for (const a of sorted.filter((fact) => vague(fact) || fact.qualifier !== '').slice(0, 100)) {
		const qualified = !vague(a);
		// A figure that stands elsewhere as it is here is no slip.
		if (vague(a) && certain.has(`${a.project} ${a.amount}`)) continue;
		for (const b of sorted.slice(0, 5000)) {
			if (qualified && (vague(b) || b.qualifier === a.qualifier || b.scope !== a.scope || b.fund !== a.fund)) continue;
			if (b === a || b.project !== a.project || b.amount === a.amount || (vague(b) && a.fund !== b.fund) || (b.version === null && vague(b) && byPlace(a, b) > 0)) continue;
			const [x, y] = [cents(a.amount).toString(), cents(b.amount).toString()];
			const slip = slipOf(x, y);
			// With the same role beside it, a shorter figure tells enough.
			const least = qualified ? 4 : 6;
			const telling = x.replace(/0+$/, '').length >= least && y.replace(/0+$/, '').length >= least;
			if (!telling || (slip !== 'swapped_digits' && slip !== 'missing_digit') || shown.has(`${x} ${y}`)) continue;
			shown.add(`${x} ${y}`).add(`${y} ${x}`);
			results.push({ kind: 'contradiction', subject: 'money', severity: 'warning', confidence: rounded(qualified ? 0.8 : slip === 'swapped_digits' ? 0.65 : 0.55), values: [valueOf(a, text(a)), valueOf(b, text(b))], code: 'amounts_alike', params: { a: text(a), b: text(b) }, cause: slip, project: a.project || null });
		}
	}
	return results;
}

const oneEuro = 100n;

/**
 * Tolerance between a published share and its rate: one unit of the currency, or 0.01 % of the total where that is more;
 * a rate without decimals that is no multiple of five was rounded itself, by up to half a percent.
 */
export function shareTolerance(total: string, rate: { readonly percent: string; readonly decimals: number }): bigint {
	const whole = cents(total);
	const small = whole / 10_000n > oneEuro ? whole / 10_000n : oneEuro;
	const formal = rate.decimals > 0 || Number(rate.percent) % 5 === 0;
	const ofRate = (whole * (formal ? 5n : 50n)) / (10n ** BigInt(rate.decimals) * (formal && rate.decimals === 0 ? 100_000n : 10_000n));
	return ofRate > small ? ofRate : small;
}

/** Parts against their whole: the published rate, and that no part is larger. */
export function partsAgainstWhole(facts: readonly MoneyFact[]): CheckResult[] {
	const results: CheckResult[] = [];
	const byFile = new Map<string, MoneyFact[]>();
	for (const fact of facts) if (fact.scope !== 'unknown') {
		const known = byFile.get(fact.file);
		if (!known) byFile.set(fact.file, [fact]);
		else if (known.length < 1000) known.push(fact);
	}
	for (const part of [...byFile.values()].flat()) {
		if (part.fund === 'all' || part.version !== null) continue;
		const wholes = (byFile.get(part.file) ?? []).filter((f) => f.fund === 'all' && f.qualifier === '' && f.currency === part.currency && sameThing({ ...f, fund: part.fund, qualifier: part.qualifier }, part));
		const whole = wholes.find((f) => f.group === part.group) ?? wholes[0];
		if (!whole) continue;
		const base = { subject: 'money', values: [valueOf(part, text(part)), valueOf(whole, text(whole))], cause: null, project: part.project || null } as const;
		if (cents(part.amount) > cents(whole.amount)) {
			results.push({ ...base, kind: 'contradiction', severity: 'error', confidence: rounded(0.95 * Math.min(part.sure, whole.sure)), code: 'part_over_whole', params: { part: text(part), whole: text(whole) } });
			continue;
		}
		if (!part.rate) continue;
		const expected = percentOf(whole.amount, part.rate.percent);
		if (distance(cents(expected), cents(part.amount)) <= shareTolerance(whole.amount, part.rate)) continue;
		const { cause } = causeOfAmounts(part.amount, expected);
		results.push({ ...base, kind: 'contradiction', severity: 'error', confidence: rounded(0.9 * Math.min(part.sure, whole.sure)), cause: cause === 'rounding' ? null : cause, code: 'rate_off', params: { share: text(part), total: text(whole), rate: part.rate.percent, expected: amountText(expected, part.currency) } });
	}
	return results;
}

/** The partners' totals of one text against the project's. */
export function partnersAgainstTotal(facts: readonly MoneyFact[]): CheckResult[] {
	const results: CheckResult[] = [];
	const totals = new Map(facts.toReversed().filter((f) => f.scope === 'project' && f.fund === 'all' && f.qualifier === '' && f.version === null).map((f) => [JSON.stringify([f.file, f.project]), f] as const));
	for (const total of totals.values()) {
		const partners = groupsOf(facts.filter((f) => f.scope === 'partner' && f.fund === 'all' && f.file === total.file && f.project === total.project && f.currency === total.currency)).flatMap(([first]) => first ?? []);
		if (partners.length < 2) continue;
		const added = sum(partners.map((f) => f.amount));
		if (cents(added) <= cents(total.amount) + oneEuro) continue;
		results.push({ kind: 'contradiction', subject: 'money', severity: 'error', confidence: 0.85, values: [valueOf(total, text(total)), ...partners.map((f) => valueOf(f, text(f)))], code: 'partners_over_total', params: { sum: amountText(added, total.currency), total: text(total) }, cause: null, project: total.project || null });
	}
	return results;
}

/** Amounts without a currency. */
export function missingCurrencies(facts: readonly MoneyFact[]): CheckResult[] {
	return facts
		.filter((fact) => fact.currency === null && fact.scope !== 'unknown')
		.map((fact) => ({ kind: 'unread', subject: 'money', severity: 'warning', confidence: rounded(0.9 * fact.sure), values: [valueOf(fact, text(fact))], code: 'currency_missing', params: { a: text(fact) }, cause: 'missing_currency', project: fact.project || null }));
}
