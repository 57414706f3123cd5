import { z } from 'zod';

/** Text in the product's languages; at least one of them. */
const Text = z
	.strictObject({ lv: z.string().trim().min(1).max(4000).optional(), lt: z.string().trim().min(1).max(4000).optional(), en: z.string().trim().min(1).max(4000).optional() })
	.refine((text) => Object.values(text).some((value) => value !== undefined), { error: 'required' });
const Key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
/** Exact decimal with two places; see platform/money.ts. */
const Amount = z.string().regex(/^\d{1,12}\.\d{2}$/);
/** Percent as published: "85", "78.58". */
const Percent = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/);
const Currency = z.string().regex(/^[A-Z]{3}$/);
const Day = z.iso.date();
const Country = z.string().regex(/^[A-Z]{2}$/);

export const fundKinds = ['eu', 'other-donor', 'state', 'own', 'private'] as const;
/** Who pays: the European Union, another donor (EEA, Norway), the state, the partner itself, private money. */
export type FundKind = (typeof fundKinds)[number];
export const partnerRoles = ['lead', 'partner', 'associated'] as const;
export type PartnerRole = (typeof partnerRoles)[number];
export const groupKinds = ['disability', 'children', 'youth', 'families', 'seniors', 'professionals', 'residents', 'other'] as const;
export type GroupKind = (typeof groupKinds)[number];
export const ownerships = ['municipality', 'state', 'association', 'private', 'unknown'] as const;
export type Ownership = (typeof ownerships)[number];
export const documentKinds = ['concept', 'application', 'agreement', 'modification', 'report', 'article', 'website', 'decision', 'other'] as const;
/** The lines that programme 3.1 knows; a project may bring more. */
export const standardLines = ['staff', 'office', 'travel', 'expertise', 'equipment', 'infrastructure'] as const;
/** How exactly a period was published: both days, months, or years only. */
export const precisions = ['day', 'month', 'year'] as const;
export const indicatorKinds = ['result', 'output'] as const;

/** A day's period; `to` is its last day. */
const Period = z.strictObject({ key: Key, name: Text, from: Day, to: Day });

const Partner = z.strictObject({
	key: Key,
	role: z.enum(partnerRoles),
	name: Text,
	country: Country,
	/** An institution of this region; null for external partners. */
	institutionId: z.uuid().nullable(),
	/** The municipality it belongs to as recorded then; later ones follow from the territory. Null where unknown. */
	municipalityId: z.uuid().nullable(),
	/** First and last day in the partnership; null: from the beginning, to the end. */
	from: Day.nullable(),
	to: Day.nullable()
});

const Share = z.strictObject({
	/** Null: the whole project. */
	partner: Key.nullable(),
	/** As published; null where only the funds' parts were. */
	total: Amount.nullable(),
	funds: z.array(z.strictObject({ fund: Key, amount: Amount, /** Rate in percent as published, null where none was. */ rate: Percent.nullable() })).max(20)
});

const Line = z.strictObject({ key: Key, name: Text, /** Paid as a percentage of another line. */ flatRate: z.strictObject({ of: Key, percent: Percent }).nullable() });

const BudgetCell = z.strictObject({
	partner: Key,
	line: Key,
	fund: Key,
	period: Key,
	amount: Amount,
	kind: z.enum(['real', 'flat-rate', 'lump-sum'])
});

const Deliverable = z.strictObject({ key: Key, title: Text, unit: Text.nullable(), planned: z.number().int().min(0).max(1_000_000).nullable(), due: Day.nullable() });
const Activity = z.strictObject({ key: Key, title: Text, partner: Key.nullable(), from: Day.nullable(), to: Day.nullable(), deliverables: z.array(Deliverable).max(100) });
const WorkPackage = z.strictObject({ key: Key, title: Text, activities: z.array(Activity).max(100) });

