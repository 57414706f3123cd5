import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

/** The reading of a file with this content into this project, the first of them; null when there was none. */
export async function selectImport(context: Context, projectId: string, sha256: string): Promise<{ name: string; rows: number; at: Date } | null> {
	const row = await context.tx.selectFrom('expenditure_import').select(['name', 'rows', 'imported_at']).where('region_id', '=', context.regionId).where('project_id', '=', projectId).where('sha256', '=', sha256).orderBy('imported_at').limit(1).executeTakeFirst();
	return row ? { name: row.name, rows: row.rows, at: row.imported_at } : null;
}

export const insertImport = (context: Context, row: { readonly id: string; readonly projectId: string; readonly partner: string; readonly name: string; readonly sha256: string; readonly rows: number }): Promise<unknown> =>
	context.tx
		.insertInto('expenditure_import')
		.values({ region_id: context.regionId, id: row.id, project_id: row.projectId, partner_key: row.partner, name: row.name, sha256: row.sha256, rows: row.rows, imported_by: context.actor.personId, imported_at: context.now })
		.execute();

/** Items of the partner with these invoices that are not withdrawn. */
export async function selectKnownInvoices(context: Context, projectId: string, partner: string, invoices: readonly string[]) {
	const rows = await context.tx
		.selectFrom('expenditure')
		.select(['invoice', 'supplier', 'invoiced_on', 'net', 'vat', 'line_key'])
		.where('region_id', '=', context.regionId)
		.where('project_id', '=', projectId)
		.where('partner_key', '=', partner)
		.where('state', '<>', 'withdrawn')
		.where('invoice', '=', sql<string>`any(${[...invoices]}::text[])`)
		.execute();
	return rows.map((row) => ({ invoice: row.invoice, supplier: row.supplier, invoicedOn: row.invoiced_on, net: row.net, vat: row.vat, line: row.line_key }));
}
