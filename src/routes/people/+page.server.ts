import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { listPeople, withdrawInvitation } from '#modules/identity/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, uuidField } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.run(listPeople);

const One = z.object({ invitation: uuidField });

export const actions = {
	withdraw: ({ locals, request }) =>
		act(
			async () => {
				const { invitation } = checkFields(One, await readFields(request));
				await locals.run((context) => withdrawInvitation(context, invitation));
				redirect(303, '/people?done=identity_withdrawn');
			},
			() => ({}),
			'withdraw'
		)
} satisfies Actions;
