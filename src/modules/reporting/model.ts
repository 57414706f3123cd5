import { z } from 'zod';
import { locales } from '#platform/locale.ts';

/**
 * The snapshot of a report: everything that stands in it, in the language of the reader, and nothing else. The same
 * snapshot gives the same bytes. Derived numbers are exact fractions as text ("185/3"); days are `YYYY-MM-DD`.
 */

const Fraction = z.string().regex(/^-?\d+(\/[1-9]\d*)?$/);
const Text = z.string();
const Decimal = z.string().regex(/^-?\d+\.\d{2}$/);

export const SnapshotScale = z.strictObject({ id: Text, min: z.int(), max: z.int(), levels: z.array(z.strictObject({ from: z.int(), to: z.int(), name: Text })) });
export type SnapshotScale = z.infer<typeof SnapshotScale>;

/** Why a node has no value; it is said in words and never drawn or counted as zero. */
const noValueReasons = ['blank', 'not-applicable', 'not-combined', 'mixed-scales', 'nothing-scored'] as const;

const nodeShape = {
	id: Text,
	title: Text,
	about: Text,
	/** One of the rows of the profile chart: the topmost nodes that are not mere parts. */
	main: z.boolean(),
	/** The group judges it itself; the others get their value from the nodes below. */
	scored: z.boolean(),
	/** Id of a scale of the snapshot; null where values are not combined. */
	scale: Text.nullable(),
	value: Fraction.nullable(),
	noValue: z.enum(noValueReasons).nullable(),
	level: Text.nullable(),
	coverage: z.strictObject({ judged: z.int(), blank: z.int(), notApplicable: z.int(), total: z.int() }),
	spread: z.strictObject({ low: Fraction, high: Fraction }).nullable(),
	/** External evaluators' own values, beside and never inside the group's. */
	evaluators: z.strictObject({ low: Fraction, high: Fraction }).nullable(),
	previous: Fraction.nullable(),
	/** The limiter (its title) that lowered the value, and from which value. */
	limited: z.strictObject({ by: Text, from: Fraction }).nullable(),
	/** The integers that were agreed, by the name of the dimension; empty where there is only one. */
	entered: z.array(z.strictObject({ name: Text, value: z.int() })),
	justification: Text,
	strengths: Text,
	improvements: Text,
	priority: z.int().min(1).max(3).nullable(),
	dissent: z.array(Text),
	/** Numbers of pieces of evidence, counted from 1 in the snapshot's list. */
	evidence: z.array(z.int())
};
const NodeBase = z.strictObject(nodeShape);
export type SnapshotNode = z.infer<typeof NodeBase> & { children: SnapshotNode[] };
const SnapshotNode: z.ZodType<SnapshotNode> = z.strictObject({
	...nodeShape,
	get children() {
		return z.array(SnapshotNode);
	}
});

export const SnapshotEvidence = z.strictObject({
	kind: z.enum(['file', 'link', 'note']),
	title: Text,
	/** The name of the file, the address of the link, or the words of the note. */
	detail: Text,
	holdsFrom: Text,
	expiresOn: Text.nullable(),
	nodes: z.array(Text)
});
export type SnapshotEvidence = z.infer<typeof SnapshotEvidence>;

/** What surveys say beside the scores; means and intervals are decimals as text ("3.94"). Added later: a snapshot without it is an older one, or of an institution without surveys. */
const SnapshotPerception = z.strictObject({
	format: z.literal('socquality-perception/1'),
	facts: z.array(
		z.strictObject({
			node: Text,
			audience: z.enum(['clients', 'children', 'relatives', 'staff', 'managers', 'community']),
			easy: z.boolean(),
			interim: z.boolean(),
			answers: z.int().nullable(),
			/** Of those who might have answered, over all variants: "0.65". */
			rate: Decimal.nullable(),
			noFigure: z.enum(['too-few', 'complementary', 'too-close', 'small-groups', 'not-published', 'no-index', 'alike']).nullable(),
			mean: z.strictObject({ value: Decimal, low: Decimal.nullable(), high: Decimal.nullable(), highest: z.int() }).nullable(),
			target: z.strictObject({ value: Decimal, outcome: z.enum(['reached', 'not-clear', 'missed']), reached: z.int(), of: z.int() }).nullable(),
			trend: z.strictObject({ outcome: z.enum(['better', 'no-clear-change', 'worse']), difference: Decimal, low: Decimal.nullable(), high: Decimal.nullable() }).nullable()
		})
	)
});
export type SnapshotPerception = z.infer<typeof SnapshotPerception>;

export const ReportSnapshot = z.strictObject({
	format: z.literal('socquality-report/1'),
	locale: z.enum(locales),
	/** People, scores and comments are invented for demonstration. */
	demo: z.boolean(),
	/** For readers outside the institution: without the words of dissent and the list of evidence. */
	outside: z.boolean(),
	region: Text,
	institution: z.strictObject({ slug: Text, name: Text, municipality: Text, invented: z.boolean() }),
	/** `previous.refused` says why nothing of the previous cycle stands beside this one. */
	cycle: z.strictObject({ name: Text, startsOn: Text, endsOn: Text, previous: z.strictObject({ name: Text, refused: z.enum(['not-signed', 'other-mode']).nullable() }).nullable() }),
	methodology: z.strictObject({ title: Text, version: Text, sha256: Text, adaptation: Text, mode: z.strictObject({ title: Text, text: Text }) }),
	state: z.enum(['consensus', 'proposed', 'signed']),
	/** When it was signed, or else last changed: the date that the report carries (ISO, UTC). */
	timestamp: z.iso.datetime(),
	signedBy: Text.nullable(),
	/** Assessors whose scores count in the spread. */
	groupSize: z.int(),
	summary: Text,
	scales: z.array(SnapshotScale),
	/** The figure over the whole methodology, where the framework forms one. */
	overall: z.strictObject({ value: Fraction, level: Text.nullable(), scale: Text }).nullable(),
	nodes: z.array(SnapshotNode),
	limiters: z.array(z.strictObject({ title: Text, explanation: Text, state: z.enum(['applied', 'no-effect', 'clear', 'unchecked']) })),
	evidence: z.array(SnapshotEvidence),
	perception: SnapshotPerception.optional()
});
export type ReportSnapshot = z.infer<typeof ReportSnapshot>;
