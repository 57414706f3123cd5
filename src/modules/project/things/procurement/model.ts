import { z } from 'zod';
import type { LocalizedText } from '#platform/locale.ts';
import { optionalDay, optionalText, requiredText } from '#platform/web/form.ts';
import { gather } from '../fields.ts';

export const procurementKinds = ['equipment', 'works', 'services'] as const;
export type ProcurementKind = (typeof procurementKinds)[number];

/** What arrived: its number in the inventory (empty where it has none), what it is, how many, where it stands. */
export interface InventoryItem {
	readonly number: string;
	readonly name: string;
	readonly count: number;
	readonly place: string;
}

/** A contract of a partner. Null is unknown, never zero. */
export interface Procurement {
	readonly id: string;
	readonly partner: string;
	readonly subject: LocalizedText;
	readonly kind: ProcurementKind;
	/** The contract's number; empty where it is unknown. */
	readonly contract: string;
	readonly supplier: string;
	/** Exact decimal text, in `currency`. */
	readonly amount: string | null;
	readonly currency: string | null;
	readonly signedOn: string | null;
	readonly deliveredOn: string | null;
	readonly inventory: readonly InventoryItem[];
	readonly revision: number;
}

/** What is handed to `addProcurement` and `changeProcurement`; the amount as people write it. */
export interface ProcurementInput {
	readonly partner: string;
	readonly subject: LocalizedText;
	readonly kind: ProcurementKind;
	readonly contract: string;
	readonly supplier: string;
	readonly amount: string;
	readonly currency: string;
	readonly signedOn: string | null;
	readonly deliveredOn: string | null;
}

export const ProcurementForm = z
	.object({
		partner: requiredText(40),
		subject_lv: optionalText(300), subject_lt: optionalText(300), subject_en: optionalText(300),
		kind: z.enum(procurementKinds, { error: 'required' }),
		contract: optionalText(100),
		supplier: optionalText(200),
		amount: optionalText(60),
		currency: optionalText(20),
		signedOn: optionalDay,
		deliveredOn: optionalDay
	})
	.transform(({ subject_lv, subject_lt, subject_en, ...rest }): ProcurementInput => ({ ...rest, subject: gather(subject_lv, subject_lt, subject_en) }));

/** Rows of an inventory at most. */
export const mostItems = 300;
/** Empty rows under the filled ones of the form. */
export const emptyRows = 5;
/** One row as typed. */
export interface TypedItem {
	readonly number: string;
	readonly name: string;
	readonly count: string;
	readonly place: string;
}
