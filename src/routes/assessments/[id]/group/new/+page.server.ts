import { redirect, type Actions } from '@sveltejs/kit';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { addPersonWithoutEmail, groupView, WithoutEmailForm } from '#modules/assessment/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ group: await groupView(context, params.id) }));

export const actions = {
	add: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const form = checkFields(WithoutEmailForm, typed);
				const id = await locals.run((context) => addPersonWithoutEmail(context, params.id ?? '', { name: form.name, locale: form.locale, onPaper: form.how === 'paper' }));
				redirect(303, form.how === 'code' ? `/assessments/${params.id}/group/${id}/code` : `/assessments/${params.id}/group?done=scoring_member_added`);
			},
			() => typed,
			'add'
		);
	}
} satisfies Actions;
