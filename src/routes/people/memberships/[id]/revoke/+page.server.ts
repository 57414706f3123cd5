import { redirect, type Actions } from '@sveltejs/kit';
import { getMembership, revokeMembership } from '#modules/identity/index.ts';
import { act } from '#platform/web/action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({ membership: await locals.run((context) => getMembership(context, params.id)) });

export const actions = {
	default: ({ locals, params }) =>
		act(async () => {
			await locals.run((context) => revokeMembership(context, params['id'] ?? ''));
			redirect(303, '/people?done=identity_revoked');
		})
} satisfies Actions;
