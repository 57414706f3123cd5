import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ItemAction, ItemState } from './lifecycle.ts';
import type { CheckedItem, Expenditure, ItemEvent, ItemFilter, ItemKind } from './model.ts';

const items = (context: Context, projectId: string) => context.tx.selectFrom('expenditure').selectAll('expenditure').where('expenditure.region_id', '=', context.regionId).where('expenditure.project_id', '=', projectId);
type ItemRow = Awaited<ReturnType<ReturnType<typeof items>['executeTakeFirstOrThrow']>>;

const toItem = (row: ItemRow): Expenditure => ({
	id: row.id,
	projectId: row.project_id,
	partner: row.partner_key,
	line: row.line_key,
	period: row.period_key,
	activity: row.activity_key,
	procurementId: row.procurement_id,
	kind: row.kind as ItemKind,
	corrects: row.corrects,
	invoice: row.invoice,
	supplier: row.supplier,
	description: row.description,
	invoicedOn: row.invoiced_on,
	paidOn: row.paid_on,
	net: row.net,
	vat: row.vat,
	vatEligible: row.vat_eligible,
	currency: row.currency,
	rate: row.rate,
	rateOn: row.rate_on,
	amount: row.amount,
	state: row.state as ItemState,
	reportId: row.report_id,
	certified: row.certified,
	deducted: row.deducted,
	reason: row.reason,
	enteredBy: row.entered_by,
	enteredAt: row.entered_at,
	revision: row.revision
});

type Items = ReturnType<typeof items>;
const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

function narrowed(query: Items, filter: ItemFilter): Items {
	let narrow = query;
	if (filter.partner !== undefined) narrow = narrow.where('partner_key', '=', filter.partner);
	if (filter.line !== undefined) narrow = narrow.where('line_key', '=', filter.line);
	if (filter.period !== undefined) narrow = narrow.where('period_key', '=', filter.period);
	if (filter.state !== undefined) narrow = narrow.where('state', '=', filter.state);
	if (filter.reportId !== undefined) narrow = narrow.where('report_id', '=', filter.reportId);
	const text = filter.text?.trim();
	if (text) {
		const like = `%${escaped(text)}%`;
		narrow = narrow.where((eb) => eb.or([eb('invoice', 'ilike', like), eb('supplier', 'ilike', like), eb('description', 'ilike', like)]));
	}
	return narrow;
}

/** One page of a project's items, by day of the invoice, with the number and the claimed sum of all that match. */
export async function selectItems(context: Context, projectId: string, filter: ItemFilter): Promise<{ items: Expenditure[]; count: number; amount: string }> {
	const size = Math.min(500, Math.max(1, filter.size ?? 50));
	const page = Math.min(1_000_000, Math.max(1, filter.page ?? 1));
	const rows = await narrowed(items(context, projectId), filter).orderBy('invoiced_on').orderBy('invoice').orderBy('id').limit(size).offset((page - 1) * size).execute();
	const totals = await narrowed(items(context, projectId), filter).clearSelect().select([sql<number>`count(*)`.as('count'), sql<string>`coalesce(sum(amount), 0)::numeric(20, 2)::text`.as('amount')]).executeTakeFirstOrThrow();
	return { items: rows.map(toItem), count: Number(totals.count), amount: totals.amount };
}

/** Items by their ids, in no particular order; those of another project are left out. */
export async function selectItemsById(context: Context, projectId: string, ids: readonly string[]): Promise<Expenditure[]> {
	return ids.length === 0 ? [] : (await items(context, projectId).where('id', 'in', [...ids]).execute()).map(toItem);
}

/** The item with the project it belongs to; null when the region has none such. */
export async function selectItem(context: Context, id: string): Promise<Expenditure | null> {
	const row = await context.tx.selectFrom('expenditure').selectAll().where('region_id', '=', context.regionId).where('id', '=', id).executeTakeFirst();
	return row ? toItem(row) : null;
}

