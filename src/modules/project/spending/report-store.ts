import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { BundleState, ReportState } from './lifecycle.ts';
import type { Bundle, Expenditure, Outcome, PartnerReport } from './model.ts';

const reports = (context: Context) => context.tx.selectFrom('partner_report').selectAll().where('region_id', '=', context.regionId);
type ReportRow = Awaited<ReturnType<ReturnType<typeof reports>['executeTakeFirstOrThrow']>>;

const toReport = (row: ReportRow): PartnerReport => ({
	id: row.id,
	projectId: row.project_id,
	versionId: row.version_id,
	partner: row.partner_key,
	period: row.period_key,
	state: row.state as ReportState,
	summary: row.summary,
	returnedReason: row.returned_reason,
	submittedAt: row.submitted_at,
	decidedAt: row.decided_at,
	bundleId: row.project_report_id,
	revision: row.revision
});

// What stands in an address may be anything, and the database takes no NUL.
const isKey = (key: string): boolean => /^[a-z0-9-]{1,40}$/.test(key);

export const selectReports = async (context: Context, projectId: string): Promise<PartnerReport[]> => (await reports(context).where('project_id', '=', projectId).execute()).map(toReport);

export async function selectReport(context: Context, projectId: string, partner: string, period: string): Promise<PartnerReport | null> {
	if (!isKey(partner) || !isKey(period)) return null;
	const row = await reports(context).where('project_id', '=', projectId).where('partner_key', '=', partner).where('period_key', '=', period).executeTakeFirst();
	return row ? toReport(row) : null;
}

export interface ReportChange {
	readonly state?: ReportState;
	readonly version_id?: string;
	readonly summary?: string;
	readonly returned_reason?: string;
	readonly submitted_at?: Date | null;
	readonly decided_at?: Date | null;
}

export const insertReport = (context: Context, report: { readonly id: string; readonly projectId: string; readonly versionId: string; readonly partner: string; readonly period: string }): Promise<unknown> =>
	context.tx.insertInto('partner_report').values({ region_id: context.regionId, id: report.id, project_id: report.projectId, version_id: report.versionId, partner_key: report.partner, period_key: report.period, state: 'draft' }).execute();

export const updateReport = (context: Context, id: string, change: ReportChange): Promise<unknown> =>
	context.tx.updateTable('partner_report').set(change).set((eb) => ({ revision: eb('revision', '+', 1) })).where('region_id', '=', context.regionId).where('id', '=', id).execute();

/** Puts reports into a bundle, or takes all of a bundle's out. */
export const bundleReports = (context: Context, bundleId: string, reportIds: readonly string[]): Promise<unknown> =>
	context.tx.updateTable('partner_report').set({ project_report_id: bundleId }).where('region_id', '=', context.regionId).where('id', '=', sql<string>`any(${[...reportIds]}::uuid[])`).execute();
export const unbundleReports = (context: Context, bundleId: string): Promise<unknown> =>
	context.tx.updateTable('partner_report').set({ project_report_id: null }).where('region_id', '=', context.regionId).where('project_report_id', '=', bundleId).execute();

/** Puts items into a report, all waiting for their decision. */
export async function declareItems(context: Context, reportId: string, items: readonly Pick<Expenditure, 'id' | 'amount'>[], takenUp: boolean): Promise<void> {
	if (items.length === 0) return;
	const rows = JSON.stringify(items.map(({ id, amount }) => ({ id, amount })));
	await sql`
		insert into expenditure_declared (region_id, report_id, expenditure_id, amount, taken_up, outcome)
		select ${context.regionId}::uuid, ${reportId}::uuid, d.id, d.amount, ${takenUp}::boolean, 'waiting' from jsonb_to_recordset(${rows}::jsonb) as d(id uuid, amount numeric)
	`.execute(context.tx);
}

export interface DeclaredDecision {
	readonly id: string;
	readonly outcome: Outcome;
	readonly certified: string | null;
	readonly deducted: string | null;
}

