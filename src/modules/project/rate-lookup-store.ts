import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { daysBack, type ExchangeRate } from './budget/rates/model.ts';
import { plainRate } from './budget/rates/rules.ts';

/** For each currency and day asked, the newest rate of that day or of at most a week before; one query for all. */
export async function selectRatesOn(context: Context, asked: readonly { readonly currency: string; readonly day: string }[]): Promise<Map<string, ExchangeRate>> {
	if (asked.length === 0) return new Map();
	const { rows } = await sql<{ currency: string; asked: string; day: string; units: string; source: string }>`
		select a.currency, a.asked::text as asked, r.on_date::text as day, r.units_per_euro::text as units, r.source
		from unnest(${asked.map(({ currency }) => currency)}::text[], ${asked.map(({ day }) => day)}::date[]) as a (currency, asked)
		cross join lateral (
			select on_date, units_per_euro, source from exchange_rate
			where region_id = ${context.regionId} and currency = a.currency and on_date <= a.asked and on_date >= a.asked - ${daysBack}::integer
			order by on_date desc limit 1
		) r`.execute(context.tx);
	return new Map(rows.map(({ currency, asked: day, day: on, units, source }) => [`${currency}/${day}`, { currency, day: on, unitsPerEuro: plainRate(units), source }]));
}
