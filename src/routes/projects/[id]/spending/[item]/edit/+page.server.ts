import { error, redirect, type Actions } from '@sveltejs/kit';
import { changeItem, entryForm, itemView } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { z } from 'zod';
import { readItemForm, revision } from '../../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const view = await itemView(context, params.id, params.item);
		if (!view.may.change) error(404);
		return { page: await entryForm(context, params.id), item: view.item };
	});

export const actions = {
	default: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const seen = checkFields(z.object({ revision }), typed);
				await locals.run(async (context) => {
					const { item } = await itemView(context, params.id ?? '', params.item ?? '');
					const input = readItemForm({ ...typed, partner: item.partner }, item.kind === 'correction' ? 'negative' : 'not-negative');
					await changeItem(context, params.id ?? '', item.id, seen.revision, input);
				});
				redirect(303, `/projects/${params.id}/spending/${params.item}?done=spending_changed`);
			},
			() => typed
		);
	}
} satisfies Actions;
