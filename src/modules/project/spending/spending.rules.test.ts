import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents, compareAmounts, fromCents, percentOf, sum } from '#platform/money.ts';
import { flatRateOf, isPartOf, splitBy } from './amounts.ts';
import { readDay, readMoney } from './import/cells.ts';
import { bundleActions, bundleStates, itemActions, itemStates, nextBundleState, nextItemState, nextReportState, reportActions, reportStates } from './lifecycle.ts';
import { forecastOf } from './plan.ts';

const amount = fc.bigInt({ min: 0n, max: 9_999_999_999n }).map(fromCents);
const signed = fc.bigInt({ min: -9_999_999_999n, max: 9_999_999_999n }).map(fromCents);

test('a split makes the whole to the cent, each part within a cent of its share, whatever the sign', () => {
	fc.assert(
		fc.property(signed, fc.array(amount, { minLength: 1, maxLength: 8 }), (whole, weights) => {
			const parts = splitBy(whole, weights);
			const total = cents(sum(weights));
			if (total === 0n) {
				expect(parts).toBeNull();
				return;
			}
			expect(sum(parts ?? [])).toBe(whole);
			for (const [i, part] of (parts ?? []).entries()) {
				const exact = cents(whole) * cents(weights[i] ?? '0');
				const off = cents(part) * total - exact;
				expect((off < 0n ? -off : off) <= total).toBe(true);
				expect(splitBy(fromCents(-cents(whole)), weights)?.[i]).toBe(fromCents(-cents(part)));
			}
		})
	);
});

test('what a flat rate pays adds up, is the percentage of the whole, and follows empty parts', () => {
	fc.assert(
		fc.property(amount, amount, amount, amount, fc.integer({ min: 0, max: 40 }), (certified, deducted, parked, waiting, percent) => {
			const base = { certified, deducted, parked, waiting, declared: sum([certified, deducted, parked, waiting]) };
			const paid = flatRateOf(base, String(percent));
			expect(sum([paid.certified, paid.deducted, paid.parked, paid.waiting])).toBe(paid.declared);
			expect(paid.declared).toBe(percentOf(base.declared, String(percent)));
			for (const part of ['certified', 'deducted', 'parked', 'waiting'] as const) if (base[part] === '0.00') expect(paid[part]).toBe('0.00');
		})
	);
});

test('a part lies between nothing and the claim, on the claim\'s side of zero', () => {
	fc.assert(fc.property(signed, signed, (part, claim) => {
		const [low, high] = cents(claim) < 0n ? [claim, '0.00'] : ['0.00', claim];
		expect(isPartOf(part, claim)).toBe(compareAmounts(low, part) <= 0 && compareAmounts(part, high) <= 0);
	}));
});

test('the forecast never falls below what is claimed, and an ended period costs just that', () => {
	fc.assert(fc.property(fc.option(amount), amount, fc.boolean(), (planned, claimed, ended) => {
		const forecast = forecastOf(planned, claimed, ended);
		expect(compareAmounts(forecast, claimed)).toBeGreaterThanOrEqual(0);
		if (ended || planned === null) expect(forecast).toBe(claimed);
		else expect(compareAmounts(forecast, planned)).toBeGreaterThanOrEqual(0);
	}));
});

test('the tables lead only to states that exist; what is withdrawn, certified as a report or accepted stays so', () => {
	for (const state of itemStates) for (const action of itemActions) expect([null, ...itemStates]).toContain(nextItemState(state, action));
	for (const action of itemActions) expect(nextItemState('withdrawn', action)).toBeNull();
	for (const state of itemStates.filter((one) => one !== 'entered')) for (const action of ['change', 'declare'] as const) expect(nextItemState(state, action)).toBeNull();
	for (const state of itemStates.filter((one) => one !== 'parked')) expect(nextItemState(state, 'take-up')).toBeNull();
	for (const state of itemStates.filter((one) => one !== 'certified')) expect(nextItemState(state, 'correct')).toBeNull();
	for (const action of reportActions) expect(nextReportState('certified', action)).toBeNull();
	for (const state of reportStates) expect([nextReportState(state, 'submit') !== null, nextReportState(state, 'enter') !== null]).toEqual(Array(2).fill(state === 'draft' || state === 'returned'));
	for (const action of bundleActions) expect(nextBundleState('accepted', action)).toBeNull();
	for (const state of bundleStates) expect(nextBundleState(state, 'submit')).toBe(state === 'draft' ? 'submitted' : null);
});

test('an amount with a chosen sign is read as written, with either sign of thousands', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1000, max: 99_999_999 }), fc.integer({ min: 0, max: 99 }), fc.constantFrom('comma', 'point'), fc.boolean(), (whole, fraction, sign, grouped) => {
			const [thousands, decimal] = sign === 'comma' ? ['.', ','] : [',', '.'];
			const text = `${grouped ? String(whole).replace(/\B(?=(\d{3})+$)/g, thousands) : whole}${decimal}${String(fraction).padStart(2, '0')}`;
			expect(readMoney(text, sign === 'comma' ? 'comma' : 'point')).toMatchObject({ value: { amount: `${whole}.${String(fraction).padStart(2, '0')}` } });
			expect(readMoney(text, 'auto')).toMatchObject({ value: { amount: `${whole}.${String(fraction).padStart(2, '0')}` } });
		})
	);
});

test.each([['2019-03-31', '2019-03-31'], ['31.03.2019', '2019-03-31'], ['31.03.2019.', '2019-03-31'], ['31.03.2019. g.', '2019-03-31'], ['2019.03.31.', '2019-03-31'], ['1.3.2019', '2019-03-01'], ['31/03/2019', '2019-03-31'], ['05/05/2019', '2019-05-05'], ['2019-03-31 00:00:00', '2019-03-31'], ['03/04/2019', null], ['31.02.2019', null], ['31.03.19', null], ['43555', null], ['', null]])('the day %j is read as %j', (text, day) => {
	expect(readDay(text)).toEqual(day === null ? { problem: expect.objectContaining({ code: expect.stringContaining('spending_cell_day') as string }) as object } : { value: day });
});
