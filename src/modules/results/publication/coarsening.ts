import { assistances, channels } from '../../survey/index.ts';

/** What could tell a person from outside: the group each grouping question puts them in, who helped, and the way in. */
export interface Traits {
	readonly groups: readonly string[];
	readonly assisted: (typeof assistances)[number];
	readonly channel: (typeof channels)[number];
}

/** Stands for every value of a trait. */
export const anyValue = '*';

interface Coarsened {
	/** The traits of each row as they leave, in the order groups, assisted, channel; null for a row that stays. */
	readonly traits: readonly (readonly string[] | null)[];
	/** How each trait was coarsened: 0 not at all. */
	readonly levels: readonly number[];
	/** Rows of which every trait was taken away, and rows that stay. */
	readonly suppressed: number;
	readonly dropped: number;
}

const assistedLevels = [(v: string) => v, (v: string) => (v === 'no' ? 'no' : 'yes'), () => anyValue];
const channelLevels = [(v: string) => v, (v: string) => (v === 'paper' || v === 'import' ? 'paper' : 'link'), () => anyValue];
const groupLevels = [(v: string) => v, () => anyValue];

/** No more rows than this share lose all their traits before a whole trait is coarsened instead. */
const mostSuppressed = 0.05;

/**
 * Makes rows k-anonymous: every combination of traits that is left has at least k rows that did not come through open links.
 * Each trait is coarsened for all rows alike, as little as possible; the few rows that are still rare lose all traits.
 * Published tables give the figures of whole groups: what a group has there and not among the rows is what its rare rows
 * said. So each group loses k rows or none. Rows stay behind only where fewer than k came without open links.
 */
export function coarsen(rows: readonly Traits[], k: number): Coarsened {
	const first = rows[0];
	const scales = [...(first?.groups ?? []).map(() => groupLevels), assistedLevels, channelLevels];
	const raw = rows.map((row) => [...row.groups, row.assisted, row.channel]);
	const kinds = new Map<string, Kind>();
	for (const [i, values] of raw.entries()) {
		const key = JSON.stringify(values);
		const kind = kinds.get(key) ?? { values, rows: 0, counted: 0 };
		kinds.set(key, { values, rows: kind.rows + 1, counted: kind.counted + (rows[i]?.channel === 'open' ? 0 : 1) });
	}
	const all = [...kinds.values()];
	const best = combinations(scales.map((levels) => levels.length))
		.map((levels) => ({ levels, ...rareness(all, scales, levels, k) }))
		.filter(({ levels, rare, kinds }) => (rare <= rows.length * mostSuppressed && hideEachOther(kinds, k)) || levels.every((level, i) => level === (scales[i]?.length ?? 1) - 1))
		.sort((a, b) => cost(a.levels, scales) + a.rare / rows.length - cost(b.levels, scales) - b.rare / rows.length)[0];
	const levels = best?.levels ?? scales.map((scale) => scale.length - 1);
	const { classes } = rareness(all, scales, levels, k);
	const blank = scales.map(() => anyValue);
	const keyOf = (values: readonly string[]) => JSON.stringify(coarse(values, scales, levels));
	const isRare = (values: readonly string[]): boolean => (classes.get(keyOf(values)) ?? 0) < k;
	const countedRare = all.filter(({ values }) => isRare(values)).reduce((sum, { counted }) => sum + counted, 0);
	const together = countedRare >= k;
	const traits = raw.map((values) => (isRare(values) ? (together ? blank : null) : coarse(values, scales, levels)));
	const rare = raw.filter(isRare).length;
	return { traits, levels, suppressed: together ? rare : 0, dropped: together ? 0 : rare };
}

/** Rows that have the same traits. */
interface Kind {
	readonly values: readonly string[];
	readonly rows: number;
	readonly counted: number;
}

/** Whether every group that tables show, help included, has none of these rows or at least k, not counting open links. */
function hideEachOther(rare: readonly Kind[], k: number): boolean {
	const lost = new Map<string, number>();
	for (const { values, counted } of rare) for (const [i, value] of values.slice(0, -1).entries()) lost.set(`${i} ${value}`, (lost.get(`${i} ${value}`) ?? 0) + counted);
	return [...lost.values()].every((count) => count === 0 || count >= k);
}

type Scales = readonly (readonly ((value: string) => string)[])[];

const coarse = (values: readonly string[], scales: Scales, levels: readonly number[]): string[] => values.map((value, i) => (scales[i]?.[levels[i] ?? 0] ?? (() => anyValue))(value));

/** Losing a group is worse than losing who helped, and that is worse than losing the way in. */
const cost = (levels: readonly number[], scales: Scales): number =>
	levels.reduce((sum, level, i) => sum + (level / ((scales[i]?.length ?? 2) - 1)) * (i === levels.length - 1 ? 0.25 : i === levels.length - 2 ? 0.5 : 1), 0);

function rareness(all: readonly Kind[], scales: Scales, levels: readonly number[], k: number): { rare: number; kinds: readonly Kind[]; classes: Map<string, number> } {
	const classes = new Map<string, number>();
	const keyOf = ({ values }: Kind): string => JSON.stringify(coarse(values, scales, levels));
	for (const kind of all) classes.set(keyOf(kind), (classes.get(keyOf(kind)) ?? 0) + kind.counted);
	const kinds = all.filter((kind) => (classes.get(keyOf(kind)) ?? 0) < k);
	return { rare: kinds.reduce((sum, { rows }) => sum + rows, 0), kinds, classes };
}

function combinations(sizes: readonly number[]): number[][] {
	return sizes.reduce<number[][]>((lists, size) => lists.flatMap((list) => Array.from({ length: size }, (_, level) => [...list, level])), [[]]);
}

/** Puts numbers into ranges of at least k answers each, written "3–7"; one value where it alone was given k times. Null where there are fewer than k. */
export function bandsOf(values: readonly number[], k: number): ((value: number) => string) | null {
	if (values.length < k) return null;
	const counts = [...Map.groupBy(values, (value) => value)].map(([value, same]) => ({ value, count: same.length })).sort((a, b) => a.value - b.value);
	const bands: { low: number; high: number; count: number }[] = [];
	for (const { value, count } of counts) {
		const last = bands.at(-1);
		if (last && last.count < k) bands[bands.length - 1] = { low: last.low, high: value, count: last.count + count };
		else bands.push({ low: value, high: value, count });
	}
	const [before, last] = [bands.at(-2), bands.at(-1)];
	if (before && last && last.count < k) bands.splice(-2, 2, { low: before.low, high: last.high, count: before.count + last.count });
	return (value) => {
		const band = bands.find(({ low, high }) => value >= low && value <= high);
		return band ? (band.low === band.high ? String(band.low) : `${band.low}–${band.high}`) : anyValue;
	};
}
