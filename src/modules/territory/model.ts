import { z } from 'zod';
import type { InstitutionId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';

export const institutionKinds = ['day-centre', 'group-home', 'service-apartments', 'home-care', 'youth-centre', 'multifunctional-centre', 'respite', 'other'] as const;
export type InstitutionKind = (typeof institutionKinds)[number];

export interface Municipality {
	readonly id: string;
	/** ATVK (Latvia) or municipality code (Lithuania): text, zeros lead. */
	readonly code: string;
	readonly country: 'LV' | 'LT';
	readonly name: LocalizedText;
	/** First day it existed, `YYYY-MM-DD`. */
	readonly validFrom: string;
	/** First day it no longer existed; null while it exists. */
	readonly validTo: string | null;
}

/** On `onDate` the predecessor (or a part of it) went into the successor. */
export interface Succession {
	readonly predecessorId: string;
	readonly successorId: string;
	readonly onDate: string;
}

export interface Institution {
	readonly id: InstitutionId;
	readonly slug: string;
	readonly name: LocalizedText;
	readonly about: LocalizedText;
	readonly kind: InstitutionKind;
	readonly municipalityId: string;
	/** Not named by any document: made up for the demonstration, and shown as such. */
	readonly invented: boolean;
	readonly validFrom: string;
	readonly validTo: string | null;
}

const name = z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(200);

export const NewInstitution = z.object({
	name_lv: name,
	name_lt: name,
	name_en: name,
	kind: z.enum(institutionKinds, { error: 'required' }),
	municipality: z.uuid({ error: 'required' }),
	valid_from: z.iso.date({ error: 'day_wrong' })
});
export type NewInstitution = z.infer<typeof NewInstitution>;
