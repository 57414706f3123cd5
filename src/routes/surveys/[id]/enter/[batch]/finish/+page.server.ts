import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { batchView, discardBatch, singleEntryLimit, storeBatch } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { batchPath } from '../../labels.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { survey, open, name, variant, counts, sheets, next } = await batchView(context, params.id, params.batch);
		return { survey: { id: survey.id, name: survey.name }, open, batch: name, variant, counts, sheets, next, singleLimit: singleEntryLimit };
	});

const after = (id: string, batch: string, left: number): never => redirect(303, left > 0 ? `${batchPath(id, batch)}/finish?done=paper_stored_left` : `/surveys/${id}/enter?done=paper_stored`);
const ticked = (error: string) => z.object({ sure: z.literal('yes', { error }) });

export const actions = {
	store: ({ locals, params }) =>
		act(
			async () => {
				const { left } = await locals.run((context) => storeBatch(context, params.id, params.batch, { single: false }));
				after(params.id, params.batch, left);
			},
			() => ({}),
			'store'
		),
	single: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				checkFields(ticked('paper_choose_one_round'), typed);
				const { left } = await locals.run((context) => storeBatch(context, params.id, params.batch, { single: true }));
				after(params.id, params.batch, left);
			},
			() => typed,
			'single'
		);
	},
	discard: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				checkFields(ticked('paper_discard_confirm'), typed);
				await locals.run((context) => discardBatch(context, params.id, params.batch));
				redirect(303, `/surveys/${params.id}/enter?done=paper_discarded`);
			},
			() => typed,
			'discard'
		);
	}
} satisfies Actions;
