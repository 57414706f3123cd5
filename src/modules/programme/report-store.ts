import type { Context } from '#platform/context.ts';
import { isLocale, type Locale } from '#platform/locale.ts';
import type { ReportFormat } from './model.ts';

/** An issued monitoring report: its language, format and the address of its bytes. */
export interface IssuedReport {
	readonly id: string;
	readonly year: number;
	readonly locale: Locale;
	readonly format: ReportFormat;
	readonly sha256: string;
	readonly issuedAt: Date;
}
export interface ReportKey {
	readonly programmeId: string;
	readonly year: number;
	readonly locale: Locale;
	readonly format: ReportFormat;
	readonly snapshotSha256: string;
}

/** The report that was issued from exactly this snapshot; undefined when there is none yet. */
export async function findReport(context: Context, key: ReportKey): Promise<{ id: string; sha256: string } | undefined> {
	return context.tx
		.selectFrom('programme_report')
		.select(['id', 'sha256'])
		.where('region_id', '=', context.regionId)
		.where('programme_id', '=', key.programmeId)
		.where('year', '=', key.year)
		.where('locale', '=', key.locale)
		.where('format', '=', key.format)
		.where('snapshot_sha256', '=', key.snapshotSha256)
		.executeTakeFirst();
}

/** Keeps an issued report; false when another request issued the same one first. */
export async function insertReport(context: Context, key: ReportKey, report: { readonly id: string; readonly snapshot: string; readonly sha256: string }): Promise<boolean> {
	const inserted = await context.tx
		.insertInto('programme_report')
		.values({ region_id: context.regionId, id: report.id, programme_id: key.programmeId, year: key.year, locale: key.locale, format: key.format, snapshot: report.snapshot, snapshot_sha256: key.snapshotSha256, sha256: report.sha256, issued_by: context.actor.personId, issued_at: context.now })
		.onConflict((conflict) => conflict.columns(['region_id', 'programme_id', 'year', 'locale', 'format', 'snapshot_sha256']).doNothing())
		.returning('id')
		.executeTakeFirst();
	return inserted !== undefined;
}

/** The issued reports of a programme, the newest first; of one year where it is given. */
export async function selectReports(context: Context, programmeId: string, year: number | null, most = 60): Promise<IssuedReport[]> {
	const query = context.tx
		.selectFrom('programme_report')
		.select(['id', 'year', 'locale', 'format', 'sha256', 'issued_at'])
		.where('region_id', '=', context.regionId)
		.where('programme_id', '=', programmeId)
		.orderBy('issued_at', 'desc')
		.orderBy('id')
		.limit(most);
	const rows = await (year === null ? query : query.where('year', '=', year)).execute();
	return rows.flatMap((row) => (isLocale(row.locale) ? [{ id: row.id, year: row.year, locale: row.locale, format: row.format === 'pdf' ? 'pdf' as const : 'docx' as const, sha256: row.sha256, issuedAt: row.issued_at }] : []));
}

export async function selectReport(context: Context, programmeId: string, id: string): Promise<(IssuedReport & { readonly slug: string }) | null> {
	const row = await context.tx
		.selectFrom('programme_report as r')
		.innerJoin('programme as p', (join) => join.onRef('p.region_id', '=', 'r.region_id').onRef('p.id', '=', 'r.programme_id'))
		.select(['r.id', 'r.year', 'r.locale', 'r.format', 'r.sha256', 'r.issued_at', 'p.slug'])
		.where('r.region_id', '=', context.regionId)
		.where('r.programme_id', '=', programmeId)
		.where('r.id', '=', id)
		.executeTakeFirst();
	if (!row || !isLocale(row.locale)) return null;
	return { id: row.id, year: row.year, locale: row.locale, format: row.format === 'pdf' ? 'pdf' : 'docx', sha256: row.sha256, issuedAt: row.issued_at, slug: row.slug };
}
