import { hasInstitutionRole, type Actor } from '#platform/access.ts';
import type { AssessmentHead } from '../access.ts';
import { allowedAssessmentActions } from '../lifecycle.ts';

/** What an actor may do with the evidence of an assessment's institution. */
export interface EvidenceRights {
	/** `all`: everything of the institution; `supporting`: only what supports this signed assessment; `none`. */
	readonly read: 'all' | 'supporting' | 'none';
	readonly add: boolean;
	/** Removes what others added too; members remove only their own. */
	readonly removeAny: boolean;
	readonly removeOwn: boolean;
}

/** True for a person of the group itself whose membership is still in force. */
const belongsToGroup = (actor: Actor, assessment: AssessmentHead): boolean =>
	assessment.assessor?.kind === 'member' && hasInstitutionRole(actor, assessment.institutionId, 'member', 'lead', 'head');

/**
 * The lead and the members add evidence while the assessment is scored or agreed; the head and the evaluator read;
 * those who run the region read only what supports a signed assessment. A viewer never gets here.
 */
export function evidenceRights(actor: Actor, assessment: AssessmentHead): EvidenceRights {
	const group = assessment.rights.lead || belongsToGroup(actor, assessment);
	const institution = group || assessment.rights.head || (assessment.assessor !== null && hasInstitutionRole(actor, assessment.institutionId, 'evaluator'));
	const supporting = assessment.rights.region && assessment.state === 'signed';
	return { read: institution ? 'all' : supporting ? 'supporting' : 'none', add: group, removeAny: assessment.rights.lead, removeOwn: group };
}

/** True while the links between evidence and nodes of this assessment may change. */
export function linksMayChange(assessment: AssessmentHead): boolean {
	const allowed = allowedAssessmentActions(assessment.state, assessment.cycleState);
	return allowed.includes('score') || allowed.includes('agree');
}
