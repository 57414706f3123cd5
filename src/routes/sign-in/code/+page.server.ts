import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { localPath, signInWithCode } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, requiredText, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';
import { home, openSession, originOf } from '../session.ts';

export const load: PageServerLoad = ({ url }) => ({ next: localPath(url.searchParams.get('next'), home) });

const WithCode = z.object({ code: requiredText(60), next: z.string().optional() });

export const actions = {
	default: (event) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(event.request);
				const input = checkFields(WithCode, typed);
				const signedIn = await signInWithCode(getRuntime(), input, originOf(event));
				redirect(303, await openSession(event, signedIn, input.next));
			},
			() => typed,
			'code'
		);
	}
} satisfies Actions;
