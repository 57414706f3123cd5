import { hasInstitutionRole, runsRegion, type Actor } from '#platform/access.ts';
import type { AssessmentState } from '../../assessment/index.ts';

/** `hidden`: answer as if it did not exist. `not-opened`, `not-signed`: the actor knows of it, but it is not there yet. */
export type ProfileRight = 'read' | 'not-opened' | 'not-signed' | 'hidden';

/**
 * Who may read a profile. Inside the institution (its lead and head, and the members and evaluators of this assessment):
 * from the opening of the scores on. Those who run the region, and a viewer of the institution: once it is signed.
 */
export function profileRight(actor: Actor, place: { institutionId: string; state: AssessmentState; isAssessor: boolean }): ProfileRight {
	const { institutionId, state, isAssessor } = place;
	const inside = hasInstitutionRole(actor, institutionId, 'lead', 'head') || (isAssessor && hasInstitutionRole(actor, institutionId, 'member', 'evaluator'));
	if (inside) return state === 'scoring' ? 'not-opened' : 'read';
	if (runsRegion(actor)) return state === 'signed' ? 'read' : 'not-signed';
	return state === 'signed' && hasInstitutionRole(actor, institutionId, 'viewer') ? 'read' : 'hidden';
}
