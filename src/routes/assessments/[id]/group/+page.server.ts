import { redirect, type Actions } from '@sveltejs/kit';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { addAssessor, AddKnownForm, assessmentHome, groupView } from '#modules/assessment/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const group = await groupView(context, params.id);
		const { progress, assessment } = await assessmentHome(context, params.id);
		return { group, progress, cycleOpen: assessment.cycleState === 'open' };
	});

export const actions = {
	add: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const form = checkFields(AddKnownForm, typed);
				await locals.run((context) => addAssessor(context, params.id ?? '', { personId: form.person, kind: form.kind, onPaper: form.on_paper !== undefined }));
				redirect(303, `/assessments/${params.id}/group?done=scoring_member_added`);
			},
			() => typed,
			'add'
		);
	}
} satisfies Actions;
