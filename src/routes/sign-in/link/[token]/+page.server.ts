import { redirect, type Actions } from '@sveltejs/kit';
import { localPath, signInLinkState, signInWithLink } from '#modules/identity/index.ts';
import { canSendMail } from '#platform/mail/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { act } from '#platform/web/action.ts';
import type { PageServerLoad } from './$types';
import { home, openSession, originOf } from '../../session.ts';

// Opening the page spends nothing: programs that check mails for viruses open every link.
export const load: PageServerLoad = async ({ params, url }) => ({
	state: await signInLinkState(getRuntime(), params.token),
	next: localPath(url.searchParams.get('next'), home),
	mail: canSendMail()
});

export const actions = {
	default: (event) =>
		act(async () => {
			const signedIn = await signInWithLink(getRuntime(), event.params['token'] ?? '', originOf(event));
			redirect(303, await openSession(event, signedIn, event.url.searchParams.get('next')));
		})
} satisfies Actions;
