import { z } from 'zod';
import { Invalid, type FieldError } from '#platform/errors.ts';
import { day, optionalText } from '#platform/web/form.ts';
import { AnswerLanguage, answerLanguages, instantOf, layouts, variantNames, type SurveyPlan } from '#modules/survey/index.ts';

export const several = z.union([z.array(z.string()), z.string().transform((value) => [value])]).optional().default([]);
/** A time of day as people type it: 8:00, 08.00 and 0800 are understood. */
export const timeField = z.string({ error: 'required' }).trim().min(1, { error: 'required' }).transform((text, check) => {
	const match = /^(\d{1,2})[:.]?(\d{2})$/.exec(text);
	const time = match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2]}` : '';
	if (/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return time;
	check.addIssue({ code: 'custom', message: 'survey_time_wrong' });
	return z.NEVER;
});

/** A whole number or nothing; what is neither becomes NaN, which the rules answer at the field. */
export const optionalNumber = z.string().optional().default('').transform((text) => (text.trim() === '' ? null : /^\d{1,9}$/.test(text.replace(/[\s\u00A0]/g, '')) ? Number(text.replace(/[\s\u00A0]/g, '')) : Number.NaN));
/** A decimal as people type it, with a comma or a point. */
const optionalDecimal = z.string().optional().default('').transform((text) => (text.trim() === '' ? null : text.trim().replace(',', '.')));
const contactLimit = 1000;

export const SurveyForm = z
	.object({
		institutions: several.pipe(z.array(z.uuid({ error: 'wrong' })).max(1000)),
		cycle: z.union([z.literal('').transform(() => null), z.uuid({ error: 'wrong' })]).optional().transform((value) => value ?? null),
		questionnaire: z.uuid({ error: 'wrong' }),
		name_lv: optionalText(200),
		name_lt: optionalText(200),
		name_en: optionalText(200),
		opens_on: day,
		opens_time: timeField,
		closes_on: day,
		closes_time: timeField,
		eligible: optionalNumber,
		target: optionalDecimal,
		languages: several.pipe(z.array(AnswerLanguage, { error: 'wrong' })),
		variants: several.pipe(z.array(z.enum(variantNames), { error: 'wrong' })),
		layout: z.enum(layouts, { error: 'required' }),
		minimum_group: optionalNumber,
		contact_lv: optionalText(contactLimit),
		contact_lt: optionalText(contactLimit),
		contact_en: optionalText(contactLimit),
		contact_ru: optionalText(contactLimit),
		erase_addresses: z.enum(['yes', 'no'], { error: 'required' })
	})
	.transform((form): SurveyPlan & { institutionIds: string[] } => ({
		institutionIds: form.institutions,
		cycleId: form.cycle,
		questionnaireVersionId: form.questionnaire,
		name: Object.fromEntries((['lv', 'lt', 'en'] as const).flatMap((locale) => (form[`name_${locale}`] === '' ? [] : [[locale, form[`name_${locale}`]]]))),
		opensAt: moment('opens', form.opens_on, form.opens_time),
		closesAt: moment('closes', form.closes_on, form.closes_time),
		eligible: form.eligible,
		target: form.target,
		layout: form.layout,
		languages: answerLanguages.filter((language) => form.languages.includes(language)),
		variants: variantNames.filter((variant) => form.variants.includes(variant)),
		...(form.minimum_group === null ? {} : { minimumGroup: form.minimum_group }),
		contact: contactOf(form),
		eraseAddresses: form.erase_addresses === 'yes'
	}));

/** The texts of the contact in the languages in which there is one; an emptied one is empty, not the region's. */
export const contactOf = (form: { readonly [Field in `contact_${AnswerLanguage}`]: string }): Partial<Record<AnswerLanguage, string>> =>
	Object.fromEntries(answerLanguages.map((language) => [language, form[`contact_${language}`]]));

export const EndForm = z.object({ closes_on: day, closes_time: timeField }).transform((form) => ({ closesAt: moment('closes', form.closes_on, form.closes_time) }));
export const EligibleForm = z.object({ eligible: optionalNumber });

/** The instant of a day and a time that are each well formed; a day that no calendar has is answered at its field. */
function moment(field: string, on: string, time: string): Date {
	const instant = instantOf(on, time);
	if (!instant) throw new Invalid({ [`${field}_on`]: { code: 'day_wrong' } satisfies FieldError });
	return instant;
}