export const selectCorrections = async (context: Context, item: Expenditure): Promise<Expenditure[]> =>
	(await items(context, item.projectId).where('corrects', '=', item.id).orderBy('entered_at').orderBy('id').execute()).map(toItem);

/** Items of the partner with the same invoice of the same supplier, withdrawn ones left out. */
export const selectSameInvoice = async (context: Context, item: Expenditure): Promise<Expenditure[]> =>
	(await items(context, item.projectId).where('partner_key', '=', item.partner).where('invoice', '=', item.invoice).where('supplier', '=', item.supplier).where('kind', '=', 'item').where('state', '<>', 'withdrawn').where('id', '<>', item.id).limit(20).execute()).map(toItem);

/** An item ready to be stored: what it claims in the project's currency, and the rate by which. */
export interface NewItem extends CheckedItem {
	readonly id: string;
	readonly kind: ItemKind;
	readonly corrects: string | null;
	readonly amount: string;
}

const columnsOf = (item: Omit<NewItem, 'id' | 'kind' | 'corrects'>) => ({
	partner_key: item.partner,
	line_key: item.line,
	period_key: item.period,
	activity_key: item.activity,
	procurement_id: item.procurementId,
	invoice: item.invoice,
	supplier: item.supplier,
	description: item.description,
	invoiced_on: item.invoicedOn,
	paid_on: item.paidOn,
	net: item.net,
	vat: item.vat,
	vat_eligible: item.vatEligible,
	currency: item.currency,
	rate: item.rate,
	rate_on: item.rateOn,
	amount: item.amount
});

/** Stores new items in one statement: ten thousand rows as parameters would take longer to write down than to store. */
export async function insertItems(context: Context, projectId: string, all: readonly NewItem[]): Promise<void> {
	const rows = JSON.stringify(all.map((item) => ({ id: item.id, kind: item.kind, corrects: item.corrects, ...columnsOf(item) })));
	await sql`
		insert into expenditure (region_id, project_id, state, entered_by, entered_at, id, kind, corrects, partner_key, line_key, period_key, activity_key, procurement_id, invoice, supplier, description, invoiced_on, paid_on, net, vat, vat_eligible, currency, rate, rate_on, amount)
		select ${context.regionId}::uuid, ${projectId}::uuid, 'entered', ${context.actor.personId}::uuid, ${context.now}::timestamptz, n.*
		from jsonb_to_recordset(${rows}::jsonb) as n(id uuid, kind text, corrects uuid, partner_key text, line_key text, period_key text, activity_key text, procurement_id uuid, invoice text, supplier text, description text, invoiced_on date, paid_on date, net numeric, vat numeric, vat_eligible boolean, currency text, rate numeric, rate_on date, amount numeric)
	`.execute(context.tx);
}

export const updateItem = (context: Context, id: string, item: Omit<NewItem, 'id' | 'kind' | 'corrects'>): Promise<unknown> =>
	context.tx.updateTable('expenditure').set(columnsOf(item)).set((eb) => ({ revision: eb('revision', '+', 1) })).where('region_id', '=', context.regionId).where('id', '=', id).execute();

/** Moves entered items to another state, report and period; each gets a new revision. */
export async function moveItems(context: Context, ids: readonly string[], to: { readonly state: ItemState; readonly reportId?: string | null; readonly period?: string; readonly certified?: string | null; readonly deducted?: string | null; readonly reason?: string }): Promise<void> {
	if (ids.length === 0) return;
	await context.tx
		.updateTable('expenditure')
		.set({
			state: to.state,
			...(to.reportId === undefined ? {} : { report_id: to.reportId }),
			...(to.period === undefined ? {} : { period_key: to.period }),
			...(to.certified === undefined ? {} : { certified: to.certified }),
			...(to.deducted === undefined ? {} : { deducted: to.deducted }),
			...(to.reason === undefined ? {} : { reason: to.reason })
		})
		.set((eb) => ({ revision: eb('revision', '+', 1) }))
		.where('region_id', '=', context.regionId)
		.where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
		.execute();
}

