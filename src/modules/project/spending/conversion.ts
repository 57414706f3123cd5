import type { Context } from '#platform/context.ts';
import { Invalid, type FieldError } from '#platform/errors.ts';
import { convert, type Amount } from '#platform/money.ts';
import { dayInSentence } from '#i18n/format.ts';
import { ratesOn } from '../budget/index.ts';
import { claimOf } from './amounts.ts';
import type { CheckedItem } from './model.ts';

/** What is claimed in the project's currency, with the rate and its day (null where both currencies are the same), or why it cannot be said. */
export type Claimed = { readonly amount: Amount; readonly rate: string | null; readonly rateOn: string | null } | { readonly problem: FieldError };
export type Converter = (item: Pick<CheckedItem, 'net' | 'vat' | 'vatEligible' | 'currency' | 'invoicedOn' | 'rate' | 'rateOn'>) => Claimed;

/** The largest claim of one item: eight digits before the point, as for everything that is typed. */
const tooLarge = /^-?\d{9,}/;

/**
 * Looks up the rates that items need, all in one query, and returns what turns an item's claim into the
 * project's currency. A rate that the item states itself holds as stated; otherwise the rate of the invoice's day, which the
 * table knows for projects in euro. Without a rate the answer says so and never guesses.
 */
export async function converterFor(context: Context, projectCurrency: string, items: readonly Pick<CheckedItem, 'currency' | 'invoicedOn' | 'rate'>[]): Promise<Converter> {
	const asked = projectCurrency !== 'EUR' ? [] : items.filter(({ currency, rate }) => rate === null && currency !== 'EUR').map(({ currency, invoicedOn }) => ({ currency, day: invoicedOn }));
	const found = asked.length === 0 ? [] : await ratesOn(context, asked);
	const rates = new Map(asked.map(({ currency, day }, i) => [`${currency} ${day}`, found[i] ?? null]));
	return (item) => {
		const claim = claimOf(item);
		if (item.currency === projectCurrency) return { amount: claim, rate: null, rateOn: null };
		const known = rates.get(`${item.currency} ${item.invoicedOn}`);
		const rate = item.rate !== null && item.rateOn !== null ? { rate: item.rate, rateOn: item.rateOn } : known ? { rate: known.unitsPerEuro, rateOn: known.day } : null;
		if (!rate) return { problem: { code: projectCurrency === 'EUR' ? 'spending_no_rate' : 'spending_rate_needed', params: { currency: item.currency, project: projectCurrency, day: dayInSentence(item.invoicedOn, context.locale) } } };
		const amount = convert(claim, rate.rate);
		return tooLarge.test(amount) ? { problem: { code: 'spending_too_large' } } : { amount, ...rate };
	};
}

/** The claim of one item; Invalid at `currency` without a rate. */
export async function claimedAmount(context: Context, projectCurrency: string, item: CheckedItem): Promise<Exclude<Claimed, { problem: FieldError }>> {
	const claimed = (await converterFor(context, projectCurrency, [item]))(item);
	if ('problem' in claimed) throw new Invalid({ currency: claimed.problem });
	return claimed;
}
