import type { MeanFigures } from './model.ts';
import { momentsOfSums, type Moments } from './moments.ts';
import { t95, z95 } from './student.ts';

/** A population that is known and holds at least those who answered; anything else corrects nothing. */
const known = (n: number, population: number | null): population is number => population !== null && population >= n && population > 1;

/**
 * The finite population correction √((N − n)/(N − 1)) by which a standard error shrinks when n of N were asked without
 * repetition (Cochran 1977, section 2.6): 0 when all were. 1 when N is not known, or smaller than n, which says that it was
 * counted wrongly.
 */
export const populationCorrection = (n: number, population: number | null): number => (known(n, population) ? Math.sqrt((population - n) / (population - 1)) : 1);

/** Mean, standard deviation and interval: mean ± t(n − 1) · sd/√n · correction. */
export function figuresOfMoments({ n, mean, variance }: Moments, population: number | null = null): MeanFigures {
	if (variance === null) return { n, mean, sd: null, ci95: null };
	const sd = Math.sqrt(variance);
	const half = t95(n - 1) * (sd / Math.sqrt(n)) * populationCorrection(n, population);
	return { n, mean, sd, ci95: [mean - half, mean + half] };
}

/**
 * What is said of the mean of n answers of which the sum and the sum of squares are known. `population` is the number of
 * people who might have answered, null when nobody counted them. Null for no answer; sd and interval are null for one.
 */
export function meanFigures(n: number, sum: number, squares: number, population: number | null = null): MeanFigures | null {
	const moments = momentsOfSums(n, sum, squares);
	return moments && figuresOfMoments(moments, population);
}

export interface ChoiceFigures extends MeanFigures {
	/** The part (0–1) of the n answers that each choice has; null for choices without a value, which are not among the n. */
	readonly shares: readonly (number | null)[];
	/** The part (0–1) at the two highest values, at the two lowest of a reversed question; null for scales of fewer than four values. */
	readonly topTwo: number | null;
}

/**
 * Figures of a question from how often each choice was made. `values`: the place of each choice on the scale, null for
 * "don't know" and declining, in the same order. The mean is of the raw answers, also of a `reversed` question. Null when
 * nobody gave an answer with a value.
 */
export function figuresOf(counts: readonly number[], values: readonly (number | null)[], population: number | null = null, reversed = false): ChoiceFigures | null {
	const answers = values.flatMap((value, i) => (value === null ? [] : [{ value, count: counts[i] ?? 0 }]));
	const total = (of: (value: number) => number) => answers.reduce((sum, { value, count }) => sum + of(value) * count, 0);
	const n = total(() => 1);
	const figures = meanFigures(n, total((value) => value), total((value) => value * value), population);
	if (!figures) return null;
	const places = [...new Set(answers.map(({ value }) => value))].sort((a, b) => (reversed ? a - b : b - a));
	const top = places.slice(0, 2);
	return {
		...figures,
		shares: values.map((value, i) => (value === null ? null : (counts[i] ?? 0) / n)),
		topTwo: places.length < 4 ? null : total((value) => (top.includes(value) ? 1 : 0)) / n
	};
}

export interface Difference {
	/** The first mean less the second. */
	readonly difference: number;
	/** Null when one of the two has fewer than two answers. */
	readonly ci95: readonly [low: number, high: number] | null;
}

/**
 * The difference of two means of different people with Welch's interval (1947), which does not suppose equal variances;
 * each standard error is corrected for its own finite population. Where both are known without error the interval has no
 * width.
 */
export function differenceOfMeans(first: MeanFigures, second: MeanFigures, populations: readonly [first: number | null, second: number | null] = [null, null]): Difference {
	const difference = first.mean - second.mean;
	if (first.sd === null || second.sd === null) return { difference, ci95: null };
	const error = (of: MeanFigures, sd: number, population: number | null) => (sd * sd * populationCorrection(of.n, population) ** 2) / of.n;
	const [a, b] = [error(first, first.sd, populations[0]), error(second, second.sd, populations[1])];
	if (a + b === 0) return { difference, ci95: [difference, difference] };
	const degrees = (a + b) ** 2 / (a ** 2 / (first.n - 1) + b ** 2 / (second.n - 1));
	const half = t95(degrees) * Math.sqrt(a + b);
	return { difference, ci95: [difference - half, difference + half] };
}

/**
 * The 95 % interval of a share, by Wilson (1927), which stays between 0 and 1 and holds for few answers and for shares
 * near the ends. With a known population n counts as n·(N − 1)/(N − n) answers. Null for no answer.
 */
export function shareInterval(count: number, n: number, population: number | null = null): readonly [low: number, high: number] | null {
	if (n < 1) return null;
	const share = count / n;
	const correction = populationCorrection(n, population) ** 2;
	const spread = (z95 * z95 * correction) / n;
	const middle = (share + spread / 2) / (1 + spread);
	const half = Math.sqrt(spread * share * (1 - share) + (spread * spread) / 4) / (1 + spread);
	return [Math.min(share, Math.max(0, middle - half)), Math.max(share, Math.min(1, middle + half))];
}

/**
 * How many answers are needed for a share of one half to be known within ± `margin` at 95 %, from a simple random sample
 * (Cochran 1977, section 4.4), rounded up: n₀ = z²/(4·margin²), n = n₀/(1 + (n₀ − 1)/N). For means on a scale this is
 * cautious. Example: 278 of 1 000; 385 when nobody counted those who may answer (`eligible` null).
 */
export function neededAnswers(eligible: number | null, margin = 0.05): number {
	const unlimited = z95 ** 2 / (4 * margin ** 2);
	if (eligible === null) return Math.ceil(unlimited);
	if (eligible < 1) return 0;
	return Math.min(eligible, Math.ceil(unlimited / (1 + (unlimited - 1) / eligible)));
}

/** The part of the eligible who answered; above 1 when more answered than were counted; null when nobody counted them. */
export const responseRate = (responses: number, eligible: number | null): number | null => (eligible === null || eligible < 1 ? null : responses / eligible);
