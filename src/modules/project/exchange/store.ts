import type { Context } from '#platform/context.ts';
import type { Cell } from '#platform/sheets/index.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { ProjectState } from '../lifecycle.ts';
import { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { number, plain, textCells, textColumns, type TabledProject, type TableName } from './model.ts';

/** Every project that has a version, with the version in force and what was reached; by address. */
export async function selectTabled(context: Context): Promise<TabledProject[]> {
	const rows = await context.tx
		.selectFrom('project as p')
		.innerJoin('project_version as v', (join) => join.onRef('v.region_id', '=', 'p.region_id').onRef('v.id', '=', 'p.version_id'))
		.leftJoin('project_summary as s', (join) => join.onRef('s.region_id', '=', 'p.region_id').onRef('s.project_id', '=', 'p.id'))
		.select(['p.id', 'p.slug', 'p.state', 'p.published_at', 'v.number', 'v.stage', 'v.in_force_from', 'v.document', 's.total_eur'])
		.where('p.region_id', '=', context.regionId)
		.where('p.invented', '=', false)
		
		.execute();
	const reached = await context.tx
		.selectFrom('project_achievement')
		.distinctOn(['project_id', 'subject', 'subject_key'])
		.select(['project_id', 'subject', 'subject_key', 'reached', 'by_day', 'note'])
		.where('region_id', '=', context.regionId)
		.where('withdrawn_at', 'is', null)
		.orderBy('project_id')
		.orderBy('subject')
		.orderBy('subject_key')
		.orderBy('by_day', 'desc')
		.orderBy('recorded_at', 'desc')
		.orderBy('id', 'desc')
		.execute();
	const byProject = Map.groupBy(reached, (row) => row.project_id);
	return rows.map((row) => ({
		slug: row.slug,
		state: row.state as ProjectState,
		published: row.published_at !== null,
		version: row.number,
		stage: row.stage,
		inForceFrom: row.in_force_from,
		totalEur: row.total_eur,
		document: ProjectDocument.parse(JSON.parse(row.document)),
		achievements: (byProject.get(row.id) ?? []).map((a): Achievement => ({ subject: a.subject as Achievement['subject'], key: a.subject_key, reached: a.reached, byDay: a.by_day, note: a.note, source: null }))
	}));
}

interface RowTable {
	readonly columns: readonly string[];
	rows(context: Context): Promise<Cell[][]>;
}

const text = (value: unknown): Cell[] => textCells((value ?? {}) as LocalizedText);
const day = (instant: Date | null): string | null => instant?.toISOString().slice(0, 10) ?? null;

/** The address of every project by its id, without those that were made up to try things out. */
export const selectSlugs = async (context: Context): Promise<Map<string, string>> =>
	new Map((await context.tx.selectFrom('project').select(['id', 'slug']).where('region_id', '=', context.regionId).where('invented', '=', false).execute()).map(({ id, slug }) => [id, slug]));

interface Item {
	readonly number?: unknown;
	readonly name?: unknown;
	readonly count?: unknown;
	readonly place?: unknown;
}
const word = (value: unknown): Cell => (typeof value === 'string' || typeof value === 'number' ? value : null);

/** Tables of what happened, read from their rows, each beginning with the id of its project; nobody's name stands in them. */
export const rowTables: Partial<Record<TableName, RowTable>> = {
	versions: {
		columns: ['number', 'stage', 'in_force_from', 'reason', 'sha256', 'made_on'],
		rows: async (context) => (await context.tx.selectFrom('project_version as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.number', 't.stage', 't.in_force_from', 't.reason', 't.sha256', 't.made_at']).orderBy('t.number').execute()).map((r) => [r.project_id, r.number, r.stage, r.in_force_from, r.reason || null, r.sha256, day(r.made_at)])
	},
	achievements: {
		columns: ['subject', 'key', 'reached', 'by_day', 'note', 'document', 'place', 'recorded_on', 'withdrawn_on'],
		rows: async (context) =>
			(await context.tx.selectFrom('project_achievement as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.subject', 't.subject_key', 't.reached', 't.by_day', 't.note', 't.source', 't.recorded_at', 't.withdrawn_at']).orderBy('t.subject').orderBy('t.subject_key').orderBy('t.by_day').orderBy('t.recorded_at').orderBy('t.id').execute()).map((r) => {
				const source = r.source as { document?: string; place?: string } | null;
				return [r.project_id, r.subject, r.subject_key, plain(r.reached), r.by_day, r.note || null, source?.document ?? null, source?.place ?? null, day(r.recorded_at), day(r.withdrawn_at)];
			})
	},
	objects: {
		columns: ['planned', 'partner', ...textColumns('place'), 'ownership', ...textColumns('built'), 'cost', 'currency', 'state', 'finished_on'],
		rows: async (context) =>
			(await context.tx.selectFrom('project_object as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.plan_key', 't.partner_key', 't.place', 't.ownership', 't.built', 't.cost', 't.currency', 't.state', 't.finished_on']).orderBy('t.partner_key').orderBy('t.id').execute()).map((r) => [r.project_id, r.plan_key, r.partner_key, ...text(r.place), r.ownership, ...text(r.built), number(r.cost), r.currency, r.state, r.finished_on])
	},
	procurement: {
		columns: ['partner', 'kind', ...textColumns('subject'), 'contract', 'supplier', 'amount', 'currency', 'signed_on', 'delivered_on'],
		rows: async (context) =>
			(await context.tx.selectFrom('project_procurement as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.partner_key', 't.kind', 't.subject', 't.contract', 't.supplier', 't.amount', 't.currency', 't.signed_on', 't.delivered_on']).orderBy('t.partner_key').orderBy('t.id').execute()).map((r) => [r.project_id, r.partner_key, r.kind, ...text(r.subject), r.contract || null, r.supplier || null, number(r.amount), r.currency, r.signed_on, r.delivered_on])
	},
	inventory: {
		columns: ['partner', 'contract', 'number', 'name', 'count', 'place'],
		rows: async (context) =>
			(await context.tx.selectFrom('project_procurement as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.partner_key', 't.contract', 't.inventory']).orderBy('t.partner_key').orderBy('t.id').execute()).flatMap((r) => (Array.isArray(r.inventory) ? (r.inventory as Item[]) : []).map((item): Cell[] => [r.project_id, r.partner_key, r.contract || null, word(item.number), word(item.name), word(item.count), word(item.place)]))
	},
	expenditure: {
		columns: ['partner', 'line', 'period', 'activity', 'kind', 'invoice', 'supplier', 'description', 'invoiced_on', 'paid_on', 'net', 'vat', 'vat_eligible', 'currency', 'rate', 'rate_on', 'amount', 'state', 'certified', 'deducted', 'reason'],
		rows: async (context) =>
			(await context.tx.selectFrom('expenditure as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.partner_key', 't.line_key', 't.period_key', 't.activity_key', 't.kind', 't.invoice', 't.supplier', 't.description', 't.invoiced_on', 't.paid_on', 't.net', 't.vat', 't.vat_eligible', 't.currency', 't.rate', 't.rate_on', 't.amount', 't.state', 't.certified', 't.deducted', 't.reason']).orderBy('t.period_key').orderBy('t.partner_key').orderBy('t.invoiced_on').orderBy('t.id').execute()).map((r) => [
				r.project_id, r.partner_key, r.line_key, r.period_key, r.activity_key, r.kind, r.invoice, r.supplier, r.description || null, r.invoiced_on, r.paid_on, number(r.net), number(r.vat), r.vat_eligible ? 'yes' : 'no', r.currency, plain(r.rate), r.rate_on, number(r.amount), r.state, number(r.certified), number(r.deducted), r.reason || null
			])
	},
	'partner-reports': {
		columns: ['partner', 'period', 'state', 'summary', 'returned_reason', 'submitted_on', 'decided_on'],
		rows: async (context) => (await context.tx.selectFrom('partner_report as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.partner_key', 't.period_key', 't.state', 't.summary', 't.returned_reason', 't.submitted_at', 't.decided_at']).orderBy('t.period_key').orderBy('t.partner_key').execute()).map((r) => [r.project_id, r.partner_key, r.period_key, r.state, r.summary || null, r.returned_reason || null, day(r.submitted_at), day(r.decided_at)])
	},
	'project-reports': {
		columns: ['period', 'state', 'summary', 'submitted_on', 'accepted_on'],
		rows: async (context) => (await context.tx.selectFrom('project_report as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.period_key', 't.state', 't.summary', 't.submitted_at', 't.accepted_at']).orderBy('t.period_key').execute()).map((r) => [r.project_id, r.period_key, r.state, r.summary || null, day(r.submitted_at), day(r.accepted_at)])
	},
	files: {
		columns: ['title', 'name', 'media_type', 'bytes', 'sha256', 'public', 'added_on'],
		rows: async (context) => (await context.tx.selectFrom('project_file as t').where('t.region_id', '=', context.regionId).select(['t.project_id', 't.title', 't.name', 't.media_type', 't.size', 't.sha256', 't.public', 't.added_at']).where('t.removed_at', 'is', null).orderBy('t.added_at').orderBy('t.id').execute()).map((r) => [r.project_id, r.title, r.name, r.media_type, r.size, r.sha256, r.public ? 'yes' : 'no', day(r.added_at)])
	}
};

/** Rates belong to the region, not to a project. */
export const rates: RowTable = {
	columns: ['currency', 'on', 'units_per_euro', 'source'],
	rows: async (context) => (await context.tx.selectFrom('exchange_rate').select(['currency', 'on_date', 'units_per_euro', 'source']).where('region_id', '=', context.regionId).orderBy('currency').orderBy('on_date').execute()).map((r) => [r.currency, r.on_date, plain(r.units_per_euro), r.source || null])
};
