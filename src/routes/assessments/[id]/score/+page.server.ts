import type { Actions } from '@sveltejs/kit';
import { scoringList } from '#modules/assessment/index.ts';
import { finishAction } from './sheet.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ list: await scoringList(context, params.id, null) }));

export const actions = {
	finish: (event) => finishAction(event, { assessmentId: event.params.id ?? '', whose: null }, true),
	withdraw: (event) => finishAction(event, { assessmentId: event.params.id ?? '', whose: null }, false)
} satisfies Actions;
