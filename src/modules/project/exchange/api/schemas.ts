import { z } from 'zod';
import { versionStages } from '../../lifecycle.ts';
import { documentKinds, fundKinds, groupKinds, partnerRoles, precisions } from '../../model.ts';

/**
 * What the public interface answers. Every answer passes its schema before it is sent, and the description of the interface is
 * made of the same schemas, so that it cannot say anything else.
 */
const Text = z.strictObject({ lv: z.string().optional(), lt: z.string().optional(), en: z.string().optional() }).describe('A text in the languages in which it is known.');
const Day = z.iso.date();
const Decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,4})?$/);
const Money = z
	.strictObject({
		amount: z.string().regex(/^-?\d{1,14}\.\d{2}$/).describe('Exact decimal with two places.'),
		currency: z.string().regex(/^[A-Z]{3}$/).describe('ISO 4217.'),
		eur: z.string().regex(/^-?\d{1,14}\.\d{2}$/).nullable().describe('The amount in euro: as it is, by the fixed rate of the lats (divided by 0.702804, rounded half up), or by a published rate. Null where no rate is known.')
	})
	.describe('An amount of money; never a floating-point number.');
const Source = z.strictObject({ title: z.string(), place: z.string() }).describe('The document in which a figure was read, and the place in it.');
const Fund = z.strictObject({ key: z.string(), name: Text, kind: z.enum(fundKinds), share: Money, rate_percent: Decimal.nullable().describe('The rate as published.'), source: Source.nullable() }).describe('What one fund pays, as published.');
// Ideas are never published, so their state is none here.
const State = z.enum(['concept', 'application', 'approved', 'running', 'modified', 'completed', 'closed']).describe('Where the project stands in its life cycle.');

const Partner = z
	.strictObject({ key: z.string(), role: z.enum(partnerRoles), name: Text, country: z.string().regex(/^[A-Z]{2}$/), municipality: Text.nullable(), municipality_today: Text.nullable().describe('Set where another municipality holds its place by now.'), from: Day.nullable(), to: Day.nullable(), total: Money.nullable(), funds: z.array(Fund) })
	.describe('A partner, with its part of the money where that was published.');
const Result = z
	.strictObject({
		subject: z.enum(['indicator', 'deliverable', 'group']),
		key: z.string(),
		name: Text,
		kind: z.enum(['result', 'output', 'deliverable', ...groupKinds]),
		unit: Text.nullable(),
		baseline: Decimal.nullable(),
		planned: Decimal.nullable(),
		at_least: z.boolean().describe('The plan is a lower bound.'),
		reached: Decimal.nullable().describe('Null where nothing was recorded; never zero instead.'),
		by_day: Day.nullable(),
		standing: z.enum(['not-recorded', 'no-plan', 'as-planned', 'more', 'less']),
		planned_source: Source.nullable(),
		reached_source: Source.nullable()
	})
	.describe('Planned beside reached.');
const Period = z.strictObject({ from: Day.nullable(), to: Day.nullable(), precision: z.enum(precisions).describe('How exactly the period was published.'), months: z.number().int().nullable() });
const Version = z.strictObject({ number: z.number().int(), stage: z.enum(versionStages), in_force_from: Day, total: Money.nullable(), partners: z.number().int(), period: Period });

const Listed = z
	.strictObject({
		slug: z.string(),
		codes: z.array(z.strictObject({ scheme: z.string(), code: z.string() })),
		acronym: z.string().nullable(),
		title: Text,
		programme: Text.nullable(),
		state: State,
		from: Day.nullable(),
		to: Day.nullable(),
		total: Money.nullable().describe('Null where no total was published.'),
		changed_at: z.iso.datetime(),
		url: z.url().describe('This project in the interface.'),
		page: z.url().describe('Its page for people.')
	})
	.describe('A project as the list shows it.');

const Project = z
	.strictObject({
		...Listed.shape,
		region: z.strictObject({ slug: z.string(), name: Text }),
		published_at: z.iso.datetime(),
		priority: Text.nullable(),
		programme_objective: Text.nullable(),
		period: Period,
		total_source: Source.nullable(),
		funds: z.array(Fund),
		partners: z.array(Partner),
		objectives: z.array(Text),
		results: z.array(Result),
		versions: z.array(Version).describe('Every version that was ever in force.'),
		documents: z.array(z.strictObject({ kind: z.enum(documentKinds), title: z.string(), issued_on: Day.nullable(), address: z.url().nullable() }))
	})
	.describe('A published project, by the version in force.');

const ProjectPage = z
	.strictObject({
		page: z.number().int().min(1),
		size: z.number().int().min(1).max(100),
		total: z.number().int().min(0).describe('How many projects fit the question in all.'),
		pages: z.number().int().min(0),
		next: z.url().nullable(),
		previous: z.url().nullable(),
		projects: z.array(Listed)
	})
	.describe('One page of the list.');

const Problem = z.strictObject({ type: z.literal('about:blank'), title: z.string(), status: z.number().int(), detail: z.string().describe('What happened and what to do, in the language asked for by Accept-Language.') }).describe('RFC 9457.');

/** All schemas by the names under which the description lists them. */
export const schemas = { Text, Money, Source, Fund, Partner, Result, Period, Version, Listed, Project, ProjectPage, Problem } as const;
export type ApiProject = z.infer<typeof Project>;
export type ApiListed = z.infer<typeof Listed>;
export type ApiPage = z.infer<typeof ProjectPage>;

/** What may be asked of the list. */
export const ProjectQuery = z.strictObject({
	page: z.coerce.number().int().min(1).max(100_000).default(1).describe('Counted from 1.'),
	size: z.coerce.number().int().min(1).max(100).default(20).describe('How many projects a page holds.'),
	state: State.optional(),
	fund: z.enum(fundKinds).optional().describe('Only projects to which money of this kind was published.'),
	changed_since: Day.optional().describe('Only projects that changed on this day or later.')
});
export type ProjectQuery = z.infer<typeof ProjectQuery>;
