import { z } from 'zod';
import { listInstitutions } from '#modules/territory/index.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { selectDeclared, selectKnownProjects, selectLinks, type Scope } from './link-store.ts';
import type { Programme, ProgrammeIndicator, ProgrammeLink, ProgrammeNode, Progress, Service } from './model.ts';
import { selectIndicators, selectProgress } from './record-store.ts';
import { countTasks, nodesOf, standingOf, treeOf, type Branch, type Standing, type TaskCounts } from './rules.ts';
import { selectNodes, selectProgramme } from './store.ts';

/** An id of a row from an address; null for what is none. */
export const rowId = (id: string): string | null => z.uuid().safeParse(id).data ?? null;

/** The programme with this id, for everybody of the region. NotFound for an unknown one and for another region's. */
export async function loadProgramme(context: Context, id: string, lock = false): Promise<Programme> {
	const known = rowId(id);
	const programme = known === null ? null : await selectProgramme(context, known, lock);
	if (!programme) throw new NotFound();
	return programme;
}

/** A node of a programme with the nodes beside it. NotFound when the programme has none such, or no longer. */
export async function loadNode(context: Context, programmeId: string, nodeId: string, lock = false): Promise<{ programme: Programme; node: ProgrammeNode; nodes: ProgrammeNode[] }> {
	const programme = await loadProgramme(context, programmeId, lock);
	const nodes = await selectNodes(context, programme.id);
	const node = nodes.find(({ id }) => id === nodeId);
	if (!node) throw new NotFound();
	return { programme, node, nodes };
}

/** A node with everything that is told of it. */
export interface NodeView extends ProgrammeNode {
	/** Those who carry it, with the names that institutions bear today. */
	readonly bodies: readonly { readonly key: string; readonly institutionId: string | null; readonly name: LocalizedText }[];
	/** Of tasks only. */
	readonly standing: Standing | null;
	/** Of the tasks below it; of a task itself. */
	readonly counts: TaskCounts;
	readonly progress: readonly Progress[];
	readonly indicators: readonly ProgrammeIndicator[];
	/** Actions and decisions, and projects that the reader may know of. */
	readonly links: readonly ProgrammeLink[];
	/** Projects that serve this very node. */
	readonly services: readonly Service[];
}

export interface WholeProgramme {
	readonly programme: Programme;
	readonly tree: readonly Branch<NodeView>[];
	readonly counts: TaskCounts;
	/** Known projects that serve no node. */
	readonly unserving: readonly Service['project'][];
}

/** Everything of a programme as it stood at the end of a day, in a fixed number of queries. */
export async function loadWhole(context: Context, programme: Programme, today: string, scope: Scope): Promise<WholeProgramme> {
	const nodes = await selectNodes(context, programme.id);
	const progress = Map.groupBy((await selectProgress(context, programme.id)).filter(({ onDate }) => onDate <= today), ({ nodeId }) => nodeId);
	const indicators = Map.groupBy(await selectIndicators(context, programme.id), ({ nodeId }) => nodeId);
	const institutions = new Map((await listInstitutions(context)).map(({ id, name }) => [String(id), name]));
	const projects = await selectKnownProjects(context, scope);
	const links = linksOf(await selectLinks(context, programme.id), projects);
	const services = servicesOf(links, await selectDeclared(context, programme.id), projects);
	const [linksBy, servicesBy] = [Map.groupBy(links, ({ nodeId }) => nodeId), Map.groupBy(services, ({ nodeId }) => nodeId)];
	const standings = new Map(nodes.filter(({ kind }) => kind === 'task').map((node) => [node.id, standingOf(node, progress.get(node.id) ?? [], today)]));
	const counts = new Map(treeOf(nodes).flatMap(branchesOf).map((branch) => [branch.node.id, countTasks(nodesOf(branch).flatMap(({ id }) => standings.get(id) ?? []))]));
	const views = nodes.map((node): NodeView => ({
		...node,
		bodies: node.responsible.map(({ institutionId, name }) => ({ key: institutionId ?? Object.values(name).join(' / '), institutionId, name: (institutionId === null ? null : institutions.get(institutionId)) ?? name })),
		standing: standings.get(node.id) ?? null,
		counts: counts.get(node.id) ?? countTasks([]),
		progress: progress.get(node.id) ?? [],
		indicators: indicators.get(node.id) ?? [],
		links: linksBy.get(node.id) ?? [],
		services: servicesBy.get(node.id) ?? []
	}));
	const serving = new Set(services.map(({ project }) => project.id));
	return { programme, tree: treeOf(views), counts: countTasks([...standings.values()]), unserving: projects.filter(({ id }) => !serving.has(id)) };
}

/** A branch and all below it. */
export const branchesOf = <Node extends ProgrammeNode>(branch: Branch<Node>): Branch<Node>[] => [branch, ...branch.children.flatMap((child) => branchesOf(child))];

function linksOf(rows: Awaited<ReturnType<typeof selectLinks>>, projects: readonly Service['project'][]): ProgrammeLink[] {
	const known = new Map(projects.map((project) => [project.id, project]));
	return rows.flatMap(({ projectId, ...row }): ProgrammeLink[] => {
		const project = projectId === null ? null : known.get(projectId);
		// A link to a project that the reader may not know of would tell of it.
		return project === undefined ? [] : [{ ...row, project }];
	});
}

function servicesOf(links: readonly ProgrammeLink[], declared: readonly { nodeId: string; projectId: string }[], projects: readonly Service['project'][]): Service[] {
	const said = new Set(declared.map(({ nodeId, projectId }) => `${nodeId} ${projectId}`));
	const linked = new Set(links.flatMap(({ nodeId, project }) => (project ? [`${nodeId} ${project.id}`] : [])));
	const known = new Map(projects.map((project) => [project.id, project]));
	return [...new Set([...linked, ...said])].flatMap((pair): Service[] => {
		const [nodeId = '', projectId = ''] = pair.split(' ');
		const project = known.get(projectId);
		return project ? [{ nodeId, project, linked: linked.has(pair), declared: said.has(pair) }] : [];
	});
}
