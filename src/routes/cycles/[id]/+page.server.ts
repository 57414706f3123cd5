import { redirect, type Actions } from '@sveltejs/kit';
import { runsRegion } from '#platform/access.ts';
import { canSendMail } from '#platform/mail/index.ts';
import { act } from '#platform/web/action.ts';
import { cycleProgress, getCycle, openCycle, remindCycle } from '#modules/assessment/index.ts';
import { surveysOfCycle } from '#modules/survey/index.ts';
import { listInstitutions } from '#modules/territory/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const cycle = await getCycle(context, params.id);
		const names = cycle.state === 'draft' ? await listInstitutions(context) : [];
		return {
			cycle,
			runsRegion: runsRegion(context.actor),
			mailWorks: canSendMail(),
			surveys: (await surveysOfCycle(context, cycle.id)).length,
			chosen: names.filter((institution) => cycle.institutionIds.includes(institution.id)).map(({ id, name }) => ({ id, name })),
			progress: cycle.state === 'draft' ? [] : await cycleProgress(context, cycle.id)
		};
	});

export const actions = {
	open: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => openCycle(context, params.id ?? ''));
				redirect(303, `/cycles/${params.id}?done=cycle_opened`);
			},
			() => ({}),
			'open'
		),
	remind: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => remindCycle(context, params.id ?? ''));
				redirect(303, `/cycles/${params.id}?done=cycle_reminded`);
			},
			() => ({}),
			'remind'
		)
} satisfies Actions;
