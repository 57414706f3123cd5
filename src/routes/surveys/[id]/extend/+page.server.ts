import { redirect, type Actions } from '@sveltejs/kit';
import { dayOf } from '#platform/clock.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { extendSurvey, timeOf } from '#modules/survey/index.ts';
import { EndForm } from '../../form.ts';
import { loadConfirmation } from '../confirmation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const survey = await loadConfirmation(context, params.id, 'extend');
		return { ...survey, closesOn: dayOf(survey.closesAt), closesTime: timeOf(survey.closesAt) };
	});

export const actions = {
	extend: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { closesAt } = checkFields(EndForm, typed);
				await locals.run((context) => extendSurvey(context, params.id ?? '', closesAt));
				redirect(303, `/surveys/${params.id}?done=survey_extended`);
			},
			() => typed,
			'extend'
		);
	}
} satisfies Actions;
