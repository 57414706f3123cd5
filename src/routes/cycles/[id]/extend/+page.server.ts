import { redirect, type Actions } from '@sveltejs/kit';
import { runsRegion } from '#platform/access.ts';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { inLocale } from '#platform/locale.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { allowedAssessmentActions, cycleProgress, extendAssessment, extendCycle, getCycle } from '#modules/assessment/index.ts';
import { ExtendForm } from '../../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const cycle = await getCycle(context, params.id);
		if (!runsRegion(context.actor)) throw new Forbidden();
		if (!cycle.actions.includes('extend')) throw new Conflict('cycle_state');
		const rows = (await cycleProgress(context, cycle.id)).filter((row) => allowedAssessmentActions(row.state, cycle.state).includes('extend'));
		return {
			id: cycle.id,
			name: cycle.name,
			endsOn: cycle.endsOn,
			whom: url.searchParams.get('for') ?? 'all',
			institutions: rows.map((row) => ({ id: row.assessmentId, name: inLocale(row.institutionName, context.locale), endsOn: row.endsOn }))
		};
	});

export const actions = {
	extend: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ExtendForm, typed);
				await locals.run((context) => (input.whom === 'all' ? extendCycle(context, params.id ?? '', input.ends_on) : extendAssessment(context, input.whom, input.ends_on)));
				redirect(303, `/cycles/${params.id}?done=cycle_extended`);
			},
			() => typed,
			'extend'
		);
	}
} satisfies Actions;
