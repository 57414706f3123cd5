import { z } from 'zod';
import { day, optionalText } from '#platform/web/form.ts';
import type { CycleInput, MethodologyChoice } from '#modules/assessment/index.ts';

const nameLimit = 200;

/** A methodology with a mode as one choice: `version:<id>:<mode>` or `library:<sha256>:<mode>`. */
export const choiceValue = (choice: MethodologyChoice, mode: string): string =>
	'versionId' in choice ? `version:${choice.versionId}:${mode}` : `library:${choice.librarySha256}:${mode}`;

const choice = z
	.string({ error: 'required' })
	.min(1, { error: 'required' })
	.regex(/^(version|library):[0-9a-f-]{36,64}:[A-Za-z0-9._-]{1,40}$/, { error: 'wrong' });

const several = z.union([z.array(z.string()), z.string().transform((value) => [value])]).optional().default([]);

export const CycleForm = z
	.object({
		name_lv: optionalText(nameLimit),
		name_lt: optionalText(nameLimit),
		name_en: optionalText(nameLimit),
		methodology: choice,
		institutions: several.pipe(z.array(z.uuid({ error: 'wrong' })).max(1000)),
		starts_on: day,
		ends_on: day,
		previous_cycle_id: z.union([z.literal('').transform(() => null), z.uuid({ error: 'wrong' })]).optional().transform((value) => value ?? null)
	})
	.transform((form): CycleInput => {
		const [kind, id = '', mode = ''] = form.methodology.split(':');
		return {
			name: Object.fromEntries([['lv', form.name_lv], ['lt', form.name_lt], ['en', form.name_en]].filter(([, text]) => text !== '')),
			methodology: kind === 'library' ? { librarySha256: id } : { versionId: id },
			mode,
			institutionIds: form.institutions,
			startsOn: form.starts_on,
			endsOn: form.ends_on,
			previousCycleId: form.previous_cycle_id
		};
	});

export const ReasonForm = z.object({ reason: z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(1000) });
export const ExtendForm = z.object({ whom: z.union([z.literal('all'), z.uuid({ error: 'wrong' })], { error: 'required' }), ends_on: day });
