import { hasInstitutionRole, hasRegionRole, runsRegion, type Actor } from '#platform/access.ts';

/** Who keeps projects: those who run the region, and project managers of the region. */
export const mayKeepProjects = (actor: Actor): boolean => runsRegion(actor) || hasRegionRole(actor, 'project-manager');

/** Who sees the money, drafts and reports of all projects: who keeps them, and viewers of the region. */
export const maySeeProjects = (actor: Actor): boolean => mayKeepProjects(actor) || hasRegionRole(actor, 'viewer');

/** Who acts for a partner that is this institution: its project manager, its lead and its head. */
export const actsForPartner = (actor: Actor, institutionId: string | null): boolean =>
	institutionId !== null && hasInstitutionRole(actor, institutionId, 'project-manager', 'lead', 'head');

/** Who sees a project from within: who sees all, and whoever acts for one of its partners. */
export const maySeeProject = (actor: Actor, partnerInstitutions: readonly (string | null)[]): boolean => maySeeProjects(actor) || partnerInstitutions.some((id) => actsForPartner(actor, id));

/** Who enters expenditure and reports for a partner: who keeps projects, and the partner's own people. */
export const mayReportFor = (actor: Actor, institutionId: string | null): boolean => mayKeepProjects(actor) || actsForPartner(actor, institutionId);

/** Whether projects concern the actor at all: decides the link in the menu. */
export const followsProjects = (actor: Actor): boolean => maySeeProjects(actor) || actor.memberships.some((m) => m.institutionId !== null && ['project-manager', 'lead', 'head'].includes(m.role));
