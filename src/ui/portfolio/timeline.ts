/** One project in the picture; days are `YYYY-MM-DD`, null where nobody has said. */
export interface Lane {
	readonly key: string;
	readonly label: string;
	readonly lang?: string | undefined;
	readonly href: string;
	readonly from: string | null;
	readonly to: string | null;
	/** Its time in words. */
	readonly text: string;
	/** Not agreed or not finished: drawn as an outline. */
	readonly open: boolean;
}

export interface Axis {
	/** First and last year, both shown whole. */
	readonly from: number;
	readonly to: number;
	readonly ticks: readonly { readonly year: number; readonly x: number; readonly labelled: boolean }[];
}

/** So many numbers of years fit beside each other on the narrowest screen. */
const labels = 5;

/** The years that the lanes reach over, or null when no lane has both days. */
export function axisOf(lanes: readonly Pick<Lane, 'from' | 'to'>[]): Axis | null {
	const known = lanes.flatMap(({ from, to }) => (from !== null && to !== null && from <= to ? [Number(from.slice(0, 4)), Number(to.slice(0, 4))] : []));
	if (known.length === 0) return null;
	const [from, to] = [Math.min(...known), Math.max(...known)];
	const years = to - from + 1;
	const step = Math.ceil(years / labels);
	const ticks = Array.from({ length: years }, (_, i) => ({ year: from + i, x: round((100 * i) / years), labelled: i % step === 0 }));
	// Beyond three decades lines would stand closer than they can be told apart.
	return { from, to, ticks: years > 30 ? ticks.filter((tick) => tick.labelled) : ticks };
}

/** Where a span lies on the axis, in percent of its length; null when a day is missing or the span lies outside. The last day counts whole. */
export function placeInTime(axis: Axis, from: string | null, to: string | null): { x: number; width: number } | null {
	if (from === null || to === null || from > to) return null;
	const [start, end] = [Date.UTC(axis.from, 0, 1), Date.UTC(axis.to + 1, 0, 1)];
	const [a, b] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`) + 86_400_000];
	if (b <= start || a >= end) return null;
	const x = (100 * (Math.max(a, start) - start)) / (end - start);
	return { x: round(x), width: round(Math.max(0.6, (100 * (Math.min(b, end) - start)) / (end - start) - x)) };
}

const round = (percent: number): number => Math.round(percent * 100) / 100;
