import { type PlacedNode, duplicates, rangesOf } from './tree.ts';
import type { MethodologyDocument, MethodologyNode } from './model.ts';
import { finding, type Finding, type Path } from './problems.ts';

/** A limiter needs scored nodes to watch, a value that can be capped, and numbers inside the scales. */
export function checkLimiters(document: MethodologyDocument, nodes: readonly PlacedNode[]): Finding[] {
	const byId = new Map(nodes.map(({ node }) => [node.id, node]));
	const found = document.limiters.flatMap((limiter, i) => {
		const path: Path = ['limiters', i];
		const watched = limiter.when.anyOf.flatMap((id, j): Finding[] => {
			const node = byId.get(id);
			const here = [...path, 'when', 'anyOf', j];
			if (!node) return [finding(here, 'limiter_unknown', { id })];
			if (node.evaluator === undefined) return [finding(here, 'limiter_not_scored', { id })];
			if (id === limiter.caps.node) return [finding(here, 'limiter_self', { id })];
			const outside = bounds(document, node).find(({ min, max }) => limiter.when.below <= min || limiter.when.below > max);
			return outside ? [finding([...path, 'when', 'below'], 'limiter_below', { id, min: outside.min + 1, max: outside.max })] : [];
		});
		return [...watched.slice(0, 5), ...checkCap(document, limiter.caps, byId, [...path, 'caps'])];
	});
	return [...found, ...duplicates(document.limiters.map((limiter) => limiter.id), (i) => ['limiters', i, 'id'])];
}

function checkCap(document: MethodologyDocument, caps: { node: string; at: number }, byId: ReadonlyMap<string, MethodologyNode>, path: Path): Finding[] {
	const node = byId.get(caps.node);
	if (!node && caps.node !== 'overall') return [finding([...path, 'node'], 'limiter_unknown', { id: caps.node })];
	const ranges = node ? bounds(document, node) : document.overall.aggregate === 'none' ? [] : document.nodes.flatMap((top) => bounds(document, top));
	if (ranges.length === 0) return [finding([...path, 'node'], 'limiter_no_value', { id: caps.node })];
	const outside = ranges.find(({ min, max }) => caps.at < min || caps.at >= max);
	return outside ? [finding([...path, 'at'], 'limiter_cap', { min: outside.min, max: outside.max - 1 })] : [];
}

const bounds = (document: MethodologyDocument, node: MethodologyNode): { min: number; max: number }[] =>
	document.modes
		.flatMap((mode) => [...rangesOf(document, node, mode.id)])
		.map((range) => {
			const [min, max] = range.split('–').map(Number);
			return { min: min ?? 0, max: max ?? 0 };
		});

const shapes: Record<string, (from: number, to: number) => boolean> = {
	same: (from, to) => from === 1 && to === 1,
	reworded: (from, to) => from === 1 && to === 1,
	split: (from, to) => from === 1 && to >= 2,
	merged: (from, to) => from >= 2 && to === 1,
	removed: (from, to) => from >= 1 && to === 0,
	added: (from, to) => from === 0 && to >= 1
};

/** The map from the previous version: every new id exists, every id is named once, every kind has its number of ids. */
export function checkMapping(document: MethodologyDocument, nodes: readonly PlacedNode[]): Finding[] {
	if (!document.mapping) return [];
	const ids = new Set(nodes.map(({ node }) => node.id));
	const [seenFrom, seenTo] = [new Set<string>(), new Set<string>()];
	return document.mapping.changes.flatMap((change, i) => {
		const path: Path = ['mapping', 'changes', i];
		const found = shapes[change.kind]?.(change.from.length, change.to.length) ? [] : [finding(path, 'mapping_shape', { kind: change.kind })];
		for (const [j, id] of change.to.entries()) {
			if (!ids.has(id)) found.push(finding([...path, 'to', j], 'mapping_unknown', { id }));
			if (seenTo.has(id)) found.push(finding([...path, 'to', j], 'mapping_twice', { id }));
			seenTo.add(id);
		}
		for (const [j, id] of change.from.entries()) {
			if (seenFrom.has(id)) found.push(finding([...path, 'from', j], 'mapping_twice', { id }));
			seenFrom.add(id);
		}
		return found;
	});
}
