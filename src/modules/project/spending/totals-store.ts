import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ItemState, ReportState } from './lifecycle.ts';
import type { Sums } from './model.ts';

const money = (expression: ReturnType<typeof sql>) => sql<string>`coalesce(sum(${expression}), 0)::numeric(20, 2)::text`;

/** What one report declares on one line. */
export interface DeclaredLine extends Sums {
	readonly reportId: string;
	readonly state: ReportState;
	readonly partner: string;
	readonly period: string;
	readonly line: string;
	readonly count: number;
}

/** What every report of a project declares, by line, with what was decided; in the project's currency. */
export async function selectDeclaredSums(context: Context, projectId: string, reportId?: string): Promise<DeclaredLine[]> {
	let query = context.tx
		.selectFrom('partner_report as r')
		.innerJoin('expenditure_declared as d', (join) => join.onRef('d.region_id', '=', 'r.region_id').onRef('d.report_id', '=', 'r.id'))
		.innerJoin('expenditure as e', (join) => join.onRef('e.region_id', '=', 'd.region_id').onRef('e.id', '=', 'd.expenditure_id'))
		.select(['r.id as reportId', 'r.partner_key as partner', 'r.period_key as period', 'r.state', 'e.line_key as line'])
		.select([
			sql<number>`count(*)`.as('count'),
			money(sql`d.amount`).as('declared'),
			money(sql`d.amount * (d.outcome = 'waiting')::int`).as('waiting'),
			money(sql`d.certified`).as('certified'),
			money(sql`d.deducted`).as('deducted'),
			money(sql`d.amount * (d.outcome = 'parked')::int`).as('parked')
		])
		.where('r.region_id', '=', context.regionId)
		.where('r.project_id', '=', projectId)
		.groupBy(['r.id', 'r.partner_key', 'r.period_key', 'r.state', 'e.line_key']);
	if (reportId !== undefined) query = query.where('r.id', '=', reportId);
	return (await query.execute()).map((row) => ({ ...row, state: row.state as ReportState, count: Number(row.count) }));
}

export interface StateSum {
	readonly partner: string;
	readonly line: string;
	readonly period: string;
	readonly state: ItemState;
	readonly count: number;
	readonly amount: string;
	readonly certified: string;
	readonly deducted: string;
}

/** What a project's items claim as they stand now, by partner, line, period and state; withdrawn ones left out. */
export async function selectStateSums(context: Context, projectId: string): Promise<StateSum[]> {
	const rows = await context.tx
		.selectFrom('expenditure')
		.select(['partner_key', 'line_key', 'period_key', 'state'])
		.select([sql<number>`count(*)`.as('count'), money(sql`amount`).as('amount'), money(sql`certified`).as('certified'), money(sql`deducted`).as('deducted')])
		.where('region_id', '=', context.regionId)
		.where('project_id', '=', projectId)
		.where('state', '<>', 'withdrawn')
		.groupBy(['partner_key', 'line_key', 'period_key', 'state'])
		.execute();
	return rows.map((row) => ({ partner: row.partner_key, line: row.line_key, period: row.period_key, state: row.state as ItemState, count: Number(row.count), amount: row.amount, certified: row.certified, deducted: row.deducted }));
}
