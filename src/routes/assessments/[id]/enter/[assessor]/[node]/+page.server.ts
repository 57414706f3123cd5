import type { Actions } from '@sveltejs/kit';
import { scoringPage } from '#modules/assessment/index.ts';
import { saveAction } from '../../../score/sheet.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await scoringPage(context, params.id, params.assessor, params.node) }));

export const actions = {
	save: (event) => saveAction(event, { assessmentId: event.params.id ?? '', whose: event.params.assessor ?? '' }, event.params.node ?? '')
} satisfies Actions;
