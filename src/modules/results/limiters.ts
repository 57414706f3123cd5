import { compare, ratio } from '#platform/ratio.ts';
import type { Limiter } from '../methodology/index.ts';
import type { LimiterOutcome, NodeScore } from './model.ts';

/** A value may not be above `at`, because the limiter `by` says so. */
export interface Cap {
	readonly by: string;
	readonly at: number;
}

interface Condition {
	readonly limiter: Limiter;
	readonly below: readonly string[];
	readonly unchecked: readonly string[];
}

/**
 * Decides which limiters hold, from values before any cap. A node that does not apply cannot fail a condition; one
 * without a value leaves it unchecked, and an unchecked limiter is said and never applied.
 */
export function judgeLimiters(
	limiters: readonly Limiter[],
	nodes: ReadonlyMap<string, NodeScore>,
	overall: NodeScore
): { caps: ReadonlyMap<string, readonly Cap[]>; outcomes(after: ReadonlyMap<string, NodeScore>, afterOverall: NodeScore): LimiterOutcome[] } {
	const conditions = limiters.map((limiter): Condition => {
		const named = [...new Set(limiter.when.anyOf)].map((id) => ({ id, score: nodes.get(id) }));
		const threshold = ratio(limiter.when.below);
		return {
			limiter,
			below: named.filter(({ score }) => score?.value && compare(score.value, threshold) < 0).map(({ id }) => id),
			unchecked: named.filter(({ score }) => !score?.value && score?.explanation.noValue !== 'not-applicable').map(({ id }) => id)
		};
	});
	const caps = new Map<string, Cap[]>();
	for (const { limiter, below } of conditions) {
		if (below.length === 0) continue;
		const { node, at } = limiter.caps;
		caps.set(node, [...(caps.get(node) ?? []), { by: limiter.id, at }]);
	}
	return {
		caps,
		outcomes: (after, afterOverall) =>
			conditions.map(({ limiter, below, unchecked }) => {
				const { node, at } = limiter.caps;
				const capped = after.get(node) ?? (node === overall.nodeId ? afterOverall : undefined);
				// Several limiters may cap one node: each that the value without caps stood above was applied.
				const lowered = capped?.limited && compare(capped.limited.from, ratio(at)) > 0;
				const state = below.length > 0 ? (lowered ? 'applied' : 'no-effect') : unchecked.length > 0 ? 'unchecked' : 'clear';
				return { id: limiter.id, title: limiter.title, explanation: limiter.explanation, state, node, at, below, unchecked };
			})
	};
}
