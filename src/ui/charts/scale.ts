export interface Band {
	readonly from: number;
	readonly to: number;
}

/**
 * Where a value stands on the scale, as a percentage of the drawing's width ("37.5%"), so that the drawing fits every
 * screen without a script. Values outside the scale stay at its end.
 */
export function placeOf(value: number, min: number, max: number): string {
	return `${shareOf(value, min, max)}%`;
}

/** The length between two values of the scale, as a percentage of the drawing's width. */
export const lengthOf = (from: number, to: number, min: number, max: number): string =>
	`${round(Math.max(0, shareOf(to, min, max) - shareOf(from, min, max)))}%`;

function shareOf(value: number, min: number, max: number): number {
	if (max <= min) return 0;
	return round((100 * (Math.min(Math.max(value, min), max) - min)) / (max - min));
}

const round = (percent: number): number => Math.round(percent * 100) / 100;

/** The beginning of the scale and the last value of every band: where the ticks and their numbers stand. */
export const ticksOf = (bands: readonly Band[], min: number, max: number): number[] =>
	[...new Set([min, ...bands.map((band) => band.to).filter((to) => to > min && to < max), max])].sort((a, b) => a - b);

/** How near two dots may stand before one moves up, as a share of the scale; a dot is 12 px wide on the narrowest screen. */
const reach = 0.05;

export interface Stacked<Point> {
	readonly point: Point;
	/** 0 is the lowest row. */
	readonly row: number;
}

/** Puts dots that would hide one another into rows above each other; every dot keeps its value. */
export function stack<Point extends { readonly value: number }>(points: readonly Point[], min: number, max: number): Stacked<Point>[] {
	const near = (max - min) * reach;
	const lastInRow: number[] = [];
	return [...points]
		.sort((a, b) => a.value - b.value)
		.map((point) => {
			const free = lastInRow.findIndex((last) => point.value - last >= near);
			const row = free === -1 ? lastInRow.length : free;
			lastInRow[row] = point.value;
			return { point, row };
		});
}
