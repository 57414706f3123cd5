import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ProjectQuery } from './schemas.ts';

/** When anything that visitors see changed last: the project itself or what it reached. */
const changedAt = sql<Date>`greatest(p.updated_at, (select max(a.recorded_at) from project_achievement a where a.region_id = p.region_id and a.project_id = p.id))`;

const published = (context: Context, query: ProjectQuery) => {
	let found = context.tx
		.selectFrom('project as p')
		.innerJoin('project_summary as s', (join) => join.onRef('s.region_id', '=', 'p.region_id').onRef('s.project_id', '=', 'p.id'))
		.where('p.region_id', '=', context.regionId)
		.where('p.published_at', 'is not', null);
	const { state, fund, changed_since: since } = query;
	if (state !== undefined) found = found.where('p.state', '=', state);
	if (since !== undefined) found = found.where(sql<boolean>`${changedAt} >= ${since}::timestamp at time zone 'Europe/Riga'`);
	if (fund !== undefined) found = found.where(({ exists, selectFrom }) => exists(selectFrom('project_share as f').select('f.fund_key').whereRef('f.region_id', '=', 'p.region_id').whereRef('f.project_id', '=', 'p.id').where('f.fund_kind', '=', fund)));
	return found;
};

/** One page of the published projects, those that began last first, and how many there are. */
export async function selectListed(context: Context, query: ProjectQuery) {
	const { total } = await published(context, query).select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
	const rows = await published(context, query)
		.select(['p.slug', 'p.state', changedAt.as('changed_at'), 's.codes', 's.acronym', 's.title', 's.programme', 's.date_from', 's.date_to', 's.currency', 's.total', 's.total_eur'])
		.orderBy('s.date_from', (order) => order.desc().nullsLast())
		.orderBy('p.slug')
		.limit(query.size)
		.offset((query.page - 1) * query.size)
		.execute();
	return { rows, total: Number(total) };
}
