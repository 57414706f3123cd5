import { z } from 'zod';
import type { Amount } from '#platform/money.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { projectStates, type ProjectState } from '../lifecycle.ts';
import { fundKinds, groupKinds, type FundKind, type GroupKind } from '../model.ts';

export const portfolioPageSize = 25;
/** Municipalities as they are today, or as they were recorded with the project. */
export const placeTimes = ['today', 'then'] as const;
export type PlaceTime = (typeof placeTimes)[number];
/** A programming period such as "2014-2020". */
const Period = z.string().regex(/^(19|20)\d{2}-(19|20)\d{2}$/);

const chosen = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().catch(null).default(null);

/** What a reader of the portfolio asks for; what cannot be read is left out, so that every address gives a page. */
export const PortfolioFilter = z.object({
	/** Words of a title, an acronym or a code. PostgreSQL takes no NUL. */
	words: z.string().transform((text) => text.replaceAll('\0', '').normalize('NFC').trim().slice(0, 100)).catch('').default(''),
	state: chosen(z.enum(projectStates)),
	period: chosen(Period),
	fund: chosen(z.enum(fundKinds)),
	group: chosen(z.enum(groupKinds)),
	/** A municipality, recorded or of today: all that went into it count. */
	municipality: chosen(z.uuid()),
	places: z.enum(placeTimes).catch('today').default('today'),
	/** From 1. */
	page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1)
});
export type PortfolioFilter = z.infer<typeof PortfolioFilter>;
export type PortfolioQuery = z.input<typeof PortfolioFilter>;

/** An amount with the same in euro; `inEuro` is null where no rate is known, and never guessed. */
export interface Money {
	readonly amount: Amount;
	readonly currency: string;
	readonly inEuro: Amount | null;
}

export interface PortfolioRow {
	readonly id: string;
	readonly slug: string;
	readonly state: ProjectState;
	readonly published: boolean;
	/** Null for a draft without a title. */
	readonly title: LocalizedText | null;
	readonly acronym: string;
	readonly code: string;
	readonly programme: LocalizedText;
	/** Days, or null where nobody has said. */
	readonly from: string | null;
	readonly to: string | null;
	readonly lead: LocalizedText | null;
	readonly partners: number;
	readonly countries: readonly string[];
	/** Null where no total was agreed or published. */
	readonly total: Money | null;
	/** What the European Union pays of it; null where no such part was published. */
	readonly eu: Money | null;
}

/** One line of the totals: how many projects, and their money in euro. */
export interface PeriodTotal {
	/** "2014-2020"; null for projects that name neither a programme's years nor a beginning. */
	readonly period: string | null;
	readonly projects: number;
	/** Of those whose total is known in euro; null where none is. */
	readonly inEuro: Amount | null;
	/** Projects whose total is unknown or has no rate: they are in no sum. */
	readonly withoutTotal: number;
	/** Null where no part of that kind was published. */
	readonly byFund: Readonly<Record<FundKind, Amount | null>>;
	/** What of the totals no published part explains; negative where parts exceed their totals, null without totals. */
	readonly unexplained: Amount | null;
}

/** Totals in a currency other than the euro, beside the same in euro. */
export interface CurrencyTotal {
	readonly currency: string;
	readonly projects: number;
	readonly amount: Amount;
	/** Null where one of them has no rate. */
	readonly inEuro: Amount | null;
	/** Of these, without a rate. */
	readonly withoutRate: number;
}

export interface MunicipalityTotal {
	/** Null: partners and objects whose municipality is not known, or that had none at the time asked for. */
	readonly municipality: { readonly id: string; readonly name: LocalizedText; readonly country: string } | null;
	/** Names of the former municipalities whose projects are counted here, where they differ. */
	readonly from: readonly LocalizedText[];
	readonly projects: number;
	readonly partners: number;
	/** Published shares of its partners, in euro; null where none was published. */
	readonly inEuro: Amount | null;
	/** Partners whose share was published. */
	readonly withShare: number;
}

export interface GroupTotal {
	readonly kind: GroupKind;
	readonly projects: number;
	/** Null: no project planned a number. */
	readonly planned: number | null;
	/** Null: no project has reported a number. */
	readonly reached: number | null;
	/** Groups that a project names without a planned number. */
	readonly withoutPlan: number;
	/** Groups of which nothing reached is recorded. */
	readonly withoutReached: number;
}

export interface YearTotal {
	readonly year: number;
	readonly projects: number;
}

export interface Portfolio {
	readonly filter: PortfolioFilter;
	readonly rows: readonly PortfolioRow[];
	/** All that the filter finds. */
	readonly count: number;
	readonly pages: number;
	readonly periods: readonly PeriodTotal[];
	readonly total: PeriodTotal;
	readonly currencies: readonly CurrencyTotal[];
	readonly municipalities: readonly MunicipalityTotal[];
	readonly groups: readonly GroupTotal[];
	/** Projects under way in each year, without gaps. */
	readonly years: readonly YearTotal[];
	/** What filters can choose among. */
	readonly choices: { readonly periods: readonly string[]; readonly municipalities: readonly { readonly id: string; readonly name: LocalizedText }[] };
}
