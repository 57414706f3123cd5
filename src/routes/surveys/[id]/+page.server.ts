import { redirect, type Actions } from '@sveltejs/kit';
import { unreadTextsOf } from '#modules/results/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { answersKeptUntil, countEligible, openSurvey, surveyView } from '#modules/survey/index.ts';
import { EligibleForm } from '../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const survey = await surveyView(context, params.id);
		return { survey, unread: survey.actions.includes('read-texts') ? await unreadTextsOf(context, survey.id) : null, keptUntil: survey.state === 'closed' ? answersKeptUntil(survey) : null };
	});

export const actions = {
	open: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => openSurvey(context, params.id ?? ''));
				redirect(303, `/surveys/${params.id}?done=survey_opened`);
			},
			() => ({}),
			'open'
		),
	count: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { eligible } = checkFields(EligibleForm, typed);
				await locals.run((context) => countEligible(context, params.id ?? '', eligible));
				redirect(303, `/surveys/${params.id}?done=survey_counted`);
			},
			() => typed,
			'count'
		);
	}
} satisfies Actions;
