import { hasMessage, messageOf } from '#i18n/text.ts';

/** Every action that the audit knows, as commands write them; a test compares this list with the code. */
export const auditActions = [
	'assessment.extended',
	'assessor.added',
	'assessor.left_out',
	'assessor.removed',
	'assessor.taken_back',
	'code.issued',
	'consensus.agreed',
	'consensus.opened',
	'consensus.proposed',
	'consensus.reopened',
	'consensus.returned',
	'consensus.signed',
	'cycle.cancelled',
	'cycle.closed',
	'cycle.created',
	'cycle.edited',
	'cycle.extended',
	'cycle.opened',
	'cycle.reminded',
	'cycle.reopened',
	'evidence.added',
	'evidence.changed',
	'evidence.removed',
	'institution.added',
	'institution.renamed',
	'invitation.accepted',
	'invitation.created',
	'invitation.withdrawn',
	'membership.granted',
	'membership.revoked',
	'methodology.adopted',
	'methodology.draft_created',
	'methodology.draft_discarded',
	'methodology.imported',
	'methodology.published',
	'methodology.texts_saved',
	'person.erased',
	'region.created',
	'report.issued',
	'score.changed_after_opening',
	'score.saved',
	'scoring.finished',
	'scoring.resumed',
	'sign-in-link.issued',
	'territory.recorded'
] as const;

/** The action in words of the reader's language. */
export function actionText(action: string): string {
	const key = `territory_action_${action.replaceAll(/[.-]/g, '_')}`;
	return hasMessage(key) ? messageOf(key) : action;
}
