import type { Context } from '#platform/context.ts';
import { programmePage, programmes } from '../programme/index.ts';
import { expenditureOf, inventedProjects, objectsOf, portfolio, procurementOf, publicRegion } from '../project/index.ts';
import type { As, SitemapPage } from './sitemap.ts';

/** Pages of projects: the portfolio, a finished project with versions, the invented one under way, and what visitors see. */
export async function projectPages(context: Context, as: As): Promise<SitemapPage[]> {
	const { rows } = await portfolio(context);
	const [invented] = await inventedProjects(context);
	const [versioned, lats] = [rows.find(({ slug }) => slug === 'socquality'), rows.find(({ slug }) => slug === 'soc-networking')];
	const { slug: region } = await publicRegion(context);
	const open = `/regions/${region}/projects`;
	return [
		...as('project-manager', '/projects', '/projects?period=2014-2020&places=then', '/projects?words=nothing-has-this-name', '/projects/new', '/projects/check', '/projects/rates', '/projects/rates/new', '/projects/rates/import', '/projects/exchange', '/projects/import'),
		...as('head', '/projects', '/projects/check'),
		...(versioned ? [...finishedPages(`/projects/${versioned.id}`, as), ...as(null, `${open}/socquality`)] : []),
		...(versioned ? await objectPages(context, versioned.id, as) : []),
		...(lats ? as(null, `${open}/soc-networking`) : []),
		...(invented ? await runningPages(context, invented.id, as) : []),
		...as(null, open, `/regions/${region}/programme`),
		...(await programmePages(context, as))
	];
}

const finishedPages = (base: string, as: As): SitemapPage[] => as('project-manager', base, `${base}/versions`, `${base}/versions/1`, `${base}/compare?a=1&b=2`, `${base}/budget`, `${base}/findings`, `${base}/results`, `${base}/objects`, `${base}/steps`);

async function objectPages(context: Context, id: string, as: As): Promise<SitemapPage[]> {
	const [object] = await objectsOf(context, id);
	return object ? as('project-manager', `/projects/${id}/objects/${object.id}`) : [];
}

async function runningPages(context: Context, id: string, as: As): Promise<SitemapPage[]> {
	const base = `/projects/${id}`;
	const [procurement] = await procurementOf(context, id);
	const [entered] = (await expenditureOf(context, id, { state: 'entered' })).items;
	const [certified] = (await expenditureOf(context, id, { state: 'certified' })).items;
	const [deducted] = (await expenditureOf(context, id, { state: 'deducted' })).items;
	return [
		...as('project-manager', base, `${base}/budget`, `${base}/findings`, `${base}/results`, `${base}/results/indicator/people`, `${base}/spending`, `${base}/spending/plan`, `${base}/spending/import`, `${base}/reports`, `${base}/reports/partners/zpr/p1`, `${base}/reports/partners/viesite/p2`, `${base}/reports/partners/viesite/p2/decide`, `${base}/reports/partners/viesite/p2/return`, `${base}/reports/periods/p1`),
		...as('project-manager', `${base}/steps`, `${base}/steps/complete`, `${base}/files`, `${base}/files/new`, `${base}/objects/new`, `${base}/procurement`, `${base}/procurement/new`, `${base}/draft`, `${base}/draft/basics`, `${base}/draft/partners`, `${base}/draft/shares`, `${base}/draft/indicators`, `${base}/draft/sources`, `${base}/draft/packages/learning`, `${base}/draft/discard`, `${base}/budget/edit`, `${base}/budget/import`),
		...(procurement ? as('project-manager', `${base}/procurement/${procurement.id}`, `${base}/procurement/${procurement.id}/edit`, `${base}/procurement/${procurement.id}/inventory`) : []),
		...(entered ? as('lead', base, `${base}/spending`, `${base}/spending/new`, `${base}/spending/${entered.id}`, `${base}/spending/${entered.id}/edit`, `${base}/spending/${entered.id}/withdraw`, `${base}/reports/partners/jaunjelgava/p3`) : []),
		...(certified ? as('project-manager', `${base}/spending/${certified.id}`, `${base}/spending/${certified.id}/correct`) : []),
		...(deducted ? as('project-manager', `${base}/spending/${deducted.id}`) : [])
	];
}

async function programmePages(context: Context, as: As): Promise<SitemapPage[]> {
	const [programme] = (await programmes(context)).programmes;
	if (!programme) return [];
	const base = `/programme/${programme.id}`;
	const [priority] = (await programmePage(context, programme.id)).tree;
	const direction = priority?.children[0];
	const task = direction?.children[0];
	return [
		...as('viewer', '/programme', base, `${base}?show=not-said`, `${base}/compliance`, `${base}/monitoring/2020`),
		...as('project-manager', `${base}/edit`, '/programme/new', `${base}/monitoring/2020`),
		...(task ? [...as('viewer', `${base}/nodes/${task.node.id}`), ...as('project-manager', `${base}/nodes/${task.node.id}`, `${base}/nodes/${task.node.id}/edit`, `${base}/nodes/${task.node.id}/remove`, `${base}/nodes/${task.node.id}/progress`, `${base}/nodes/${task.node.id}/links/new`, `${base}/nodes/${task.node.id}/indicators/new`)] : [])
	];
}
