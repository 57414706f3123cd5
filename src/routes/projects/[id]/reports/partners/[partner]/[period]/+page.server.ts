import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { certifyReport, reportView, saveReport, submitReport } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, optionalText, readFields, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await reportView(context, params.id, params.partner, params.period) }));

const summary = optionalText(10_000);
const takeUp = z.union([z.uuid({ error: 'wrong' }).transform((id) => [id]), z.array(z.uuid({ error: 'wrong' })).max(500)]).optional().default([]);

export const actions = {
	save: ({ locals, params, request, url }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(z.object({ summary, revision: z.coerce.number({ error: 'wrong' }).int().min(0) }), typed);
				await locals.run((context) => saveReport(context, params.id ?? '', { partner: params.partner ?? '', period: params.period ?? '' }, input));
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
				const input = checkFields(z.object({ summary, takeUp }), typed);
				await locals.run((context) => submitReport(context, params.id ?? '', { partner: params.partner ?? '', period: params.period ?? '' }, input));
				redirect(303, `${url.pathname}?done=spending_report_sent`);
			},
			() => typed,
			'submit'
		);
	},
	certify: ({ locals, params, request, url }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { rest } = checkFields(z.object({ rest: z.string().optional().transform((value) => value === 'yes') }), typed);
				await locals.run((context) => certifyReport(context, params.id ?? '', { partner: params.partner ?? '', period: params.period ?? '' }, { rest }));
				redirect(303, `${url.pathname}?done=spending_report_was_certified`);
			},
			() => typed,
			'certify'
		);
	}
} satisfies Actions;
