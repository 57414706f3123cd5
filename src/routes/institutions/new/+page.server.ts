import { redirect } from '@sveltejs/kit';
import { inLocale } from '#platform/locale.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { addInstitution, listMunicipalities, NewInstitution } from '#modules/territory/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => ({
		municipalities: (await listMunicipalities(context)).map((m) => ({ value: m.id, text: `${inLocale(m.name, context.locale)} (${m.country})` }))
	}));

export const actions: Actions = {
	add: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(NewInstitution, typed);
				const id = await locals.run((context) => addInstitution(context, input));
				redirect(303, `/institutions/${id}?done=territory_added`);
			},
			() => typed,
			'add'
		);
	}
};
