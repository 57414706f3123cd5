import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { projectSteps, takeStep, type ProjectStep } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import { Conflict, NotFound } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, optionalDay, optionalText, readFields, type Fields } from '#platform/web/form.ts';
import { loadSteps } from '../load.ts';
import type { PageServerLoad } from './$types';

const StepForm = z.object({ in_force_from: optionalDay, reason: optionalText(2000) });

function stepNamed(name: string | undefined): ProjectStep {
	const step = projectSteps.find((each) => each === name);
	if (!step) throw new NotFound();
	return step;
}

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const step = stepNamed(params.step);
		const { steps, ...rest } = await loadSteps(context, params.id);
		const found = steps.find((each) => each.step === step);
		if (!found) throw new Conflict(rest.project.state === 'closed' ? 'project_closed' : 'project_state');
		return { ...rest, ...found, today: dayOf(context.now) };
	});

export const actions = {
	default: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				const step = stepNamed(params.step);
				typed = await readFields(request);
				const input = checkFields(StepForm, typed);
				await locals.run((context) => takeStep(context, params.id ?? '', step, { reason: input.reason, ...(input.in_force_from === null ? {} : { inForceFrom: input.in_force_from }) }));
				redirect(303, `/projects/${params.id}?done=project_done_${step}`);
			},
			() => typed
		);
	}
} satisfies Actions;
