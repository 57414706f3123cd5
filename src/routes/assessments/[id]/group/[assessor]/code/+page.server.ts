import type { Actions } from '@sveltejs/kit';
import { act } from '#platform/web/action.ts';
import { assessorOf, issueAssessorCode } from '#modules/assessment/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const { name } = await assessorOf(context, params.id, params.assessor);
		return { name, base: `/assessments/${params.id}`, address: url.origin };
	});

export const actions = {
	// No redirect: the code is shown once, here. Sending the form again makes another one and ends this one.
	make: ({ locals, params }) =>
		act(
			() => locals.run((context) => issueAssessorCode(context, params.id ?? '', params.assessor ?? '')),
			() => ({}),
			'make'
		)
} satisfies Actions;
