import type { Context } from '#platform/context.ts';
import { Invalid, NotFound } from '#platform/errors.ts';
import { changeDraft, loadProjectFor } from '../versions/index.ts';
import { readBudgetFile } from './budget-file.ts';
import { withGrid } from './grid.ts';
import type { RowProblem } from './rates/index.ts';

/**
 * Saves one partner's plan for one period into the draft and computes the flat rates anew. `typed` holds the fields of
 * `budgetGrid`. Returns the draft's new revision. NotFound for a partner or period that the draft has not; Invalid by
 * field; Conflict when the draft changed since `revision` or the project is closed.
 */
export async function saveBudgetGrid(context: Context, projectId: string, input: { readonly revision: number; readonly partner: string; readonly period: string; readonly typed: Readonly<Record<string, string>> }): Promise<number> {
	await loadProjectFor(context, projectId, 'keep');
	return changeDraft(
		context,
		projectId,
		(document) => {
			if (!document.partners.some(({ key }) => key === input.partner) || !document.periods.some(({ key }) => key === input.period)) throw new NotFound();
			const done = withGrid(document, input.partner, input.period, input.typed);
			if ('errors' in done) throw new Invalid(done.errors);
			return { ...document, budget: done.budget };
		},
		{ revision: input.revision, part: 'budget' }
	);
}

export interface BudgetImport {
	/** How many cells the draft's budget has now; 0 where rows were wrong and nothing was changed. */
	readonly cells: number;
	readonly problems: readonly RowProblem[];
	/** How many problems there are; `problems` lists the first. */
	readonly problemCount: number;
}

/**
 * Puts the budget of a CSV file in place of the draft's, all or nothing: with a wrong row nothing is changed and the rows
 * are reported. Errors as `saveBudgetGrid`.
 */
export async function importBudget(context: Context, projectId: string, revision: number, text: string): Promise<BudgetImport> {
	await loadProjectFor(context, projectId, 'keep');
	const report: { value: BudgetImport } = { value: { cells: 0, problems: [], problemCount: 0 } };
	await changeDraft(
		context,
		projectId,
		(document) => {
			const { cells, problems, problemCount } = readBudgetFile(text, document);
			report.value = { cells: problemCount === 0 ? cells.length : 0, problems, problemCount };
			return problemCount === 0 ? { ...document, budget: cells } : document;
		},
		{ revision, part: 'budget' }
	);
	return report.value;
}
