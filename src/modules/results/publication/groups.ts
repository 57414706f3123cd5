import type { GroupTally } from '../../survey/index.ts';
import { battery, hiddenBattery, indexOf, itemShapes, itemsShown, totalsAlike } from './batteries.ts';
import { at, isAlike, leavesOpen, type Cell, type Shape } from './cells.ts';
import { chooseShown, type Rules } from './hiding.ts';
import type { PublishedBattery, PublishedGroup, PublishedQuestion } from './model.ts';
import { shownCell, type DecidedTotal } from './totals.ts';

export interface Grouped {
	/** Everybody first, then the groups of every grouping. */
	readonly groups: readonly GroupTally[];
	/** The same without the answers of open links. */
	readonly counted: readonly GroupTally[];
	readonly shapes: readonly Shape[];
	readonly totals: readonly DecidedTotal[];
	readonly reason: 'interim' | 'closed';
	readonly k: number;
	readonly rules: Rules;
}

/** The groups as they are published, and the grouping questions of which some group's size is hidden. */
export interface DecidedGroups {
	readonly groups: readonly PublishedGroup[];
	readonly hiddenGroupings: ReadonlySet<string>;
}

/** One grouping: where its groups stand in the lists. */
interface Grouping {
	readonly by: string;
	readonly places: readonly number[];
}

/** Decides the groups of every grouping; before a survey is closed none is shown. */
export function decideGroups(of: Grouped): DecidedGroups {
	const groups: PublishedGroup[] = [];
	const hiddenGroupings = new Set<string>();
	for (const grouping of groupingsOf(of.groups)) {
		const sizes = of.reason === 'closed' ? sizesShown(of, grouping) : new Set<number>();
		const people = grouping.places.filter((place) => peopleAt(of, place) > 0);
		if (people.length === 0 || people.some((place) => !sizes.has(place))) hiddenGroupings.add(grouping.by);
		groups.push(...(sizes.size === 0 ? grouping.places.map((place) => hiddenGroup(of, place, null)) : decideGrouping(of, grouping, sizes)));
	}
	return { groups, hiddenGroupings };
}

function groupingsOf(groups: readonly GroupTally[]): Grouping[] {
	const places = new Map<string, number[]>();
	for (const [place, { by }] of groups.entries()) if (by !== null) places.set(by, [...(places.get(by) ?? []), place]);
	return [...places].map(([by, places]) => ({ by, places }));
}

const peopleAt = ({ counted }: Grouped, place: number): number => counted[place]?.responses ?? 0;

/** Groups whose size is shown. A grouping in which everybody is in one group would tell in which. */
function sizesShown(of: Grouped, { places }: Grouping): Set<number> {
	const parts = places.map((place) => ({ people: peopleAt(of, place), n: peopleAt(of, place), fit: peopleAt(of, place) >= of.k }));
	if (parts.filter(({ people }) => people > 0).length < 2) return new Set();
	return new Set([...chooseShown(parts, of.k, () => true, of.rules)].map((i) => at(places, i)));
}

function decideGrouping(of: Grouped, grouping: Grouping, sizes: ReadonlySet<number>): PublishedGroup[] {
	const shown = of.shapes.map((shape, i) => cellsShown(of, grouping, sizes, shape, i));
	const cells = new Map([...sizes].map((place) => [place, of.shapes.map((shape, i) => groupCell(of, place, shape, i, shown[i]?.has(place) ?? false))]));
	const batteries = (of.groups[0]?.batteries ?? []).map((_, i) => batteriesShown(of, grouping, cells, i));
	return grouping.places.map((place): PublishedGroup => {
		const [tally, counted, questions] = [of.groups[place], of.counted[place], cells.get(place)];
		if (!tally || !counted || !questions) return hiddenGroup(of, place, peopleAt(of, place) === 0 && tally?.responses === 0 ? 0 : null);
		const group = { tally, counted, cells: questions };
		const published = tally.batteries.map((one, i): PublishedBattery => (batteries[i]?.has(place) ? battery(one, group, of.shapes, false, of.rules) : hiddenBattery(one.battery, 'small-groups')));
		const index = published.every(({ kind }) => kind !== 'hidden') ? indexOf(group, of.shapes, published, of.k, false, of.rules) : null;
		return { by: tally.by, value: tally.value, responses: tally.responses, hidden: null, questions, batteries: published, index };
	});
}

