import { redirect } from '@sveltejs/kit';
import { emptyRows, procurementItem, Revision, saveInventory, typedItems } from '#modules/project/index.ts';
import { Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await procurementItem(context, params.id, params.item);
		if (page.open && !page.writes) throw new Forbidden();
		return { page, emptyRows };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { revision } = checkFields(Revision, typed);
				await locals.run((context) => saveInventory(context, params.id, params.item, revision, typedItems(typed)));
				redirect(303, `/projects/${params.id}/procurement/${params.item}${typed['more'] === undefined ? '' : '/inventory'}?done=things_inventory_saved`);
			},
			() => typed
		);
	}
} satisfies Actions;
