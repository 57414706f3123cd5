import { error, redirect, type Actions } from '@sveltejs/kit';
import { m } from '#i18n/text.ts';
import { erasePerson, getPerson } from '#modules/identity/index.ts';
import { act } from '#platform/web/action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { person, may } = await locals.run((context) => getPerson(context, params.id));
	if (!may.erase) error(404, m.error_not_found());
	return { person };
};

export const actions = {
	default: ({ locals, params }) =>
		act(async () => {
			await locals.run((context) => erasePerson(context, params['id'] ?? ''));
			redirect(303, '/people?done=identity_erased');
		})
} satisfies Actions;
