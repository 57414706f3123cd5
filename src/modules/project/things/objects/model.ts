import { z } from 'zod';
import type { LocalizedText } from '#platform/locale.ts';
import { optionalDay, optionalText, requiredText } from '#platform/web/form.ts';
import { ownerships, type Ownership, type PlannedObject } from '../../model.ts';
import { gather, revisionField, sourceFields, sourceOf } from '../fields.ts';
import type { Source } from '../results/model.ts';

export const objectStates = ['planned', 'under-way', 'finished', 'in-use', 'not-built'] as const;
export type ObjectState = (typeof objectStates)[number];

/** What was built, as it was said for a day. Null is unknown, never zero. */
export interface ProjectObject {
	readonly id: string;
	/** The planned object of the version that it came of; null where none was planned. */
	readonly planKey: string | null;
	readonly partner: string;
	readonly place: LocalizedText;
	readonly municipalityId: string | null;
	readonly ownership: Ownership;
	readonly built: LocalizedText;
	readonly quantity: number | null;
	/** Exact decimal text, in `currency`. */
	readonly cost: string | null;
	readonly currency: string | null;
	readonly state: ObjectState;
	readonly finishedOn: string | null;
	readonly asOf: string | null;
	readonly source: Source | null;
	readonly revision: number;
	readonly photos: readonly Photo[];
}

export interface Photo {
	readonly id: string;
	readonly objectId: string;
	readonly sha256: string;
	readonly mediaType: string;
	/** What is to be seen, for who does not see it; at least one language. */
	readonly alternative: LocalizedText;
	readonly takenOn: string | null;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	readonly revision: number;
}

/** A planned object beside what was built of it; either may be missing. */
export interface ObjectRow {
	readonly plan: PlannedObject | null;
	readonly planSource: Source | null;
	readonly object: ProjectObject | null;
}

/** What is handed to `addObject` and `changeObject`; the cost as people write it. */
export interface ObjectInput {
	readonly planKey: string | null;
	readonly partner: string;
	readonly place: LocalizedText;
	readonly municipalityId: string | null;
	readonly ownership: Ownership;
	readonly built: LocalizedText;
	readonly quantity: number | null;
	readonly cost: string;
	readonly currency: string;
	readonly state: ObjectState;
	readonly finishedOn: string | null;
	readonly asOf: string | null;
	readonly source: Source | null;
}

const quantity = z
	.string({ error: 'wrong' })
	.trim()
	.optional()
	.default('')
	.refine((text) => text === '' || /^[1-9]\d{0,4}$/.test(text.replace(/\s/g, '')), { error: 'things_quantity_wrong' })
	.transform((text) => (text === '' ? null : Number(text.replace(/\s/g, ''))));

export const ObjectForm = z
	.object({
		plan: optionalText(40),
		partner: requiredText(40),
		place_lv: optionalText(300), place_lt: optionalText(300), place_en: optionalText(300),
		municipality: z.union([z.literal(''), z.uuid({ error: 'wrong' })]).optional(),
		ownership: z.enum(ownerships, { error: 'required' }),
		built_lv: optionalText(2000), built_lt: optionalText(2000), built_en: optionalText(2000),
		quantity,
		cost: optionalText(60),
		currency: optionalText(20),
		state: z.enum(objectStates, { error: 'required' }),
		finishedOn: optionalDay,
		asOf: optionalDay,
		...sourceFields
	})
	.transform((f): ObjectInput => ({
		planKey: f.plan === '' ? null : f.plan,
		partner: f.partner,
		place: gather(f.place_lv, f.place_lt, f.place_en),
		municipalityId: f.municipality === '' || f.municipality === undefined ? null : f.municipality,
		ownership: f.ownership,
		built: gather(f.built_lv, f.built_lt, f.built_en),
		quantity: f.quantity,
		cost: f.cost,
		currency: f.currency,
		state: f.state,
		finishedOn: f.finishedOn,
		asOf: f.asOf,
		source: sourceOf(f)
	}));
export const Revision = z.object({ revision: revisionField });

export interface PhotoInput {
	readonly alternative: LocalizedText;
	readonly takenOn: string | null;
}
export const PhotoForm = z
	.object({ alternative_lv: optionalText(500), alternative_lt: optionalText(500), alternative_en: optionalText(500), takenOn: optionalDay })
	.transform((f): PhotoInput => ({ alternative: gather(f.alternative_lv, f.alternative_lt, f.alternative_en), takenOn: f.takenOn }));
/** The largest photo, in bytes: 15 MB. */
export const photoLimit = 15 * 1024 * 1024;
/** Photos of one object. */
export const mostPhotos = 30;
