import { redirect } from '@sveltejs/kit';
import { createQuestionnaireDraft, emptyQuestionnaire, requireQuestionnaireKeeper } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.run(async (context) => requireQuestionnaireKeeper(context));

export const actions = {
	create: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const id = await locals.run(async (context) => createQuestionnaireDraft(context, { from: 'document', document: emptyQuestionnaire(typed) }));
				redirect(303, `/questionnaires/drafts/${id}?done=questionnaire_draft_created`);
			},
			() => typed
		);
	}
} satisfies Actions;
