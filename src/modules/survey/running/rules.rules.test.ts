import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf } from '#platform/clock.ts';
import { answersEndAt, answersKeptUntil, daysBetween, instantOf, isTooSmall, openToSurveys, timeOf } from './rules.ts';

test('a day and a time are those of Latvia and Lithuania, in winter, in summer and around the change of the clock', () => {
	expect(instantOf('2026-11-22', '09:00')?.toISOString()).toBe('2026-11-22T07:00:00.000Z');
	expect(instantOf('2026-07-01', '09:00')?.toISOString()).toBe('2026-07-01T06:00:00.000Z');
	expect(instantOf('2026-03-29', '02:59')?.toISOString()).toBe('2026-03-29T00:59:00.000Z');
	expect(instantOf('2026-03-29', '04:00')?.toISOString()).toBe('2026-03-29T01:00:00.000Z');
	expect(instantOf('2026-10-25', '00:30')?.toISOString()).toBe('2026-10-24T21:30:00.000Z');
	for (const [day, time] of [['2026-02-30', '09:00'], ['2026-1-1', '09:00'], ['2026-01-01', '24:00'], ['2026-01-01', '9:00'], ['', '']] as const) expect(instantOf(day, time)).toBeNull();
	fc.assert(
		fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }), (instant) => {
			const back = instantOf(dayOf(instant), timeOf(instant));
			// The hour that comes twice in autumn may be read as its other self.
			expect([0, 3_600_000]).toContain(Math.abs((back?.getTime() ?? 0) - Math.floor(instant.getTime() / 60_000) * 60_000));
		})
	);
});

test('answers are kept for whole months, to the last day of a shorter one', () => {
	const kept = (closedAt: string, retentionMonths: number) => answersKeptUntil({ closesAt: new Date('2030-01-01T00:00:00Z'), closedAt: new Date(closedAt), retentionMonths });
	expect(kept('2026-11-30T10:00:00Z', 12)).toBe('2027-11-30');
	expect(kept('2026-08-31T10:00:00Z', 6)).toBe('2027-02-28');
	expect(kept('2027-12-31T10:00:00Z', 2)).toBe('2028-02-29');
	expect(kept('2026-11-30T22:30:00Z', 1)).toBe('2027-01-01');
});

test('the last answer is taken an hour after the end, planned or early', () => {
	const closesAt = new Date('2026-12-20T16:00:00Z');
	expect(answersEndAt({ closesAt, closedAt: null }).toISOString()).toBe('2026-12-20T17:00:00.000Z');
	expect(answersEndAt({ closesAt, closedAt: new Date('2026-12-01T10:00:00Z') }).toISOString()).toBe('2026-12-01T11:00:00.000Z');
	expect(answersEndAt({ closesAt, closedAt: new Date('2026-12-21T10:00:00Z') }).toISOString()).toBe('2026-12-20T17:00:00.000Z');
	expect(daysBetween(new Date('2026-11-22T21:59:00Z'), new Date('2026-11-22T22:01:00Z'))).toBe(1);
});

test('three people can never be five answers; nobody warns where nobody counted', () => {
	expect(isTooSmall({ eligible: 4, minimumGroup: 5 })).toBe(true);
	expect(isTooSmall({ eligible: 5, minimumGroup: 5 })).toBe(false);
	expect(isTooSmall({ eligible: null, minimumGroup: 5 })).toBe(false);
});

test('a survey is put into a cycle that goes on or comes, or stays in its own', () => {
	const cycles = ['draft', 'open', 'closed', 'cancelled'].map((state) => ({ id: state, state }));
	expect(openToSurveys(cycles).map(({ id }) => id)).toEqual(['draft', 'open']);
	expect(openToSurveys(cycles, 'closed').map(({ id }) => id)).toEqual(['draft', 'open', 'closed']);
});
