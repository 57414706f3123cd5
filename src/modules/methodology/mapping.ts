import { scoredNodes } from './evaluation.ts';
import type { MethodologyDocument, MethodologyNode } from './model.ts';

export type Mapping = NonNullable<MethodologyDocument['mapping']>;
type ChangeKind = Mapping['changes'][number]['kind'];
/** Why a value of the previous version may not be set beside one of this version; a message `methodology_trend_<reason>`. */
export type Refusal = 'split' | 'merged' | 'removed' | 'unmapped' | 'other_version';

export interface MappedNode {
	/** The ids in this version; a trend may be drawn to them only when nothing is refused. */
	readonly to: readonly string[];
	readonly kind: ChangeKind | null;
	readonly refused: Refusal | null;
}

/**
 * How a node of the previous version lives on. A trend is drawn for nodes that stayed the same or were only reworded;
 * a part of a split, a merged or a removed node has no value of its own in the other version, so it is refused.
 */
export function mapNode(mapping: Mapping, fromId: string): MappedNode {
	const change = mapping.changes.find(({ from }) => from.includes(fromId));
	if (!change) return { to: [], kind: null, refused: 'unmapped' };
	const { kind, to } = change;
	return { to, kind, refused: kind === 'same' || kind === 'reworded' ? null : kind === 'added' ? 'unmapped' : kind };
}

/** The same across two versions: equal hashes need no map, and another version's map is no help. */
export function mapBetween(previousSha256: string, current: { sha256: string; document: Pick<MethodologyDocument, 'mapping'> }, fromId: string): MappedNode {
	if (previousSha256 === current.sha256) return { to: [fromId], kind: 'same', refused: null };
	const { mapping } = current.document;
	return mapping?.from === previousSha256 ? mapNode(mapping, fromId) : { to: [], kind: null, refused: 'other_version' };
}

/**
 * Writes the map by itself for a version that was only edited: nodes that carry a value, by their ids. Equal texts and
 * scoring are "same", other texts "reworded"; a node that is scored in another way is another node.
 */
export function deriveMapping(previous: { sha256: string; document: MethodologyDocument }, next: MethodologyDocument): Mapping {
	const before = valuedNodes(previous.document);
	const after = valuedNodes(next);
	const changes: Mapping['changes'] = [];
	for (const [id, node] of before) {
		const successor = after.get(id);
		const comparable = successor !== undefined && scoring(previous.document, node) === scoring(next, successor);
		if (!comparable) changes.push({ kind: 'removed', from: [id], to: [] });
		else changes.push({ kind: wording(node) === wording(successor) ? 'same' : 'reworded', from: [id], to: [id] });
	}
	const kept = new Set(changes.flatMap((change) => change.to));
	for (const id of after.keys()) if (!kept.has(id)) changes.push({ kind: 'added', from: [], to: [id] });
	return { from: previous.sha256, changes };
}

/** Scored nodes and those above them, whose values are derived. */
function valuedNodes(document: MethodologyDocument): Map<string, MethodologyNode> {
	const scored = new Set(scoredNodes(document).map((node) => node.id));
	const result = new Map<string, MethodologyNode>();
	const walk = (node: MethodologyNode): boolean => {
		const below = node.children.map(walk).some(Boolean);
		const valued = scored.has(node.id) || below;
		if (valued) result.set(node.id, node);
		return valued;
	};
	document.nodes.forEach(walk);
	return result;
}

/** What the value of a node means: the kinds of evaluation and their ranges, or how values below combine. */
function scoring(document: MethodologyDocument, node: MethodologyNode): string {
	if (node.evaluator === undefined) return JSON.stringify([node.aggregate, ...node.children.map((child) => [child.id, child.weight, scoring(document, child)])]);
	const byMode = document.evaluators[node.evaluator] ?? {};
	return JSON.stringify(
		document.modes.map(({ id }) => {
			const evaluation = byMode[id];
			const scale = evaluation && document.scales[evaluation.scale];
			return [id, evaluation?.kind, scale?.min, scale?.max, scale?.levels.map((level) => [level.from, level.to])];
		})
	);
}

const sortedTexts = (value: unknown): string => JSON.stringify(value, (_key, item: unknown) => (typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item));

/** The texts that an assessor reads for a node: its own, and for a scored node those of its requirements. */
function wording(node: MethodologyNode): string {
	const own = [node.title, node.text, node.wording, node.explanation, node.evidence];
	return sortedTexts(node.evaluator === undefined ? own : [own, node.children.map(wording)]);
}
