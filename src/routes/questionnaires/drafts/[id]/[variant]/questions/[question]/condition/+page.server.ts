import { saveCondition, seenOf } from '#modules/survey/index.ts';
import { NotFound } from '#platform/errors.ts';
import { edit, loadVariant } from '../../../../../editing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const { draft, name, variant } = await loadVariant(context, params);
		const at = variant.questions.findIndex((each) => each.id === params.question);
		const question = variant.questions[at];
		if (!question) throw new NotFound();
		const earlier = variant.questions.slice(0, at).filter(({ kind }) => kind === 'scale' || kind === 'single' || kind === 'multiple' || kind === 'yes-no');
		const wanted = url.searchParams.get('on') ?? question.showIf?.question;
		return { id: draft.id, title: draft.document.title, name, variant, question, number: at + 1, seen: seenOf(question.showIf), earlier, on: earlier.find(({ id }) => id === wanted) ?? null };
	});

export const actions = {
	save: ({ locals, params, request }) =>
		edit(
			locals,
			request,
			(context, typed, seen) => saveCondition(context, { draftId: params.id, variant: params.variant, question: params.question, typed, seen }),
			`/questionnaires/drafts/${params.id}/${params.variant}/questions/${params.question}?done=questionnaire_saved`
		)
} satisfies Actions;
