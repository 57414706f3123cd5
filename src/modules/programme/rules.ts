import { compare, divide, fromDecimal, multiply, ratio, subtract, type Ratio } from '#platform/ratio.ts';
import type { FieldError } from '#platform/errors.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { NodeKind, Progress, ProgrammeIndicator, ProgrammeNode, Responsible } from './model.ts';

/** How far a task is by what was said; nothing said is a state of its own and never counts as zero. */
export const taskStates = ['done', 'under-way', 'not-begun', 'not-said'] as const;
export type TaskState = (typeof taskStates)[number];

export const taskState = (newest: Pick<Progress, 'percent'> | null): TaskState => {
	if (newest === null) return 'not-said';
	if (newest.percent === 100) return 'done';
	return newest.percent === 0 ? 'not-begun' : 'under-way';
};

/** Overdue: the last day is past and nobody said that it is done. */
export const isOverdue = (dueOn: string | null, newest: Pick<Progress, 'percent'> | null, today: string): boolean => dueOn !== null && dueOn < today && newest?.percent !== 100;

export interface Standing {
	readonly newest: Progress | null;
	readonly state: TaskState;
	readonly overdue: boolean;
}

/** What counts of what was said up to a day: the newest day, and of one day what was written last. */
export function newestProgress(entries: readonly Progress[], until: string): Progress | null {
	const later = (a: Progress, b: Progress) => (a.onDate === b.onDate ? a.recordedAt > b.recordedAt || (+a.recordedAt === +b.recordedAt && a.id > b.id) : a.onDate > b.onDate);
	return entries.filter(({ onDate }) => onDate <= until).reduce<Progress | null>((best, entry) => (best === null || later(entry, best) ? entry : best), null);
}

export function standingOf(node: Pick<ProgrammeNode, 'dueOn'>, entries: readonly Progress[], today: string): Standing {
	const newest = newestProgress(entries, today);
	return { newest, state: taskState(newest), overdue: isOverdue(node.dueOn, newest, today) };
}

/** How many tasks are in each state: what is said of a direction or a priority instead of a mean. */
export interface TaskCounts {
	readonly total: number;
	readonly done: number;
	readonly underWay: number;
	readonly notBegun: number;
	readonly notSaid: number;
	readonly overdue: number;
}

export const countTasks = (standings: readonly Pick<Standing, 'state' | 'overdue'>[]): TaskCounts => {
	const of = (state: TaskState) => standings.filter((s) => s.state === state).length;
	return { total: standings.length, done: of('done'), underWay: of('under-way'), notBegun: of('not-begun'), notSaid: of('not-said'), overdue: standings.filter((s) => s.overdue).length };
};

export interface Branch<Node extends Pick<ProgrammeNode, 'id' | 'parentId' | 'position' | 'code'> = ProgrammeNode> {
	readonly node: Node;
	readonly children: readonly Branch<Node>[];
}

/** The nodes as a tree in their own order; whoever hangs on nothing known is left out. */
export function treeOf<Node extends Pick<ProgrammeNode, 'id' | 'parentId' | 'position' | 'code'>>(nodes: readonly Node[]): Branch<Node>[] {
	const below = Map.groupBy(nodes, (node) => node.parentId);
	const grow = (parentId: string | null): Branch<Node>[] => (below.get(parentId) ?? []).toSorted(inOrder).map((node) => ({ node, children: grow(node.id) }));
	return grow(null);
}

const inOrder = (a: Pick<ProgrammeNode, 'position' | 'code'>, b: Pick<ProgrammeNode, 'position' | 'code'>): number => a.position - b.position || a.code.localeCompare(b.code, 'en', { numeric: true });

/** All nodes of a branch, itself first. */
export const nodesOf = <Node extends Pick<ProgrammeNode, 'id' | 'parentId' | 'position' | 'code'>>(branch: Branch<Node>): Node[] => [branch.node, ...branch.children.flatMap(nodesOf)];

/** The level above; null for the topmost. */
export const kindAbove = (kind: NodeKind): NodeKind | null => ({ priority: null, direction: 'priority', task: 'direction' } as const)[kind];
/** The level below; null for the lowest. */
export const kindBelow = (kind: NodeKind): NodeKind | null => ({ priority: 'direction', direction: 'task', task: null } as const)[kind];

/** The node's place among those beside it, after a step up or down; null when it is already at that end. */
export function moved<Node extends Pick<ProgrammeNode, 'id' | 'position' | 'code'>>(beside: readonly Node[], id: string, way: 'up' | 'down'): Node[] | null {
	const order = beside.toSorted(inOrder);
	const from = order.findIndex((node) => node.id === id);
	const to = from + (way === 'up' ? -1 : 1);
	const [node, other] = [order[from], order[to]];
	if (!node || !other) return null;
	return order.with(from, other).with(to, node);
}

/** How the newest value stands between baseline and target. */
export type IndicatorStanding = 'no-value' | 'no-target' | 'reached' | 'closer' | 'same' | 'farther' | 'not-reached';

