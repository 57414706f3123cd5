import { redirect, type Actions } from '@sveltejs/kit';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { groupView, InviteForm, inviteToGroup } from '#modules/assessment/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ group: await groupView(context, params.id) }));

export const actions = {
	invite: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(InviteForm, typed);
				const { link } = await locals.run((context) => inviteToGroup(context, params.id ?? '', input));
				if (link === null) redirect(303, `/assessments/${params.id}/group?done=scoring_member_added`);
				// Without a mail server the link is shown here once and kept nowhere; sending the form again is refused.
				return { link, name: input.name };
			},
			() => typed,
			'invite'
		);
	}
} satisfies Actions;
