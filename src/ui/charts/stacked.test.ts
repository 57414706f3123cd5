import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extentOf, middleOf, segmentsOf, tonesOf, wholePercents } from './stacked.ts';

const shares = fc.array(fc.nat(50), { minLength: 2, maxLength: 7 }).filter((counts) => counts.some((count) => count > 0)).map((counts) => {
	const all = counts.reduce((a, b) => a + b, 0);
	return counts.map((count) => count / all);
});

describe('bars around a middle', () => {
	it('gives each answer a tone of its own, the outermost the strongest', () => {
		for (const count of [2, 3, 4, 5, 6, 7]) {
			const tones = tonesOf(count);
			expect(new Set(tones).size).toBe(count);
			expect([tones[0], tones.at(-1)]).toEqual(['low-far', 'high-far']);
		}
		expect(tonesOf(5)).toEqual(['low-far', 'low-near', 'middle', 'high-near', 'high-far']);
	});

	it('keeps every bar inside the drawing, without gaps, as long as its answers', () => {
		fc.assert(
			fc.property(fc.array(shares, { minLength: 1, maxLength: 6 }), (rows) => {
				const extent = extentOf(rows);
				for (const row of rows) {
					const segments = segmentsOf(row, extent);
					let end = segments[0]?.x ?? 0;
					expect(end).toBeGreaterThanOrEqual(-0.02);
					for (const { x, width } of segments) {
						expect(Math.abs(x - end)).toBeLessThan(0.05);
						end = x + width;
					}
					expect(end).toBeLessThanOrEqual(100.1);
					expect(Math.abs(end - (segments[0]?.x ?? 0) - 100 / (extent.left + extent.right))).toBeLessThan(0.2);
				}
			})
		);
	});

	it('puts unfavourable answers left of the middle and favourable ones right of it', () => {
		const extent = extentOf([[0.2, 0.1, 0.4, 0.3]]);
		const middle = middleOf(extent);
		const segments = segmentsOf([0.2, 0.1, 0.4, 0.3], extent);
		expect(segments.slice(0, 2).every(({ x, width }) => x + width <= middle + 0.01)).toBe(true);
		expect(segments.slice(2).every(({ x }) => x >= middle - 0.01)).toBe(true);
		const [, half] = segmentsOf([0.25, 0.5, 0.25], extentOf([[0.25, 0.5, 0.25]]));
		expect(half).toMatchObject({ x: 25, width: 50 });
	});

	it('draws nothing where there is nothing', () => {
		expect(extentOf([null])).toEqual({ left: 0, right: 0 });
		expect(segmentsOf([0, 0], { left: 0, right: 0 })).toEqual([]);
		expect(middleOf({ left: 0, right: 0 })).toBe(50);
	});

	it('whole percentages add up to 100 and are at most one point off', () => {
		fc.assert(
			fc.property(shares, (row) => {
				const whole = wholePercents(row);
				expect(whole.reduce((a, b) => a + b, 0)).toBe(100);
				whole.forEach((value, i) => expect(Math.abs(value - 100 * (row[i] ?? 0))).toBeLessThan(1));
			})
		);
		expect(wholePercents([1, 1, 1])).toEqual([34, 33, 33]);
		expect(wholePercents([0, 0])).toEqual([0, 0]);
	});
});
