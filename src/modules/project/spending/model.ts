import { z } from 'zod';
import type { Amount } from '#platform/money.ts';
import type { BundleState, ItemState, ReportState } from './lifecycle.ts';

export const itemKinds = ['item', 'correction'] as const;
export type ItemKind = (typeof itemKinds)[number];
/** What was decided about an item in one report. */
export const outcomes = ['waiting', 'certified', 'deducted', 'parked'] as const;
export type Outcome = (typeof outcomes)[number];

const Day = z.iso.date();
const Key = z.string().min(1).max(40);
/** At most eight digits before the point, so that every sum stays exact within the database's numbers. */
const SignedAmount = z.string().regex(/^-?\d{1,8}\.\d{2}$/);
const trimmed = (max: number) => z.string().trim().min(1).max(max);

/**
 * An item of expenditure as it is entered: the invoice's own figures in its own currency. `rate` (units of the invoice's
 * currency for one unit of the project's) and its day may be stated where the programme prescribes them; left out, the
 * table of rates is asked. What is claimed follows: without tax, or with it where it is eligible, in the project's currency.
 */
export const ItemInput = z.strictObject({
	partner: Key,
	line: Key,
	period: Key,
	activity: z.string().max(90).nullable().default(null),
	procurementId: z.uuid().nullable().default(null),
	invoice: trimmed(120),
	supplier: trimmed(200),
	description: z.string().trim().max(2000).default(''),
	invoicedOn: Day,
	paidOn: Day.nullable(),
	net: SignedAmount,
	vat: SignedAmount,
	vatEligible: z.boolean().default(false),
	currency: z.string().regex(/^[A-Z]{3}$/),
	rate: z.string().regex(/^\d{1,10}(\.\d{1,8})?$/).nullable().default(null),
	rateOn: Day.nullable().default(null)
});
export type ItemInput = z.input<typeof ItemInput>;
export type CheckedItem = z.output<typeof ItemInput>;

/** Money entered for a project, as it stands now. Amounts are exact decimal text. */
export interface Expenditure {
	readonly id: string;
	readonly projectId: string;
	readonly partner: string;
	readonly line: string;
	/** The period it is or will be declared in; that of the later report when it was taken up. */
	readonly period: string;
	readonly activity: string | null;
	readonly procurementId: string | null;
	readonly kind: ItemKind;
	/** The item that a correction corrects. */
	readonly corrects: string | null;
	readonly invoice: string;
	readonly supplier: string;
	readonly description: string;
	readonly invoicedOn: string;
	readonly paidOn: string | null;
	readonly net: Amount;
	readonly vat: Amount;
	readonly vatEligible: boolean;
	readonly currency: string;
	/** Units of `currency` for one unit of the project's; null when they are the same. */
	readonly rate: string | null;
	readonly rateOn: string | null;
	/** What is claimed, in the project's currency. */
	readonly amount: Amount;
	readonly state: ItemState;
	readonly reportId: string | null;
	readonly certified: Amount | null;
	readonly deducted: Amount | null;
	readonly reason: string;
	readonly enteredBy: string | null;
	readonly enteredAt: Date;
	readonly revision: number;
}

/** Which items a list shows; every field narrows it. */
export interface ItemFilter {
	readonly partner?: string | undefined;
	readonly line?: string | undefined;
	readonly period?: string | undefined;
	readonly state?: ItemState | undefined;
	readonly reportId?: string | undefined;
	/** Words in the invoice, the supplier or the description. */
	readonly text?: string | undefined;
	/** From 1. */
	readonly page?: number | undefined;
	/** At most 500. */
	readonly size?: number | undefined;
}

export interface ItemEvent {
	readonly number: number;
	readonly at: Date;
	readonly action: string;
	readonly certified: Amount | null;
	readonly deducted: Amount | null;
	readonly reason: string;
	readonly byPerson: string | null;
	/** The period of the report it happened in. */
	readonly period: string | null;
}

export interface PartnerReport {
	readonly id: string;
	readonly projectId: string;
	/** The version in force on the last day of the period. */
	readonly versionId: string;
	readonly partner: string;
	readonly period: string;
	readonly state: ReportState;
	readonly summary: string;
	readonly returnedReason: string;
	readonly submittedAt: Date | null;
	readonly decidedAt: Date | null;
	/** The project's report it was bundled in. */
	readonly bundleId: string | null;
	readonly revision: number;
}

/** The project's report of a period: certified reports of the partners, bundled by the lead partner. */
export interface Bundle {
	readonly id: string;
	readonly projectId: string;
	readonly versionId: string;
	readonly period: string;
	readonly state: BundleState;
	readonly summary: string;
	readonly submittedAt: Date | null;
	readonly acceptedAt: Date | null;
	readonly revision: number;
}

/** Sums in the project's currency; `declared` is always the sum of the other four. */
export interface Sums {
	readonly declared: Amount;
	readonly waiting: Amount;
	readonly certified: Amount;
	readonly deducted: Amount;
	readonly parked: Amount;
}

export const decisions = ['certify', 'deduct', 'park', 'reopen'] as const;
/** What is decided about one item of a submitted report. A part is certified by `certify` with `certified` below the claim; the rest is deducted and needs the reason. */
export const Decision = z.strictObject({
	itemId: z.uuid(),
	revision: z.number().int(),
	decision: z.enum(decisions),
	/** Null: all of it. */
	certified: SignedAmount.nullable().default(null),
	reason: z.string().trim().max(1000).default('')
});
export type Decision = z.input<typeof Decision>;
