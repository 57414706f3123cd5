import { addQuestion, questionKinds } from '#modules/survey/index.ts';
import { NotFound } from '#platform/errors.ts';
import { edit, loadVariant } from '../../../../editing.ts';
import { besideOf, loadChoices } from '../../../../question.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const { draft, name, variant } = await loadVariant(context, params);
		const beside = besideOf(draft, name, url.searchParams.get('like'));
		const kind = questionKinds.find((each) => each === url.searchParams.get('kind')) ?? beside?.kind;
		if (!kind) throw new NotFound();
		return { id: draft.id, title: draft.document.title, name, variant, kind, beside, ...(await loadChoices(context)) };
	});

export const actions = {
	save: ({ locals, params, request, url }) =>
		edit(
			locals,
			request,
			(context, typed) => addQuestion(context, { draftId: params.id, variant: params.variant, kind: url.searchParams.get('kind') ?? '', like: url.searchParams.get('like') || null, typed }),
			`/questionnaires/drafts/${params.id}?done=questionnaire_question_added#${params.variant}`
		)
} satisfies Actions;
