import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { editSurvey, surveyView } from '#modules/survey/index.ts';
import { SurveyForm } from '../../form.ts';
import { cycleChoices, surveyFields } from '../../options.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const survey = await surveyView(context, params.id);
		if (!survey.mayRun) throw new Forbidden();
		if (!survey.actions.includes('edit')) throw new Conflict('survey_state');
		return { id: survey.id, name: survey.name, revision: survey.revision, cycleId: survey.cycleId, cycles: await cycleChoices(context, survey.cycleId), fields: await surveyFields(context, survey.questionnaireVersionId, survey) };
	});

const Revision = z.object({ revision: z.coerce.number({ error: 'wrong' }).int().min(1).max(1_000_000) });

export const actions = {
	save: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { revision } = checkFields(Revision, typed);
				const input = checkFields(SurveyForm, typed);
				await locals.run((context) => editSurvey(context, params.id ?? '', revision, input));
				redirect(303, `/surveys/${params.id}?done=survey_saved`);
			},
			() => typed,
			'save'
		);
	}
} satisfies Actions;
