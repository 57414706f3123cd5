import { compare, fromDecimal, minimum, ratio, weightedMean, type Ratio } from '#platform/ratio.ts';
import type { NodeJudgement } from '../assessment/index.ts';
import { checkValues, evaluationOf, scoreOf, type MethodologyDocument, type MethodologyNode } from '../methodology/index.ts';
import { judgeLimiters, type Cap } from './limiters.ts';
import type { Coverage, Explanation, Input, LevelReached, NodeScore, NoValue, Rule, Scoring } from './model.ts';

/** The name under which the figure over the whole methodology is found; limiters may cap it. */
export const overallId = 'overall';

const none: Coverage = { judged: 0, blank: 0, notApplicable: 0, total: 0 };
type Scale = NodeScore['scale'];
type Aggregate = MethodologyNode['aggregate'];

/** What scoring needs to know of one judgement. */
type Judged = Pick<NodeJudgement, 'nodeId' | 'judgement' | 'values'>;

/**
 * Scores a methodology from judgements: a value for every node down to the scored ones, with coverage, level, limiters
 * and an explanation. Exact, and the same whatever the order of the judgements. The rules stand in docs/scoring.md.
 *
 * Total for a validated document and one of its modes. Throws RangeError only for two judgements of one node, and Error
 * for a mode that the methodology does not have: both are faults of the caller, never of a person's input.
 */
export function scoreMethodology(document: MethodologyDocument, mode: string, judgements: readonly Judged[]): Scoring {
	const byNode = new Map<string, Judged>();
	for (const judgement of judgements) {
		if (byNode.has(judgement.nodeId)) throw new RangeError(`Two judgements of the node "${judgement.nodeId}"`);
		byNode.set(judgement.nodeId, judgement);
	}
	// Conditions of limiters look at what was judged, before any cap: so no limiter depends on another one's order.
	const before = walk(document, mode, byNode, () => []);
	const limiters = judgeLimiters(document.limiters, before.nodes, before.overall);
	const after = limiters.caps.size === 0 ? before : walk(document, mode, byNode, (id) => limiters.caps.get(id) ?? []);
	return {
		nodes: after.order.flatMap((id) => after.nodes.get(id) ?? []),
		overall: after.overall,
		limiters: limiters.outcomes(after.nodes, after.overall),
		ignored: judgements
			.flatMap(({ nodeId }): Scoring['ignored'] => {
				if (after.wrong.has(nodeId)) return [{ nodeId, reason: 'wrong-values' }];
				return after.scored.has(nodeId) ? [] : [{ nodeId, reason: 'not-scored' }];
			})
			.sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1))
	};
}

interface Walked {
	/** Ids in reading order: a parent stands before its children. */
	order: string[];
	nodes: Map<string, NodeScore>;
	overall: NodeScore;
	scored: Set<string>;
	wrong: Set<string>;
}

