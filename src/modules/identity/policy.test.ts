import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles, systemActor, type Actor, type Role } from '#platform/access.ts';
import { InstitutionId, MembershipId, PersonId } from '#platform/ids.ts';
import { mayGrant, mayInvite, maySeePeopleOf, roleFits } from './policy.ts';

const places = [null, ...['1', '2', '3'].map((n) => InstitutionId.parse(`00000000-0000-4000-8000-00000000000${n}`))];
const role = fc.constantFrom<Role>(...roles);
const place = fc.constantFrom(...places);
const held = fc.record({ role, institutionId: place }).filter((m) => roleFits(m.role, m.institutionId));
const actorWith = (memberships: { role: Role; institutionId: (typeof places)[number] }[]): Actor => ({
	personId: PersonId.parse('00000000-0000-4000-8000-000000000009'),
	name: 'Somebody',
	system: false,
	memberships: memberships.map((m) => ({ ...m, id: MembershipId.parse('00000000-0000-4000-8000-000000000008') }))
});
const anyActor = fc.array(held, { maxLength: 4 }).map(actorWith);

describe('who may give and take roles', () => {
	test('every single role × every role × every place', () => {
		for (const own of roles) {
			for (const at of places.filter((p) => roleFits(own, p))) {
				const actor = actorWith([{ role: own, institutionId: at }]);
				for (const wanted of roles) {
					for (const there of places) {
						const expected =
							roleFits(wanted, there) &&
							(own === 'administrator' ||
								(own === 'coordinator' && wanted !== 'administrator' && wanted !== 'researcher') ||
								(own === 'lead' && there !== null && there === at && (wanted === 'member' || wanted === 'evaluator' || wanted === 'viewer')));
						expect(mayGrant(actor, wanted, there), `${own} of ${at} gives ${wanted} of ${there}`).toBe(expected);
					}
				}
			}
		}
	});

	test('several memberships allow exactly what each allows alone', () => {
		fc.assert(
			fc.property(fc.array(held, { maxLength: 4 }), role, place, (memberships, wanted, there) => {
				expect(mayGrant(actorWith(memberships), wanted, there)).toBe(memberships.some((m) => mayGrant(actorWith([m]), wanted, there)));
			})
		);
	});

	test('nobody but an administrator makes or unmakes an administrator', () => {
		fc.assert(fc.property(anyActor, (actor) => void expect(mayGrant(actor, 'administrator', null)).toBe(actor.memberships.some((m) => m.role === 'administrator'))));
	});

	test('who may give a role there may see the people there, and may open the invitation page', () => {
		fc.assert(
			fc.property(anyActor, role, place, (actor, wanted, there) => {
				if (!mayGrant(actor, wanted, there)) return;
				expect(maySeePeopleOf(actor, there)).toBe(true);
				expect(mayInvite(actor)).toBe(true);
			})
		);
	});

	test('the program itself may give every role that fits its place, and none that does not', () => {
		fc.assert(fc.property(role, place, (wanted, there) => void expect(mayGrant(systemActor, wanted, there)).toBe(roleFits(wanted, there))));
	});
});
