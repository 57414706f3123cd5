import { z } from 'zod';
import type { LocalizedText } from '#platform/locale.ts';
import type { ProjectState, VersionStage } from '../lifecycle.ts';
import type { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { organisationTypes, transactionTypes } from './codes.ts';

/** As whom a region publishes. */
export interface Publisher {
	/** Registration agency and number, "LV-RE-…"; provisional until the region has entered the one it is registered under. */
	readonly reference: string;
	readonly kind: string;
	readonly name: LocalizedText;
	/** The language of texts that name none. */
	readonly language: 'lv' | 'lt' | 'en';
	readonly provisional: boolean;
	readonly revision: number;
}

export const PublisherInput = z.object({
	reference: z.string({ error: 'required' }).trim().regex(/^[A-Z]{2}-[A-Z0-9]{2,20}-[A-Za-z0-9._-]{1,50}$|^X[A-Z]-[A-Z]{2,12}-[A-Za-z0-9._-]{1,50}$/, { error: 'exchange_reference_wrong' }),
	kind: z.enum(organisationTypes, { error: 'required' }),
	language: z.enum(['lv', 'lt', 'en'], { error: 'required' }),
	revision: z.coerce.number().int().min(0)
});
export type PublisherInput = z.infer<typeof PublisherInput>;

const Words = z.strictObject({ lv: z.string().max(4000).optional(), lt: z.string().max(4000).optional(), en: z.string().max(4000).optional() });
const Organisation = z.strictObject({ ref: z.string().max(200).nullable(), type: z.enum(organisationTypes).nullable(), name: Words });
const Amount = z.string().regex(/^-?\d{1,12}\.\d{2}$/);
const Currency = z.string().regex(/^[A-Z]{3}$/);

/** A transaction that a file told in sum: a project knows its expenditure only item by item. */
export const KeptTransaction = z.strictObject({
	type: z.enum(transactionTypes),
	on: z.iso.date(),
	valueOn: z.iso.date(),
	amount: Amount,
	currency: Currency,
	provider: Organisation.nullable(),
	receiver: Organisation.nullable(),
	description: Words.nullable(),
	/** Keys of the partner and the period that spent it, where the file was ours. */
	partner: z.string().max(40).nullable(),
	period: z.string().max(40).nullable()
});
export type KeptTransaction = z.infer<typeof KeptTransaction>;

export const KeptBudget = z.strictObject({ from: z.iso.date(), to: z.iso.date(), valueOn: z.iso.date(), amount: Amount, currency: Currency, type: z.enum(['1', '2']).nullable(), status: z.enum(['1', '2']).nullable() });
export type KeptBudget = z.infer<typeof KeptBudget>;

/** What a file said that a project has no place of its own for; what the project itself knows by now is told instead. */
export const Kept = z.strictObject({
	reporter: Organisation.extend({ ref: z.string().min(1).max(200), type: z.string().min(1).max(10), secondary: z.boolean() }),
	/** The file's language for texts that name none. */
	language: z.enum(['lv', 'lt', 'en']).nullable(),
	updatedAt: z.iso.datetime({ offset: true, local: true }).nullable(),
	/** By `partner/<key>` and `fund/<key>`. */
	organisations: z.record(z.string(), z.strictObject({ ref: z.string().max(200).nullable(), type: z.enum(organisationTypes).nullable(), institution: z.string().max(80).nullable(), municipality: z.string().max(80).nullable() })),
	/** Municipalities of objects by their key, where this region knows no such. */
	places: z.record(z.string(), z.string().max(80)),
	budgets: z.array(KeptBudget).max(200),
	transactions: z.array(KeptTransaction).max(5000)
});
export type Kept = z.infer<typeof Kept>;

export interface Origin {
	readonly identifier: string;
	readonly importedAt: Date;
	readonly kept: Kept;
}

/** Certified expenditure of a partner in a period, in the project's currency; `on` is the day of the last payment in it. */
export interface Spent {
	readonly partner: string;
	readonly period: string;
	readonly amount: string;
	readonly on: string;
}

/** Everything about a project that an activity tells. */
export interface ExportedProject {
	readonly slug: string;
	readonly state: ProjectState;
	/** The version in force. */
	readonly document: ProjectDocument;
	readonly stage: VersionStage;
	readonly inForceFrom: string;
	/** From when the first approved version held; null while nothing was approved. */
	readonly agreedOn: string | null;
	readonly updatedAt: Date;
	readonly achievements: readonly Achievement[];
	readonly spent: readonly Spent[];
	readonly origin: Origin | null;
}

/** How institutions and municipalities are named outside the region: by their lasting address and by their code. */
export interface Places {
	readonly institutions: ReadonlyMap<string, string>;
	readonly municipalities: ReadonlyMap<string, string>;
}

/** Why a project is not in the file; the message is `exchange_left_out_<reason>`. */
export interface LeftOut {
	readonly slug: string;
	readonly title: LocalizedText;
	readonly reason: 'no_version' | 'no_period';
}
