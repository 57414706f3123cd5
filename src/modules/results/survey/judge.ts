import { differenceOfMeans, type Difference, type MeanFigures } from '../../survey/index.ts';
import type { QuestionFigures, Range, TargetOutcome, Trend, TrendOutcome } from './model.ts';

/** Rounding in the last binary digits never decides whether a target is reached. */
const hair = 1e-9;

/**
 * Whether a mean has reached its target: `reached` when the whole 95 % interval lies at or above it, `missed` when the
 * whole interval lies below, and otherwise, or without an interval, `not-clear`.
 */
export function targetOutcome({ ci95 }: Pick<MeanFigures, 'ci95'>, target: number): TargetOutcome {
	if (ci95 === null) return 'not-clear';
	if (ci95[0] >= target - hair) return 'reached';
	return ci95[1] < target - hair ? 'missed' : 'not-clear';
}

/** A change is clear when its 95 % interval leaves out zero. For a `reversed` question a lower mean is better. */
export function trendOutcome({ ci95 }: Difference, reversed = false): TrendOutcome {
	if (ci95 === null || (ci95[0] <= hair && ci95[1] >= -hair)) return 'no-clear-change';
	return ci95[0] > 0 !== reversed ? 'better' : 'worse';
}

/** Sets a figure beside the one of the previous cycle. `populations`: how many might have answered now and then. */
export function compared(now: MeanFigures, before: MeanFigures, populations: readonly [number | null, number | null], reversed = false): Trend {
	const difference = differenceOfMeans(now, before, populations);
	return { kind: 'compared', outcome: trendOutcome(difference, reversed), before, difference };
}

/** A mean as it counts for an index: of a reversed question turned around on its scale, so that higher is always better. */
export function turned(figures: MeanFigures, { low, high }: Range, reversed: boolean): MeanFigures {
	if (!reversed) return figures;
	const turn = (value: number) => low + high - value;
	return { ...figures, mean: turn(figures.mean), ci95: figures.ci95 && [turn(figures.ci95[1]), turn(figures.ci95[0])] };
}

/** Whether a question reaches a target for certain; null where its figures are hidden or coarse. */
export const reaches = (figures: QuestionFigures, target: number, range: Range, reversed: boolean): boolean | null =>
	figures.kind === 'scale' ? targetOutcome(turned(figures.figures, range, reversed), target) === 'reached' : null;

export const majorOf = (version: string): string => version.split('.')[0] ?? version;
