import { hasInstitutionRole, hasRegionRole, regionRoles, type Actor, type Role } from '#platform/access.ts';

/** Whether a role is for the whole region, one institution, or either; the schema checks the same. */
export function roleFits(role: Role, institutionId: string | null): boolean {
	if (role === 'viewer' || role === 'project-manager') return true;
	return regionRoles.includes(role) === (institutionId === null);
}

const rolesOfLead: readonly Role[] = ['member', 'evaluator', 'viewer'];

/**
 * Who may give or take a role: an administrator any, a coordinator any but administrator and researcher, a lead those of their own
 * group: member, evaluator and viewer of the own institution. A role that does not fit its place nobody.
 */
export function mayGrant(actor: Actor, role: Role, institutionId: string | null): boolean {
	if (!roleFits(role, institutionId)) return false;
	if (hasRegionRole(actor, 'administrator')) return true;
	if (role === 'administrator' || role === 'researcher') return false;
	if (hasRegionRole(actor, 'coordinator')) return true;
	return institutionId !== null && rolesOfLead.includes(role) && hasInstitutionRole(actor, institutionId, 'lead');
}

/** Who may see who works where: those who run the region everyone, leads and heads the people of their institution. */
export function maySeePeopleOf(actor: Actor, institutionId: string | null): boolean {
	if (hasRegionRole(actor, 'administrator', 'coordinator')) return true;
	return institutionId !== null && hasInstitutionRole(actor, institutionId, 'lead', 'head');
}

export const maySeePeople = (actor: Actor): boolean =>
	hasRegionRole(actor, 'administrator', 'coordinator') || actor.memberships.some((m) => m.role === 'lead' || m.role === 'head');

/** Whether there is any role that the actor may give to anyone. */
export const mayInvite = (actor: Actor): boolean => hasRegionRole(actor, 'administrator', 'coordinator') || actor.memberships.some((m) => m.role === 'lead');
