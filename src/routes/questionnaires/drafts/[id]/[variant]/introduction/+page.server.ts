import { saveVariantHead, seenOf } from '#modules/survey/index.ts';
import { edit, loadVariant } from '../../../editing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { draft, name, variant } = await loadVariant(context, params);
		return { id: draft.id, title: draft.document.title, name, languages: variant.languages, introduction: variant.introduction, seen: seenOf([variant.languages, variant.introduction]) };
	});

export const actions = {
	save: ({ locals, params, request }) =>
		edit(locals, request, (context, typed, seen) => saveVariantHead(context, { draftId: params.id, variant: params.variant, typed, seen }), `/questionnaires/drafts/${params.id}?done=questionnaire_saved`)
} satisfies Actions;
