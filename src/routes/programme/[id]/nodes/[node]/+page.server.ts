import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { nodePage, removeLink } from '#modules/programme/index.ts';
import { act } from '#platform/web/action.ts';
import { readForm, uuidField } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await nodePage(context, params.id, params.node) }));

export const actions = {
	unlink: ({ locals, request, params }) =>
		act(async () => {
			const { link } = await readForm(z.object({ link: uuidField }), request);
			await locals.run((context) => removeLink(context, params.id, params.node, link));
			redirect(303, `/programme/${params.id}/nodes/${params.node}?done=programme_done_link_removed`);
		})
} satisfies Actions;
