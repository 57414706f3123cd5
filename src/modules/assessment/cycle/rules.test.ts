import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCycleInput, daysBetween, laterDay, progressOf } from './rules.ts';

const dayOf = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);

test('days between two calendar days are whole, signed and do not care about summer time', () => {
	expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
	expect(daysBetween('2026-12-20', '2026-12-20')).toBe(0);
	fc.assert(fc.property(fc.nat(4000), fc.nat(4000), (a, b) => daysBetween(dayOf(a), dayOf(b)) === b - a && laterDay(dayOf(a), dayOf(b)) === dayOf(Math.max(a, b))));
});

test('a cycle needs a name, an institution and an end that is not before the start', () => {
	const fine = { name: { lv: 'Cikls' }, methodology: { versionId: 'x' }, mode: 'm', institutionIds: ['a'], startsOn: '2026-01-01', endsOn: '2026-01-01', previousCycleId: null };
	expect(checkCycleInput(fine)).toEqual({});
	expect(Object.keys(checkCycleInput({ ...fine, name: { lv: ' ' }, institutionIds: [], endsOn: '2025-12-31' }))).toEqual(['name_lv', 'institutions', 'ends_on']);
});

test('late are unsigned institutions and unfinished assessors after the end; those left out count nowhere', () => {
	const assessor = (id: string, finished: boolean, leftOut = false) => ({ assessorId: id, name: id, kind: 'member' as const, onPaper: false, done: 1, finished, leftOut });
	const facts = { state: 'scoring' as const, endsOn: '2026-11-21', today: '2026-11-22', total: 5, assessors: [assessor('a', true), assessor('b', false), assessor('c', false, true)] };
	const late = progressOf(facts);
	expect(late).toMatchObject({ daysLeft: -1, late: true, groupSize: 2, finishedCount: 1 });
	expect(late.assessors.map((a) => a.late)).toEqual([false, true, false]);
	expect(progressOf({ ...facts, today: '2026-11-21' })).toMatchObject({ daysLeft: 0, late: false });
	expect(progressOf({ ...facts, state: 'signed' }).late).toBe(false);
	expect(progressOf({ ...facts, state: 'consensus' }).assessors.some((a) => a.late)).toBe(false);
});
