/** What a stacked bar shows of one answer: how favourable it is, by form and colour. */
export type Tone = 'low-far' | 'low' | 'low-near' | 'middle' | 'high-near' | 'high' | 'high-far';

/**
 * The tones of `count` answers, least favourable first: the outermost are the strongest, one in the middle stands for
 * itself. Example: `tonesOf(5)` is low-far, low-near, middle, high-near, high-far.
 */
export function tonesOf(count: number): Tone[] {
	const side = Math.floor(count / 2);
	const strengths = side <= 1 ? ['far'] : side === 2 ? ['near', 'far'] : ['near', ...Array.from({ length: side - 2 }, () => ''), 'far'];
	const named = (base: 'low' | 'high') => strengths.slice(0, side).map((strength) => (strength === '' ? base : (`${base}-${strength}` as Tone)));
	return [...named('low').reverse(), ...(count % 2 === 1 ? ['middle' as const] : []), ...named('high')];
}

export interface Extent {
	/** How far bars reach to the left and to the right of the middle, in shares of all answers. */
	readonly left: number;
	readonly right: number;
}

const nothing: Extent = { left: 0, right: 0 };

/** How far the bars of several rows reach at most; rows without a bar reach nowhere. */
export function extentOf(rows: readonly (readonly number[] | null)[]): Extent {
	return rows.reduce<Extent>((most, shares) => {
		if (!shares) return most;
		const { left, right } = sidesOf(shares);
		return { left: Math.max(most.left, left), right: Math.max(most.right, right) };
	}, nothing);
}

/** An answer in the middle lies half on each side. */
function sidesOf(shares: readonly number[]): Extent {
	const half = Math.floor(shares.length / 2);
	const sum = (from: number, to: number) => shares.slice(from, to).reduce((a, b) => a + b, 0);
	const middle = shares.length % 2 === 1 ? (shares[half] ?? 0) / 2 : 0;
	return { left: sum(0, half) + middle, right: sum(shares.length - half, shares.length) + middle };
}

export interface Segment {
	readonly index: number;
	/** Percentages of the drawing's width. */
	readonly x: number;
	readonly width: number;
}

const percent = (share: number): number => Math.round(share * 10_000) / 100;

/** Where the middle stands in a drawing of this extent, as a percentage of its width. */
export function middleOf({ left, right }: Extent): number {
	return left + right <= 0 ? 50 : percent(left / (left + right));
}

/** Lays the shares of one row (least favourable first, together 1) around the middle; answers that nobody gave have no segment. */
export function segmentsOf(shares: readonly number[], extent: Extent): Segment[] {
	const whole = extent.left + extent.right;
	if (whole <= 0) return [];
	let at = extent.left - sidesOf(shares).left;
	return shares.flatMap((share, index) => {
		const x = at;
		at += share;
		return share <= 0 ? [] : [{ index, x: percent(x / whole), width: percent(share / whole) }];
	});
}

/** Whole percentages that add up to 100: the largest remainders are rounded up. Example: thirds give 34, 33, 33. */
export function wholePercents(shares: readonly number[]): number[] {
	const total = shares.reduce((a, b) => a + b, 0);
	if (total <= 0) return shares.map(() => 0);
	const exact = shares.map((share) => (100 * share) / total);
	const floor = exact.map(Math.floor);
	const missing = 100 - floor.reduce((a, b) => a + b, 0);
	const order = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
	for (const { i } of order.slice(0, Math.round(missing))) floor[i] = (floor[i] ?? 0) + 1;
	return floor;
}
