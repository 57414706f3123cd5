import { budgetAxes, budgetPage, type BudgetAxis } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

const axisIn = (value: string | null, other: BudgetAxis): BudgetAxis => budgetAxes.find((axis) => axis === value) ?? other;

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const asked = url.searchParams;
		const rows = axisIn(asked.get('rows'), 'partner');
		const columns = axisIn(asked.get('columns'), rows === 'fund' ? 'partner' : 'fund');
		const only = Object.fromEntries(budgetAxes.flatMap((axis) => (asked.get(axis) ? [[axis, asked.get(axis) ?? '']] : [])));
		// The same axis twice would be a diagonal: the columns give way.
		const page = await budgetPage(context, params.id, { draft: asked.get('of') === 'draft', rows, columns: rows === columns ? (rows === 'line' ? 'fund' : 'line') : columns, only });
		return { page };
	});
