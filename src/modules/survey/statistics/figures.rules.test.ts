import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOfMeans, figuresOf, figuresOfMoments, meanFigures, neededAnswers, populationCorrection, responseRate, shareInterval } from './figures.ts';
import { momentsOf, momentsOfSums } from './moments.ts';
import { t95 } from './student.ts';
import type { MeanFigures } from './model.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const of = (values: readonly number[], population: number | null = null): MeanFigures => {
	const figures = meanFigures(values.length, sum(values), sum(values.map((value) => value * value)), population);
	if (!figures) throw new Error('no values');
	return figures;
};
const answers = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 2, maxLength: 200 });

// Reference: scipy.stats.t.ppf(0.975, df) of SciPy 1.17.1; two decimals of them stand in every table of Student's t.
test.each([[1, 12.70620474], [2, 4.30265273], [3, 3.182446305], [4.5, 2.658912347], [10, 2.228138852], [30, 2.042272456], [59.5, 2.00064361], [60, 2.000297822], [100, 1.983971519], [1000, 1.962339081], [2799, 1.960811887], [999_999, 1.959966357]])('t(0.975; %d) is %d', (degrees, expected) => {
	expect(Math.abs(t95(degrees) / expected - 1)).toBeLessThan(1e-8);
	expect(t95(degrees)).toBe(t95(degrees));
});

test.each([0, -1, NaN])('t refuses %d degrees of freedom', (degrees) => expect(() => t95(degrees)).toThrow(RangeError));

test('mean, deviation and interval of an example that can be calculated by hand', () => {
	// Sum of squared deviations 32, so sd = √(32/7); t(7) = 2.3646.
	const plain = of([2, 4, 4, 4, 5, 5, 7, 9]);
	expect(plain.mean).toBe(5);
	expect(plain.sd).toBeCloseTo(2.138089935299395, 12);
	expect(plain.ci95?.[0]).toBeCloseTo(3.21251208176379, 7);
	expect(plain.ci95?.[1]).toBeCloseTo(6.787487918236209, 7);
	const known = of([2, 4, 4, 4, 5, 5, 7, 9], 20);
	expect(known.sd).toBe(plain.sd);
	expect(known.ci95?.[0]).toBeCloseTo(3.579448648659983, 7);
	expect(known.ci95?.[1]).toBeCloseTo(6.420551351340017, 7);
});

test('the finite population correction: none asked twice', () => {
	expect(populationCorrection(50, 101)).toBeCloseTo(Math.sqrt(51 / 100), 15);
	expect(populationCorrection(8, 8)).toBe(0);
	// Fewer eligible than answers: counted wrongly, so nothing is corrected. One person has no interval at all.
	expect([populationCorrection(9, 8), populationCorrection(8, null), populationCorrection(1, 1)]).toEqual([1, 1, 1]);
	const all = of([3, 4, 5], 3);
	expect(all.ci95).toEqual([4, 4]);
	expect(all.sd).toBe(1);
	expect(of([3], 1)).toEqual({ n: 1, mean: 3, sd: null, ci95: null });
	expect(of([3])).toEqual({ n: 1, mean: 3, sd: null, ci95: null });
	expect(meanFigures(0, 0, 0)).toBeNull();
	expect(of([4, 4, 4])).toEqual({ n: 3, mean: 4, sd: 0, ci95: [4, 4] });
});

test('the order of answers does not matter, a shift moves only the mean, a factor stretches all', () => {
	fc.assert(
		fc.property(answers, fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 20 }), fc.option(fc.integer({ min: 200, max: 5000 })), (values, shift, factor, population) => {
			const plain = of(values, population);
			expect(of(values.toReversed(), population)).toEqual(plain);
			const shifted = of(values.map((value) => value + shift), population);
			expect(shifted.sd).toBe(plain.sd);
			expect(shifted.mean).toBeCloseTo(plain.mean + shift, 10);
			expect((shifted.ci95?.[1] ?? 0) - (shifted.ci95?.[0] ?? 0)).toBeCloseTo((plain.ci95?.[1] ?? 0) - (plain.ci95?.[0] ?? 0), 10);
			expect(of(values.map((value) => value * factor), population).sd).toBeCloseTo((plain.sd ?? 0) * factor, 9);
		})
	);
});

