import { expect, test } from 'vitest';
import { allowedAssessmentActions, allowedCycleActions, assessmentActions, assessmentStates, cycleActions, cycleStates, nextAssessmentState, nextCycleState } from './lifecycle.ts';

test('every cycle state × every action leads where the table says, and nowhere else', () => {
	const expected: Record<string, string> = {
		'draft edit': 'draft',
		'draft open': 'open',
		'draft cancel': 'cancelled',
		'open extend': 'open',
		'open remind': 'open',
		'open close': 'closed',
		'open cancel': 'cancelled',
		'closed reopen': 'open'
	};
	const found = cycleStates.flatMap((state) => cycleActions.map((action) => [`${state} ${action}`, nextCycleState(state, action)] as const));
	expect(found).toHaveLength(28);
	expect(Object.fromEntries(found.filter(([, next]) => next !== null))).toEqual(expected);
	for (const state of cycleStates) expect(allowedCycleActions(state)).toEqual(cycleActions.filter((action) => expected[`${state} ${action}`]));
});

test('every assessment state × every action leads where the table says, and nothing moves unless the cycle is open', () => {
	const expected: Record<string, string> = {
		'scoring manage-group': 'scoring',
		'scoring score': 'scoring',
		'scoring open-consensus': 'consensus',
		'scoring extend': 'scoring',
		'consensus agree': 'consensus',
		'consensus rescore': 'consensus',
		'consensus propose': 'proposed',
		'consensus reopen': 'scoring',
		'consensus extend': 'consensus',
		'proposed sign': 'signed',
		'proposed return': 'consensus',
		'signed reopen': 'consensus'
	};
	const found = assessmentStates.flatMap((state) => assessmentActions.map((action) => [`${state} ${action}`, nextAssessmentState(state, action)] as const));
	expect(found).toHaveLength(40);
	expect(Object.fromEntries(found.filter(([, next]) => next !== null))).toEqual(expected);
	for (const state of assessmentStates) {
		for (const cycle of cycleStates) {
			const allowed = cycle === 'open' ? assessmentActions.filter((action) => expected[`${state} ${action}`]) : [];
			expect(allowedAssessmentActions(state, cycle)).toEqual(allowed);
		}
	}
});
