import type { Ratio } from '#platform/ratio.ts';
import { mapBetween, type MethodologyDocument, type Refusal } from '../../methodology/index.ts';
import type { Scoring } from '../model.ts';
import { overallId } from '../rules.ts';

interface Version {
	readonly sha256: string;
	readonly document: MethodologyDocument;
}

/** The earlier value of a node, or why none may be set beside the present one. */
export type Earlier = { readonly value: Ratio | null; readonly refused: null } | { readonly value: null; readonly refused: Refusal };

/**
 * Reads an earlier scoring under the names of a later methodology version: nodes that stayed the same or were only
 * reworded have their earlier value; for every other one the answer says why there is none.
 */
export function carryOver(previous: Version & { scoring: Scoring }, current: Version): (nodeId: string) => Earlier {
	const found = new Map<string, Earlier>();
	for (const { nodeId, value } of previous.scoring.nodes) {
		const { to, refused } = mapBetween(previous.sha256, current, nodeId);
		for (const id of to) found.set(id, refused === null ? { value, refused } : { value: null, refused });
	}
	// The overall figure is the same thing only when everything at the top is.
	const [before, now] = [previous.document, current.document];
	const same = before.overall.aggregate === now.overall.aggregate && before.nodes.length === now.nodes.length && now.nodes.every(({ id }) => found.get(id)?.refused === null);
	if (same) found.set(overallId, { value: previous.scoring.overall.value, refused: null });
	const related = current.sha256 === previous.sha256 || now.mapping?.from === previous.sha256;
	return (nodeId) => found.get(nodeId) ?? { value: null, refused: related ? 'unmapped' : 'other_version' };
}
