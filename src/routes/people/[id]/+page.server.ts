import type { Actions } from '@sveltejs/kit';
import { getPerson, issueCode, issueSignInLink } from '#modules/identity/index.ts';
import { act } from '#platform/web/action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run((context) => getPerson(context, params.id));

// A link or a code is shown on the answer itself: it must not travel in an address and is kept nowhere.
export const actions = {
	link: ({ locals, params }) => act(async () => ({ shown: { kind: 'link' as const, value: await locals.run((context) => issueSignInLink(context, params['id'] ?? '')) } })),
	code: ({ locals, params }) => act(async () => ({ shown: { kind: 'code' as const, value: await locals.run((context) => issueCode(context, params['id'] ?? '')) } }))
} satisfies Actions;
