import { redirect, type Actions } from '@sveltejs/kit';
import { closeSurvey } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { loadConfirmation } from '../confirmation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run((context) => loadConfirmation(context, params.id, 'close'));

export const actions = {
	close: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => closeSurvey(context, params.id ?? ''));
				redirect(303, `/surveys/${params.id}?done=survey_close_done`);
			},
			() => ({}),
			'close'
		)
} satisfies Actions;
