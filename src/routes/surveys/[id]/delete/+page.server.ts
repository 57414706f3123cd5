import { redirect, type Actions } from '@sveltejs/kit';
import { deleteSurvey } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { loadConfirmation } from '../confirmation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run((context) => loadConfirmation(context, params.id, 'delete'));

export const actions = {
	delete: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => deleteSurvey(context, params.id ?? ''));
				redirect(303, `/surveys?done=survey_deleted`);
			},
			() => ({}),
			'delete'
		)
} satisfies Actions;
