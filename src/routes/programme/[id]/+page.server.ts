import { redirect } from '@sveltejs/kit';
import { MoveForm, moveNode, programmePage } from '#modules/programme/index.ts';
import { act } from '#platform/web/action.ts';
import { readForm } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => ({
		page: await programmePage(context, params.id, Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''))),
		region: locals.region?.slug ?? null
	}));

export const actions = {
	move: ({ locals, request, params }) =>
		act(async () => {
			const { node, way } = await readForm(MoveForm, request);
			await locals.run((context) => moveNode(context, params.id, node, way));
			redirect(303, `/programme/${params.id}/nodes/${node}?done=programme_done_node_saved`);
		})
} satisfies Actions;
