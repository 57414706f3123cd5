import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { nextProjectState } from '../lifecycle.ts';
import type { ProjectDocument } from '../model.ts';
import { mayKeepProjects, maySeeProjects } from '../policy.ts';
import type { Project } from '../project.ts';
import { getDraft, loadProjectFor } from '../versions/index.ts';
import { partnerSums, shareAgreements } from './agreement.ts';
import { budgetGrid, type BudgetGrid } from './grid.ts';
import { budgetAxes, type BudgetAxis, type BudgetTotals, type CrossTable, type PartnerSum, type ShareAgreement } from './model.ts';
import { budgetTotals, crossTable } from './totals.ts';

/** A document of a project to look at: what is in force, or what is being written. */
export interface Shown {
	readonly project: Project;
	readonly document: ProjectDocument;
	/** Number of the version; null for the draft. */
	readonly version: number | null;
	/** Whether there is a draft that the actor sees. */
	readonly hasDraft: boolean;
	readonly mayEdit: boolean;
}

/**
 * The version in force, or with `draft` (and while there is no version) what is being written. NotFound where there is
 * nothing of the kind that the actor may see.
 */
export async function shownDocument(context: Context, projectId: string, draft: boolean): Promise<Shown> {
	const { project, version } = await loadProjectFor(context, projectId, 'see');
	const written = maySeeProjects(context.actor) ? await getDraft(context, projectId) : null;
	const mayEdit = mayKeepProjects(context.actor) && nextProjectState(project.state, 'edit') !== null;
	if (version && !draft) return { project, document: version.document, version: version.number, hasDraft: written !== null, mayEdit };
	if (!written) throw new NotFound();
	return { project, document: written.document, version: null, hasDraft: true, mayEdit };
}

export interface BudgetChoice {
	readonly draft: boolean;
	readonly rows: BudgetAxis;
	readonly columns: BudgetAxis;
	/** Keys by axis; a key that the document has not is passed over. */
	readonly only: Readonly<Partial<Record<BudgetAxis, string>>>;
}

export interface BudgetPage extends Shown {
	readonly totals: BudgetTotals;
	readonly table: CrossTable;
	readonly choice: BudgetChoice;
	readonly shares: readonly ShareAgreement[];
	readonly sums: readonly PartnerSum[];
}

/** Everything that the page of a budget shows. Errors as `shownDocument`. */
export async function budgetPage(context: Context, projectId: string, choice: BudgetChoice): Promise<BudgetPage> {
	const shown = await shownDocument(context, projectId, choice.draft);
	const { document } = shown;
	const totals = budgetTotals(document);
	const only = Object.fromEntries(budgetAxes.flatMap((axis) => {
		const key = choice.only[axis];
		return key !== undefined && totals.by[axis].some((total) => total.key === key) ? [[axis, key]] : [];
	}));
	return { ...shown, totals, choice: { ...choice, only }, table: crossTable(document, choice.rows, choice.columns, only), shares: shareAgreements(document), sums: partnerSums(document) };
}

export interface BudgetEditor {
	readonly project: Project;
	readonly document: ProjectDocument;
	readonly revision: number;
	/** Null while the draft lacks partners, lines, funds or periods. */
	readonly grid: BudgetGrid | null;
	readonly lumpSums: boolean;
	/** Which lists are still empty. */
	readonly lacking: readonly ('partners' | 'lines' | 'funds' | 'periods')[];
}

/** The grid of one partner and period of the draft (of a copy of the version in force, while there is none). Forbidden for who may not keep projects. */
export async function budgetEditor(context: Context, projectId: string, asked: { readonly partner: string | null; readonly period: string | null; readonly lumpSums: boolean }): Promise<BudgetEditor> {
	const { project, version } = await loadProjectFor(context, projectId, 'keep');
	const draft = await getDraft(context, projectId);
	const document = draft?.document ?? version?.document;
	if (document === undefined) throw new NotFound();
	const lacking = (['partners', 'lines', 'funds', 'periods'] as const).filter((list) => document[list].length === 0);
	const partner = document.partners.find(({ key }) => key === asked.partner) ?? document.partners.find(({ role }) => role !== 'associated') ?? document.partners[0];
	const period = document.periods.find(({ key }) => key === asked.period) ?? document.periods[0];
	const grid = lacking.length > 0 || partner === undefined || period === undefined ? null : budgetGrid(document, partner.key, period.key, asked.lumpSums);
	return { project, document, revision: draft?.revision ?? 1, grid, lumpSums: asked.lumpSums, lacking };
}
