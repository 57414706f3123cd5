import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ExchangeRate } from './model.ts';
import { plainRate } from './rules.ts';

/** A currency with its newest rate and how many there are. */
export interface CurrencyRow {
	readonly currency: string;
	readonly day: string;
	readonly firstDay: string;
	readonly unitsPerEuro: string;
	readonly count: number;
}

export async function selectCurrencies(context: Context): Promise<CurrencyRow[]> {
	const { rows } = await sql<{ currency: string; day: string; first_day: string; units: string; count: string }>`
		select c.currency, c.day::text as day, c.first_day::text as first_day, r.units_per_euro::text as units, c.count
		from (select currency, max(on_date) as day, min(on_date) as first_day, count(*) as count from exchange_rate where region_id = ${context.regionId} group by currency) c
		join exchange_rate r on r.region_id = ${context.regionId} and r.currency = c.currency and r.on_date = c.day
		order by c.currency`.execute(context.tx);
	return rows.map(({ currency, day, first_day, units, count }) => ({ currency, day, firstDay: first_day, unitsPerEuro: plainRate(units), count: Number(count) }));
}

/** The rates of a currency, newest first, from `before` (exclusive) backwards. */
export async function selectRates(context: Context, currency: string, before: string | null, limit: number): Promise<ExchangeRate[]> {
	let query = context.tx
		.selectFrom('exchange_rate')
		.select(['currency', sql<string>`on_date::text`.as('day'), sql<string>`units_per_euro::text`.as('units'), 'source'])
		.where('region_id', '=', context.regionId)
		.where('currency', '=', currency)
		.orderBy('on_date', 'desc')
		.limit(limit);
	if (before !== null) query = query.where('on_date', '<', sql<string>`${before}::date`);
	return (await query.execute()).map(({ units, ...row }) => ({ ...row, unitsPerEuro: plainRate(units) }));
}

/** Stores rates, new ones and corrected ones; says how many were which. */
export async function upsertRates(context: Context, rates: readonly ExchangeRate[]): Promise<{ added: number; changed: number }> {
	let [added, changed] = [0, 0];
	for (let at = 0; at < rates.length; at += 5000) {
		const part = rates.slice(at, at + 5000);
		// A row that was there before has been updated by a transaction of its own: xmax tells it apart.
		const { rows } = await sql<{ fresh: boolean }>`
			insert into exchange_rate (region_id, currency, on_date, units_per_euro, source)
			select ${context.regionId}, c, d, u, s from unnest(${part.map((r) => r.currency)}::text[], ${part.map((r) => r.day)}::date[], ${part.map((r) => r.unitsPerEuro)}::numeric[], ${part.map((r) => r.source)}::text[]) as t (c, d, u, s)
			on conflict (region_id, currency, on_date) do update set units_per_euro = excluded.units_per_euro, source = excluded.source
			where exchange_rate.units_per_euro <> excluded.units_per_euro
			returning (xmax = 0) as fresh`.execute(context.tx);
		added += rows.filter(({ fresh }) => fresh).length;
		changed += rows.filter(({ fresh }) => !fresh).length;
	}
	return { added, changed };
}

/** The removed rate, or null when there was none. */
export async function deleteRate(context: Context, currency: string, day: string): Promise<string | null> {
	const row = await context.tx
		.deleteFrom('exchange_rate')
		.where('region_id', '=', context.regionId)
		.where('currency', '=', currency)
		.where('on_date', '=', sql<string>`${day}::date`)
		.returning(sql<string>`units_per_euro::text`.as('units'))
		.executeTakeFirst();
	return row === undefined ? null : plainRate(row.units);
}
