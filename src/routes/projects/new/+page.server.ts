import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { createProject, mayKeepProjects } from '#modules/project/index.ts';
import { Forbidden } from '#platform/errors.ts';
import { locales, type LocalizedText } from '#platform/locale.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, optionalText, readFields, RejectedForm, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

const NewProject = z.object({ 'title.lv': optionalText(500), 'title.lt': optionalText(500), 'title.en': optionalText(500), slug: optionalText(60) });

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async ({ actor }) => {
		if (!mayKeepProjects(actor)) throw new Forbidden();
		return {};
	});

export const actions = {
	default: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(NewProject, typed);
				const title: LocalizedText = Object.fromEntries(locales.flatMap((locale) => (input[`title.${locale}`] === '' ? [] : [[locale, input[`title.${locale}`]]])));
				if (Object.keys(title).length === 0) throw new RejectedForm({ 'title.lv': { code: 'project_text_missing' } }, typed);
				const id = await locals.run((context) => createProject(context, { title, ...(input.slug === '' ? {} : { slug: input.slug }) }));
				redirect(303, `/projects/${id}/draft?done=project_created`);
			},
			() => typed
		);
	}
} satisfies Actions;
