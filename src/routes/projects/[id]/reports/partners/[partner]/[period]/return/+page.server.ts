import { error, redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { reportView, returnReport } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, requiredText, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await reportView(context, params.id, params.partner, params.period);
		if (!page.may.decide) error(404);
		return { page };
	});

export const actions = {
	default: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { reason } = checkFields(z.object({ reason: requiredText(2000) }), typed);
				await locals.run((context) => returnReport(context, params.id ?? '', { partner: params.partner ?? '', period: params.period ?? '' }, reason));
				redirect(303, `/projects/${params.id}/reports/partners/${params.partner}/${params.period}?done=spending_report_was_returned`);
			},
			() => typed
		);
	}
} satisfies Actions;
