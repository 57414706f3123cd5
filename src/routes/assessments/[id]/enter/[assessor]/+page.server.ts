import type { Actions } from '@sveltejs/kit';
import { scoringList } from '#modules/assessment/index.ts';
import { finishAction } from '../../score/sheet.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ list: await scoringList(context, params.id, params.assessor) }));

export const actions = {
	finish: (event) => finishAction(event, { assessmentId: event.params.id ?? '', whose: event.params.assessor ?? '' }, true),
	withdraw: (event) => finishAction(event, { assessmentId: event.params.id ?? '', whose: event.params.assessor ?? '' }, false)
} satisfies Actions;
