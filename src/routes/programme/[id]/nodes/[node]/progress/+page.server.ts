import { redirect } from '@sveltejs/kit';
import { nodePage, ProgressForm, sayProgress } from '#modules/programme/index.ts';
import { Forbidden, NotFound } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await nodePage(context, params.id, params.node);
		if (!page.says) throw page.node.kind === 'task' ? new Forbidden() : new NotFound();
		return { page };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ProgressForm, typed);
				await locals.run((context) => sayProgress(context, params.id, params.node, input));
				redirect(303, `/programme/${params.id}/nodes/${params.node}?done=programme_done_progress`);
			},
			() => typed
		);
	}
} satisfies Actions;
