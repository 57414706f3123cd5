import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { adoptQuestionnaire, createQuestionnaireDraft, listQuestionnaireDrafts, listQuestionnaireLibrary, listQuestionnaires, mayKeepQuestionnaires, type QuestionnaireDocument } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { readForm } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** What a list shows of a questionnaire. */
const summary = ({ title, perspective, audience, languages, variants }: QuestionnaireDocument) => ({ title, perspective, audience, languages, questions: variants.standard.questions.length, easy: variants.easy !== undefined });

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => {
		const mayKeep = mayKeepQuestionnaires(context.actor);
		return {
			mayKeep,
			versions: (await listQuestionnaires(context)).map(({ document, ...version }) => ({ ...version, ...summary(document) })),
			library: mayKeep ? (await listQuestionnaireLibrary(context)).map(({ document, ...entry }) => ({ ...entry, ...summary(document) })) : [],
			drafts: mayKeep ? (await listQuestionnaireDrafts(context)).map(({ document, ...draft }) => ({ ...draft, ...summary(document) })) : []
		};
	});

const Chosen = z.object({ sha256: z.string({ error: 'required' }).regex(/^[0-9a-f]{64}$/, { error: 'wrong' }) });

export const actions = {
	adopt: ({ locals, request }) =>
		act(async () => {
			const { sha256 } = await readForm(Chosen, request);
			const id = await locals.run((context) => adoptQuestionnaire(context, sha256));
			redirect(303, `/questionnaires/${id}?done=questionnaire_adopted`);
		}),
	draft: ({ locals, request }) =>
		act(async () => {
			const { sha256 } = await readForm(Chosen, request);
			const id = await locals.run((context) => createQuestionnaireDraft(context, { from: 'library', sha256 }));
			redirect(303, `/questionnaires/drafts/${id}?done=questionnaire_draft_created`);
		})
} satisfies Actions;
