import { hasInstitutionRole, hasRegionRole, runsRegion, type Actor } from '#platform/access.ts';
import type { AssessmentState } from '../../assessment/index.ts';

/** `hidden`: answer as if it did not exist. `not-opened`, `not-signed`: the actor knows of it, but it is not there yet. */
export type ProfileRight = 'read' | 'not-opened' | 'not-signed' | 'hidden';

/** As whom the actor comes: from inside the institution, as one who runs the region, as a viewer; null has nothing to do with it. */
export type Reader = 'inside' | 'region' | 'viewer';

interface Place {
	readonly institutionId: string;
	readonly state: AssessmentState;
	readonly isAssessor: boolean;
}

export function readerOf(actor: Actor, { institutionId, isAssessor }: Omit<Place, 'state'>): Reader | null {
	if (hasInstitutionRole(actor, institutionId, 'lead', 'head') || (isAssessor && hasInstitutionRole(actor, institutionId, 'member', 'evaluator'))) return 'inside';
	if (runsRegion(actor)) return 'region';
	return hasInstitutionRole(actor, institutionId, 'viewer') || hasRegionRole(actor, 'viewer') ? 'viewer' : null;
}

/**
 * Who may read a profile. Inside the institution (its lead and head, and the members and evaluators of this assessment):
 * from the opening of the scores on. Those who run the region, and a viewer of the institution or of the region: once it is signed.
 */
export function profileRight(actor: Actor, place: Place): ProfileRight {
	const reader = readerOf(actor, place);
	if (reader === 'inside') return place.state === 'scoring' ? 'not-opened' : 'read';
	if (reader !== null && place.state === 'signed') return 'read';
	return reader === 'region' ? 'not-signed' : 'hidden';
}
