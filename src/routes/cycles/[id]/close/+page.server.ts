import { redirect, type Actions } from '@sveltejs/kit';
import { closeCycle } from '#modules/assessment/index.ts';
import { act } from '#platform/web/action.ts';
import { loadConfirmation } from '../confirmation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run((context) => loadConfirmation(context, params.id, 'close'));

export const actions = {
	close: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => closeCycle(context, params.id ?? ''));
				redirect(303, `/cycles/${params.id}?done=cycle_close_done`);
			},
			() => ({}),
			'close'
		)
} satisfies Actions;
