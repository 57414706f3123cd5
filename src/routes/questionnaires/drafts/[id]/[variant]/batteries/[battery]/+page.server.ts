import { dropBattery, saveBattery, seenOf } from '#modules/survey/index.ts';
import { NotFound } from '#platform/errors.ts';
import { edit, loadVariant } from '../../../../editing.ts';
import type { Actions, PageServerLoad } from './$types';

/** `_new` is no id: ids begin with a letter. */
const fresh = '_new';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { draft, name, variant } = await loadVariant(context, params);
		const battery = variant.batteries.find(({ id }) => id === params.battery) ?? null;
		if (!battery && params.battery !== fresh) throw new NotFound();
		const used = variant.questions.filter((question) => question.kind === 'scale' && question.battery === params.battery).length;
		return { id: draft.id, title: draft.document.title, name, languages: variant.languages, battery, used, scales: Object.entries(variant.scales).map(([id, { options }]) => ({ id, options })), seen: battery ? seenOf(battery) : '' };
	});

const back = (params: { id: string; variant: string }, done: string): string => `/questionnaires/drafts/${params.id}?done=${done}#${params.variant}`;

export const actions = {
	save: ({ locals, params, request }) => edit(locals, request, (context, typed, seen) => saveBattery(context, { draftId: params.id, variant: params.variant, battery: params.battery === fresh ? null : params.battery, typed, seen }), back(params, 'questionnaire_saved')),
	remove: ({ locals, params, request }) => edit(locals, request, (context) => dropBattery(context, { draftId: params.id, variant: params.variant, battery: params.battery }), back(params, 'questionnaire_removed'), 'remove')
} satisfies Actions;
