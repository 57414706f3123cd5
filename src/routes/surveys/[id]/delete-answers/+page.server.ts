import { redirect, type Actions } from '@sveltejs/kit';
import { deleteAnswers } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { loadConfirmation } from '../confirmation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run((context) => loadConfirmation(context, params.id, 'delete-answers'));

export const actions = {
	delete: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => deleteAnswers(context, params.id ?? ''));
				redirect(303, `/surveys/${params.id}?done=survey_delete_answers_done`);
			},
			() => ({}),
			'delete'
		)
} satisfies Actions;
