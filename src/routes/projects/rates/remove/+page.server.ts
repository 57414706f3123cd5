import { error, redirect } from '@sveltejs/kit';
import { rateOf, removeRate } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import type { Actions, PageServerLoad } from './$types';

const asked = (url: URL) => ({ currency: url.searchParams.get('currency') ?? '', day: url.searchParams.get('day') ?? '' });

export const load: PageServerLoad = ({ locals, url }) =>
	locals.run(async (context) => {
		const rate = await rateOf(context, asked(url));
		if (rate === null) error(404);
		return { rate };
	});

export const actions = {
	remove: ({ locals, url }) =>
		act(async () => {
			const { currency, day } = asked(url);
			await locals.run((context) => removeRate(context, currency, day));
			redirect(303, '/projects/rates?done=budget_rate_removed');
		})
} satisfies Actions;
