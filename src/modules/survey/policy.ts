import { hasInstitutionRole, hasRegionRole, runsRegion, type Actor } from '#platform/access.ts';

/** Who runs a survey of an institution: its lead, and those who run the region. */
export const mayRunSurvey = (actor: Actor, institutionId: string): boolean => runsRegion(actor) || hasInstitutionRole(actor, institutionId, 'lead');

/** Who sees that a survey exists and how many have answered: who runs it, and the head. */
export const maySeeSurvey = (actor: Actor, institutionId: string): boolean => mayRunSurvey(actor, institutionId) || hasInstitutionRole(actor, institutionId, 'head');

/** Whether anybody's surveys concern the actor at all: who runs or heads an institution, who runs the region, and who looks at results of all of it. */
export const followsSurveys = (actor: Actor): boolean => runsRegion(actor) || hasRegionRole(actor, 'viewer', 'researcher') || actor.memberships.some(({ role, institutionId }) => institutionId !== null && (role === 'lead' || role === 'head'));

/** Who sees published figures: everybody of the institution, those who run the region, and viewers of the region. */
export const maySeeFigures = (actor: Actor, institutionId: string): boolean =>
	maySeeSurvey(actor, institutionId) || hasInstitutionRole(actor, institutionId, 'member', 'evaluator', 'viewer') || hasRegionRole(actor, 'viewer', 'researcher');

/** Who reads free texts before they are released: nobody of the institution, whose people could be recognised by their words. */
export const mayReadTexts = (actor: Actor): boolean => runsRegion(actor);

/** Who may take rows of answers out of the system: only a named researcher, for a stated purpose. */
export const mayExportRows = (actor: Actor): boolean => hasRegionRole(actor, 'researcher');

/** Who keeps questionnaires and the rules of the region's surveys. */
export const mayKeepQuestionnaires = (actor: Actor): boolean => runsRegion(actor);
