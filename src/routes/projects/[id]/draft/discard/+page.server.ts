import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { discardDraft } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields } from '#platform/web/form.ts';
import { loadDraftToWrite } from '../load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { project, draft } = await loadDraftToWrite(context, params.id);
		return { project: { id: project.id }, title: draft.document.title, revision: draft.revision };
	});

export const actions = {
	default: ({ locals, params, request }) =>
		act(async () => {
			const { revision } = checkFields(z.object({ revision: z.coerce.number({ error: 'wrong' }).int().min(1).max(2_000_000_000) }), await readFields(request));
			await locals.run((context) => discardDraft(context, params.id ?? '', revision));
			redirect(303, `/projects/${params.id}?done=project_draft_discarded`);
		})
} satisfies Actions;
