import { redirect, type Actions } from '@sveltejs/kit';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { assessorOf, groupView, leaveOut, NoteForm, removeAssessor, takeBack } from '#modules/assessment/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { personId: _hidden, ...assessor } = await assessorOf(context, params.id, params.assessor);
		return { assessor, group: await groupView(context, params.id) };
	});

export const actions = {
	remove: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => removeAssessor(context, params.id ?? '', params.assessor ?? ''));
				redirect(303, `/assessments/${params.id}/group?done=scoring_member_removed`);
			},
			() => ({}),
			'remove'
		),
	leave_out: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { note } = checkFields(NoteForm, typed);
				await locals.run((context) => leaveOut(context, params.id ?? '', params.assessor ?? '', note));
				redirect(303, `/assessments/${params.id}/group?done=scoring_member_left_out`);
			},
			() => typed,
			'leave_out'
		);
	},
	take_back: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => takeBack(context, params.id ?? '', params.assessor ?? ''));
				redirect(303, `/assessments/${params.id}/group?done=scoring_member_back`);
			},
			() => ({}),
			'take_back'
		)
} satisfies Actions;
