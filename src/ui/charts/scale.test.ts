import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf, placeOf, stack, ticksOf } from './scale.ts';

const bands = [
	{ from: 0, to: 10 },
	{ from: 11, to: 30 },
	{ from: 31, to: 100 }
];

describe('the scale of a chart', () => {
	it('places values from one end to the other', () => {
		expect([0, 25, 100].map((v) => placeOf(v, 0, 100))).toEqual(['0%', '25%', '100%']);
		expect(placeOf(3, 1, 6)).toBe('40%');
		expect(lengthOf(1, 6, 1, 6)).toBe('100%');
	});
	it('keeps what lies outside at the end, and survives a scale without length', () => {
		expect(placeOf(140, 0, 100)).toBe('100%');
		expect(placeOf(-5, 0, 100)).toBe('0%');
		expect(placeOf(4, 4, 4)).toBe('0%');
		expect(lengthOf(60, 20, 0, 100)).toBe('0%');
	});
	it('marks the last value of each band and both ends once', () => {
		expect(ticksOf(bands, 0, 100)).toEqual([0, 10, 30, 100]);
		expect(ticksOf([1, 2, 3].map((n) => ({ from: n, to: n })), 1, 3)).toEqual([1, 2, 3]);
	});
});

describe('stacking dots', () => {
	const points = fc.array(fc.record({ value: fc.integer({ min: 0, max: 100 }), text: fc.string() }), { maxLength: 40 });

	it('keeps every dot, and no two in one row hide each other', () => {
		fc.assert(
			fc.property(points, (given) => {
				const stacked = stack(given, 0, 100);
				expect(new Set(stacked.map((s) => s.point))).toEqual(new Set(given));
				for (const a of stacked) for (const b of stacked) if (a !== b && a.row === b.row) expect(Math.abs(a.point.value - b.point.value)).toBeGreaterThanOrEqual(5);
			})
		);
	});
	it('uses one row where there is room', () => {
		expect(stack([{ value: 90 }, { value: 10 }, { value: 50 }], 0, 100).map((s) => s.row)).toEqual([0, 0, 0]);
		expect(stack([{ value: 40 }, { value: 40 }, { value: 41 }], 0, 100).map((s) => s.row)).toEqual([0, 1, 2]);
	});
});
