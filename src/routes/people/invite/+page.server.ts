import { redirect, type Actions } from '@sveltejs/kit';
import { invitationChoices, invite, InviteInput } from '#modules/identity/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.run(invitationChoices);

export const actions = {
	default: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(InviteInput, typed);
				const { link } = await locals.run((context) => invite(context, input));
				// A link must not travel in an address, so it is shown on the answer itself. Sending the form again replaces it.
				if (link !== null) return { shown: { link, name: input.name } };
				redirect(303, '/people?done=identity_invited');
			},
			() => typed,
			'invite'
		);
	}
} satisfies Actions;
