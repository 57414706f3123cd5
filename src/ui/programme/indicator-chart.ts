import { indicatorStanding, yearRow, type ProgrammeIndicator } from '#modules/programme/index.ts';

/** A point of the chart: percent of the width, units of its height from above. */
export interface ChartPoint {
	readonly year: number;
	readonly value: string;
	readonly x: number;
	readonly y: number;
}
export interface IndicatorChart {
	readonly rows: ReturnType<typeof yearRow>;
	readonly points: readonly ChartPoint[];
	/** Segments between values of neighbouring years; over a blank year no line is drawn. */
	readonly lines: readonly { readonly from: ChartPoint; readonly to: ChartPoint }[];
	readonly target: number | null;
	readonly baseline: number | null;
	readonly ticks: readonly { readonly year: number; readonly x: number; readonly labelled: boolean }[];
	readonly standing: ReturnType<typeof indicatorStanding>;
}

export const chartHeight = 150;
const [top, bottom] = [28, 126];
/** In percent of the width; left of the years the lines of baseline and target are named. */
const [left, right] = [28, 95];

/** Where everything of an indicator's chart stands. For drawing only; the numbers themselves stay decimal text. */
export function indicatorChart(indicator: ProgrammeIndicator, year: number): IndicatorChart {
	const shown = indicator.values.filter((value) => value.year <= year);
	const rows = yearRow({ ...indicator, values: shown }, shown[0]?.year ?? indicator.baselineYear ?? year, shown.at(-1)?.year ?? indicator.baselineYear ?? year);
	const numbers = [...shown.map(({ value }) => value), ...[indicator.baseline, indicator.target].filter((value) => value !== null)].map(Number);
	const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
	const yOf = (value: string) => (high === low ? bottom : bottom - ((Number(value) - low) / (high - low)) * (bottom - top));
	const xOf = (at: number) => (rows.length < 2 ? 60 : left + ((at - (rows[0]?.year ?? at)) / (rows.length - 1)) * (right - left));
	const points = shown.map((value) => ({ year: value.year, value: value.value, x: xOf(value.year), y: yOf(value.value) }));
	const every = Math.ceil(rows.length / 4);
	return {
		rows,
		points,
		lines: points.flatMap((to, i) => (points[i - 1]?.year === to.year - 1 ? [{ from: points[i - 1] ?? to, to }] : [])),
		target: indicator.target === null ? null : yOf(indicator.target),
		baseline: indicator.baseline === null ? null : yOf(indicator.baseline),
		ticks: rows.map((row, i) => ({ year: row.year, x: xOf(row.year), labelled: i % every === 0 })),
		standing: indicatorStanding(indicator, year)
	};
}