/**
 * The newest value up to a year against baseline and target. `share` is the part of the way from baseline to target that
 * was gone, exact; null where one of the three is unknown or there was no way to go. Blank years stay blank: the newest
 * value that exists counts, and its year is told.
 */
export function indicatorStanding(indicator: Pick<ProgrammeIndicator, 'values' | 'baseline' | 'target' | 'direction'>, untilYear: number): { readonly newest: { year: number; value: string } | null; readonly standing: IndicatorStanding; readonly share: Ratio | null } {
	const newest = indicator.values.filter(({ year }) => year <= untilYear).toSorted((a, b) => b.year - a.year)[0] ?? null;
	if (newest === null) return { newest, standing: 'no-value', share: null };
	if (indicator.target === null) return { newest, standing: 'no-target', share: null };
	const [value, target] = [fromDecimal(newest.value), fromDecimal(indicator.target)];
	const better = indicator.direction === 'up' ? 1 : -1;
	const reached = compare(value, target) * better >= 0;
	if (indicator.baseline === null) return { newest, standing: reached ? 'reached' : 'not-reached', share: null };
	const baseline = fromDecimal(indicator.baseline);
	const way = subtract(target, baseline);
	const share = way.n === 0n ? null : multiply(divide(subtract(value, baseline), way), ratio(100));
	if (reached) return { newest, standing: 'reached', share };
	const step = compare(value, baseline) * better;
	return { newest, standing: step === 0 ? 'same' : step > 0 ? 'closer' : 'farther', share };
}

/** Every year from the first to the last that the indicator tells of, blank ones with null. */
export function yearRow(indicator: Pick<ProgrammeIndicator, 'values' | 'baselineYear' | 'targetYear'>, from: number, to: number): { year: number; value: string | null }[] {
	const known = new Map(indicator.values.map(({ year, value }) => [year, value]));
	const years = [...known.keys(), ...[indicator.baselineYear, indicator.targetYear].filter((year) => year !== null), from, to];
	const [first, last] = [Math.min(...years), Math.max(...years)];
	return Array.from({ length: last - first + 1 }, (_, i) => ({ year: first + i, value: known.get(first + i) ?? null }));
}

/**
 * Reads a measured number as people write it: "12", "1 250", "12,5", "−3.25", "45 %". "1.234" and "1,234" may be thousands
 * or decimals and are asked about. At most twelve digits and two places; the value comes back without idle zeros.
 */
export function readNumber(text: string): { readonly value: string } | { readonly error: FieldError } {
	const tidy = text.trim().replace(/\s*%$/, '').replace(/^[−–]/, '-').replace(/(?<=\d)[\s\u00A0\u2000-\u200A\u202F]+(?=\d{3}(?!\d))/gu, '');
	if (/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(tidy)) return { error: { code: 'programme_number_ambiguous', params: { text: text.trim(), thousands: tidy.replace(/[.,]/, '') } } };
	const match = /^(-?)(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(tidy);
	if (!match) return { error: { code: 'programme_number_wrong' } };
	const value = plainDecimal(`${match[2]}.${match[3] ?? '0'}`);
	return { value: match[1] === '-' && value !== '0' ? `-${value}` : value };
}

/** Decimal text without idle zeros: "706.00" is "706", "-07.50" is "-7.5". */
export const plainDecimal = (decimal: string): string => decimal.replace(/^(-?)0+(?=\d)/, '$1').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** The languages of a text from a form's three fields; what was left empty is not there. */
export const gather = (lv: string, lt: string, en: string): LocalizedText => Object.fromEntries(Object.entries({ lv, lt, en }).filter(([, text]) => text !== ''));
export const isWritten = (text: LocalizedText): boolean => Object.keys(text).length > 0;

/** Bodies that are only named, one a line; null when the languages name different numbers of them. */
export function readOthers(lv: string, lt: string, en: string): Responsible[] | null {
	const lines = { lv, lt, en };
	const lists = Object.entries(lines).map(([language, text]) => ({ language, names: text.split('\n').map((line) => line.trim()).filter((line) => line !== '') })).filter(({ names }) => names.length > 0);
	const count = lists[0]?.names.length ?? 0;
	if (lists.some(({ names }) => names.length !== count)) return null;
	return Array.from({ length: count }, (_, i) => ({ institutionId: null, name: Object.fromEntries(lists.map(({ language, names }) => [language, names[i] ?? ''])) }));
}

/** The part of an address for a name: "Zemgales attīstības programma" is "zemgales-attistibas-programma". */
export function slugFrom(text: string): string {
	const whole = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
	// A long one ends with a whole word where it can.
	const cut = whole.length <= 50 ? whole : whole.slice(0, 51).replace(/-[^-]*$/, '').slice(0, 50);
	return cut || 'programme';
}

/** The last day of a year that can be told of: its end, or today while it runs. */
export const lastDayOf = (year: number, today: string): string => (`${year}-12-31` < today ? `${year}-12-31` : today);