/** Groups that show the cell of one question: only beside a total that is counted anew, and never a grouping question. */
function cellsShown(of: Grouped, { places }: Grouping, sizes: ReadonlySet<number>, shape: Shape, i: number): Set<number> {
	const total = of.totals[i];
	const all = of.counted[0]?.questions[i];
	if (shape.grouping || !all || !total || (total.cell.kind !== 'counts' && total.cell.kind !== 'numbers') || total.cell.repeats !== undefined) return new Set();
	const cellAt = (place: number): Cell => of.counted[place]?.questions[i] ?? { n: 0, counts: [], numbers: null };
	const parts = places.map((place) => {
		const cell = cellAt(place);
		return { people: peopleAt(of, place), n: cell.n, fit: sizes.has(place) && cell.n >= of.k && !(of.rules.alike && isAlike(shape, cell)) };
	});
	const protects = (hidden: readonly number[]): boolean => leavesOpen(shape, sumOf(hidden.map((h) => cellAt(at(places, h)))), all);
	const shown = [...chooseShown(parts, of.k, protects, of.rules)].map((p) => at(places, p));
	return of.rules.tooClose && !stepsLeaveOpen(shape, total.steps, shown.map(cellAt), all) ? new Set() : new Set(shown);
}

const sumOf = (cells: readonly Cell[]): Cell =>
	cells.reduce<Cell>((sum, cell) => ({ n: sum.n + cell.n, counts: cell.counts.map((count, c) => count + at(sum.counts, c)), numbers: cell.numbers && { sum: cell.numbers.sum + (sum.numbers?.sum ?? 0), squares: cell.numbers.squares + (sum.numbers?.squares ?? 0) } }), { n: 0, counts: [], numbers: null });

/**
 * After earlier publications, totals by time and by group meet: when all of one answer came at one time or from one group,
 * the other would follow for a group at a time when it was small.
 */
function stepsLeaveOpen(shape: Shape, steps: readonly Cell[], shown: readonly Cell[], all: Cell): boolean {
	if (steps.length < 2 || shown.length === 0) return true;
	if (shape.kind !== 'one') return false;
	return all.counts.every((count, i) => {
		const given = shown.filter((cell) => at(cell.counts, i) > 0);
		return given.length === 0 || (steps.every((step) => at(step.counts, i) >= 2) && given.every((cell) => count - at(cell.counts, i) >= 2));
	});
}

function groupCell(of: Grouped, place: number, shape: Shape, i: number, shown: boolean): PublishedQuestion {
	const [all, counted] = [of.groups[place]?.questions[i], of.counted[place]?.questions[i]];
	if (!shown || !all || !counted) return { question: shape.question, kind: 'hidden', reason: 'repeats' in (of.totals[i]?.cell ?? {}) ? 'too-close' : 'small-groups' };
	return shownCell(shape, all, counted);
}

/** Groups that show a battery: every item is shown, and the totals of the hidden ones protect each other. */
function batteriesShown(of: Grouped, { places }: Grouping, cells: ReadonlyMap<number, readonly PublishedQuestion[]>, i: number): Set<number> {
	const total = of.counted[0]?.batteries[i];
	if (!total || !itemsShown(total, of.totals.map(({ cell }) => cell))) return new Set();
	const items = itemShapes(total, of.shapes);
	const at_ = (place: number) => of.counted[place]?.batteries[i];
	const parts = places.map((place) => {
		const one = at_(place);
		const fit = one !== undefined && one.n >= of.k && itemsShown(one, cells.get(place) ?? []) && !(of.rules.alike && totalsAlike(one.n, one.total, items));
		return { people: peopleAt(of, place), n: one?.n ?? 0, fit };
	});
	const protects = (hidden: readonly number[]): boolean => {
		const ones = hidden.flatMap((h) => at_(at(places, h)) ?? []);
		const sum = (of: (one: (typeof ones)[number]) => number) => ones.reduce((all, one) => all + of(one), 0);
		return !totalsAlike(sum(({ n }) => n), { sum: sum(({ total }) => total.sum), squares: sum(({ total }) => total.squares) }, items);
	};
	return new Set([...chooseShown(parts, of.k, protects, of.rules)].map((p) => at(places, p)));
}

const hiddenGroup = ({ groups, shapes }: Grouped, place: number, responses: number | null): PublishedGroup => ({
	by: groups[place]?.by ?? null,
	value: groups[place]?.value ?? null,
	responses,
	hidden: 'small-groups',
	questions: shapes.map(({ question }) => ({ question, kind: 'hidden', reason: 'small-groups' })),
	batteries: (groups[place]?.batteries ?? []).map((one) => hiddenBattery(one.battery, 'small-groups')),
	index: null
});
