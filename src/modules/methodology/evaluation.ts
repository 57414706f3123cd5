import { mean, ratio, type Ratio } from '#platform/ratio.ts';
import type { Evaluation, MethodologyDocument, MethodologyNode, Scale } from './model.ts';

/** The names of the integers that one judgement holds, by the kind of its evaluator; all are needed for a score. */
export const dimensions = {
	points: ['score'],
	phases: ['plan', 'do', 'check', 'act'],
	'trend-target': ['trend', 'target'],
	ordinal: ['score'],
	met: ['score']
} as const satisfies Record<Evaluation['kind'], readonly string[]>;

export type DimensionName = (typeof dimensions)[Evaluation['kind']][number];
/** What was entered: an integer for each dimension of the evaluator, for example `{ plan: 40, do: 35, check: 20, act: 20 }`. */
export type Values = Partial<Record<DimensionName, number>>;

export type ValuesProblem = { dimension: DimensionName; code: 'score_missing' | 'score_not_integer' | 'score_out_of_scale' };

/** Checks values against the evaluator and its scale: every dimension there, an integer, inside the scale. */
export function checkValues(evaluation: Evaluation, scale: Scale, values: Values): ValuesProblem[] {
	return dimensions[evaluation.kind].flatMap((dimension): ValuesProblem[] => {
		const value = values[dimension];
		if (value === undefined) return [{ dimension, code: 'score_missing' }];
		if (!Number.isInteger(value)) return [{ dimension, code: 'score_not_integer' }];
		return value < scale.min || value > scale.max ? [{ dimension, code: 'score_out_of_scale' }] : [];
	});
}

/**
 * The score of one judgement: the integer itself, the mean of the four phases, or the mean of trend and target, exact.
 * Values must have passed `checkValues`. Rule: CAF fine-tuned scoring, docs/scoring.md.
 */
export function scoreOf(evaluation: Evaluation, values: Values): Ratio {
	const entered = dimensions[evaluation.kind].map((dimension) => {
		const value = values[dimension];
		if (value === undefined) throw new RangeError(`The value of ${dimension} is missing`);
		return ratio(value);
	});
	return mean(entered) as Ratio;
}

/** The scored nodes of a methodology in reading order. */
export function scoredNodes(document: Pick<MethodologyDocument, 'nodes'>): (MethodologyNode & { evaluator: string })[] {
	const hasEvaluator = (node: MethodologyNode): node is MethodologyNode & { evaluator: string } => node.evaluator !== undefined;
	const walk = (node: MethodologyNode): (MethodologyNode & { evaluator: string })[] => (hasEvaluator(node) ? [node] : node.children.flatMap(walk));
	return document.nodes.flatMap(walk);
}

/** How a scored node is judged in a mode: its evaluation and the scale. Throws when the methodology was never validated. */
export function evaluationOf(document: MethodologyDocument, node: { evaluator: string }, mode: string): { evaluation: Evaluation; scale: Scale } {
	const evaluation = document.evaluators[node.evaluator]?.[mode];
	const scale = evaluation && document.scales[evaluation.scale];
	if (!evaluation || !scale) throw new Error(`The methodology has no evaluator "${node.evaluator}" in mode "${mode}"`);
	return { evaluation, scale };
}

/** The node with this id and its ancestors from the top, or null. */
export function findNode(document: Pick<MethodologyDocument, 'nodes'>, id: string): { node: MethodologyNode; ancestors: MethodologyNode[] } | null {
	const search = (nodes: MethodologyNode[], ancestors: MethodologyNode[]): { node: MethodologyNode; ancestors: MethodologyNode[] } | null => {
		for (const node of nodes) {
			if (node.id === id) return { node, ancestors };
			const found = search(node.children, [...ancestors, node]);
			if (found) return found;
		}
		return null;
	};
	return search(document.nodes, []);
}
