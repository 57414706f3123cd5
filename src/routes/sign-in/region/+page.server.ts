import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { chooseRegion, getAccount, localPath } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, uuidField, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';
import { home } from '../session.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const next = localPath(url.searchParams.get('next'), home);
	if (!locals.actor?.personId) redirect(303, `/sign-in?next=${encodeURIComponent(next)}`);
	if (locals.region) redirect(303, next);
	return { next, regions: (await getAccount(getRuntime(), locals.actor.personId)).regions.map(({ id, name }) => ({ id, name })) };
};

const Choice = z.object({ region: uuidField, next: z.string().optional() });

export const actions = {
	default: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				if (!locals.actor?.personId || !locals.session) redirect(303, '/sign-in');
				typed = await readFields(request);
				const input = checkFields(Choice, typed);
				await chooseRegion(getRuntime(), { tokenSha256: locals.session.tokenSha256, personId: locals.actor.personId }, input.region);
				redirect(303, localPath(input.next, home));
			},
			() => typed,
			'region'
		);
	}
} satisfies Actions;
