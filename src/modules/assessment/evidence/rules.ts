import type { Evidence } from './model.ts';

/** Whether evidence still holds on a day (`YYYY-MM-DD`): not before its first day, not after its last. */
export type Validity = 'holds' | 'not-yet' | 'expired';
export function validityOf(evidence: Pick<Evidence, 'holdsFrom' | 'expiresOn'>, today: string): Validity {
	if (evidence.expiresOn !== null && evidence.expiresOn < today) return 'expired';
	return evidence.holdsFrom > today ? 'not-yet' : 'holds';
}

/**
 * What to add and take away so that exactly the `chosen` of the items a person was shown are linked. Links made
 * meanwhile to items that were not shown stay as they are.
 */
export function linkChanges(linked: readonly string[], shown: readonly string[], chosen: readonly string[]): { add: string[]; remove: string[] } {
	const [now, wanted] = [new Set(linked), new Set(chosen)];
	return { add: [...wanted].filter((id) => !now.has(id)), remove: shown.filter((id) => now.has(id) && !wanted.has(id)) };
}
