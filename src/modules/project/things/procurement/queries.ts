import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { loadInside, type Inside } from '../access.ts';
import type { Procurement } from './model.ts';
import { procurementTotals, type ProcurementTotal } from './rules.ts';
import { selectProcurement } from './store.ts';

/** The contracts of a project with what arrived, for those within. */
export async function procurementOf(context: Context, projectId: string): Promise<Procurement[]> {
	const { project } = await loadInside(context, projectId);
	return selectProcurement(context, project.id);
}

export interface ProcurementPage extends Inside {
	readonly procurement: readonly Procurement[];
	readonly totals: readonly ProcurementTotal[];
	/** Contracts whose amount was not recorded. */
	readonly without: number;
}

export async function procurementPage(context: Context, projectId: string): Promise<ProcurementPage> {
	const inside = await loadInside(context, projectId);
	const procurement = await selectProcurement(context, inside.project.id);
	return { ...inside, procurement, ...procurementTotals(procurement) };
}

/** One contract. NotFound for an unknown one. */
export async function procurementItem(context: Context, projectId: string, id: string): Promise<Inside & { item: Procurement; writes: boolean }> {
	const { procurement, totals: _totals, without: _without, ...inside } = await procurementPage(context, projectId);
	const item = procurement.find((p) => p.id === id);
	if (!item) throw new NotFound();
	return { ...inside, item, writes: inside.open && (inside.keeps || inside.mine.some((p) => p.key === item.partner)) };
}
