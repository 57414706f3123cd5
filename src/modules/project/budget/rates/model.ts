import { z } from 'zod';
import type { FieldError } from '#platform/errors.ts';
import type { Amount } from '#platform/money.ts';

/** How many days before the asked one a published rate may be: over weekends and the longest holidays. */
export const daysBack = 7;
/** The most rates that one file may bring, and its largest size in bytes. */
export const mostRates = 50_000;
export const rateFileBytes = 5_000_000;

/** Units of a currency for one euro on a day, as published. */
export interface ExchangeRate {
	/** ISO 4217. */
	readonly currency: string;
	/** `YYYY-MM-DD`. */
	readonly day: string;
	/** Decimal text with at most eight places. */
	readonly unitsPerEuro: string;
	readonly source: string;
}

/** An amount in euro with the rate it was divided by, and the day on which that rate was published. */
export interface EuroAmount {
	readonly amount: Amount;
	readonly rate: string;
	readonly rateOn: string;
}

/** What a form of one rate says, before the rate's own rules. */
export const RateForm = z.object({
	currency: z.string({ error: 'required' }).trim().toUpperCase().regex(/^[A-Z]{3}$/, { error: 'budget_currency_wrong' }),
	day: z.string({ error: 'required' }).trim().min(1, { error: 'required' }).pipe(z.iso.date({ error: 'day_wrong' })),
	rate: z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(40),
	source: z.string().trim().max(200).optional().default('')
});
export type RateForm = z.infer<typeof RateForm>;

/** What is wrong with a row of a file; the header is row 1. */
export interface RowProblem {
	readonly row: number;
	readonly column: string;
	readonly value: string;
	readonly problem: FieldError;
}

/** What of a file is wanted: currencies (none: all) and the first day (null: all). */
export interface RateChoice {
	readonly currencies: readonly string[];
	readonly from: string | null;
}

export interface RateReport {
	/** Rates in the file that were wanted. */
	readonly read: number;
	/** Rates that are new, changed, and stored before just so. */
	readonly added: number;
	readonly changed: number;
	readonly same: number;
	readonly problems: readonly RowProblem[];
	/** How many problems there are; `problems` lists the first. */
	readonly problemCount: number;
}
