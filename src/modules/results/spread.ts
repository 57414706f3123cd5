import { compare, type Ratio } from '#platform/ratio.ts';
import type { NodeJudgement } from '../assessment/index.ts';
import type { MethodologyDocument } from '../methodology/index.ts';
import type { Spread } from './model.ts';
import { scoreMethodology } from './rules.ts';

/**
 * Lowest and highest value per node over several assessors: each one's judgements are scored as if they had been the
 * agreed ones, by the same rules. Whoever left a node blank takes no part in its spread.
 */
export function spreadOf(document: MethodologyDocument, mode: string, assessors: readonly (readonly Pick<NodeJudgement, 'nodeId' | 'judgement' | 'values'>[])[]): ReadonlyMap<string, Spread> {
	const spreads = new Map<string, Spread>();
	for (const judgements of assessors) {
		const { nodes, overall } = scoreMethodology(document, mode, judgements);
		for (const { nodeId, value } of [...nodes, overall]) if (value) spreads.set(nodeId, widen(spreads.get(nodeId), value));
	}
	return spreads;
}

const widen = (spread: Spread | undefined, value: Ratio): Spread =>
	spread
		? { low: compare(value, spread.low) < 0 ? value : spread.low, high: compare(value, spread.high) > 0 ? value : spread.high, people: spread.people + 1 }
		: { low: value, high: value, people: 1 };
