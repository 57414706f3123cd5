import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { Email, localPath, requestSignInLink, signInWithPassword } from '#modules/identity/index.ts';
import { canSendMail } from '#platform/mail/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';
import { home, openSession, originOf } from './session.ts';

export const load: PageServerLoad = ({ locals, url }) => {
	const next = localPath(url.searchParams.get('next'), home);
	if (locals.actor && locals.region) redirect(303, next);
	if (locals.actor) redirect(303, `/sign-in/region?next=${encodeURIComponent(next)}`);
	return { next, mail: canSendMail(), asked: next !== home };
};

const WithPassword = z.object({ email: Email, password: z.string({ error: 'required' }).min(1, { error: 'required' }).max(200), next: z.string().optional() });
const ByLetter = z.object({ email: Email, next: z.string().optional() });

/** An answer takes at least this long, so that the time does not tell whether an address is known. */
const evenly = async (work: Promise<void>): Promise<void> => {
	await Promise.all([work, new Promise((resolve) => setTimeout(resolve, 400))]);
};

export const actions = {
	password: (event) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(event.request);
				const input = checkFields(WithPassword, typed);
				const signedIn = await signInWithPassword(getRuntime(), input, originOf(event));
				redirect(303, await openSession(event, signedIn, input.next));
			},
			() => typed,
			'sign-in'
		);
	},
	link: (event) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(event.request);
				const input = checkFields(ByLetter, typed);
				const next = localPath(input.next, home);
				await evenly(requestSignInLink(getRuntime(), { email: input.email, next: next === home ? null : next }, originOf(event)));
				redirect(303, '/sign-in/sent');
			},
			() => typed,
			'sign-in'
		);
	}
} satisfies Actions;
