import { redirect, type Actions } from '@sveltejs/kit';
import { deviceOf, passwordLength, setUp, SetUpInput, setUpState } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';
import { openSession } from '../sign-in/session.ts';

export const load: PageServerLoad = async ({ url }) => {
	const token = url.searchParams.get('token') ?? '';
	return { token, state: await setUpState(getRuntime(), token), min: passwordLength.min };
};

export const actions = {
	default: (event) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(event.request);
				const input = checkFields(SetUpInput, typed);
				const signedIn = await setUp(getRuntime(), input, deviceOf(event.request.headers.get('user-agent')));
				redirect(303, await openSession(event, signedIn, '/desk?done=identity_set_up_done'));
			},
			() => typed,
			'set-up'
		);
	}
} satisfies Actions;
