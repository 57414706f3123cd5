import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roles, type Actor } from '#platform/access.ts';
import { AssessmentId, AssessorId, CycleId, InstitutionId, MembershipId, MethodologyVersionId, PersonId } from '#platform/ids.ts';
import type { AssessmentHead } from '../access.ts';
import { evidenceRights, linksMayChange } from '../evidence/policy.ts';
import { assessmentStates, cycleStates, nextAssessmentState } from '../lifecycle.ts';
import { availableActions, consensusActions, hasRight, mayRead } from './policy.ts';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [mine, theirs] = [InstitutionId.parse(uuid(1)), InstitutionId.parse(uuid(2))];
const regional = ['administrator', 'coordinator'];

const situation = fc.record({
	held: fc.array(fc.record({ role: fc.constantFrom(...roles), place: fc.constantFrom(mine, theirs) }), { maxLength: 3 }),
	seat: fc.constantFrom(null, 'member' as const, 'evaluator' as const),
	state: fc.constantFrom(...assessmentStates),
	cycle: fc.constantFrom(...cycleStates)
});
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

/** The head that `loadAssessment` would give this person, with the actor. */
function meet({ held, seat, state, cycle }: Situation): { actor: Actor; assessment: AssessmentHead; here: Set<string> } {
	const actor: Actor = { personId: PersonId.parse(uuid(9)), name: 'A', system: false, memberships: held.map((h, i) => ({ id: MembershipId.parse(uuid(100 + i)), role: h.role, institutionId: regional.includes(h.role) ? null : h.place })) };
	const here = new Set<string>(held.filter((h) => regional.includes(h.role) || h.place === mine).map((h) => h.role));
	const rights = { see: true, lead: here.has('lead'), head: here.has('head'), region: here.has('administrator') || here.has('coordinator') };
	const assessment: AssessmentHead = {
		id: AssessmentId.parse(uuid(3)), cycleId: CycleId.parse(uuid(4)), institutionId: mine, methodologyVersionId: MethodologyVersionId.parse(uuid(5)), mode: 'fine', state, cycleState: cycle, endsOn: '2026-12-20', revision: 1, everOpened: state !== 'scoring',
		assessor: seat ? { id: AssessorId.parse(uuid(6)), kind: seat, finished: true, leftOut: false } : null, rights
	};
	return { actor, assessment, here };
}

test('nobody reads individual scores while members score, and the region only what is signed', () => {
	fc.assert(
		fc.property(situation, (s) => {
			const { actor, assessment, here } = meet(s);
			const inside = here.has('lead') || here.has('head') || (s.seat !== null && (here.has('member') || here.has('evaluator')));
			const region = here.has('administrator') || here.has('coordinator');
			expect(mayRead(actor, assessment)).toBe((inside && s.state !== 'scoring') || (!inside && region && s.state === 'signed'));
			if (s.state === 'scoring') expect(mayRead(actor, assessment)).toBe(false);
			// A viewer, and anybody whose roles are all elsewhere, never gets anything here.
			if (here.size === 0 || (here.size === 1 && here.has('viewer'))) {
				expect(mayRead(actor, assessment)).toBe(false);
				expect(availableActions(assessment)).toEqual([]);
				expect(evidenceRights(actor, assessment)).toEqual({ read: 'none', add: false, removeAny: false, removeOwn: false });
			}
		}),
		{ numRuns: 2000 }
	);
});

test('each action takes its role and its state, in an open cycle only', () => {
	fc.assert(
		fc.property(situation, (s) => {
			const { assessment, here } = meet(s);
			const region = here.has('administrator') || here.has('coordinator');
			const wanted = {
				'open-consensus': here.has('lead'),
				agree: here.has('lead'),
				propose: here.has('lead'),
				sign: here.has('head'),
				return: here.has('head'),
				reopen: s.state === 'signed' ? here.has('head') || region : here.has('lead')
			};
			for (const action of consensusActions) {
				expect(hasRight(assessment, action)).toBe(wanted[action]);
				expect(availableActions(assessment).includes(action)).toBe(wanted[action] && s.cycle === 'open' && nextAssessmentState(s.state, action) !== null);
			}
		}),
		{ numRuns: 2000 }
	);
});

test('evidence: the lead and members add, head and evaluator read, the region reads what supports a signed assessment', () => {
	fc.assert(
		fc.property(situation, (s) => {
			const { actor, assessment, here } = meet(s);
			const rights = evidenceRights(actor, assessment);
			const group = here.has('lead') || (s.seat === 'member' && (here.has('member') || here.has('head')));
			expect(rights.add).toBe(group);
			expect(rights.removeAny).toBe(here.has('lead'));
			if (group || here.has('head') || (s.seat !== null && here.has('evaluator'))) expect(rights.read).toBe('all');
			else expect(rights.read).toBe((here.has('administrator') || here.has('coordinator')) && s.state === 'signed' ? 'supporting' : 'none');
			expect(linksMayChange(assessment)).toBe(s.cycle === 'open' && (s.state === 'scoring' || s.state === 'consensus'));
		}),
		{ numRuns: 2000 }
	);
});
