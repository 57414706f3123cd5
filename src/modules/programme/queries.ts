import { z } from 'zod';
import { publicRegion } from '#modules/project/index.ts';
import { listInstitutions } from '#modules/territory/index.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { selectKnownProjects } from './link-store.ts';
import { branchesOf, loadNode, loadProgramme, loadWhole, type NodeView, type WholeProgramme } from './loading.ts';
import type { NamedProject, NodeKind, Programme, ProgrammeIndicator, ProgrammeNode } from './model.ts';
import { authoriseKeeping, mayKeepProgramme, maySayProgress } from './policy.ts';
import { kindAbove, type Branch } from './rules.ts';
import { selectNodes, selectProgrammes } from './store.ts';

/** All programmes of the region; open to everybody of the region and to visitors. */
export async function programmes(context: Context): Promise<{ programmes: Programme[]; keeps: boolean }> {
	return { programmes: await selectProgrammes(context), keeps: mayKeepProgramme(context.actor) };
}

export const shownTasks = ['overdue', 'not-said', 'open', 'done'] as const;
/** Which tasks of a programme are looked at; what makes no sense is left out. */
export const TreeFilter = z.object({ show: z.enum(shownTasks).nullable().catch(null).default(null), responsible: z.string().max(500).nullable().catch(null).default(null) });
export type TreeFilter = z.infer<typeof TreeFilter>;

export interface ProgrammePage extends WholeProgramme {
	readonly filter: TreeFilter;
	/** The tree with the tasks that were asked for, and what they stand under. */
	readonly shown: readonly Branch<NodeView>[];
	readonly shownTasks: number;
	readonly bodies: readonly { readonly key: string; readonly name: LocalizedText }[];
	readonly keeps: boolean;
	readonly today: string;
	/** Years of which a monitoring report can tell. */
	readonly years: readonly number[];
}

/** A programme with all its nodes as they stand today. NotFound for an unknown one. */
export async function programmePage(context: Context, id: string, query: Partial<TreeFilter> = {}): Promise<ProgrammePage> {
	return pageOf(context, await loadProgramme(context, id), TreeFilter.parse(query), 'known');
}

async function pageOf(context: Context, programme: Programme, filter: TreeFilter, scope: 'known' | 'published'): Promise<ProgrammePage> {
	const today = dayOf(context.now);
	const whole = await loadWhole(context, programme, today, scope);
	const all = whole.tree.flatMap((branch) => branchesOf(branch).map(({ node }) => node));
	const shown = filter.show === null && filter.responsible === null ? whole.tree : prune(whole.tree, (node) => isAsked(node, filter));
	const bodies = new Map(all.flatMap((node) => node.bodies.map(({ key, name }) => [key, name] as const)));
	return {
		...whole,
		filter,
		shown,
		shownTasks: shown.flatMap((branch) => branchesOf(branch)).filter(({ node }) => node.kind === 'task').length,
		bodies: [...bodies].map(([key, name]) => ({ key, name })),
		keeps: mayKeepProgramme(context.actor),
		today,
		years: yearsOf(programme, today)
	};
}

function isAsked({ standing, bodies }: NodeView, { show, responsible }: TreeFilter): boolean {
	if (standing === null || (responsible !== null && !bodies.some(({ key }) => key === responsible))) return false;
	if (show === 'overdue') return standing.overdue;
	if (show === 'not-said') return standing.state === 'not-said';
	if (show === 'open') return standing.state !== 'done';
	return show === null || standing.state === 'done';
}

/** Keeps the tasks that fit and what stands above them. */
const prune = (tree: readonly Branch<NodeView>[], fits: (node: NodeView) => boolean): Branch<NodeView>[] =>
	tree.flatMap(({ node, children }) => {
		const kept = prune(children, fits);
		return kept.length > 0 || fits(node) ? [{ node, children: kept }] : [];
	});

/** From the first year to the last, and not beyond today. A programme is still reported on in the years after its end. */
export const yearsOf = ({ fromYear }: Programme, today: string): number[] => {
	const last = Number(today.slice(0, 4));
	return Array.from({ length: Math.max(0, last - fromYear + 1) }, (_, i) => last - i);
};

export interface NodePage {
	readonly programme: Programme;
	readonly node: NodeView;
	/** From the priority down to the node above. */
	readonly above: readonly NodeView[];
	readonly children: readonly NodeView[];
	/** Its place among those beside it. */
	readonly place: { readonly first: boolean; readonly last: boolean };
	readonly keeps: boolean;
	readonly says: boolean;
	readonly today: string;
}

