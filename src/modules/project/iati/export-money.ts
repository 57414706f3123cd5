import { cents, difference, sum } from '#platform/money.ts';
import { m } from '#i18n/text.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';
import type { Partner, ProjectDocument } from '../model.ts';
import { expenditure, incomingCommitment, typeOfFund } from './codes.ts';
import type { ExportedProject, KeptTransaction } from './model.ts';
import { inAllLanguages, narratives } from './narratives.ts';
import { rateNote, value } from './value.ts';
import { el, type Xml } from './xml.ts';

type Fund = ProjectDocument['funds'][number];

/** Whether a period ends before a year has passed since it began: the standard knows no longer budgets. */
export function withinAYear(from: string, to: string): boolean {
	if (to < from) return false;
	const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
	const next = new Date(Date.UTC(year + 1, month - 1, day));
	return to < next.toISOString().slice(0, 10);
}

/**
 * Budgets by period: the sums of the detailed budget; without one, the published total of a project of at most a year. A
 * total over several years is never divided, because nobody published the parts.
 */
export function budgets({ document, stage, origin }: ExportedProject): Xml[] {
	const type = stage === 'modification' ? '2' : '1';
	const status = stage === 'concept' || stage === 'application' || stage === 'idea' ? '1' : '2';
	const budget = (from: string, to: string, amount: string): Xml => el('budget', { type, status }, [el('period-start', { 'iso-date': from }), el('period-end', { 'iso-date': to }), value(amount, document.currency, from)]);
	if (document.budget.length > 0) {
		return [...document.periods]
			.sort((a, b) => a.from.localeCompare(b.from))
			.flatMap(({ key, from, to }) => {
				const cells = document.budget.filter(({ period }) => period === key);
				return cells.length > 0 && withinAYear(from, to) ? [budget(from, to, sum(cells.map(({ amount }) => amount)))] : [];
			});
	}
	if (origin && origin.kept.budgets.length > 0) {
		return origin.kept.budgets.map((kept) =>
			el('budget', { type: kept.type, status: kept.status }, [el('period-start', { 'iso-date': kept.from }), el('period-end', { 'iso-date': kept.to }), value(kept.amount, kept.currency, kept.valueOn)])
		);
	}
	const { from, to } = document.period;
	const total = document.shares.find(({ partner }) => partner === null)?.total ?? null;
	return total !== null && from !== null && to !== null && withinAYear(from, to) ? [budget(from, to, total)] : [];
}

interface Commitment {
	readonly amount: string;
	readonly attributes: Readonly<Record<string, string | null>>;
	readonly fund: Fund | null;
	readonly receiver: Partner | null;
}

/**
 * What each fund committed, from the day of the agreement: the parts of partners as published, and what is left of the
 * project's whole part, so that the commitments of a fund add up to the figure that was published for it. What is left of
 * the published total after all funds is committed by nobody who was named.
 */
export function commitments({ document, agreedOn }: ExportedProject): Xml[] {
	if (agreedOn === null) return [];
	// Partners' own money stands last, as in the list of organisations.
	const funds = [...document.funds.filter(({ kind }) => kind !== 'own'), ...document.funds.filter(({ kind }) => kind === 'own')];
	const told = funds.flatMap((fund) => commitmentsOf(document, fund));
	const total = document.shares.find(({ partner }) => partner === null)?.total ?? null;
	const left = total === null ? '0.00' : difference(total, sum(told.map(({ amount }) => amount)));
	const rest: Commitment[] = cents(left) > 0n ? [{ amount: left, attributes: { 'sq:of': 'rest' }, fund: null, receiver: leadOf(document) }] : [];
	return [...told, ...rest].map(({ amount, attributes, fund, receiver }) =>
		transaction(
			incomingCommitment,
			{ on: agreedOn, valueOn: agreedOn, amount, currency: document.currency, description: fund === null ? unnamed(amount, document.currency, told.length === 0) : null },
			fund && el('provider-org', { type: typeOfFund[fund.kind], 'sq:key': fund.key, 'sq:kind': fund.kind }, narratives(fund.name)),
			receiver && el('receiver-org', { 'sq:partner': receiver.key }, narratives(receiver.name)),
			attributes
		)
	);
}