function walk(document: MethodologyDocument, mode: string, judgements: ReadonlyMap<string, Judged>, capsOf: (nodeId: string) => readonly Cap[]): Walked {
	const methodology = { slug: document.id, version: document.version, mode };
	const order: string[] = [];
	const [nodes, scored, wrong] = [new Map<string, NodeScore>(), new Set<string>(), new Set<string>()];

	const finish = (nodeId: string, raw: Ratio | null, scale: Scale, coverage: Coverage, explanation: Omit<Explanation, 'methodology'>, places: number): NodeScore => {
		const { value, limited } = applyCaps(raw, capsOf(nodeId));
		return { nodeId, value, scale, places, level: value && scale && levelOf(scale.levels, value), coverage, limited, explanation: { ...explanation, methodology } };
	};
	const leaf = (node: MethodologyNode & { evaluator: string }): NodeScore => {
		scored.add(node.id);
		const { evaluation, scale } = evaluationOf(document, node, mode);
		const found = judgements.get(node.id);
		const entered = found?.judgement === 'judged' ? (found.values ?? {}) : null;
		const usable = entered !== null && checkValues(evaluation, scale, entered).length === 0;
		if (entered !== null && !usable) wrong.add(node.id);
		const noValue: NoValue | null = usable ? null : found?.judgement === 'not-applicable' ? 'not-applicable' : 'blank';
		const coverage: Coverage = { judged: usable ? 1 : 0, blank: noValue === 'blank' ? 1 : 0, notApplicable: noValue === 'not-applicable' ? 1 : 0, total: noValue === 'not-applicable' ? 0 : 1 };
		return finish(node.id, usable ? scoreOf(evaluation, entered) : null, { id: evaluation.scale, ...scale }, coverage, { rule: evaluation.kind, entered: usable ? entered : null, inputs: [], noValue }, placesOf(evaluation.kind, scale));
	};
	const parent = (nodeId: string, aggregate: Aggregate, children: readonly MethodologyNode[]): NodeScore => {
		const scores = children.map((child) => ({ score: visit(child), weight: fromDecimal(child.weight) }));
		const coverage = scores.reduce((sum, { score }) => plus(sum, score.coverage), none);
		const inputs = scores.filter(({ score }) => score.coverage.total + score.coverage.notApplicable > 0).map(({ score, weight }): Input => ({ nodeId: score.nodeId, value: score.value, weight }));
		const shared = sharedScale(scores.map(({ score }) => score));
		const noValue = reasonFor(aggregate, coverage, shared);
		const scale = aggregate === 'none' || shared === 'mixed' ? null : shared;
		const raw = noValue ? null : combine(aggregate, inputs);
		// The lowest is one of its parts, and is shown as that is.
		const places = aggregate === 'lowest' ? Math.max(0, ...scores.map(({ score }) => score.places)) : placesOf(aggregate, scale);
		return finish(nodeId, raw, scale, coverage, { rule: aggregate, entered: null, inputs, noValue: noValue ?? (raw ? null : 'blank') }, places);
	};
	const visit = (node: MethodologyNode): NodeScore => {
		order.push(node.id);
		const score = node.evaluator === undefined ? parent(node.id, node.aggregate, node.children) : leaf({ ...node, evaluator: node.evaluator });
		nodes.set(node.id, score);
		return score;
	};
	const overall = parent(overallId, document.overall.aggregate, document.nodes);
	return { order, nodes, overall, scored, wrong };
}

const plus = (a: Coverage, b: Coverage): Coverage => ({ judged: a.judged + b.judged, blank: a.blank + b.blank, notApplicable: a.notApplicable + b.notApplicable, total: a.total + b.total });

/** The scale that all children with one share. It depends on the methodology alone, never on what was judged. */
function sharedScale(children: readonly NodeScore[]): Scale | 'mixed' {
	let shared: Scale = null;
	for (const { scale, explanation } of children) {
		if (explanation.noValue === 'mixed-scales' || (scale && shared && scale.id !== shared.id)) return 'mixed';
		shared ??= scale;
	}
	return shared;
}

function reasonFor(aggregate: Aggregate, coverage: Coverage, scale: Scale | 'mixed'): NoValue | null {
	if (coverage.total + coverage.notApplicable === 0) return 'nothing-scored';
	if (aggregate === 'none') return 'not-combined';
	if (scale === 'mixed') return 'mixed-scales';
	if (coverage.total === 0) return 'not-applicable';
	return coverage.judged === 0 ? 'blank' : null;
}

/** Entered integers are shown as they are; derived values with one decimal, and two on scales of ten points or fewer. */
export function placesOf(rule: Exclude<Rule, 'lowest'>, scale: Pick<NonNullable<Scale>, 'min' | 'max'> | null): number {
	if (rule === 'points' || rule === 'ordinal' || rule === 'met') return 0;
	return scale && scale.max - scale.min <= 10 ? 2 : 1;
}

/** Children without a value take no part: a blank is never a zero. */
function combine(aggregate: Aggregate, inputs: readonly Input[]): Ratio | null {
	const valued = inputs.flatMap(({ value, weight }) => (value ? [{ value, weight }] : []));
	if (aggregate === 'lowest') return valued.reduce<Ratio | null>((low, { value }) => (low ? minimum(low, value) : value), null);
	return weightedMean(valued);
}

function applyCaps(raw: Ratio | null, caps: readonly Cap[]): Pick<NodeScore, 'value' | 'limited'> {
	let [value, limited]: [Ratio | null, NodeScore['limited']] = [raw, null];
	for (const cap of caps) {
		const to = ratio(cap.at);
		if (!raw || !value || compare(value, to) <= 0) continue;
		value = to;
		limited = { by: cap.by, from: raw, to };
	}
	return { value, limited };
}

/**
 * The level whose lower bound the exact value has reached: 70.9 has not reached 71, and three duties of four are not
 * "met". Values under the lowest bound do not occur inside a scale; they would belong to the first level.
 */
export function levelOf(levels: NonNullable<Scale>['levels'], value: Ratio): LevelReached | null {
	let reached: LevelReached | null = null;
	for (const [index, level] of levels.entries()) if (index === 0 || compare(value, ratio(level.from)) >= 0) reached = { index, ...level };
	return reached;
}
