import { redirect } from '@sveltejs/kit';
import { mayKeepProgramme, nodePage, removeNode, RevisionForm } from '#modules/programme/index.ts';
import { Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { readForm } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		if (!mayKeepProgramme(context.actor)) throw new Forbidden();
		return { page: await nodePage(context, params.id, params.node) };
	});

export const actions = {
	default: ({ locals, request, params }) =>
		act(async () => {
			const { revision } = await readForm(RevisionForm, request);
			await locals.run((context) => removeNode(context, params.id, params.node, revision));
			redirect(303, `/programme/${params.id}?done=programme_done_node_removed`);
		})
} satisfies Actions;
