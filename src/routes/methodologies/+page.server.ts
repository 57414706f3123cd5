import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { adoptFromLibrary, listDrafts, listLibrary, listVersions, mayEditMethodologies } from '#modules/methodology/index.ts';
import { act } from '#platform/web/action.ts';
import { readForm } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => {
		const mayEdit = mayEditMethodologies(context);
		return { mayEdit, versions: await listVersions(context), library: await listLibrary(context), drafts: mayEdit ? await listDrafts(context) : [] };
	});

const Adopt = z.object({ sha256: z.string({ error: 'required' }).regex(/^[0-9a-f]{64}$/, { error: 'wrong' }) });

export const actions = {
	adopt: ({ locals, request }) =>
		act(async () => {
			const { sha256 } = await readForm(Adopt, request);
			const id = await locals.run((context) => adoptFromLibrary(context, sha256));
			redirect(303, `/methodologies/${id}?done=methodology_adopted`);
		})
} satisfies Actions;
