import { redirect, type Actions } from '@sveltejs/kit';
import { enterItem, entryForm } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { readFields, type Fields } from '#platform/web/form.ts';
import { readItemForm } from '../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await entryForm(context, params.id) }));

export const actions = {
	default: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = readItemForm(typed);
				const id = await locals.run((context) => enterItem(context, params.id ?? '', input));
				redirect(303, `/projects/${params.id}/spending/${id}?done=spending_entered`);
			},
			() => typed
		);
	}
} satisfies Actions;
