import { redirect } from '@sveltejs/kit';
import { addProcurement, ProcurementForm, procurementPage } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await procurementPage(context, params.id);
		if (page.mine.length === 0) throw page.version === null ? new Conflict('things_not_now') : new Forbidden();
		return { page, today: dayOf(context.now) };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ProcurementForm, typed);
				const id = await locals.run((context) => addProcurement(context, params.id, input));
				redirect(303, `/projects/${params.id}/procurement/${id}?done=things_procurement_saved`);
			},
			() => typed
		);
	}
} satisfies Actions;
