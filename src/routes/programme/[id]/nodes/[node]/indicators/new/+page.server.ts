import { redirect } from '@sveltejs/kit';
import { addIndicator, IndicatorForm, mayKeepProgramme, nodePage } from '#modules/programme/index.ts';
import { Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		if (!mayKeepProgramme(context.actor)) throw new Forbidden();
		return { page: await nodePage(context, params.id, params.node) };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(IndicatorForm, typed);
				const id = await locals.run((context) => addIndicator(context, params.id, params.node, input));
				redirect(303, `/programme/${params.id}/nodes/${params.node}/indicators/${id}?done=programme_done_indicator`);
			},
			() => typed
		);
	}
} satisfies Actions;
