import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roles, systemActor, visitorActor, type Actor, type Membership } from '#platform/access.ts';
import type { InstitutionId, MembershipId } from '#platform/ids.ts';
import { actsForPartner, followsProjects, mayKeepProjects, mayReportFor, maySeeProject, maySeeProjects } from './policy.ts';

const places = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003'] as InstitutionId[];
const place = fc.constantFrom(...places);
const membership: fc.Arbitrary<Membership> = fc.record({ id: fc.constant('00000000-0000-4000-8000-00000000000a' as MembershipId), role: fc.constantFrom(...roles), institutionId: fc.option(place) });
const person: fc.Arbitrary<Actor> = fc.array(membership, { maxLength: 4 }).map((memberships) => ({ personId: null, name: '', memberships, system: false }));
const partners = fc.array(fc.option(place), { maxLength: 4 });
const check = (property: fc.IProperty<[Actor, (InstitutionId | null)[]]>) => fc.assert(property, { numRuns: 500 });

test('who keeps sees, who sees all sees each, who reports sees', () => {
	check(
		fc.property(person, partners, (actor, of) => {
			if (mayKeepProjects(actor)) expect(maySeeProjects(actor)).toBe(true);
			if (maySeeProjects(actor)) expect(maySeeProject(actor, of)).toBe(true);
			for (const id of of) if (mayReportFor(actor, id)) expect(maySeeProject(actor, of)).toBe(true);
			if (maySeeProject(actor, of)) expect(followsProjects(actor)).toBe(true);
		})
	);
});

test('a role held for one institution opens nothing of projects in which that institution is no partner', () => {
	check(
		fc.property(person, partners, (actor, of) => {
			const tied = { ...actor, memberships: actor.memberships.filter(({ institutionId }) => institutionId !== null && !of.includes(institutionId)) };
			expect(maySeeProject(tied, of)).toBe(false);
			expect(mayKeepProjects(tied)).toBe(false);
			for (const id of of) expect(mayReportFor(tied, id)).toBe(false);
		})
	);
});

test('an external partner is reported for only by who keeps projects, and nobody acts for it', () => {
	fc.assert(
		fc.property(person, (actor) => {
			expect(actsForPartner(actor, null)).toBe(false);
			expect(mayReportFor(actor, null)).toBe(mayKeepProjects(actor));
		})
	);
});

test('a further role never takes a right away', () => {
	fc.assert(
		fc.property(person, membership, partners, (actor, more, of) => {
			const richer = { ...actor, memberships: [...actor.memberships, more] };
			for (const may of [mayKeepProjects, maySeeProjects, followsProjects]) if (may(actor)) expect(may(richer)).toBe(true);
			if (maySeeProject(actor, of)) expect(maySeeProject(richer, of)).toBe(true);
		})
	);
});

test('members, evaluators, researchers and visitors follow no project; the program keeps all', () => {
	for (const role of ['member', 'evaluator', 'researcher'] as const) {
		const actor: Actor = { personId: null, name: '', memberships: [{ id: '00000000-0000-4000-8000-00000000000a' as MembershipId, role, institutionId: places[0] ?? null }], system: false };
		expect(followsProjects(actor)).toBe(false);
		expect(maySeeProject(actor, places)).toBe(false);
	}
	expect(followsProjects(visitorActor)).toBe(false);
	expect(maySeeProject(visitorActor, places)).toBe(false);
	expect(mayKeepProjects(systemActor)).toBe(true);
});
