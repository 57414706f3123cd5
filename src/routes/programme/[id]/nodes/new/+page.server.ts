import { redirect } from '@sveltejs/kit';
import { addNode, NodeForm, nodeForm } from '#modules/programme/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const parentId = url.searchParams.get('parent') || null;
		return { page: await nodeForm(context, params.id, { parentId }), parentId };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(NodeForm, typed);
				const id = await locals.run((context) => addNode(context, params.id, input));
				redirect(303, `/programme/${params.id}/nodes/${id}?done=programme_done_node_saved`);
			},
			() => typed
		);
	}
} satisfies Actions;
