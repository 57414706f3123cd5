import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';

/** A contract as a form offers it. */
export interface ProcurementChoice {
	readonly id: string;
	readonly partner: string;
	readonly subject: LocalizedText;
	readonly contract: string;
	readonly supplier: string;
}

const procurements = (context: Context, projectId: string) => context.tx.selectFrom('project_procurement').where('region_id', '=', context.regionId).where('project_id', '=', projectId).where('removed_at', 'is', null);

/** Contracts of a project, or of one of its partners. */
export async function selectProcurements(context: Context, projectId: string, partner?: string): Promise<ProcurementChoice[]> {
	let query = procurements(context, projectId).select(['id', 'partner_key', 'subject', 'contract', 'supplier']).orderBy('signed_on').orderBy('id').limit(500);
	if (partner !== undefined) query = query.where('partner_key', '=', partner);
	return (await query.execute()).map((row) => ({ id: row.id, partner: row.partner_key, subject: row.subject as LocalizedText, contract: row.contract, supplier: row.supplier }));
}

/** Whether the contract is one of this partner in this project. */
export async function hasProcurement(context: Context, projectId: string, partner: string, id: string): Promise<boolean> {
	return (await procurements(context, projectId).select('id').where('partner_key', '=', partner).where('id', '=', id).executeTakeFirst()) !== undefined;
}
