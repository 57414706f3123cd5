import { redirect } from '@sveltejs/kit';
import { procurementItem, removeProcurement, Revision } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await procurementItem(context, params.id, params.item) }));

export const actions = {
	remove: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { revision } = checkFields(Revision, typed);
				await locals.run((context) => removeProcurement(context, params.id, params.item, revision));
				redirect(303, `/projects/${params.id}/procurement?done=things_procurement_removed`);
			},
			() => typed,
			'remove'
		);
	}
} satisfies Actions;
