import { redirect, type Actions } from '@sveltejs/kit';
import { reopenCycle } from '#modules/assessment/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { loadConfirmation } from '../confirmation.ts';
import { ReasonForm } from '../../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run((context) => loadConfirmation(context, params.id, 'reopen'));

export const actions = {
	reopen: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { reason } = checkFields(ReasonForm, typed);
				await locals.run((context) => reopenCycle(context, params.id ?? '', reason));
				redirect(303, `/cycles/${params.id}?done=cycle_reopen_done`);
			},
			() => typed,
			'reopen'
		);
	}
} satisfies Actions;