test('a known population narrows the interval, the more the larger the part that answered', () => {
	fc.assert(
		fc.property(answers.filter((values) => new Set(values).size > 1), fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (values, more, still) => {
			const width = (population: number | null) => ((ci) => (ci ? ci[1] - ci[0] : NaN))(of(values, population).ci95);
			expect(width(values.length + more)).toBeLessThan(width(values.length + more + still));
			expect(width(values.length + more)).toBeLessThan(width(null));
		})
	);
});

test('sums of whole numbers are exact, and equal to two passes over the values', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 2, maxLength: 300 }), (values) => {
			const [sums, passes] = [momentsOfSums(values.length, sum(values), sum(values.map((v) => v * v))), momentsOf(values)];
			expect(sums?.mean).toBeCloseTo(passes?.mean ?? NaN, 9);
			expect(Math.abs((sums?.variance ?? 0) - (passes?.variance ?? 0))).toBeLessThanOrEqual(1e-12 * (passes?.variance ?? 0) + 1e-12);
		})
	);
	// A million answers of 30 000 and one of 29 999: sums of squares in binary floating point would lose the difference.
	const [n, one] = [1_000_001, 29_999];
	const variance = momentsOfSums(n, 30_000 * 1_000_000 + one, 30_000 ** 2 * 1_000_000 + one ** 2)?.variance ?? 0;
	expect(variance * n).toBeCloseTo(1, 9);
});

test('two passes keep their digits far from zero, and equal decimals have no variance', () => {
	expect(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])?.variance).toBe(30);
	expect(momentsOf([0.1 + 0.2, 0.3, 0.3])).toMatchObject({ n: 3, variance: 0 });
	expect(momentsOf([0.3])).toEqual({ n: 1, mean: 0.3, variance: null });
	expect(momentsOf([])).toBeNull();
	const figures = figuresOfMoments(momentsOf([2.5, 3.5]) ?? { n: 0, mean: 0, variance: null });
	expect(figures.mean).toBe(3);
	expect(figures.sd).toBeCloseTo(Math.SQRT1_2, 12);
});

test('figures of a question: what has no value is in no figure, and top-two follows the scale', () => {
	// Five points, "don't know", declined.
	const values = [1, 2, 3, 4, 5, null, null];
	const figures = figuresOf([1, 0, 2, 4, 3, 7, 5], values);
	expect(figures).toMatchObject({ n: 10, mean: 3.8, shares: [0.1, 0, 0.2, 0.4, 0.3, null, null], topTwo: 0.7 });
	expect(figuresOf([1, 0, 2, 4, 3, 7, 5], values, null, true)).toMatchObject({ n: 10, mean: 3.8, topTwo: 0.1 });
	expect(figuresOf([0, 0, 0, 0, 0, 7, 5], values)).toBeNull();
	expect(figuresOf([2, 3, 1], [1, 2, 3])).toMatchObject({ n: 6, topTwo: null });
	expect(figuresOf([2, 3, 4, 9], [1, 2, null, null])).toMatchObject({ n: 5, mean: 1.6, topTwo: null });
	// Options may stand in another order than their values.
	expect(figuresOf([3, 4, 2, 0, 1], [5, 4, 3, 2, 1])?.topTwo).toBe(0.7);
});

test('figures of counts equal figures of the answers they count', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(30), { minLength: 5, maxLength: 5 }).filter((counts) => sum(counts) > 0), fc.option(fc.integer({ min: 150, max: 900 })), (counts, population) => {
			const given = counts.flatMap((count, i) => Array.from({ length: count }, () => i + 1));
			const { shares, topTwo, ...figures } = figuresOf([...counts, 3], [1, 2, 3, 4, 5, null], population) ?? { shares: [], topTwo: null };
			expect(figures).toEqual(of(given, population));
			expect(sum(shares.map((share) => share ?? 0))).toBeCloseTo(1, 12);
			expect(topTwo).toBeCloseTo(given.filter((value) => value >= 4).length / given.length, 12);
		})
	);
});

