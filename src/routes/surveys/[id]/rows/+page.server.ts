import type { Actions } from '@sveltejs/kit';
import { checkPurpose, loadForRows, previewRows } from '#modules/results/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { PurposeForm } from './form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { survey, rows, suppressed, dropped, coarsened } = await previewRows(context, params.id);
		return { id: survey.id, name: survey.name, minimumGroup: survey.minimumGroup, rows, suppressed, dropped, coarsened };
	});

export const actions = {
	purpose: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run((context) => loadForRows(context, params.id ?? ''));
				typed = await readFields(request);
				const { purpose } = checkFields(PurposeForm, typed);
				checkPurpose(purpose);
				return { purpose };
			},
			() => typed,
			'purpose'
		);
	}
} satisfies Actions;
