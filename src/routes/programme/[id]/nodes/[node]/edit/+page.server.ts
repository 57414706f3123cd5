import { redirect } from '@sveltejs/kit';
import { changeNode, NodeForm, nodeForm } from '#modules/programme/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await nodeForm(context, params.id, { nodeId: params.node }) }));

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(NodeForm, typed);
				await locals.run((context) => changeNode(context, params.id, params.node, input));
				redirect(303, `/programme/${params.id}/nodes/${params.node}?done=programme_done_node_saved`);
			},
			() => typed
		);
	}
} satisfies Actions;
