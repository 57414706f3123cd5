import { redirect } from '@sveltejs/kit';
import { assertMayKeepRates, RateForm, saveRate } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.run(async (context) => {
		assertMayKeepRates(context);
		const [currency, day, rate] = ['currency', 'day', 'rate'].map((name) => (url.searchParams.get(name) ?? '').slice(0, 20));
		return { currency, day, rate, correcting: (rate ?? '') !== '' };
	});

export const actions = {
	save: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(RateForm, typed);
				await locals.run((context) => saveRate(context, input));
				redirect(303, `/projects/rates?currency=${input.currency}&done=budget_rate_saved`);
			},
			() => typed,
			'save'
		);
	}
} satisfies Actions;
