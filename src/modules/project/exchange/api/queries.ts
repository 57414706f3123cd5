import type { Context } from '#platform/context.ts';
import { Invalid } from '#platform/errors.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { publicProject, publicRegion, type PublicProject, type FundShare, type Reference } from '../../portfolio/index.ts';
import { ProjectQuery, schemas, type ApiListed, type ApiPage, type ApiProject } from './schemas.ts';
import { selectListed } from './store.ts';

/** Where the interface lives: the origin of the request. */
type Origin = string;

const addresses = (origin: Origin, region: string, slug: string): { url: string; page: string } => ({ url: `${origin}/api/v1/regions/${region}/projects/${slug}`, page: `${origin}/regions/${region}/projects/${slug}` });
const orNull = (text: LocalizedText | null): LocalizedText | null => (text && Object.keys(text).length > 0 ? text : null);

/** Reads the question of an address; Invalid names the parameter that nobody can read or that does not exist. */
export function readQuery(parameters: URLSearchParams): ProjectQuery {
	const parsed = ProjectQuery.safeParse(Object.fromEntries(parameters));
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
	throw new Invalid({ query: { code: 'exchange_query_wrong', params: { name: String(name ?? '?').slice(0, 60) } } });
}

/** The published projects of a region, page by page; open to everybody. */
export async function apiProjects(context: Context, query: ProjectQuery, origin: Origin): Promise<ApiPage> {
	const { slug: region } = await publicRegion(context);
	const { rows, total } = await selectListed(context, query);
	const pages = Math.ceil(total / query.size);
	const link = (page: number): string | null => {
		if (page < 1 || page > pages) return null;
		const url = new URL(`${origin}/api/v1/regions/${region}/projects`);
		for (const [name, value] of Object.entries({ ...query, page })) url.searchParams.set(name, String(value));
		return url.href;
	};
	const projects = rows.map((row): ApiListed => ({
		slug: row.slug,
		codes: (row.codes as { scheme: string; value: string }[]).map(({ scheme, value }) => ({ scheme, code: value })),
		acronym: row.acronym === '' ? null : row.acronym,
		title: row.title as LocalizedText,
		programme: orNull(row.programme as LocalizedText),
		state: row.state as ApiListed['state'],
		from: row.date_from,
		to: row.date_to,
		total: row.total === null || row.currency === null ? null : { amount: row.total, currency: row.currency, eur: row.total_eur },
		changed_at: row.changed_at.toISOString(),
		...addresses(origin, region, row.slug)
	}));
	return schemas.ProjectPage.parse({ page: query.page, size: query.size, total, pages, next: link(query.page + 1), previous: link(Math.min(query.page - 1, pages)), projects });
}

/** One published project; NotFound for an unknown, a foreign and an unpublished one alike. */
export async function apiProject(context: Context, slug: string, origin: Origin): Promise<ApiProject> {
	const project = await publicProject(context, slug);
	return schemas.Project.parse(told(project, origin));
}

const sourceOf = (reference: Reference | null): ApiProject['total_source'] => reference && { title: reference.title, place: reference.place };
const moneyOf = (money: { readonly amount: string; readonly currency: string; readonly inEuro: string | null } | null): ApiProject['total'] => money && { amount: money.amount, currency: money.currency, eur: money.inEuro };
const fundOf = ({ key, name, kind, share, rate, source }: FundShare): ApiProject['funds'][number] => ({ key, name, kind, share: { amount: share.amount, currency: share.currency, eur: share.inEuro }, rate_percent: rate, source: sourceOf(source) });

const told = (project: PublicProject, origin: Origin): ApiProject => ({
	slug: project.slug,
	codes: project.codes.map(({ scheme, value }) => ({ scheme, code: value })),
	acronym: project.acronym,
	title: project.title,
	programme: project.programme.name,
	state: project.state as ApiProject['state'],
	from: project.period.from,
	to: project.period.to,
	total: moneyOf(project.total),
	changed_at: project.changedAt.toISOString(),
	...addresses(origin, project.region.slug, project.slug),
	region: project.region,
	published_at: project.publishedAt.toISOString(),
	priority: project.programme.priority,
	programme_objective: project.programme.objective,
	period: project.period,
	total_source: sourceOf(project.totalSource),
	funds: project.funds.map(fundOf),
	partners: project.partners.map((p) => ({ key: p.key, role: p.role, name: p.name, country: p.country, municipality: p.municipality, municipality_today: p.municipalityToday, from: p.from, to: p.to, total: moneyOf(p.total), funds: p.funds.map(fundOf) })),
	objectives: [...project.objectives],
	results: project.results.map((r) => ({
		subject: r.subject, key: r.key, name: r.name, kind: r.kind, unit: r.unit, baseline: r.baseline, planned: r.planned, at_least: r.atLeast, reached: r.reached, by_day: r.byDay, standing: r.standing, planned_source: sourceOf(r.plannedSource), reached_source: sourceOf(r.reachedSource)
	})),
	versions: project.versions.map((v) => ({ number: v.number, stage: v.stage, in_force_from: v.inForceFrom, total: moneyOf(v.total), partners: v.partners, period: v.period })),
	documents: project.sources.map(({ kind, title, issuedOn, address }) => ({ kind, title, issued_on: issuedOn, address }))
});
