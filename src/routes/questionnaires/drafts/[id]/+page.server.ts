import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { addEasyVariant, discardQuestionnaireDraft, dropEasyVariant, publishQuestionnaire, questionnaireDraftView, seenOf, shiftQuestion } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, readForm, requiredText, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { draft, problems, latest } = await questionnaireDraftView(context, params.id);
		return { draft, problems, latest, seenEasy: draft.document.variants.easy ? seenOf(draft.document.variants.easy) : '' };
	});

const revision = z.coerce.number({ error: 'wrong' }).int({ error: 'wrong' }).min(1, { error: 'wrong' });
const Publish = z.object({ revision, version: requiredText(20) });
const Move = z.object({ variant: z.enum(['standard', 'easy'], { error: 'wrong' }), question: requiredText(40), direction: z.enum(['up', 'down'], { error: 'wrong' }) });

export const actions = {
	move: ({ locals, params, request }) =>
		act(async () => {
			const input = await readForm(Move, request);
			await locals.run((context) => shiftQuestion(context, { draftId: params.id, ...input }));
			redirect(303, `/questionnaires/drafts/${params.id}#${input.variant}-${input.question}`);
		}),
	easy: ({ locals, params, request }) =>
		act(async () => {
			await readFields(request);
			await locals.run((context) => addEasyVariant(context, params.id));
			redirect(303, `/questionnaires/drafts/${params.id}?done=questionnaire_easy_added#easy`);
		}),
	without: ({ locals, params, request }) =>
		act(
			async () => {
				const { seen } = await readForm(z.object({ seen: requiredText(100) }), request);
				await locals.run((context) => dropEasyVariant(context, { draftId: params.id, seen }));
				redirect(303, `/questionnaires/drafts/${params.id}?done=questionnaire_easy_removed`);
			},
			() => ({}),
			'without'
		),
	publish: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(Publish, typed);
				const id = await locals.run((context) => publishQuestionnaire(context, { draftId: params.id, ...input }));
				redirect(303, `/questionnaires/${id}?done=questionnaire_published`);
			},
			() => typed,
			'publish'
		);
	},
	discard: ({ locals, params, request }) =>
		act(
			async () => {
				const input = await readForm(z.object({ revision }), request);
				await locals.run((context) => discardQuestionnaireDraft(context, { draftId: params.id, revision: input.revision }));
				redirect(303, '/questionnaires?done=questionnaire_draft_discarded');
			},
			() => ({}),
			'discard'
		)
} satisfies Actions;
