import type { Context } from '#platform/context.ts';
import { Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { convert, latsPerEuro, type Amount } from '#platform/money.ts';
import { followsProjects, mayKeepProjects } from '../../policy.ts';
import type { EuroAmount, ExchangeRate } from './model.ts';
import { readRateDay } from './rules.ts';
import { selectRatesOn } from '../../rate-lookup-store.ts';
import { selectCurrencies, selectRates, type CurrencyRow } from './rate-store.ts';

export interface MoneyOnDay {
	readonly amount: Amount;
	/** ISO 4217. */
	readonly currency: string;
	/** `YYYY-MM-DD`. */
	readonly day: string;
}

/**
 * Amounts in euro, in the order given: the lats by its fixed rate, other currencies by the rate published on the day or, when
 * there was none, the last one of the seven days before. Null where there is no such rate (nothing is guessed) or the result
 * has more digits than an amount can have. One query for all of them. For callers that have authorised.
 */
export async function toEuroAll(context: Context, items: readonly MoneyOnDay[]): Promise<(EuroAmount | null)[]> {
	const rates = await ratesOn(context, items);
	return items.map(({ amount }, index) => {
		const rate = rates[index] ?? null;
		const euro = rate === null ? null : converted(amount, rate.unitsPerEuro);
		return rate === null || euro === null ? null : { amount: euro, rate: rate.unitsPerEuro, rateOn: rate.day };
	});
}

function converted(amount: Amount, units: string): Amount | null {
	try {
		return convert(amount, units);
	} catch (problem) {
		if (problem instanceof RangeError) return null;
		throw problem;
	}
}

/** One amount in euro; see `toEuroAll`. */
export async function toEuro(context: Context, amount: Amount, currency: string, day: string): Promise<EuroAmount | null> {
	const [result = null] = await toEuroAll(context, [{ amount, currency, day }]);
	return result;
}

/** Units for one euro that count on the days asked, in the order asked; null where none was published within the seven days before. */
export async function ratesOn(context: Context, asked: readonly { readonly currency: string; readonly day: string }[]): Promise<(ExchangeRate | null)[]> {
	const wanted = new Map(asked.flatMap(({ currency, day }) => (currency === 'EUR' || currency === 'LVL' ? [] : [[`${currency}/${day}`, { currency, day }] as const])));
	const found = await selectRatesOn(context, [...wanted.values()]);
	return asked.map(({ currency, day }) => {
		if (currency === 'EUR') return { currency, day, unitsPerEuro: '1', source: '' };
		return currency === 'LVL' ? { currency, day, unitsPerEuro: latsPerEuro, source: '' } : (found.get(`${currency}/${day}`) ?? null);
	});
}

/** Units for one euro that count on a day; Invalid at `field`, with the day and the currency, where there is no rate. */
export async function requireRate(context: Context, currency: string, day: string, field: string): Promise<ExchangeRate> {
	const [rate = null] = await ratesOn(context, [{ currency, day }]);
	if (rate === null) throw new Invalid({ [field]: { code: 'budget_rate_missing', params: { currency, day } } });
	return rate;
}

const pageLength = 60;

export interface RatesPage {
	readonly mayKeep: boolean;
	readonly currencies: readonly CurrencyRow[];
	/** The chosen currency with its newest rates; null where there is none. */
	readonly chosen: { readonly currency: string; readonly rates: readonly ExchangeRate[]; /** Continue before this day; null at the end. */ readonly next: string | null } | null;
}

/** The table of rates for whoever follows projects; NotFound for others and for a currency without rates. */
export async function ratesPage(context: Context, currency: string | null, before: string | null): Promise<RatesPage> {
	if (!followsProjects(context.actor)) throw new NotFound();
	const currencies = await selectCurrencies(context);
	const mayKeep = mayKeepProjects(context.actor);
	const name = currency ?? currencies[0]?.currency;
	if (name === undefined) return { mayKeep, currencies, chosen: null };
	if (!currencies.some((row) => row.currency === name)) throw new NotFound();
	const rates = await selectRates(context, name, before !== null && readRateDay(before) === before ? before : null, pageLength + 1);
	return { mayKeep, currencies, chosen: { currency: name, rates: rates.slice(0, pageLength), next: rates.length > pageLength ? (rates[pageLength - 1]?.day ?? null) : null } };
}

/** NotFound for who has nothing to do with projects, Forbidden for who may only read rates. */
export function assertMayKeepRates(context: Context): void {
	if (!followsProjects(context.actor)) throw new NotFound();
	if (!mayKeepProjects(context.actor)) throw new Forbidden();
}

/** The rate of exactly this day, for who keeps rates; null when there is none. */
export async function rateOf(context: Context, { currency, day }: { readonly currency: string; readonly day: string }): Promise<ExchangeRate | null> {
	assertMayKeepRates(context);
	if (!/^[A-Z]{3}$/.test(currency) || readRateDay(day) !== day) return null;
	const found = (await selectRatesOn(context, [{ currency, day }])).get(`${currency}/${day}`);
	return found?.day === day ? found : null;
}
