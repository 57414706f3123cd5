import { error, redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { itemView, withdrawItem } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, requiredText, type Fields } from '#platform/web/form.ts';
import { revision } from '../../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await itemView(context, params.id, params.item);
		if (!page.may.withdraw) error(404);
		return { page };
	});

export const actions = {
	default: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(z.object({ revision, reason: requiredText(1000) }), typed);
				await locals.run((context) => withdrawItem(context, params.id ?? '', params.item ?? '', input.revision, input.reason));
				redirect(303, `/projects/${params.id}/spending/${params.item}?done=spending_withdrawn`);
			},
			() => typed
		);
	}
} satisfies Actions;
