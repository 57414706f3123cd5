import type { FieldError } from '#platform/errors.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { Partner, ProjectDocument } from '../model.ts';
import { isNegative, isZero } from './amounts.ts';
import type { CheckedItem, ItemKind } from './model.ts';

/** First and last day on which a partner's expenditure is eligible: the project's period, narrowed by the partnership. Null while the version names no period. */
export function eligiblePeriod(document: ProjectDocument, partner: Partner): { from: string; to: string } | null {
	const { from, to } = document.period;
	if (from === null || to === null) return null;
	return { from: partner.from !== null && partner.from > from ? partner.from : from, to: partner.to !== null && partner.to < to ? partner.to : to };
}

export interface CheckSettings {
	readonly document: ProjectDocument;
	/** Corrections alone may be negative. */
	readonly kind: ItemKind;
	/** `YYYY-MM-DD`. */
	readonly today: string;
	/** How days stand in the sentences that refuse. */
	readonly showDay: (day: string) => string;
	readonly locale: Locale;
}

/**
 * What of an item does not fit the version in force, by field; empty when all does. The invoice's day decides about
 * eligibility: it lies in the eligible period and not after the reporting period it is claimed in; payment may follow, but
 * lies neither before the eligible period nor in the future.
 */
export function checkItem(item: CheckedItem, { document, kind, today, showDay, locale }: CheckSettings): Record<string, FieldError> {
	const errors: Record<string, FieldError> = {};
	const refuse = (field: string, code: string, params: Record<string, string | number> = {}): void => void (errors[field] ??= { code, params });
	const partner = document.partners.find(({ key }) => key === item.partner);
	const line = document.lines.find(({ key }) => key === item.line);
	const period = document.periods.find(({ key }) => key === item.period);
	if (!partner) refuse('partner', 'spending_partner_unknown');
	else if (partner.role === 'associated') refuse('partner', 'spending_partner_associated');
	if (!line) refuse('line', 'spending_line_unknown', { allowed: document.lines.filter((l) => l.flatRate === null).map((l) => inLocale(l.name, locale)).join(', ').slice(0, 300) });
	else if (line.flatRate !== null) refuse('line', 'spending_line_flat', { line: inLocale(line.name, locale), percent: line.flatRate.percent, of: inLocale(document.lines.find((l) => l.key === line.flatRate?.of)?.name, locale) });
	if (!period) refuse('period', 'spending_period_unknown');
	if (item.activity !== null && !activityKeys(document).includes(item.activity)) refuse('activity', 'spending_activity_unknown');
	checkDays(item, { partner, period, document, today, showDay }, refuse);
	checkMoney(item, kind, refuse);
	if ((item.rate === null) !== (item.rateOn === null)) refuse(item.rate === null ? 'rate' : 'rateOn', 'spending_rate_half');
	if (item.rate !== null && /^0*(\.0*)?$/.test(item.rate)) refuse('rate', 'spending_rate_wrong');
	if (item.rate !== null && item.currency === document.currency) refuse('rate', 'spending_rate_same', { currency: item.currency });
	if (item.rateOn !== null && item.rateOn > today) refuse('rateOn', 'spending_day_future');
	return errors;
}

type Refuse = (field: string, code: string, params?: Record<string, string | number>) => void;

function checkDays(item: CheckedItem, known: { partner: Partner | undefined; period: ProjectDocument['periods'][number] | undefined } & Pick<CheckSettings, 'document' | 'today' | 'showDay'>, refuse: Refuse): void {
	const { partner, period, document, today, showDay } = known;
	const eligible = partner ? eligiblePeriod(document, partner) : null;
	if (partner && !eligible) refuse('invoicedOn', 'spending_no_eligible_period');
	if (eligible) {
		const words = (day: string) => ({ day: showDay(day), from: showDay(eligible.from), to: showDay(eligible.to) });
		if (item.invoicedOn < eligible.from || item.invoicedOn > eligible.to) refuse('invoicedOn', 'spending_outside_period', words(item.invoicedOn));
		if (item.paidOn !== null && item.paidOn < eligible.from) refuse('paidOn', 'spending_paid_before', words(item.paidOn));
	}
	if (item.invoicedOn > today) refuse('invoicedOn', 'spending_day_future');
	if (item.paidOn !== null && item.paidOn > today) refuse('paidOn', 'spending_day_future');
	if (period && item.invoicedOn > period.to) refuse('invoicedOn', 'spending_after_report', { day: showDay(item.invoicedOn), to: showDay(period.to) });
}

function checkMoney(item: CheckedItem, kind: ItemKind, refuse: Refuse): void {
	if (kind === 'item') {
		if (isNegative(item.net)) refuse('net', 'spending_negative');
		if (isNegative(item.vat)) refuse('vat', 'spending_negative');
		if (isZero(item.net) && !(item.vatEligible && !isZero(item.vat))) refuse('net', 'spending_zero');
		return;
	}
	if (isZero(item.net) && isZero(item.vat)) refuse('net', 'spending_zero');
	if (isNegative(item.net) !== isNegative(item.vat) && !isZero(item.net) && !isZero(item.vat)) refuse('vat', 'spending_signs');
}

/** Work package and activity, as an item names them: "w1/a2". */
export const activityKeys = (document: ProjectDocument): string[] => document.packages.flatMap((pack) => pack.activities.map((activity) => `${pack.key}/${activity.key}`));
