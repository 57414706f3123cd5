import { getQuestionnaireDraft, headOf, saveQuestionnaireHead, seenOf } from '#modules/survey/index.ts';
import { edit } from '../../editing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { id, document } = await getQuestionnaireDraft(context, params.id);
		return { id, head: headOf(document), seen: seenOf(headOf(document)) };
	});

export const actions = {
	save: ({ locals, params, request }) => edit(locals, request, (context, typed, seen) => saveQuestionnaireHead(context, { draftId: params.id, typed, seen }), `/questionnaires/drafts/${params.id}?done=questionnaire_saved`)
} satisfies Actions;
