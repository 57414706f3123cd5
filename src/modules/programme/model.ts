import { z } from 'zod';
import type { LocalizedText } from '#platform/locale.ts';
import { day, optionalDay, optionalText, requiredText } from '#platform/web/form.ts';

export const nodeKinds = ['priority', 'direction', 'task'] as const;
/** The three levels of a programme, from above: a priority holds directions, a direction holds tasks. */
export type NodeKind = (typeof nodeKinds)[number];
export const linkKinds = ['project', 'action', 'decision'] as const;
export type LinkKind = (typeof linkKinds)[number];
export const reportFormats = ['pdf', 'docx'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface Programme {
	readonly id: string;
	readonly slug: string;
	readonly name: LocalizedText;
	readonly fromYear: number;
	readonly toYear: number;
	readonly about: LocalizedText;
	/** The document it was read from, in words. */
	readonly source: string;
	/** Parts of it were made up for the demonstration, and it is shown as such. */
	readonly invented: boolean;
	readonly revision: number;
}

/** Who carries a task: an institution of the region, or a body that is only named. */
export interface Responsible {
	readonly institutionId: string | null;
	readonly name: LocalizedText;
}

/** What somebody said on a day about how far a task is; the newest day counts. */
export interface Progress {
	readonly id: string;
	readonly nodeId: string;
	/** `YYYY-MM-DD` */
	readonly onDate: string;
	/** Whole percent, 0 to 100. */
	readonly percent: number;
	readonly reason: string;
	readonly recordedAt: Date;
	readonly recordedBy: string | null;
}

/** A measured value of one year, as decimal text without idle zeros. */
export interface YearValue {
	readonly year: number;
	readonly value: string;
	readonly source: string;
}

/** Decimal texts; null is unknown and never zero. Years without a value are not in `values`. */
export interface ProgrammeIndicator {
	readonly id: string;
	readonly nodeId: string;
	readonly name: LocalizedText;
	readonly unit: LocalizedText;
	/** Whether more or less is better. */
	readonly direction: 'up' | 'down';
	readonly baseline: string | null;
	readonly baselineYear: number | null;
	readonly target: string | null;
	readonly targetYear: number | null;
	readonly source: string;
	readonly revision: number;
	readonly values: readonly YearValue[];
}

/** A priority, a direction of action or a task. Responsible bodies, the deadline and the funding are of tasks only. */
export interface ProgrammeNode {
	readonly id: string;
	readonly parentId: string | null;
	readonly kind: NodeKind;
	readonly code: string;
	readonly position: number;
	readonly name: LocalizedText;
	readonly about: LocalizedText;
	readonly responsible: readonly Responsible[];
	/** Its last day, `YYYY-MM-DD`. */
	readonly dueOn: string | null;
	/** Where the money comes from, in words. */
	readonly funding: string;
	readonly fundingAmount: string | null;
	readonly fundingCurrency: string | null;
	readonly revision: number;
}

/** A project of the region as the reader may know it. */
export interface NamedProject {
	readonly id: string;
	readonly slug: string;
	readonly code: string;
	readonly acronym: string;
	readonly title: LocalizedText;
	readonly state: string;
	/** Visitors see it. */
	readonly published: boolean;
	/** The reader may open it from within. */
	readonly inside: boolean;
}

/** What serves a node: a project, or an action or decision that is named in words. */
export interface ProgrammeLink {
	readonly id: string;
	readonly nodeId: string;
	readonly kind: LinkKind;
	readonly project: NamedProject | null;
	readonly title: string;
	readonly address: string;
	readonly onDate: string | null;
}

/** A project that serves a node, and who says so: the programme's keeper by a link, the project's own version, or both. */
export interface Service {
	readonly nodeId: string;
	readonly project: NamedProject;
	readonly linked: boolean;
	readonly declared: boolean;
}

const year = z.coerce.number({ error: 'programme_year_wrong' }).int({ error: 'programme_year_wrong' }).min(1990, { error: 'programme_year_wrong' }).max(2100, { error: 'programme_year_wrong' });
const optionalYear = z.union([z.literal('').transform(() => null), year]).optional().transform((value) => value ?? null);
const revision = z.coerce.number({ error: 'wrong' }).int().min(0).max(2_000_000_000).optional().default(0);
const many = z.union([z.array(z.uuid({ error: 'wrong' })), z.uuid({ error: 'wrong' }).transform((one) => [one])]).optional().default([]);
const names = { name_lv: optionalText(500), name_lt: optionalText(500), name_en: optionalText(500) };
const abouts = { about_lv: optionalText(4000), about_lt: optionalText(4000), about_en: optionalText(4000) };

export const ProgrammeForm = z.object({ ...names, ...abouts, from_year: year, to_year: year, source: optionalText(500), invented: z.literal('yes').optional(), revision });
export type ProgrammeInput = z.infer<typeof ProgrammeForm>;

/** `others_*` name bodies that are no institution of the region, one a line, in the same order in every language. */
export const NodeForm = z.object({
	...names,
	...abouts,
	code: requiredText(30),
	parent: z.union([z.literal('').transform(() => null), z.uuid({ error: 'wrong' })]).optional().transform((value) => value ?? null),
	institutions: many,
	others_lv: optionalText(2000),
	others_lt: optionalText(2000),
	others_en: optionalText(2000),
	due_on: optionalDay,
	funding: optionalText(500),
	amount: optionalText(40),
	currency: optionalText(10),
	revision
});
export type NodeInput = z.infer<typeof NodeForm>;

export const ProgressForm = z.object({
	on_date: day,
	percent: z.string({ error: 'required' }).trim().min(1, { error: 'required' }).regex(/^(\d{1,2}|100)\s*%?$/, { error: 'programme_percent_wrong' }).transform((text) => Number.parseInt(text, 10)),
	reason: requiredText(2000)
});
export type ProgressInput = z.infer<typeof ProgressForm>;

export const IndicatorForm = z.object({
	...names,
	unit_lv: optionalText(100),
	unit_lt: optionalText(100),
	unit_en: optionalText(100),
	direction: z.enum(['up', 'down'], { error: 'required' }),
	baseline: optionalText(30),
	baseline_year: optionalYear,
	target: optionalText(30),
	target_year: optionalYear,
	source: optionalText(500),
	revision
});
export type IndicatorInput = z.infer<typeof IndicatorForm>;

/** An empty value takes the year's value away: the year is blank again. */
export const ValueForm = z.object({ year, value: optionalText(30), source: optionalText(500) });
export type ValueInput = z.infer<typeof ValueForm>;

export const LinkForm = z.object({
	kind: z.enum(linkKinds, { error: 'required' }),
	project: z.union([z.literal('').transform(() => null), z.uuid({ error: 'wrong' })]).optional().transform((value) => value ?? null),
	title: optionalText(500),
	address: z.union([z.literal(''), z.url({ protocol: /^https?$/, error: 'programme_address_wrong' }).max(1000)]).optional().default(''),
	on_date: optionalDay
});
export type LinkInput = z.infer<typeof LinkForm>;

export const RevisionForm = z.object({ revision });
export const MoveForm = z.object({ way: z.enum(['up', 'down'], { error: 'wrong' }), node: z.uuid({ error: 'wrong' }) });
export const IssueForm = z.object({ language: z.enum(['lv', 'lt', 'en'], { error: 'required' }), format: z.enum(reportFormats, { error: 'required' }) });
