import { compare } from '#platform/ratio.ts';
import type { MethodologyDocument, MethodologyNode } from '../../methodology/index.ts';
import type { AgreedRow, GroupScoreRow, NodeScore, Scoring, Spread } from '../model.ts';
import { spreadOf } from '../spread.ts';
import type { Area, ProfileNode, Remark } from './model.ts';
import type { Earlier } from './previous.ts';

/** A spread over fewer people would tell a single person's score; everyone's are on the page of the consensus. */
export const fewestForSpread = 3;

/**
 * The nodes that a profile draws and a board lists: going down from the top, the first that are not mere parts.
 * In CAF the nine criteria.
 */
export function mainNodes(document: Pick<MethodologyDocument, 'nodes'>): MethodologyNode[] {
	const walk = (node: MethodologyNode): MethodologyNode[] => (node.kind === 'part' && node.evaluator === undefined ? node.children.flatMap(walk) : [node]);
	return document.nodes.flatMap(walk);
}

/** Each main node with everything below it; what stands above the main nodes is in none. */
export function criteriaOf(nodes: readonly ProfileNode[]): [ProfileNode, ...ProfileNode[]][] {
	const groups: [ProfileNode, ...ProfileNode[]][] = [];
	for (const candidate of nodes) {
		const open = groups.at(-1);
		if (candidate.main) groups.push([candidate]);
		else if (open && candidate.depth > open[0].depth) open.push(candidate);
	}
	return groups;
}

export interface ProfileInputs {
	readonly document: MethodologyDocument;
	readonly mode: string;
	readonly scoring: Scoring;
	readonly agreed: readonly AgreedRow[];
	readonly scores: readonly GroupScoreRow[];
	readonly evidence: ReadonlyMap<string, number>;
	/** Null when there is no previous cycle to compare with. */
	readonly earlier: ((nodeId: string) => Earlier) | null;
}

/** Puts together what a profile says of each node, and of the whole. */
export function profileNodes(inputs: ProfileInputs): { nodes: ProfileNode[]; overall: ProfileNode } {
	const { document, scoring, agreed, evidence, earlier } = inputs;
	const agreedOn = new Map(agreed.map((row) => [row.nodeId, row]));
	const [members, evaluators] = [spreads(inputs, 'member'), spreads(inputs, 'evaluator')];
	const main = new Set(mainNodes(document).map(({ id }) => id));
	const places = new Map<string, { node: MethodologyNode; depth: number }>();
	const visit = (node: MethodologyNode, depth: number): void => {
		places.set(node.id, { node, depth });
		for (const child of node.children) visit(child, depth + 1);
	};
	for (const node of document.nodes) visit(node, 0);

	const complete = (score: NodeScore): ProfileNode => {
		const place = places.get(score.nodeId);
		const row = agreedOn.get(score.nodeId);
		const spread = members.get(score.nodeId);
		const before = earlier?.(score.nodeId) ?? null;
		return {
			...score,
			kind: place?.node.kind ?? 'part',
			title: place?.node.title ?? place?.node.text ?? document.title,
			depth: place?.depth ?? 0,
			main: main.has(score.nodeId),
			judgement: row?.judgement ?? null,
			justification: row?.justification ?? '',
			strengths: row?.strengths ?? '',
			improvements: row?.improvements ?? '',
			priority: row?.priority ?? null,
			evidence: evidence.get(score.nodeId) ?? 0,
			spread: spread && spread.people >= fewestForSpread ? spread : null,
			evaluators: evaluators.get(score.nodeId) ?? null,
			previous: before?.value ?? null,
			previousRefused: before?.refused ?? null
		};
	};
	// A node without anything scored below it has nothing to show.
	return { nodes: scoring.nodes.filter(({ explanation }) => explanation.noValue !== 'nothing-scored').map(complete), overall: complete(scoring.overall) };
}

function spreads({ document, mode, scores }: ProfileInputs, kind: GroupScoreRow['kind']): ReadonlyMap<string, Spread> {
	const byAssessor = Map.groupBy(scores.filter((score) => score.kind === kind), (score) => score.assessorId);
	return spreadOf(document, mode, [...byAssessor.values()]);
}

/** What the group named as strong, in reading order. */
export const strengthsOf = (nodes: readonly ProfileNode[]): Remark[] =>
	nodes.filter(({ strengths }) => strengths.trim() !== '').map(({ nodeId, title, strengths }) => ({ nodeId, title, text: strengths }));

/** Areas for improvement, most urgent first: the group's priority, then the lowest share of the scale, then reading order. */
export function areasOf(nodes: readonly ProfileNode[]): Area[] {
	const last = Number.MAX_SAFE_INTEGER;
	return nodes
		.filter(({ improvements }) => improvements.trim() !== '')
		.map(({ nodeId, title, improvements, priority, value, scale }): Area => ({ nodeId, title, text: improvements, priority, value, scale }))
		.sort((a, b) => (a.priority ?? last) - (b.priority ?? last) || byValue(a, b));
}

/** Values of different scales have no order between them: those keep their reading order. */
function byValue(a: Area, b: Area): number {
	if (a.value && b.value) return a.scale?.id === b.scale?.id ? compare(a.value, b.value) : 0;
	return a.value ? -1 : b.value ? 1 : 0;
}

