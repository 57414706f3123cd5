import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { Conflict } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { editCycle, getCycle } from '#modules/assessment/index.ts';
import { choiceValue, CycleForm } from '../../form.ts';
import { formOptions } from '../../options.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const options = await formOptions(context);
		const cycle = await getCycle(context, params.id);
		if (!cycle.actions.includes('edit')) throw new Conflict('cycle_state');
		return {
			options: { ...options, cycles: options.cycles.filter((other) => other.value !== cycle.id) },
			id: cycle.id,
			revision: cycle.revision,
			title: cycle.name,
			value: {
				name: cycle.name,
				methodology: choiceValue({ versionId: cycle.methodologyVersionId }, cycle.mode),
				institutions: cycle.institutionIds,
				startsOn: cycle.startsOn,
				endsOn: cycle.endsOn,
				previousCycleId: cycle.previousCycleId
			}
		};
	});

const Revision = z.object({ revision: z.coerce.number({ error: 'wrong' }).int() });

export const actions = {
	save: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { revision } = checkFields(Revision, typed);
				const input = checkFields(CycleForm, typed);
				await locals.run((context) => editCycle(context, params.id ?? '', revision, input));
				redirect(303, `/cycles/${params.id}?done=cycle_saved`);
			},
			() => typed,
			'save'
		);
	}
} satisfies Actions;