const Indicator = z.strictObject({
	key: Key,
	kind: z.enum(indicatorKinds),
	code: z.string().max(60).nullable(),
	name: Text,
	/** What is counted, in the singular form of a dictionary: "nometne", "exchange visit". */
	unit: Text.nullable(),
	/** Decimal text; null where nobody measured before. */
	baseline: z.string().regex(/^\d{1,12}(\.\d{1,2})?$/).nullable(),
	baselineOn: Day.nullable(),
	target: z.string().regex(/^\d{1,12}(\.\d{1,2})?$/).nullable(),
	/** The target is a lower bound ("at least 706 people"). */
	atLeast: z.boolean()
});

const PlannedObject = z.strictObject({
	key: Key,
	partner: Key.nullable(),
	place: Text,
	municipalityId: z.uuid().nullable(),
	ownership: z.enum(ownerships),
	what: Text,
	quantity: z.number().int().min(1).max(100_000).nullable(),
	cost: Amount.nullable()
});

/** Where a figure was read: a document of `documents`, and the place in it (a heading, a line, a page). */
const Source = z.strictObject({ document: Key, place: z.string().max(300) });

/**
 * What was agreed about a project at one time. A draft may be incomplete; `versionProblems` says what a version still
 * lacks. Amounts stand in `currency`. Figures carry their source under their path, see `sourcePath`.
 */
export const ProjectDocument = z.strictObject({
	format: z.literal(1),
	codes: z.array(z.strictObject({ scheme: z.string().trim().min(1).max(60), value: z.string().trim().min(1).max(60) })).max(10),
	title: Text,
	acronym: z.string().trim().max(60).nullable(),
	programme: z.strictObject({ name: Text.nullable(), priority: Text.nullable(), objective: Text.nullable() }),
	period: z.strictObject({ from: Day.nullable(), to: Day.nullable(), precision: z.enum(precisions), /** As published, checked against the days. */ months: z.number().int().min(1).max(240).nullable() }),
	currency: Currency,
	funds: z.array(z.strictObject({ key: Key, name: Text, kind: z.enum(fundKinds) })).max(20),
	partners: z.array(Partner).max(60),
	/** As published: stored and checked, never derived. */
	shares: z.array(Share).max(61),
	lines: z.array(Line).max(40),
	periods: z.array(Period).max(40),
	budget: z.array(BudgetCell).max(20_000),
	groups: z.array(z.strictObject({ key: Key, kind: z.enum(groupKinds), name: Text, planned: z.number().int().min(0).max(10_000_000).nullable() })).max(40),
	objectives: z.array(z.strictObject({ key: Key, text: Text })).max(40),
	packages: z.array(WorkPackage).max(40),
	indicators: z.array(Indicator).max(100),
	objects: z.array(PlannedObject).max(100),
	/** What of planning documents the project serves. */
	compliance: z.array(z.strictObject({ key: Key, document: Text, priority: Text.nullable(), direction: Text.nullable(), /** A task or direction of the region's programme. */ nodeId: z.uuid().nullable() })).max(40),
	documents: z.array(z.strictObject({ key: Key, kind: z.enum(documentKinds), title: z.string().trim().min(1).max(300), issuedOn: Day.nullable(), address: z.url().nullable(), fileId: z.uuid().nullable() })).max(100),
	/** Path of a figure → where it was read. */
	sources: z.record(z.string().max(200), Source)
});
export type ProjectDocument = z.infer<typeof ProjectDocument>;
export type Partner = ProjectDocument['partners'][number];
export type Share = ProjectDocument['shares'][number];
export type BudgetCell = ProjectDocument['budget'][number];
export type Indicator = ProjectDocument['indicators'][number];
export type PlannedObject = ProjectDocument['objects'][number];

/**
 * The path under which a figure's source is kept: keys, not positions, joined by "/".
 * Examples: `period`, `shares/-/total`, `shares/zpr/erdf`, `indicators/camps/target`, `groups/seniors/planned`,
 * `objects/auce/quantity`, `budget/zpr/staff/erdf/p1`, `packages/w1/a2/d1/planned`, `partners`.
 */
export const sourcePath = (...parts: readonly (string | null)[]): string => parts.map((part) => part ?? '-').join('/');
