import { z } from 'zod';
import type { Assistance } from '../model.ts';
import type { VariantName } from '../questionnaire/model.ts';

/** The two rounds of typing; the second is done without seeing the first. */
export const passes = [1, 2] as const;
export type Pass = (typeof passes)[number];

/** One paper form as one person typed it in. It stays until its batch is stored or discarded. */
export interface Sheet {
	readonly id: string;
	/** The number that the typist wrote on the paper. */
	readonly number: number;
	readonly pass: Pass;
	readonly variant: VariantName;
	readonly assisted: Assistance;
	/** One entry per closed question of the variant, see `survey_response.choices`. */
	readonly choices: readonly (number | null)[];
	/** Free texts by question id; typed in the first round only. */
	readonly texts: Readonly<Record<string, string>>;
	readonly enteredBy: string | null;
	readonly revision: number;
}

/** Batches of at most so many sheets may be stored after one round, when the person says so. */
export const singleEntryLimit = 30;
export const sheetLimit = 100_000;

/** The name of a pile of papers; it is part of an address. "import" is a page of its own. */
export const BatchName = z
	.string({ error: 'required' })
	.trim()
	.min(1, { error: 'required' })
	.max(40)
	.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, { error: 'paper_batch_name_wrong' })
	.refine((name) => name.toLowerCase() !== 'import', { error: 'paper_batch_name_taken' });

const whole = (max: number) =>
	z
		.string({ error: 'required' })
		.trim()
		.min(1, { error: 'required' })
		.regex(/^\d{1,9}$/, { error: 'paper_number_wrong' })
		.transform(Number)
		.pipe(z.int().min(1, { error: 'paper_number_wrong' }).max(max, { error: 'paper_number_wrong' }));
export const SheetNumber = whole(sheetLimit);
export const PassField = z.enum(['1', '2'], { error: 'wrong' }).transform((value): Pass => (value === '2' ? 2 : 1));
