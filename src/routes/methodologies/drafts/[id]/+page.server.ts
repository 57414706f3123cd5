import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { discardDraft, getDraft, latestVersion, publishDraft } from '#modules/methodology/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, readForm, requiredText, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const draft = await getDraft(context, params.id);
		if (draft.publishedVersionId) redirect(303, `/methodologies/${draft.publishedVersionId}`);
		return { draft, latest: await latestVersion(context, draft.document.id) };
	});

const revision = z.coerce.number({ error: 'wrong' }).int({ error: 'wrong' }).min(1, { error: 'wrong' });
const Publish = z.object({ revision, version: requiredText(20), map: z.literal('yes').optional() });

export const actions = {
	publish: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(Publish, typed);
				const id = await locals.run((context) => publishDraft(context, { draftId: params.id ?? '', revision: input.revision, version: input.version, map: input.map === 'yes' }));
				redirect(303, `/methodologies/${id}?done=methodology_published`);
			},
			() => typed,
			'publish'
		);
	},
	discard: ({ locals, params, request }) =>
		act(
			async () => {
				const input = await readForm(z.object({ revision }), request);
				await locals.run((context) => discardDraft(context, { draftId: params.id ?? '', revision: input.revision }));
				redirect(303, '/methodologies?done=methodology_draft_discarded');
			},
			() => ({}),
			'discard'
		)
} satisfies Actions;
