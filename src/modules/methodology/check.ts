import { dimensions } from './evaluation.ts';
import { checkLimiters, checkMapping } from './check-references.ts';
import { checkTexts } from './check-texts.ts';
import { duplicates, placedNodes, rangesOf, type PlacedNode } from './tree.ts';
import type { Evaluation, Localized, MethodologyDocument, Scale } from './model.ts';
import { finding, type Finding, type Path } from './problems.ts';

const deepestTree = 12;
const mostNodes = 5_000;

/**
 * What the shape alone cannot say: that ids are unique, that everything named exists, that scales have no gaps, that
 * values which are averaged share a scale, that limiters can work. `incomplete` lists missing translations, which only
 * stand in the way of publication.
 */
export function checkDocument(document: MethodologyDocument): { findings: Finding[]; incomplete: Finding[] } {
	const nodes = placedNodes(document);
	const { findings, incomplete } = checkTexts(document);
	return {
		findings: [...checkNodes(document, nodes), ...checkScales(document), ...checkEvaluators(document), ...checkSiblings(document, nodes), ...checkLimiters(document, nodes), ...checkMapping(document, nodes), ...findings],
		incomplete
	};
}

function checkNodes(document: MethodologyDocument, nodes: readonly PlacedNode[]): Finding[] {
	const found: Finding[] = [];
	if (nodes.length > mostNodes) found.push(finding(['nodes'], 'nodes_too_many', { max: mostNodes }));
	const seen = new Set<string>();
	for (const { node, path, depth, scoredAbove } of nodes) {
		if (depth === deepestTree + 1) found.push(finding(path, 'nodes_too_deep', { max: deepestTree }));
		if (seen.has(node.id)) found.push(finding([...path, 'id'], 'duplicate_id', { id: node.id }));
		seen.add(node.id);
		if (node.id === 'overall') found.push(finding([...path, 'id'], 'reserved_id', { id: node.id }));
		if (!node.title && !node.text) found.push(finding(path, 'node_without_text'));
		if (node.source === 'survey' && !node.perspective) found.push(finding([...path, 'source'], 'survey_without_perspective', { field: 'perspective' }));
		if (node.evaluator === undefined) continue;
		if (!Object.hasOwn(document.evaluators, node.evaluator)) found.push(finding([...path, 'evaluator'], 'unknown_evaluator', { id: node.evaluator, field: 'evaluators' }));
		if (scoredAbove !== null) found.push(finding([...path, 'evaluator'], 'evaluator_nested', { id: scoredAbove }));
	}
	if (!nodes.some(({ node }) => node.evaluator !== undefined)) found.push(finding(['nodes'], 'nothing_scored', { field: 'evaluator' }));
	return [...found, ...duplicates(document.modes.map((mode) => mode.id), (i) => ['modes', i, 'id'])];
}

function checkScales(document: MethodologyDocument): Finding[] {
	return Object.entries(document.scales).flatMap(([id, scale]) => {
		const path = ['scales', id];
		if (scale.min >= scale.max) return [finding(path, 'scale_range')];
		return scale.levels.flatMap((level, i) => {
			const before = scale.levels[i - 1];
			const starts = before ? before.to + 1 : scale.min;
			const here = [...path, 'levels', i];
			if (level.from !== starts) return [finding([...here, 'from'], 'scale_gap', { level: i + 1, expected: starts })];
			if (level.to < level.from || level.to > scale.max) return [finding([...here, 'to'], 'scale_gap', { level: i + 1, expected: level.from })];
			return i === scale.levels.length - 1 && level.to !== scale.max ? [finding([...here, 'to'], 'scale_gap', { level: i + 1, expected: scale.max })] : [];
		});
	});
}

function checkEvaluators(document: MethodologyDocument): Finding[] {
	const modes = document.modes.map((mode) => mode.id);
	return Object.entries(document.evaluators).flatMap(([id, byMode]) => [
		...modes.filter((mode) => !Object.hasOwn(byMode, mode)).map((mode) => finding(['evaluators', id], 'evaluator_mode_missing', { evaluator: id, mode })),
		...Object.entries(byMode).flatMap(([mode, evaluation]) => {
			const path = ['evaluators', id, mode];
			if (!modes.includes(mode)) return [finding(path, 'unknown_mode', { evaluator: id, mode, field: 'modes' })];
			const scale = Object.hasOwn(document.scales, evaluation.scale) ? document.scales[evaluation.scale] : undefined;
			return scale ? checkEvaluation(evaluation, scale, path) : [finding([...path, 'scale'], 'unknown_scale', { id: evaluation.scale, field: 'scales' })];
		})
	]);
}

function checkEvaluation(evaluation: Evaluation, scale: Scale, path: Path): Finding[] {
	const found = levelLists(evaluation)
		.filter(({ levels }) => levels.length !== scale.levels.length)
		.map(({ at, levels }) => finding([...path, ...at], 'levels_count', { expected: scale.levels.length, actual: levels.length }));
	const rungs = scale.levels.every((level) => level.from === level.to);
	if (evaluation.kind === 'ordinal' && !rungs) found.push(finding([...path, 'scale'], 'ordinal_rung', { id: evaluation.scale }));
	if (evaluation.kind === 'met' && !(rungs && scale.levels.length === 2)) found.push(finding([...path, 'scale'], 'met_levels', { id: evaluation.scale }));
	return found;
}

/** Where an evaluation keeps its lists of level texts, one for each dimension. */
function levelLists(evaluation: Evaluation): { at: Path; levels: readonly Localized[] }[] {
	switch (evaluation.kind) {
		case 'phases':
			return dimensions.phases.map((name) => ({ at: ['phases', name, 'levels'], levels: evaluation.phases[name].levels }));
		case 'trend-target':
			return dimensions['trend-target'].map((name) => ({ at: [name, 'levels'], levels: evaluation[name].levels }));
		default:
			return [{ at: ['levels'], levels: evaluation.levels }];
	}
}

function checkSiblings(document: MethodologyDocument, nodes: readonly PlacedNode[]): Finding[] {
	const groups = nodes.filter(({ node }) => node.aggregate !== 'none' && node.evaluator === undefined).map(({ node, path }) => ({ path, children: node.children }));
	if (document.overall.aggregate !== 'none') groups.push({ path: ['overall'], children: document.nodes });
	return groups.flatMap(({ path, children }) =>
		document.modes.flatMap((mode) => {
			const ranges = children.map((child) => [...rangesOf(document, child, mode.id)]);
			// A mixture inside one child is reported there.
			if (ranges.some((each) => each.length > 1)) return [];
			const all = new Set(ranges.flat());
			return all.size > 1 ? [finding(path, 'siblings_scale', { mode: mode.id, scales: [...all].join(', '), field: 'aggregate: none' })] : [];
		})
	);
}