/** Says that nobody published who pays, and for lats the original amount. */
function unnamed(amount: string, currency: string, all: boolean): LocalizedText {
	const lats = rateNote(amount, currency);
	return inAllLanguages((locale) => [all ? m.exchange_iati_all_unnamed({}, { locale }) : m.exchange_iati_rest_unnamed({}, { locale }), ...(lats ? [inLocale(lats, locale)] : [])].join(' '));
}

const leadOf = ({ partners }: ProjectDocument): Partner | null => partners.find(({ role }) => role === 'lead') ?? null;

function commitmentsOf(document: ProjectDocument, fund: Fund): Commitment[] {
	const part = (partner: string | null) => document.shares.find((share) => share.partner === partner)?.funds.find((f) => f.fund === fund.key) ?? null;
	const whole = part(null);
	const known = document.partners.flatMap((partner) => {
		const share = part(partner.key);
		return share && cents(share.amount) !== 0n ? [{ partner, ...share }] : [];
	});
	const parts = sum(known.map(({ amount }) => amount));
	// Parts that exceed the whole contradict it: then only the whole is told, and the check of the data says why.
	const told = whole !== null && cents(parts) > cents(whole.amount) ? [] : known;
	const rest = whole === null ? '0.00' : difference(whole.amount, told.length === 0 ? '0.00' : parts);
	const sums = { 'sq:sum': whole === null ? null : 'project', 'sq:whole-rate': whole?.rate ?? null };
	return [
		...told.map(({ partner, amount, rate }): Commitment => ({ amount, attributes: { 'sq:of': 'partner', ...sums, 'sq:rate': rate }, fund, receiver: partner })),
		...(cents(rest) === 0n ? [] : [{ amount: rest, attributes: { 'sq:of': 'project', ...sums }, fund, receiver: leadOf(document) }])
	];
}

/** Certified expenditure: by partner and period from the project's own items; as the file told it where there are none. */
export function spending({ document, spent, origin }: ExportedProject): Xml[] {
	if (spent.length === 0) return (origin?.kept.transactions ?? []).map(keptTransaction);
	return spent.map(({ partner, period, amount, on }) => {
		const spender = document.partners.find(({ key }) => key === partner);
		return transaction(expenditure, { on, valueOn: on, amount, currency: document.currency, description: null }, spender ? el('provider-org', { 'sq:partner': partner }, narratives(spender.name)) : null, null, { 'sq:partner': partner, 'sq:period': period });
	});
}

function keptTransaction(kept: KeptTransaction): Xml {
	const organisation = (name: string, org: KeptTransaction['provider']): Xml | null => org && el(name, { ref: org.ref, type: org.type, 'sq:partner': name === 'provider-org' ? kept.partner : null }, narratives(org.name));
	return transaction(kept.type, kept, organisation('provider-org', kept.provider), organisation('receiver-org', kept.receiver), { 'sq:partner': kept.partner, 'sq:period': kept.period });
}

function transaction(type: string, told: Pick<KeptTransaction, 'on' | 'valueOn' | 'amount' | 'currency' | 'description'>, provider: Xml | null, receiver: Xml | null, attributes: Record<string, string | null>): Xml {
	const description = told.description ?? rateNote(told.amount, told.currency);
	return el('transaction', attributes, [
		el('transaction-type', { code: type }),
		el('transaction-date', { 'iso-date': told.on }),
		value(told.amount, told.currency, told.valueOn),
		description && Object.keys(description).length > 0 ? el('description', {}, narratives(description)) : null,
		provider,
		receiver
	]);
}