/** Writes the decisions about items of a report. */
export async function decideDeclared(context: Context, reportId: string, all: readonly DeclaredDecision[]): Promise<void> {
	await sql`
		update expenditure_declared d set outcome = n.outcome, certified = n.certified, deducted = n.deducted
		from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as n(id uuid, outcome text, certified numeric, deducted numeric)
		where d.region_id = ${context.regionId}::uuid and d.report_id = ${reportId}::uuid and d.expenditure_id = n.id
	`.execute(context.tx);
}

/** Takes everything out of a report that goes back to its partner. */
export const clearDeclared = (context: Context, reportId: string): Promise<unknown> => context.tx.deleteFrom('expenditure_declared').where('region_id', '=', context.regionId).where('report_id', '=', reportId).execute();

export interface DeclaredItem {
	readonly itemId: string;
	readonly takenUp: boolean;
	readonly outcome: Outcome;
	/** The report in which it was parked before it was taken up here. */
	readonly parkedIn: { readonly reportId: string; readonly period: string } | null;
}

/** What stands in a report, with the report from which a parked item came. */
export async function selectDeclared(context: Context, reportId: string): Promise<DeclaredItem[]> {
	const rows = await context.tx
		.selectFrom('expenditure_declared as d')
		.select(['d.expenditure_id', 'd.taken_up', 'd.outcome'])
		.select((eb) =>
			eb
				.selectFrom('expenditure_event as e')
				.innerJoin('partner_report as r', (join) => join.onRef('r.region_id', '=', 'e.region_id').onRef('r.id', '=', 'e.report_id'))
				.select(sql<{ report: string; period: string }>`jsonb_build_object('report', r.id, 'period', r.period_key)`.as('before'))
				.whereRef('e.region_id', '=', 'd.region_id')
				.whereRef('e.expenditure_id', '=', 'd.expenditure_id')
				.where('e.action', '=', 'park')
				.whereRef('e.report_id', '<>', 'd.report_id')
				.orderBy('e.number', 'desc')
				.limit(1)
				.as('before')
		)
		.where('d.region_id', '=', context.regionId)
		.where('d.report_id', '=', reportId)
		.execute();
	return rows.map((row) => ({ itemId: row.expenditure_id, takenUp: row.taken_up, outcome: row.outcome as Outcome, parkedIn: row.before && row.taken_up ? { reportId: row.before.report, period: row.before.period } : null }));
}

const bundles = (context: Context, projectId: string) => context.tx.selectFrom('project_report').selectAll().where('region_id', '=', context.regionId).where('project_id', '=', projectId);
type BundleRow = Awaited<ReturnType<ReturnType<typeof bundles>['executeTakeFirstOrThrow']>>;

const toBundle = (row: BundleRow): Bundle => ({
	id: row.id,
	projectId: row.project_id,
	versionId: row.version_id,
	period: row.period_key,
	state: row.state as BundleState,
	summary: row.summary,
	submittedAt: row.submitted_at,
	acceptedAt: row.accepted_at,
	revision: row.revision
});

export const selectBundles = async (context: Context, projectId: string): Promise<Bundle[]> => (await bundles(context, projectId).execute()).map(toBundle);

export async function selectBundle(context: Context, projectId: string, period: string): Promise<Bundle | null> {
	if (!isKey(period)) return null;
	const row = await bundles(context, projectId).where('period_key', '=', period).executeTakeFirst();
	return row ? toBundle(row) : null;
}

export const insertBundle = (context: Context, bundle: { readonly id: string; readonly projectId: string; readonly versionId: string; readonly period: string }): Promise<unknown> =>
	context.tx.insertInto('project_report').values({ region_id: context.regionId, id: bundle.id, project_id: bundle.projectId, version_id: bundle.versionId, period_key: bundle.period, state: 'draft' }).execute();

export const updateBundle = (context: Context, id: string, change: { readonly state?: BundleState; readonly version_id?: string; readonly summary?: string; readonly submitted_at?: Date | null; readonly accepted_at?: Date | null }): Promise<unknown> =>
	context.tx.updateTable('project_report').set(change).set((eb) => ({ revision: eb('revision', '+', 1) })).where('region_id', '=', context.regionId).where('id', '=', id).execute();
