import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, optionalText, readFields, type Fields } from '#platform/web/form.ts';
import { guardianRules, largestGroup, mayKeepQuestionnaires, saveSurveySettings, smallestGroup, surveySettings } from '#modules/survey/index.ts';
import { contactOf, optionalNumber } from '../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => {
		if (!mayKeepQuestionnaires(context.actor)) throw new Forbidden();
		return { settings: await surveySettings(context), least: smallestGroup, most: largestGroup };
	});

const SettingsForm = z.object({
	minimum_group: optionalNumber.transform((value) => value ?? Number.NaN),
	retention_months: optionalNumber.transform((value) => value ?? Number.NaN),
	guardian_rule: z.enum(guardianRules, { error: 'required' }),
	contact_lv: optionalText(1000),
	contact_lt: optionalText(1000),
	contact_en: optionalText(1000),
	contact_ru: optionalText(1000),
	revision: z.coerce.number({ error: 'wrong' }).int().min(0).max(1_000_000)
});

export const actions = {
	save: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const form = checkFields(SettingsForm, typed);
				const contact = Object.fromEntries(Object.entries(contactOf(form)).filter(([, text]) => text !== ''));
				await locals.run((context) => saveSurveySettings(context, { minimumGroup: form.minimum_group, retentionMonths: form.retention_months, guardianRule: form.guardian_rule, contact, revision: form.revision }));
				redirect(303, '/surveys/settings?done=survey_settings_saved');
			},
			() => typed,
			'save'
		);
	}
} satisfies Actions;