const [first, second] = [[5, 4, 4, 3, 5, 5, 2, 4], [3, 4, 2, 3, 3, 1, 2, 4, 3, 2, 5]];
// Reference: scipy.stats.ttest_ind(equal_var=False), and the same formula with corrected errors in NumPy 2.4.6.
test.each([[null, null, 0.008260127533601391, 2.1735580542845803], [10, null, 0.2659824815980677, 1.9158357002201138], [10, 20, 0.46694725007789595, 1.7148709317402857]])('the difference of two means with populations %s and %s', (a, b, low, high) => {
	const { difference, ci95 } = differenceOfMeans(of(first), of(second), [a, b]);
	expect(difference).toBeCloseTo(12 / 11, 12);
	expect(ci95?.[0]).toBeCloseTo(low, 6);
	expect(ci95?.[1]).toBeCloseTo(high, 6);
	const turned = differenceOfMeans(of(second), of(first), [b, a]);
	expect(turned.difference).toBeCloseTo(-difference, 12);
	expect(turned.ci95?.[0]).toBeCloseTo(-high, 6);
});

test('a difference between what is known for certain is certain, and of too few answers has no interval', () => {
	expect(differenceOfMeans(of(first), of(second), [8, 11]).ci95).toEqual([of(first).mean - of(second).mean, of(first).mean - of(second).mean]);
	expect(differenceOfMeans(of([4]), of(second)).ci95).toBeNull();
	expect(differenceOfMeans(of(first), of([4])).ci95).toBeNull();
	expect(differenceOfMeans(of([4, 4]), of([2, 2, 2]))).toEqual({ difference: 2, ci95: [2, 2] });
	const one = differenceOfMeans(of(first), of([2, 2, 2]), [null, 3]).ci95 ?? [0, 0];
	expect((one[1] - one[0]) / 2).toBeCloseTo(((of(first).ci95?.[1] ?? 0) - (of(first).ci95?.[0] ?? 0)) / 2, 9);
});

// Reference: Newcombe (1998), table I, method 3.
test.each([[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]])('the interval of the share %d of %d', (count, n, low, high) => {
	const [a, b] = shareInterval(count, n) ?? [NaN, NaN];
	expect([a.toFixed(4), b.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
});

test('the interval of a share lies within 0 and 1, holds the share, mirrors, and closes when all were asked', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), fc.option(fc.nat(500)), (n, some, more) => {
			const count = some % (n + 1);
			const population = more === null ? null : n + more;
			const [low, high] = shareInterval(count, n, population) ?? [NaN, NaN];
			expect(low).toBeGreaterThanOrEqual(0);
			expect(low).toBeLessThanOrEqual(count / n);
			expect(high).toBeGreaterThanOrEqual(count / n);
			expect(high).toBeLessThanOrEqual(1);
			const [mirroredLow] = shareInterval(n - count, n, population) ?? [NaN];
			expect(mirroredLow).toBeCloseTo(1 - high, 10);
			if (more === 0 && n > 1) expect(high - low).toBeCloseTo(0, 10);
		})
	);
	expect(shareInterval(0, 0)).toBeNull();
});

// Reference: Krejcie and Morgan (1970), who round to the nearest; 500 needs 217.5.
test.each([[10, 10], [15, 15], [20, 20], [30, 28], [100, 80], [200, 132], [500, 218], [1000, 278], [5000, 357], [10_000, 370], [null, 385], [1, 1], [0, 0]])('of %s eligible, %d answers are needed', (eligible, expected) => expect(neededAnswers(eligible)).toBe(expected));

test('never more answers are needed than there are people, nor more for a wider margin', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0.01, max: 0.2, noNaN: true }), (eligible, margin) => {
			const needed = neededAnswers(eligible, margin);
			expect(needed).toBeLessThanOrEqual(eligible);
			expect(needed).toBeGreaterThanOrEqual(neededAnswers(eligible, margin * 1.5));
			expect(needed).toBeLessThanOrEqual(neededAnswers(null, margin));
			// So many answers of one half do keep the margin.
			if (eligible > 1) expect(1.959963984540054 * Math.sqrt(0.25 / needed) * populationCorrection(needed, eligible)).toBeLessThanOrEqual(margin + 1e-12);
		})
	);
});

test('the response rate says when more answered than were counted', () => expect([responseRate(30, 40), responseRate(50, 40), responseRate(5, null), responseRate(0, 10)]).toEqual([0.75, 1.25, null, 0]));
