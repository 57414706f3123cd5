import type { ScoreInput } from '#modules/assessment/index.ts';
import { dimensions, type Evaluation, type MethodologyNode, type Values } from '#modules/methodology/index.ts';
import type { Remarks } from './comments.ts';
import type { Seeded } from './seed.ts';

const clamp = (value: number): number => Math.max(0, Math.min(100, value));
/** People think in steps of five. */
const step = (value: number): number => clamp(Math.round(value / 5) * 5);

/** How good an institution really is in a node, from 0 to 100, before anybody judges it. */
export type Truth = (nodeId: string) => number;

/**
 * An institution's quality by criterion and node. `nature` is the institution's own source of chance: it gives the same
 * base in every cycle, so that the second differs from the first only by `progress`, more in one criterion than in another.
 */
export function truthOf(nature: Seeded, nodes: readonly MethodologyNode[], level: number, progress: number): Truth {
	const byCriterion = new Map<string, number>();
	const byNode = new Map<string, number>();
	for (const node of nodes) {
		const criterion = node.id.split('.')[0] ?? node.id;
		const base = nature.integer(-14, 14);
		const gain = nature.chance(0.8) ? progress * (0.3 + nature.random() * 1.4) : -progress / 3;
		if (!byCriterion.has(criterion)) byCriterion.set(criterion, level + base + gain);
		byNode.set(node.id, (byCriterion.get(criterion) ?? level) + nature.integer(-9, 9));
	}
	return (id) => clamp(byNode.get(id) ?? level);
}

/** The integers that somebody with this leaning enters for a node; planning is usually ahead of checking and acting. */
function valuesFor(seed: Seeded, evaluation: Evaluation, truth: number, leaning: number, noise: number): Values {
	const lead: Partial<Record<string, number>> = { plan: 10, do: 6, check: -6, act: -10, trend: -4, target: 3, score: 0 };
	return Object.fromEntries(dimensions[evaluation.kind].map((dimension) => [dimension, step(truth + leaning + (lead[dimension] ?? 0) + seed.integer(-noise, noise))]));
}

/** What a group agrees on after it has talked: near the middle of what its members entered, rather lower than higher. */
export function agreedValues(seed: Seeded, evaluation: Evaluation, entered: readonly Values[]): Values {
	return Object.fromEntries(
		dimensions[evaluation.kind].map((dimension) => {
			const values = entered.flatMap((v) => (v[dimension] === undefined ? [] : [v[dimension]]));
			return [dimension, step(values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length) + seed.pick([-5, -2, 0, 0, 0, 2]))];
		})
	);
}

export interface Judge {
	/** Severe (below zero) or generous. */
	readonly leaning: number;
	readonly noise: number;
	/** How often they cannot judge results and finances, and other things. */
	readonly blindness: number;
}

/** One assessor's answer for one node, with remarks in the institution's language. */
export function answerFor(seed: Seeded, judge: Judge, node: MethodologyNode, evaluation: Evaluation, truth: Truth, remarks: Remarks, evidenceIds: readonly string[]): ScoreInput {
	const farOff = node.source === 'indicator' || node.id.startsWith('2.') || node.id === '4.3';
	const input = { nodeId: node.id, revision: 0, values: {}, reason: '', strengths: '', improvements: '', evidenceIds: [] };
	if (seed.chance(farOff ? judge.blindness : judge.blindness / 5)) return { ...input, judgement: 'cannot-judge', reason: seed.pick(remarks.cannotJudge) };
	if (node.id === '4.5' && seed.chance(0.06)) return { ...input, judgement: 'not-applicable', reason: seed.pick(remarks.notApplicable) };
	const own = remarks.ofNode(node.id);
	return {
		...input,
		judgement: 'judged',
		values: valuesFor(seed, evaluation, truth(node.id), judge.leaning, judge.noise),
		strengths: seed.chance(0.45) ? seed.pick(own.strengths) : '',
		improvements: seed.chance(0.5) ? seed.pick(own.improvements) : '',
		evidenceIds: evidenceIds.length > 0 && seed.chance(0.3) ? [seed.pick(evidenceIds)] : []
	};
}
