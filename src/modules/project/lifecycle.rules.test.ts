import { expect, test } from 'vitest';
import { allowedProjectActions, nextProjectState, projectActions, projectStates, stageOf, type ProjectAction, type ProjectState } from './lifecycle.ts';

/** Written down apart from the table, so that a change of the table is a decision and no slip. */
const expected: Record<ProjectState, string> = {
	idea: 'edit>idea conceive>concept apply>application approve>approved delete>idea',
	concept: 'edit>concept conceive>concept apply>application approve>approved publish>concept withdraw>concept',
	application: 'edit>application apply>application approve>approved publish>application withdraw>application',
	approved: 'edit>approved start>running modify>approved achieve>approved publish>approved withdraw>approved',
	running: 'edit>running modify>modified complete>completed spend>running report>running achieve>running publish>running withdraw>running',
	modified: 'edit>modified modify>modified complete>completed spend>modified report>modified achieve>modified publish>modified withdraw>modified',
	completed: 'edit>completed complete>completed close>closed spend>completed report>completed achieve>completed publish>completed withdraw>completed',
	closed: 'reopen>completed publish>closed withdraw>closed'
};

test('every state answers every action as it was decided', () => {
	for (const state of projectStates) {
		const allowed = new Map(expected[state].split(' ').map((pair) => pair.split('>') as [string, string]));
		for (const action of projectActions) expect(nextProjectState(state, action), `${state} × ${action}`).toBe(allowed.get(action) ?? null);
		expect(allowedProjectActions(state).sort()).toEqual([...allowed.keys()].sort());
	}
});

test('a closed project is written no more until it is reopened', () => {
	for (const action of ['edit', 'modify', 'spend', 'report', 'achieve', 'complete', 'delete'] as const) expect(nextProjectState('closed', action)).toBeNull();
	expect(nextProjectState('closed', 'reopen')).toBe('completed');
});

test('every state can be reached from an idea, and only an idea is deleted', () => {
	const reached = new Set<ProjectState>(['idea']);
	for (const state of reached) for (const action of projectActions) {
		const next = nextProjectState(state, action);
		if (next) reached.add(next);
	}
	expect([...reached].sort()).toEqual([...projectStates].sort());
	expect(projectStates.filter((state) => nextProjectState(state, 'delete') !== null)).toEqual(['idea']);
});

test('exactly the steps that agree on something make a version', () => {
	const making = projectActions.filter((action: ProjectAction) => stageOf[action] !== null);
	expect(making).toEqual(['conceive', 'apply', 'approve', 'modify', 'complete']);
});
