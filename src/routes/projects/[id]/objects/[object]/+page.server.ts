import { redirect } from '@sveltejs/kit';
import { objectPage, removeObject, Revision } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await objectPage(context, params.id, params.object) }));

export const actions = {
	remove: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { revision } = checkFields(Revision, typed);
				await locals.run((context) => removeObject(context, params.id, params.object, revision));
				redirect(303, `/projects/${params.id}/objects?done=things_object_removed`);
			},
			() => typed,
			'remove'
		);
	}
} satisfies Actions;
