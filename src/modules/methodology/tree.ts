import type { MethodologyDocument, MethodologyNode } from './model.ts';
import { finding, type Finding, type Path } from './problems.ts';

/** A node with its place in the document. */
export interface PlacedNode {
	readonly node: MethodologyNode;
	readonly path: Path;
	readonly depth: number;
	/** The nearest scored node above it, if any. */
	readonly scoredAbove: string | null;
}

/** All nodes in reading order, with their paths. */
export function placedNodes(document: Pick<MethodologyDocument, 'nodes'>): PlacedNode[] {
	const result: PlacedNode[] = [];
	const walk = (nodes: readonly MethodologyNode[], path: Path, depth: number, scoredAbove: string | null): void => {
		for (const [i, node] of nodes.entries()) {
			const here = [...path, i];
			result.push({ node, path: here, depth, scoredAbove });
			walk(node.children, [...here, 'children'], depth + 1, node.evaluator === undefined ? scoredAbove : node.id);
		}
	};
	walk(document.nodes, ['nodes'], 1, null);
	return result;
}

/** Names every id that came before. */
export const duplicates = (ids: readonly string[], pathOf: (index: number) => Path): Finding[] =>
	ids.flatMap((id, i) => (ids.indexOf(id) < i ? [finding(pathOf(i), 'duplicate_id', { id })] : []));

/** The ranges (`0–100`) of the values that reach a node from itself or below, in one mode. */
export function rangesOf(document: MethodologyDocument, node: MethodologyNode, mode: string): Set<string> {
	if (node.evaluator !== undefined) {
		const evaluation = document.evaluators[node.evaluator]?.[mode];
		const scale = evaluation && document.scales[evaluation.scale];
		return new Set(scale ? [`${scale.min}–${scale.max}`] : []);
	}
	if (node.aggregate === 'none') return new Set();
	return new Set(node.children.flatMap((child) => [...rangesOf(document, child, mode)]));
}
