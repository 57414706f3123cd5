import { error, redirect, type Actions } from '@sveltejs/kit';
import { enterCorrection, entryForm, itemView } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { readFields, type Fields } from '#platform/web/form.ts';
import { readCorrectionForm } from '../../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const view = await itemView(context, params.id, params.item);
		if (!view.may.correct) error(404);
		return { page: await entryForm(context, params.id), item: view.item };
	});

export const actions = {
	default: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const id = await locals.run(async (context) => {
					const { item } = await itemView(context, params.id ?? '', params.item ?? '');
					return enterCorrection(context, params.id ?? '', item.id, readCorrectionForm(typed, item.currency));
				});
				redirect(303, `/projects/${params.id}/spending/${id}?done=spending_corrected`);
			},
			() => typed
		);
	}
} satisfies Actions;
