import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { budgetEditor, saveBudgetGrid } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => ({
		editor: await budgetEditor(context, params.id, { partner: url.searchParams.get('partner'), period: url.searchParams.get('period'), lumpSums: url.searchParams.get('lump') === '1' })
	}));

const GridForm = z.looseObject({ revision: z.coerce.number({ error: 'wrong' }).int(), partner: z.string().max(40), period: z.string().max(40) });

export const actions = {
	save: ({ locals, params, request, url }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { revision, partner, period } = checkFields(GridForm, typed);
				const cells = Object.fromEntries(Object.entries(typed).flatMap(([name, value]) => (name.startsWith('cell.') ? [[name, [value].flat()[0] ?? '']] : [])));
				await locals.run((context) => saveBudgetGrid(context, params.id, { revision, partner, period, typed: cells }));
				const lump = url.searchParams.get('lump') === '1' ? '&lump=1' : '';
				redirect(303, `/projects/${params.id}/budget/edit?partner=${partner}&period=${period}${lump}&done=budget_saved`);
			},
			() => typed,
			'save'
		);
	}
} satisfies Actions;