/** One node with its history. NotFound when the programme has none such. */
export async function nodePage(context: Context, programmeId: string, nodeId: string): Promise<NodePage> {
	const programme = await loadProgramme(context, programmeId);
	const today = dayOf(context.now);
	const { tree } = await loadWhole(context, programme, today, 'known');
	const branches = tree.flatMap((branch) => branchesOf(branch));
	const branch = branches.find(({ node }) => node.id === nodeId);
	if (!branch) throw new NotFound();
	const { node } = branch;
	const above: NodeView[] = [];
	for (let up = node.parentId; up !== null; up = above[0]?.parentId ?? null) {
		const found = branches.find(({ node: other }) => other.id === up)?.node;
		if (!found) break;
		above.unshift(found);
	}
	const beside = node.parentId === null ? tree : (branches.find(({ node: other }) => other.id === node.parentId)?.children ?? []);
	return {
		programme,
		node,
		above,
		children: branch.children.map(({ node: child }) => child),
		place: { first: beside[0]?.node.id === node.id, last: beside.at(-1)?.node.id === node.id },
		keeps: mayKeepProgramme(context.actor),
		says: maySayProgress(context.actor, node),
		today
	};
}

export interface NodeFormPage {
	readonly programme: Programme;
	/** Null for a node that is being added. */
	readonly node: ProgrammeNode | null;
	readonly kind: NodeKind;
	/** Under which it may stand; empty for priorities. */
	readonly parents: readonly ProgrammeNode[];
	readonly institutions: readonly { readonly id: string; readonly name: LocalizedText }[];
}

/** What the form of a node needs; for who keeps the programme. `parentId` is where a new node will stand, null for a priority. */
export async function nodeForm(context: Context, programmeId: string, place: { readonly nodeId: string } | { readonly parentId: string | null }): Promise<NodeFormPage> {
	authoriseKeeping(context.actor);
	const programme = await loadProgramme(context, programmeId);
	const nodes = await selectNodes(context, programme.id);
	const node = 'nodeId' in place ? nodes.find(({ id }) => id === place.nodeId) : null;
	const parent = 'parentId' in place && place.parentId !== null ? nodes.find(({ id }) => id === place.parentId) : null;
	if (node === undefined || parent === undefined || parent?.kind === 'task') throw new NotFound();
	const kind: NodeKind = node?.kind ?? (parent === null ? 'priority' : parent.kind === 'priority' ? 'direction' : 'task');
	const institutions = kind === 'task' ? (await listInstitutions(context)).map(({ id, name }) => ({ id, name })) : [];
	return { programme, node, kind, parents: nodes.filter((other) => other.kind === kindAbove(kind)), institutions };
}

/** The programme for the form of its head; for who keeps it. */
export async function programmeForm(context: Context, id: string): Promise<Programme> {
	authoriseKeeping(context.actor);
	return loadProgramme(context, id);
}

/** The projects that a new link of a node may name; for who keeps the programme. */
export async function linkForm(context: Context, programmeId: string, nodeId: string): Promise<{ programme: Programme; node: ProgrammeNode; projects: NamedProject[] }> {
	authoriseKeeping(context.actor);
	const { programme, node } = await loadNode(context, programmeId, nodeId);
	return { programme, node, projects: await selectKnownProjects(context, 'known') };
}

/** One indicator of a node. NotFound when the node has none such. */
export async function indicatorPage(context: Context, programmeId: string, nodeId: string, indicatorId: string): Promise<NodePage & { indicator: ProgrammeIndicator }> {
	const page = await nodePage(context, programmeId, nodeId);
	const indicator = page.node.indicators.find(({ id }) => id === indicatorId);
	if (!indicator) throw new NotFound();
	return { ...page, indicator };
}

/** Which projects serve which priority, direction and task, and which serve none. */
export async function compliancePage(context: Context, id: string): Promise<WholeProgramme & { keeps: boolean }> {
	const programme = await loadProgramme(context, id);
	return { ...(await loadWhole(context, programme, dayOf(context.now), 'known')), keeps: mayKeepProgramme(context.actor) };
}

/** What visitors read: the programme with this part of the address, or the latest; null while the region has none. NotFound for an unknown one. */
export async function publicProgramme(context: Context, slug: string | null): Promise<{ region: { slug: string; name: LocalizedText }; all: Programme[]; page: ProgrammePage | null }> {
	const all = await selectProgrammes(context);
	const chosen = slug === null ? all[0] : all.find((programme) => programme.slug === slug);
	if (slug !== null && !chosen) throw new NotFound();
	return { region: await publicRegion(context), all, page: chosen ? await pageOf(context, chosen, TreeFilter.parse({}), 'published') : null };
}
