import { redirect, type Actions } from '@sveltejs/kit';
import { acceptInvitation, deviceOf, viewInvitation } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { act } from '#platform/web/action.ts';
import type { PageServerLoad } from './$types';
import { openSession } from '../../sign-in/session.ts';

export const load: PageServerLoad = async ({ params, locals }) => {
	const { state, offer, step } = await viewInvitation(getRuntime(), params.token, locals.actor?.personId ?? null);
	return {
		state,
		step,
		offer: offer && { role: offer.role, name: offer.name, region: offer.region.name, institution: offer.institution?.name ?? null },
		path: `/invitation/${params.token}`
	};
};

export const actions = {
	default: (event) =>
		act(async () => {
			const signedIn = await acceptInvitation(getRuntime(), {
				token: event.params['token'] ?? '',
				signedIn: event.locals.actor?.personId ?? null,
				device: deviceOf(event.request.headers.get('user-agent'))
			});
			redirect(303, await openSession(event, signedIn, '/desk?done=identity_invitation_accepted'));
		})
} satisfies Actions;
