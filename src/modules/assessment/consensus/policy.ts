import { hasInstitutionRole, hasRegionRole, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { loadAssessment, type AssessmentHead } from '../access.ts';
import { allowedAssessmentActions, type AssessmentAction } from '../lifecycle.ts';

/** True for people of the institution: lead, head, and assessors whose membership is still in force. */
export const ofInstitution = (actor: Actor, assessment: AssessmentHead): boolean =>
	assessment.rights.lead || assessment.rights.head || (assessment.assessor !== null && hasInstitutionRole(actor, assessment.institutionId, 'member', 'evaluator'));

/** The people of the institution read after opening; those who run the region only what is signed. */
export const mayRead = (actor: Actor, assessment: AssessmentHead): boolean =>
	ofInstitution(actor, assessment) ? assessment.state !== 'scoring' : assessment.rights.region && assessment.state === 'signed';

/** Loads an assessment whose opened scores the actor may read. Throws NotFound, Forbidden, or Conflict before opening. */
export async function loadOpened(context: Context, assessmentId: string): Promise<AssessmentHead> {
	const assessment = await loadAssessment(context, assessmentId);
	if (mayRead(context.actor, assessment)) return assessment;
	if (!ofInstitution(context.actor, assessment)) throw new Forbidden('consensus_not_signed');
	throw new Conflict('scores_not_open');
}

/** A viewer of the institution, or of the region: reads published results, which are those of signed assessments. */
export const views = (actor: Actor, institutionId: string): boolean => hasInstitutionRole(actor, institutionId, 'viewer') || hasRegionRole(actor, 'viewer');

/**
 * The right behind each action of consensus, before the state is asked. Reopening what the head has signed takes the head
 * or who runs the region; reopening scores for the members is the lead's.
 */
export function hasRight(assessment: Pick<AssessmentHead, 'rights' | 'state'>, action: ConsensusAction): boolean {
	const { lead, head, region } = assessment.rights;
	switch (action) {
		case 'open-consensus':
		case 'agree':
		case 'propose':
			return lead;
		case 'sign':
		case 'return':
			return head;
		case 'reopen':
			return assessment.state === 'signed' ? head || region : lead;
	}
}

export const consensusActions = ['open-consensus', 'agree', 'propose', 'sign', 'return', 'reopen'] as const satisfies readonly AssessmentAction[];
export type ConsensusAction = (typeof consensusActions)[number];

/** What the actor can do now, for showing the right forms; the commands decide again. */
export const availableActions = (assessment: AssessmentHead): ConsensusAction[] => {
	const allowed = allowedAssessmentActions(assessment.state, assessment.cycleState);
	return consensusActions.filter((action) => allowed.includes(action) && hasRight(assessment, action));
};
