import { redirect } from '@sveltejs/kit';
import { createProgramme, mayKeepProgramme, ProgrammeForm } from '#modules/programme/index.ts';
import { Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => {
		if (!mayKeepProgramme(context.actor)) throw new Forbidden();
		return {};
	});

export const actions = {
	default: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ProgrammeForm, typed);
				redirect(303, `/programme/${await locals.run((context) => createProgramme(context, input))}?done=programme_done_created`);
			},
			() => typed
		);
	}
} satisfies Actions;
