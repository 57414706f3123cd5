import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { BatchName, checkNewBatch, entryHome, variantNames } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { sheetPath } from './labels.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { survey, open, batches } = await entryHome(context, params.id);
		return { survey: { id: survey.id, name: survey.name }, variants: survey.variants, open, batches };
	});

const NewBatch = z.object({ batch: BatchName, variant: z.enum(variantNames, { error: 'wrong' }) });

export const actions = {
	start: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { batch, variant } = checkFields(NewBatch, typed);
				await locals.run((context) => checkNewBatch(context, params.id, batch));
				redirect(303, sheetPath(params.id, batch, 1, null, { variant }));
			},
			() => typed,
			'start'
		);
	}
} satisfies Actions;
