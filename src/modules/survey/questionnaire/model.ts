import { z } from 'zod';

/**
 * The questionnaire document (`socquality-questionnaire/1`): questions in one or more variants, each with a wording,
 * options and pictures of its own, mapped to the nodes of methodologies. Written as YAML or JSON; a published version is
 * one canonical JSON document with its hash. Described for authors in docs/questionnaire-format.md.
 */

/** Languages in which people answer; more than the product's own, because clients are asked in Russian too. */
export const answerLanguages = ['lv', 'lt', 'en', 'ru'] as const;
export const AnswerLanguage = z.enum(answerLanguages);
export type AnswerLanguage = z.infer<typeof AnswerLanguage>;

export const perspectives = ['organisation', 'managers', 'staff', 'clients', 'community'] as const;
export type Perspective = (typeof perspectives)[number];
export const audiences = ['clients', 'children', 'relatives', 'staff', 'managers', 'community'] as const;
export type Audience = (typeof audiences)[number];
/** `easy` is easy-to-read: a text of its own, never the standard one restyled. */
export const variantNames = ['standard', 'easy'] as const;
export type VariantName = (typeof variantNames)[number];

const localized = (max: number) => z.partialRecord(AnswerLanguage, z.string().trim().min(1).max(max)).refine((t) => Object.keys(t).length > 0, 'needs at least one language');
const Line = localized(500);
const Prose = localized(4000);
export type AnswerText = z.infer<typeof Prose>;

const Id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and "-", at most 40, starting with a letter');
/** The name of a picture of the product's own set: static/pictures/<name>.svg */
const Picture = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** One answer to choose. `value` is its place on the scale; null for "don't know" and for answers without an order. */
export const Option = z.strictObject({ id: Id, value: z.int().min(0).max(100).nullable().default(null), label: Line, picture: Picture.optional() });
export type Option = z.infer<typeof Option>;

/** Options that several questions share. `kind` tells how to speak about it and which chart fits. */
export const AnswerScale = z.strictObject({
	kind: z.enum(['agreement', 'frequency', 'satisfaction', 'faces', 'other']),
	/** Worst first; "don't know" last. */
	options: z.array(Option).min(2).max(12)
});
export type AnswerScale = z.infer<typeof AnswerScale>;

/** Questions that together measure one thing: they share a scale, and their reliability (Cronbach's α) is published. */
export const Battery = z.strictObject({ id: Id, title: Line, scale: Id });
export type Battery = z.infer<typeof Battery>;

/** Which node of which methodology a question gives information about, such as 6.1 or a requirement of 1.3. */
const Mapping = z.strictObject({ methodology: z.string().max(60), node: z.string().max(40) });

const common = {
	id: Id,
	text: Prose,
	hint: Prose.optional(),
	picture: Picture.optional(),
	/** Shown only when the earlier question was answered with one of these options. */
	showIf: z.strictObject({ question: Id, anyOf: z.array(Id).min(1).max(12) }).optional(),
	maps: z.array(Mapping).max(20).default([])
};

export const Question = z.discriminatedUnion('kind', [
	/** One option of a shared scale; belongs to a battery. `reversed`: agreeing is unfavourable. */
	z.strictObject({ ...common, kind: z.literal('scale'), battery: Id, reversed: z.boolean().default(false) }),
	/** One option of its own. `group`: figures are also given by its answers, such as age or kind of service. */
	z.strictObject({ ...common, kind: z.literal('single'), options: z.array(Option).min(2).max(14), group: z.boolean().default(false) }),
	z.strictObject({ ...common, kind: z.literal('multiple'), options: z.array(Option).min(2).max(14) }),
	/** "Yes", "no", "don't know"; the words are the program's own. */
	z.strictObject({ ...common, kind: z.literal('yes-no') }),
	z.strictObject({ ...common, kind: z.literal('number'), min: z.int().min(0), max: z.int().max(30_000), unit: Line.optional() }),
	z.strictObject({ ...common, kind: z.literal('short-text') }),
	z.strictObject({ ...common, kind: z.literal('long-text') })
]);
export type Question = z.infer<typeof Question>;
export type QuestionKind = Question['kind'];

export const Variant = z.strictObject({
	languages: z.array(AnswerLanguage).min(1),
	/** What stands before the first question, after the information that every survey gives. */
	introduction: Prose.optional(),
	scales: z.record(Id, AnswerScale),
	batteries: z.array(Battery).max(20),
	questions: z.array(Question).min(1).max(100)
});
export type Variant = z.infer<typeof Variant>;

export const QuestionnaireDocument = z.strictObject({
	format: z.literal('socquality-questionnaire/1'),
	id: Id,
	version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
	perspective: z.enum(perspectives),
	audience: z.enum(audiences),
	/** Languages of the titles and of the standard variant. */
	languages: z.array(AnswerLanguage).min(1),
	title: Line,
	description: Prose,
	/** Whose text it is. */
	origin: Prose,
	/** Question ids are shared: the same id asks about the same thing in both variants. */
	variants: z.strictObject({ standard: Variant, easy: Variant.optional() })
});
export type QuestionnaireDocument = z.infer<typeof QuestionnaireDocument>;
export type QuestionnaireInput = z.input<typeof QuestionnaireDocument>;

/** The option that every choice question offers last without being written in the document. */
export const declinedId = 'declined';
