import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { InventoryItem, Procurement, ProcurementKind } from './model.ts';

export type ProcurementValues = Omit<Procurement, 'id' | 'revision' | 'inventory'>;

/** The contracts of a project, the oldest first, those without a day last; one of them where `id` is given. */
export async function selectProcurement(context: Context, projectId: string, id?: string): Promise<Procurement[]> {
	let query = context.tx.selectFrom('project_procurement').selectAll().where('region_id', '=', context.regionId).where('project_id', '=', projectId).where('removed_at', 'is', null);
	if (id !== undefined) query = query.where('id', '=', id);
	const rows = await query.orderBy('signed_on').orderBy('contract').orderBy('id').execute();
	return rows.map((row) => ({
		id: row.id,
		partner: row.partner_key,
		subject: row.subject as LocalizedText,
		kind: row.kind as ProcurementKind,
		contract: row.contract,
		supplier: row.supplier,
		amount: row.amount,
		currency: row.currency,
		signedOn: row.signed_on,
		deliveredOn: row.delivered_on,
		inventory: row.inventory as unknown as InventoryItem[],
		revision: row.revision
	}));
}

const columns = (p: ProcurementValues) => ({ partner_key: p.partner, subject: JSON.stringify(p.subject), kind: p.kind, contract: p.contract, supplier: p.supplier, amount: p.amount, currency: p.currency, signed_on: p.signedOn, delivered_on: p.deliveredOn });

export async function insertProcurement(context: Context, projectId: string, id: string, values: ProcurementValues): Promise<void> {
	await context.tx.insertInto('project_procurement').values({ region_id: context.regionId, id, project_id: projectId, ...columns(values) }).execute();
}

export async function updateProcurement(context: Context, before: Procurement, values: ProcurementValues): Promise<void> {
	await context.tx.updateTable('project_procurement').set({ ...columns(values), revision: before.revision + 1 }).where('region_id', '=', context.regionId).where('id', '=', before.id).execute();
}

export async function updateInventory(context: Context, before: Procurement, items: readonly InventoryItem[]): Promise<void> {
	await context.tx.updateTable('project_procurement').set({ inventory: JSON.stringify(items), revision: before.revision + 1 }).where('region_id', '=', context.regionId).where('id', '=', before.id).execute();
}

export async function markProcurementRemoved(context: Context, id: string): Promise<void> {
	await context.tx.updateTable('project_procurement').set({ removed_at: context.now }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

/** Whether an item of expenditure that was not withdrawn names the contract. */
export async function hasExpenditure(context: Context, id: string): Promise<boolean> {
	const row = await context.tx.selectFrom('expenditure').select('id').where('region_id', '=', context.regionId).where('procurement_id', '=', id).where('state', '!=', 'withdrawn').limit(1).executeTakeFirst();
	return row !== undefined;
}
