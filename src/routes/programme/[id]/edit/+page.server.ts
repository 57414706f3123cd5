import { redirect } from '@sveltejs/kit';
import { changeProgramme, ProgrammeForm, programmeForm } from '#modules/programme/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ programme: await programmeForm(context, params.id) }));

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ProgrammeForm, typed);
				await locals.run((context) => changeProgramme(context, params.id, input));
				redirect(303, `/programme/${params.id}?done=programme_done_saved`);
			},
			() => typed
		);
	}
} satisfies Actions;
