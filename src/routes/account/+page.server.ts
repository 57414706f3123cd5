import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { changeProfile, endAllSessions, endSessionOf, getAccount, PasswordInput, passwordLength, ProfileInput, sessionsOf, setPassword } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, requiredText, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';
import { closeSession } from '../sign-in/session.ts';

function ownerOf(locals: App.Locals) {
	if (!locals.actor?.personId || !locals.session) redirect(303, '/sign-in?next=/account');
	return { personId: locals.actor.personId, tokenSha256: locals.session.tokenSha256 };
}

export const load: PageServerLoad = async ({ locals }) => {
	const owner = ownerOf(locals);
	const runtime = getRuntime();
	const { person, hasPassword } = await getAccount(runtime, owner.personId);
	return {
		account: { id: person.id, name: person.name, email: person.email, locale: person.locale, hasPassword },
		sessions: await sessionsOf(runtime.database, runtime.clock, owner.personId, owner.tokenSha256),
		min: passwordLength.min
	};
};

const OneSession = z.object({ session: requiredText(40) });

export const actions = {
	profile: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				const owner = ownerOf(locals);
				typed = await readFields(request);
				await changeProfile(getRuntime(), owner, checkFields(ProfileInput, typed));
				redirect(303, '/account?done=identity_profile_saved');
			},
			() => typed,
			'profile'
		);
	},
	password: ({ locals, request }) =>
		act(
			async () => {
				const owner = ownerOf(locals);
				await setPassword(getRuntime(), owner, checkFields(PasswordInput, await readFields(request)));
				redirect(303, '/account?done=identity_password_saved');
			},
			() => ({}),
			'password'
		),
	end: ({ locals, request }) =>
		act(
			async () => {
				const owner = ownerOf(locals);
				const { session } = checkFields(OneSession, await readFields(request));
				await endSessionOf(getRuntime().database, owner.personId, session);
				redirect(303, '/account?done=identity_session_ended');
			},
			() => ({}),
			'sessions'
		),
	everywhere: async (event) => {
		const owner = ownerOf(event.locals);
		await endAllSessions(getRuntime().database, owner.personId);
		closeSession(event);
		redirect(303, '/sign-in?done=identity_signed_out_everywhere');
	}
} satisfies Actions;
