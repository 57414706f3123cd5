import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { acceptBundle, bundleView, saveBundle, submitBundle, takeBackBundle } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, optionalText, readFields, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await bundleView(context, params.id, params.period) }));

const summary = optionalText(10_000);

export const actions = {
	save: ({ locals, params, request, url }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(z.object({ summary, revision: z.coerce.number({ error: 'wrong' }).int().min(0) }), typed);
				await locals.run((context) => saveBundle(context, params.id ?? '', params.period ?? '', input));
				redirect(303, `${url.pathname}?done=spending_report_saved`);
			},
			() => typed,
			'submit'
		);
	},
	submit: ({ locals, params, request, url }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(z.object({ summary }), typed);
				await locals.run((context) => submitBundle(context, params.id ?? '', params.period ?? '', input));
				redirect(303, `${url.pathname}?done=spending_bundle_sent`);
			},
			() => typed,
			'submit'
		);
	},
	back: ({ locals, params, url }) =>
		act(async () => {
			await locals.run((context) => takeBackBundle(context, params.id ?? '', params.period ?? ''));
			redirect(303, `${url.pathname}?done=spending_bundle_back`);
		}),
	accept: ({ locals, params, url }) =>
		act(async () => {
			await locals.run((context) => acceptBundle(context, params.id ?? '', params.period ?? ''));
			redirect(303, `${url.pathname}?done=spending_bundle_was_accepted`);
		})
} satisfies Actions;
