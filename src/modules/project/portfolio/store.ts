import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Amount } from '#platform/money.ts';
import type { ProjectState } from '../lifecycle.ts';
import type { GroupKind } from '../model.ts';
import type { PortfolioFilter } from './model.ts';
import type { FundPart, TotalPart } from './rules.ts';

/** Which projects a reader may know of: all, those of some partner institutions, or what is published. */
export type Scope = { readonly kind: 'all' } | { readonly kind: 'partners'; readonly institutionIds: readonly string[] } | { readonly kind: 'published' };

/** The filter as the database can apply it: a period as the programmes and beginning years that make it, a place as all that went into it. */
export interface Chosen extends Pick<PortfolioFilter, 'words' | 'state' | 'fund' | 'group'> {
	readonly periodParts: readonly { readonly programme: LocalizedText; readonly year: number | null }[] | null;
	readonly municipalityIds: readonly string[] | null;
}
export const everything: Chosen = { words: '', state: null, fund: null, group: null, periodParts: null, municipalityIds: null };

const beganIn = sql`extract(year from s.date_from)::int`;
const own = (context: Context, table: string): RawBuilder<unknown> => sql`${sql.ref(`${table}.region_id`)} = ${context.regionId} and ${sql.ref(`${table}.project_id`)} = p.id`;
const likeWords = (words: string): string => `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** What a query needs of each project: only which ones, the time, or everything that a list shows. */
const columns = {
	id: sql`p.id`,
	time: sql`p.id, s.date_from, s.date_to`,
	money: sql`p.id, coalesce(s.programme, '{}') as programme, ${beganIn} as year, s.currency, s.total, s.total_eur`,
	list: sql`p.id, p.slug, p.state, p.published_at is not null as published, s.title, coalesce(s.acronym, '') as acronym, coalesce(s.code, '') as code, coalesce(s.programme, '{}') as programme, s.date_from, s.date_to, s.currency, s.total, s.total_eur`
};

/** The common table `chosen` of what a reader sees under a filter; it carries no more than is asked for, since it may be long. */
function chosenTable(context: Context, scope: Scope, filter: Chosen, needed: keyof typeof columns): RawBuilder<unknown> {
	const conditions: RawBuilder<unknown>[] = [sql`p.region_id = ${context.regionId}`, sql`not p.invented`];
	if (scope.kind === 'published') conditions.push(sql`p.published_at is not null and p.version_id is not null`);
	if (scope.kind === 'partners') conditions.push(sql`exists (select from project_partner r where ${own(context, 'r')} and r.institution_id = any(${[...scope.institutionIds]}::uuid[]))`);
	if (filter.words !== '') conditions.push(sql`concat_ws(' ', s.title->>'lv', s.title->>'lt', s.title->>'en', s.acronym, s.code, p.slug) ilike ${likeWords(filter.words)}`);
	if (filter.state !== null) conditions.push(sql`p.state = ${filter.state}`);
	if (filter.fund !== null) conditions.push(sql`exists (select from project_share h where ${own(context, 'h')} and h.fund_kind = ${filter.fund} and h.amount > 0)`);
	if (filter.group !== null) conditions.push(sql`exists (select from project_group g where ${own(context, 'g')} and g.kind = ${filter.group})`);
	if (filter.municipalityIds !== null) {
		const ids = sql`any(${[...filter.municipalityIds]}::uuid[])`;
		conditions.push(sql`(exists (select from project_partner r where ${own(context, 'r')} and r.municipality_id = ${ids}) or exists (select from project_object o where ${own(context, 'o')} and o.municipality_id = ${ids}))`);
	}
	if (filter.periodParts !== null) {
		// Nothing is made a year that none has, so that the pair can be looked up at once.
		conditions.push(sql`(coalesce(s.programme, '{}'), coalesce(${beganIn}, 0)) in (select programme, coalesce(year, 0) from jsonb_to_recordset(${JSON.stringify(filter.periodParts)}::jsonb) as part (programme jsonb, year int))`);
	}
	return sql`chosen as materialized (
		select ${columns[needed]} from project p left join project_summary s on s.region_id = p.region_id and s.project_id = p.id where ${sql.join(conditions, sql` and `)})`;
}

/** Sums by programme, beginning year and currency: what totals of every period are made of. */
export async function readTotals(context: Context, scope: Scope, filter: Chosen): Promise<TotalPart[]> {
	const { rows } = await sql<TotalPart>`with ${chosenTable(context, scope, filter, 'money')}
		select programme, year, currency, count(*)::int as projects, count(total)::int as "withTotal", count(total_eur)::int as "withEuro", sum(total)::text as amount, sum(total_eur)::text as "inEuro"
		from chosen group by programme, year, currency`.execute(context.tx);
	return rows;
}

/** Published parts of whole projects by who pays. */
export async function readFundParts(context: Context, scope: Scope, filter: Chosen): Promise<FundPart[]> {
	const { rows } = await sql<FundPart>`with ${chosenTable(context, scope, filter, 'money')}
		select c.programme, c.year, h.fund_kind as kind, sum(h.amount_eur)::text as "inEuro", (sum(h.amount_eur) filter (where c.total_eur is not null))::text as "ofTotals"
		from chosen c join project_share h on h.region_id = ${context.regionId} and h.project_id = c.id and h.partner_key = '' and h.fund_key <> ''
		group by c.programme, c.year, h.fund_kind`.execute(context.tx);
	return rows;
}

export interface ListedRow {
	readonly id: string;
	readonly slug: string;
	readonly state: ProjectState;
	readonly published: boolean;
	readonly title: LocalizedText | null;
	readonly acronym: string;
	readonly code: string;
	readonly programme: LocalizedText;
	readonly from: string | null;
	readonly to: string | null;
	readonly currency: string | null;
	readonly total: Amount | null;
	readonly totalEuro: Amount | null;
	readonly eu: Amount | null;
	readonly euEuro: Amount | null;
	readonly lead: LocalizedText | null;
	readonly partners: number;
	readonly countries: string[];
}

/** One page of projects: those without a beginning first, then the newest. */
export async function readRows(context: Context, scope: Scope, filter: Chosen, limit: number, offset: number): Promise<ListedRow[]> {
	const region = context.regionId;
	const { rows } = await sql<ListedRow>`with ${chosenTable(context, scope, filter, 'list')},
		page as (select * from chosen order by date_from desc nulls first, slug limit ${limit} offset ${offset})
		select c.id, c.slug, c.state, c.published, coalesce(c.title, d.document::jsonb->'title') as title, c.acronym, c.code, c.programme,
			c.date_from::text as "from", c.date_to::text as "to", c.currency, c.total::text as total, c.total_eur::text as "totalEuro", h.eu, h."euEuro", r.lead, coalesce(r.partners, 0) as partners, coalesce(r.countries, '{}') as countries
		from page c
		left join project_draft d on c.title is null and d.region_id = ${region} and d.project_id = c.id
		left join lateral (
			select sum(amount)::text as eu, case when count(*) = count(amount_eur) then sum(amount_eur)::text end as "euEuro"
			from project_share where region_id = ${region} and project_id = c.id and partner_key = '' and fund_kind = 'eu') h on true
		left join lateral (
			select count(*)::int as partners, array_agg(distinct country order by country) as countries, (array_agg(name) filter (where role = 'lead'))[1] as lead
			from project_partner where region_id = ${region} and project_id = c.id) r on true
		order by c.date_from desc nulls first, c.slug`.execute(context.tx);
	return rows;
}

/** Projects made up to try things out, by their address. */
export async function readInvented(context: Context, scope: Scope): Promise<{ id: string; title: LocalizedText | null }[]> {
	const conditions = [sql`p.region_id = ${context.regionId} and p.invented`];
	if (scope.kind === 'partners') conditions.push(sql`exists (select from project_partner r where ${own(context, 'r')} and r.institution_id = any(${[...scope.institutionIds]}::uuid[]))`);
	const { rows } = await sql<{ id: string; title: LocalizedText | null }>`select p.id, s.title from project p left join project_summary s on s.region_id = p.region_id and s.project_id = p.id where ${sql.join(conditions, sql` and `)} order by p.slug`.execute(context.tx);
	return rows;
}

export interface PlaceRow {
	/** Where the place is counted; null where no municipality is known. */
	readonly municipality: string | null;
	readonly projects: number;
	readonly partners: number;
	readonly withShare: number;
	readonly inEuro: Amount | null;
}

/** Projects, partners and their published shares by municipality. `placed` says in which one each recorded municipality is counted. */
export async function readPlaces(context: Context, scope: Scope, filter: Chosen, placed: readonly { readonly recorded: string; readonly shown: string | null }[]): Promise<PlaceRow[]> {
	const region = context.regionId;
	const { rows } = await sql<PlaceRow>`with ${chosenTable(context, scope, filter, 'id')},
		placed as (select recorded, shown from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as r (recorded uuid, shown uuid)),
		partner as (
			select c.id, l.shown, count(*) as partners, count(h.amount_eur) as with_share, sum(h.amount_eur) as in_euro
			from chosen c join project_partner r on r.region_id = ${region} and r.project_id = c.id
			left join placed l on l.recorded = r.municipality_id
			left join project_share h on h.region_id = ${region} and h.project_id = c.id and h.partner_key = r.partner_key and h.fund_key = ''
			group by c.id, l.shown),
		object as (select distinct c.id, l.shown from chosen c join project_object o on o.region_id = ${region} and o.project_id = c.id left join placed l on l.recorded = o.municipality_id),
		place as (
			select id, shown, partners, with_share, in_euro from partner
			union all
			select o.id, o.shown, 0, 0, null from object o where not exists (select from partner p where p.id = o.id and p.shown is not distinct from o.shown))
		select shown as municipality, count(*)::int as projects, sum(partners)::int as partners, sum(with_share)::int as "withShare", sum(in_euro)::text as "inEuro"
		from place group by shown`.execute(context.tx);
	return rows;
}

export interface GroupRow {
	readonly kind: GroupKind;
	readonly projects: number;
	readonly planned: number | null;
	readonly reached: string | null;
	readonly withoutPlan: number;
	readonly withoutReached: number;
}

/** People by target group: what projects planned, and the newest number each has reached. */
export async function readGroups(context: Context, scope: Scope, filter: Chosen): Promise<GroupRow[]> {
	const region = context.regionId;
	const { rows } = await sql<GroupRow>`with ${chosenTable(context, scope, filter, 'id')},
		newest as (
			select distinct on (project_id, subject_key) project_id, subject_key, reached
			from project_achievement where region_id = ${region} and subject = 'group' and withdrawn_at is null
			order by project_id, subject_key, by_day desc, recorded_at desc, id desc),
		named as (
			select g.kind, sum(g.planned) as planned, sum(a.reached) as reached, count(*) - count(g.planned) as without_plan, count(*) - count(a.reached) as without_reached
			from chosen c join project_group g on g.region_id = ${region} and g.project_id = c.id
			left join newest a on a.project_id = g.project_id and a.subject_key = g.group_key
			group by g.project_id, g.kind)
		select kind, count(*)::int as projects, sum(planned)::bigint as planned, sum(reached)::text as reached, sum(without_plan)::int as "withoutPlan", sum(without_reached)::int as "withoutReached"
		from named group by kind`.execute(context.tx);
	return rows;
}

/** Projects under way in each year, in order; years without any are left out. */
export async function readYears(context: Context, scope: Scope, filter: Chosen): Promise<{ year: number; projects: number }[]> {
	const { rows } = await sql<{ year: number; projects: number }>`with ${chosenTable(context, scope, filter, 'time')},
		span as (select extract(year from date_from)::int as a, least(extract(year from coalesce(date_to, date_from))::int, extract(year from date_from)::int + 60) as b, count(*) as projects from chosen where date_from is not null group by 1, 2)
		select year, sum(projects)::int as projects from span, generate_series(a, b) as year group by year order by year`.execute(context.tx);
	return rows;
}
