import { z } from 'zod';
import { locales } from '#platform/locale.ts';

/**
 * The snapshot of a monitoring report: everything that stands in it, in one language, and nothing else. The same snapshot
 * gives the same bytes. Days are `YYYY-MM-DD`, numbers are exact decimal text; null is unknown and never zero.
 */
const Text = z.string();
const Counts = z.strictObject({ total: z.int(), done: z.int(), underWay: z.int(), notBegun: z.int(), notSaid: z.int(), overdue: z.int() });

const SnapshotIndicator = z.strictObject({
	name: Text,
	unit: Text,
	direction: z.enum(['up', 'down']),
	baseline: z.strictObject({ value: Text, year: z.int().nullable() }).nullable(),
	target: z.strictObject({ value: Text, year: z.int().nullable() }).nullable(),
	/** Ascending; years without a value are not there. */
	values: z.array(z.strictObject({ year: z.int(), value: Text, source: Text })),
	source: Text
});
export type SnapshotIndicator = z.infer<typeof SnapshotIndicator>;

const SnapshotProject = z.strictObject({ code: Text, title: Text });
export type SnapshotProject = z.infer<typeof SnapshotProject>;
const nodeShape = {
	kind: z.enum(['priority', 'direction', 'task']),
	code: Text,
	name: Text,
	about: Text,
	counts: Counts,
	/** Of tasks only. */
	task: z
		.strictObject({
			state: z.enum(['done', 'under-way', 'not-begun', 'not-said']),
			said: z.strictObject({ percent: z.int(), onDate: Text, reason: Text }).nullable(),
			overdue: z.boolean(),
			dueOn: Text.nullable(),
			bodies: z.array(Text),
			funding: Text,
			amount: z.strictObject({ amount: Text, currency: Text }).nullable(),
			/** What was said in the year of the report, in order of days. */
			inYear: z.array(z.strictObject({ percent: z.int(), onDate: Text, reason: Text }))
		})
		.nullable(),
	indicators: z.array(SnapshotIndicator),
	projects: z.array(SnapshotProject),
	actions: z.array(z.strictObject({ kind: z.enum(['action', 'decision']), title: Text, address: Text, onDate: Text.nullable() }))
};
const NodeBase = z.strictObject(nodeShape);
export type SnapshotNode = z.infer<typeof NodeBase> & { children: SnapshotNode[] };
const SnapshotNode: z.ZodType<SnapshotNode> = z.strictObject({
	...nodeShape,
	get children() {
		return z.array(SnapshotNode);
	}
});

export const MonitoringSnapshot = z.strictObject({
	format: z.literal('socquality-monitoring/1'),
	locale: z.enum(locales),
	region: Text,
	programme: z.strictObject({ slug: Text, name: Text, fromYear: z.int(), toYear: z.int(), about: Text, source: Text, invented: z.boolean() }),
	/** The region is a demonstration. */
	demo: z.boolean(),
	year: z.int(),
	/** The report tells how it stood at the end of this day: the year's last, or the day of asking while it runs. */
	asOf: Text,
	counts: Counts,
	nodes: z.array(SnapshotNode),
	/** Projects that visitors see and that serve nothing of the programme. */
	unserving: z.array(SnapshotProject)
});
export type MonitoringSnapshot = z.infer<typeof MonitoringSnapshot>;

/** A report as what stands in it, one after the other; both formats print the same. */
export type Block =
	| { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'note'; readonly text: string }
	| { readonly kind: 'list'; readonly items: readonly string[] }
	| { readonly kind: 'facts'; readonly rows: readonly { readonly term: string; readonly text: string }[] }
	/** The first column heads its rows; `numeric` columns stand at the right. */
	| { readonly kind: 'table'; readonly caption: string; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly numeric: readonly number[] };

export interface MonitoringView {
	readonly region: string;
	readonly kind: string;
	readonly name: string;
	readonly running: string;
	readonly facts: readonly { readonly term: string; readonly text: string }[];
	readonly notes: readonly string[];
	readonly contents: string;
	readonly page: string;
	readonly blocks: readonly Block[];
}
