import { redirect, type Actions } from '@sveltejs/kit';
import { createDraft, getVersion, mayEditMethodologies } from '#modules/methodology/index.ts';
import { act } from '#platform/web/action.ts';
import { readFields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => ({ version: await getVersion(context, params.id), mayEdit: mayEditMethodologies(context) }));

export const actions = {
	draft: ({ locals, params, request }) =>
		act(async () => {
			await readFields(request);
			const id = await locals.run((context) => createDraft(context, { versionId: params.id ?? '' }));
			redirect(303, `/methodologies/drafts/${id}?done=methodology_draft_created`);
		})
} satisfies Actions;
