import { redirect, type Actions } from '@sveltejs/kit';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { createCycle } from '#modules/assessment/index.ts';
import { CycleForm } from '../form.ts';
import { formOptions } from '../options.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.run(async (context) => ({ options: await formOptions(context) }));

export const actions = {
	create: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(CycleForm, typed);
				const id = await locals.run((context) => createCycle(context, input));
				redirect(303, `/cycles/${id}?done=cycle_created`);
			},
			() => typed,
			'create'
		);
	}
} satisfies Actions;
