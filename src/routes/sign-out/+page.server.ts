import { redirect, type Actions } from '@sveltejs/kit';
import { endSession } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import type { PageServerLoad } from './$types';
import { closeSession } from '../sign-in/session.ts';

export const load: PageServerLoad = ({ locals }) => {
	if (!locals.actor) redirect(303, '/');
};

export const actions = {
	default: async (event) => {
		if (event.locals.session) await endSession(getRuntime().database, event.locals.session.tokenSha256);
		closeSession(event);
		redirect(303, '/?done=identity_signed_out');
	}
} satisfies Actions;
