import type { InstitutionId, MembershipId, PersonId } from './ids.ts';

/**
 * Who may do what is decided from memberships. `viewer` sees one institution's published pages, or, without an
 * institution, those of the region. `member` and `evaluator` act only in assessments they are named in. `researcher`
 * reads coarsened rows of answers of the region, for a stated purpose. `project-manager` keeps the projects of the region, or,
 * for one institution, its part of the projects it is a partner of.
 */
export const roles = ['administrator', 'coordinator', 'lead', 'head', 'member', 'evaluator', 'viewer', 'researcher', 'project-manager'] as const;
export type Role = (typeof roles)[number];
/** Roles that are held for the whole region and never for one institution. */
export const regionRoles: readonly Role[] = ['administrator', 'coordinator', 'researcher'];

export interface Membership {
	readonly id: MembershipId;
	readonly role: Role;
	/** Null for roles of the whole region. */
	readonly institutionId: InstitutionId | null;
}

/** The person (or the program itself) on whose behalf a command runs, with the memberships in force in this region. */
export interface Actor {
	readonly personId: PersonId | null;
	readonly name: string;
	readonly memberships: readonly Membership[];
	/** Set only for the program's own work: command line, jobs, demonstration. */
	readonly system: boolean;
}

export const systemActor: Actor = { personId: null, name: 'SocQuality', memberships: [], system: true };

/** Who reads public pages: nobody in particular, without any right. */
export const visitorActor: Actor = { personId: null, name: '', memberships: [], system: false };

/** True when the actor holds one of the roles for the whole region. */
export const hasRegionRole = (actor: Actor, ...wanted: Role[]): boolean =>
	actor.system || actor.memberships.some((m) => m.institutionId === null && wanted.includes(m.role));

/** True when the actor holds one of the roles in this institution. */
export const hasInstitutionRole = (actor: Actor, institutionId: string, ...wanted: Role[]): boolean =>
	actor.system || actor.memberships.some((m) => m.institutionId === institutionId && wanted.includes(m.role));

/** Roles that run the region: they see every institution. */
export const runsRegion = (actor: Actor): boolean => hasRegionRole(actor, 'administrator', 'coordinator');