export interface NewEvent {
	readonly itemId: string;
	readonly action: Exclude<ItemAction, 'change' | 'correct'>;
	readonly reportId: string | null;
	readonly certified?: string | null;
	readonly deducted?: string | null;
	readonly reason?: string;
}

/** Writes what happened to items, numbered on within each; an item stands at most once in one call, and its project is locked. */
export async function insertEvents(context: Context, events: readonly NewEvent[]): Promise<void> {
	if (events.length === 0) return;
	const rows = JSON.stringify(events.map((event) => ({ id: context.newId(), item: event.itemId, action: event.action, report: event.reportId, certified: event.certified ?? null, deducted: event.deducted ?? null, reason: event.reason ?? '' })));
	await sql`
		insert into expenditure_event (region_id, id, expenditure_id, at, number, action, report_id, certified, deducted, reason, by_person)
		select ${context.regionId}::uuid, e.id, e.item, ${context.now}::timestamptz,
			1 + coalesce((select max(b.number) from expenditure_event b where b.region_id = ${context.regionId}::uuid and b.expenditure_id = e.item), 0),
			e.action, e.report, e.certified, e.deducted, e.reason, ${context.actor.personId}::uuid
		from jsonb_to_recordset(${rows}::jsonb) as e(id uuid, item uuid, action text, report uuid, certified numeric, deducted numeric, reason text)
	`.execute(context.tx);
}

/** What happened to an item, the first first. */
export async function selectEvents(context: Context, itemId: string): Promise<ItemEvent[]> {
	const rows = await context.tx
		.selectFrom('expenditure_event as e')
		.leftJoin('partner_report as r', (join) => join.onRef('r.region_id', '=', 'e.region_id').onRef('r.id', '=', 'e.report_id'))
		.select(['e.number', 'e.at', 'e.action', 'e.certified', 'e.deducted', 'e.reason', 'e.by_person', 'r.period_key'])
		.where('e.region_id', '=', context.regionId)
		.where('e.expenditure_id', '=', itemId)
		.orderBy('e.number')
		.execute();
	return rows.map((row) => ({ number: row.number, at: row.at, action: row.action, certified: row.certified, deducted: row.deducted, reason: row.reason, byPerson: row.by_person, period: row.period_key }));
}

/** Entered items of a partner's period, which its report would declare. */
export const selectWaiting = async (context: Context, projectId: string, place: { readonly partner: string; readonly period: string }): Promise<Expenditure[]> =>
	(await items(context, projectId).where('partner_key', '=', place.partner).where('period_key', '=', place.period).where('state', '=', 'entered').orderBy('id').execute()).map(toItem);

/** Parked items of a partner, by day. */
export const selectParked = async (context: Context, projectId: string, partner: string): Promise<Expenditure[]> =>
	(await items(context, projectId).where('partner_key', '=', partner).where('state', '=', 'parked').orderBy('invoiced_on').orderBy('id').limit(500).execute()).map(toItem);

export interface ItemDecision {
	readonly id: string;
	readonly action: 'certify' | 'deduct' | 'park' | 'reopen';
	readonly state: 'declared' | 'certified' | 'deducted' | 'parked';
	readonly certified: string | null;
	readonly deducted: string | null;
	readonly reason: string;
}

/** Writes decisions into the items; each gets a new revision. */
export async function decideItems(context: Context, all: readonly ItemDecision[]): Promise<void> {
	await sql`
		update expenditure e set state = n.state, certified = n.certified, deducted = n.deducted, reason = n.reason, revision = e.revision + 1
		from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as n(id uuid, state text, certified numeric, deducted numeric, reason text)
		where e.region_id = ${context.regionId}::uuid and e.id = n.id
	`.execute(context.tx);
}

/** Entered items of a partner's period that nobody paid yet; corrections need no payment. */
export async function countUnpaid(context: Context, projectId: string, partner: string, period: string): Promise<number> {
	const row = await narrowed(items(context, projectId), { partner, period, state: 'entered' }).where('kind', '=', 'item').where('paid_on', 'is', null).clearSelect().select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow();
	return Number(row.count);
}
