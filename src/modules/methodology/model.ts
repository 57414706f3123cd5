import { z } from 'zod';

/**
 * The methodology document: a quality framework as data. One YAML file (or the JSON of the same shape) carries a tree of
 * nodes of any depth, its texts in several languages and perspectives, the scales, the evaluators, weights and limiters.
 * The file format is described for authors in docs/methodology-format.md; its JSON Schema is generated from this module.
 */

export const languages = ['lv', 'lt', 'en'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

export const perspectives = ['organisation', 'managers', 'staff', 'clients', 'community'] as const;
export const Perspective = z.enum(perspectives);
export type Perspective = z.infer<typeof Perspective>;

const text = (max: number) => z.string().trim().min(1).max(max);

/** A short or long text in the languages the methodology declares, for example `{ lv: 'Vadība', lt: 'Lyderystė', en: 'Leadership' }`. */
const localized = (max: number) => z.partialRecord(Language, text(max)).refine((t) => Object.keys(t).length > 0, 'needs at least one language');
const Title = localized(300);
const Prose = localized(4000);
export type Localized = z.infer<typeof Prose>;

const Id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'letters, digits, ".", "_" and "-", at most 40, starting with a letter or digit');

/** One band or rung of a scale; `from` and `to` are both inside the band. An ordinal rung has `from` = `to`. */
const Level = z.strictObject({ from: z.int(), to: z.int(), name: Title });
/** The integers that may be entered, cut into fulfilment levels without gap or overlap. */
const Scale = z.strictObject({ min: z.int(), max: z.int(), levels: z.array(Level).min(2).max(20) });
export type Scale = z.infer<typeof Scale>;

/** What an assessor reads beside each level of the scale; in the order of the scale's levels. */
const LevelTexts = z.array(Prose).min(2).max(20);
const Dimension = z.strictObject({ title: Title, text: Prose, levels: LevelTexts });

/** How one integer, or several, become the score of a node. */
const Evaluation = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('points'), scale: Id, text: Prose, levels: LevelTexts }),
	z.strictObject({ kind: z.literal('phases'), scale: Id, text: Prose, phases: z.strictObject({ plan: Dimension, do: Dimension, check: Dimension, act: Dimension }) }),
	z.strictObject({ kind: z.literal('trend-target'), scale: Id, text: Prose, trend: Dimension, target: Dimension }),
	z.strictObject({ kind: z.literal('ordinal'), scale: Id, text: Prose, levels: LevelTexts }),
	z.strictObject({ kind: z.literal('met'), scale: Id, text: Prose, levels: LevelTexts })
]);
export type Evaluation = z.infer<typeof Evaluation>;
export type EvaluationKind = Evaluation['kind'];

export const nodeKinds = ['part', 'principle', 'criterion', 'sub-criterion', 'requirement', 'indicator'] as const;

const nodeShape = {
	id: Id,
	kind: z.enum(nodeKinds),
	title: Title.optional(),
	/** What the node is about; for a requirement or an indicator its full wording, a "we" statement of the organisation. */
	text: Prose.optional(),
	/** Wording for another perspective, for example an "I" statement for clients. */
	wording: z.partialRecord(Perspective, Prose).optional(),
	/** Explanation for assessors: how to understand and judge it. */
	explanation: Prose.optional(),
	/** Examples of evidence that an assessor can go and look at. */
	evidence: z.array(Prose).max(12).optional(),
	/** Id of an evaluator; a node that has one is scored, and none of its descendants may have one. */
	evaluator: Id.optional(),
	/** What feeds the score: the group, a survey battery of a perspective, or measured indicators. */
	source: z.enum(['group', 'survey', 'indicator']).default('group'),
	perspective: Perspective.optional(),
	/** Weight in the mean of the parent: a positive decimal of at most three places. */
	weight: z.number().positive().max(1000).multipleOf(0.001).default(1),
	/** How the values of the scored descendants combine: weighted mean, the lowest, or not at all. */
	aggregate: z.enum(['mean', 'lowest', 'none']).default('mean')
};

/** What a file may leave out. */
export const nodeDefaults = { source: 'group', weight: 1, aggregate: 'mean' } as const;

const NodeBase = z.strictObject(nodeShape);
export type MethodologyNode = z.infer<typeof NodeBase> & { children: MethodologyNode[] };
export type MethodologyNodeInput = z.input<typeof NodeBase> & { children?: MethodologyNodeInput[] | undefined };
const Node: z.ZodType<MethodologyNode, MethodologyNodeInput> = z.strictObject({
	...nodeShape,
	get children() {
		return z.array(Node).max(200).default([]);
	}
});

/** A limiter caps the value of a node (or of `overall`) when any of the named nodes is judged below a value. */
const Limiter = z.strictObject({
	id: Id,
	title: Title,
	explanation: Prose,
	when: z.strictObject({ anyOf: z.array(Id).min(1).max(200), below: z.int() }),
	caps: z.strictObject({ node: Id, at: z.int() })
});
export type Limiter = z.infer<typeof Limiter>;

/** How a node of the previous version lives on in this one; trends across versions are computed only where this allows. */
const Change = z.strictObject({
	kind: z.enum(['same', 'reworded', 'split', 'merged', 'removed', 'added']),
	from: z.array(Id).max(50).default([]),
	to: z.array(Id).max(50).default([])
});

const Mode = z.strictObject({ id: Id, title: Title, text: Prose });
const Term = z.strictObject({ term: Title, text: Prose });

export const MethodologyDocument = z.strictObject({
	format: z.literal('socquality-methodology/1'),
	id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/),
	version: z.string().regex(/^\d+\.\d+\.\d+$/),
	languages: z.array(Language).min(1).max(3),
	title: Title,
	description: Prose,
	/** Says plainly that the text is an adaptation and whose; shown wherever the methodology is. */
	adaptation: Prose,
	introduction: Prose.optional(),
	modes: z.array(Mode).min(1).max(4),
	scales: z.record(Id, Scale),
	/** evaluator id → mode id → how the score is formed in that mode */
	evaluators: z.record(Id, z.record(Id, Evaluation)),
	/** How the top nodes combine into one overall value; `none` where the framework gives no overall figure. */
	overall: z.strictObject({ aggregate: z.enum(['mean', 'lowest', 'none']) }).default({ aggregate: 'none' }),
	nodes: z.array(Node).min(1).max(200),
	limiters: z.array(Limiter).max(100).default([]),
	glossary: z.array(Term).max(200).default([]),
	mapping: z.strictObject({ from: z.string().regex(/^[0-9a-f]{64}$/), changes: z.array(Change).max(2000) }).optional()
});
export type MethodologyDocument = z.infer<typeof MethodologyDocument>;
