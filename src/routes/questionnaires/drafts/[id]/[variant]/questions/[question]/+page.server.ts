import { dropQuestion, saveQuestion, seenOf } from '#modules/survey/index.ts';
import { NotFound } from '#platform/errors.ts';
import { edit, loadVariant } from '../../../../editing.ts';
import { besideOf, loadChoices } from '../../../../question.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { draft, name, variant } = await loadVariant(context, params);
		const at = variant.questions.findIndex((each) => each.id === params.question);
		const question = variant.questions[at];
		if (!question) throw new NotFound();
		return { id: draft.id, title: draft.document.title, name, variant, question, number: at + 1, seen: seenOf(question), beside: besideOf(draft, name, question.id), ...(await loadChoices(context)) };
	});

export const actions = {
	save: ({ locals, params, request }) =>
		edit(locals, request, (context, typed, seen) => saveQuestion(context, { draftId: params.id, variant: params.variant, question: params.question, typed, seen }), `/questionnaires/drafts/${params.id}?done=questionnaire_saved#${params.variant}`),
	remove: ({ locals, params, request }) =>
		edit(
			locals,
			request,
			(context, _typed, seen) => dropQuestion(context, { draftId: params.id, variant: params.variant, question: params.question, seen }),
			`/questionnaires/drafts/${params.id}?done=questionnaire_question_removed#${params.variant}`,
			'remove'
		)
} satisfies Actions;
