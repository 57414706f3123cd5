import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { fileInfo, storeFile, type Download } from '#platform/files/index.ts';
import type { Locale } from '#platform/locale.ts';
import { loadProgramme, rowId } from '../loading.ts';
import type { Programme, ReportFormat } from '../model.ts';
import { authoriseKeeping, mayKeepProgramme } from '../policy.ts';
import { yearsOf } from '../queries.ts';
import { findReport, insertReport, selectReport, selectReports, type IssuedReport, type ReportKey } from '../report-store.ts';
import { dayOf } from '#platform/clock.ts';
import type { MonitoringSnapshot, MonitoringView } from './model.ts';
import { canonicalSnapshot, renderMonitoring, snapshotHash } from './render.ts';
import { monitoringSnapshot } from './snapshot.ts';
import { monitoringView } from './view.ts';

/** Opens a transaction as the person who asks; `locals.run` of a request, or one made by the command line. */
export type Run = <T>(work: (context: Context) => Promise<T>) => Promise<T>;
export interface MonitoringOrder {
	readonly programmeId: string;
	readonly year: number;
	readonly locale: Locale;
	readonly format: ReportFormat;
}

/** A report is text and lines; anything larger is a fault. */
const limits = { maxBytes: 20 * 1024 * 1024 };

/**
 * Issues the monitoring report of a year and returns its id: the one kept for an unchanged snapshot, else a newly made
 * one, whose bytes are kept. No transaction is open while the document is made. Forbidden for who does not keep the
 * programme; NotFound as for the snapshot; AppError 503 when too many documents wait.
 */
export async function issueMonitoring(run: Run, order: MonitoringOrder): Promise<string> {
	const { snapshot, kept } = await run(async (context) => {
		authoriseKeeping(context.actor);
		const read = await monitoringSnapshot(context, order.programmeId, order.year, order.locale);
		return { snapshot: read, kept: await findReport(context, keyOf(order, read)) };
	});
	if (kept) return kept.id;
	const bytes = await renderMonitoring(snapshot, order.format);
	return run((context) => keep(context, order, snapshot, bytes));
}

const keyOf = (order: MonitoringOrder, snapshot: MonitoringSnapshot): ReportKey => ({ ...order, snapshotSha256: snapshotHash(snapshot) });

/** Keeps a report with its snapshot. Whoever was first with the same snapshot stays. */
async function keep(context: Context, order: MonitoringOrder, snapshot: MonitoringSnapshot, bytes: Uint8Array): Promise<string> {
	authoriseKeeping(context.actor);
	const key = keyOf(order, snapshot);
	const { sha256 } = await storeFile(context, once(bytes), limits);
	const id = context.newId();
	if (await insertReport(context, key, { id, snapshot: canonicalSnapshot(snapshot), sha256 })) {
		await audit(context, { action: 'programme.report_issued', subject: { kind: 'programme', id: order.programmeId }, after: { id, year: order.year, locale: order.locale, format: order.format, sha256, snapshot_sha256: key.snapshotSha256 } });
		return id;
	}
	const first = await findReport(context, key);
	if (!first) throw new NotFound();
	return first.id;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}

export interface MonitoringPage {
	readonly programme: Programme;
	readonly year: number;
	readonly years: readonly number[];
	/** What a report issued now would say, in the reader's language. */
	readonly view: MonitoringView;
	readonly issued: readonly IssuedReport[];
	readonly keeps: boolean;
}

/** What the monitoring report of a year will say, and the reports that were issued for it. NotFound for a year that cannot be told of. */
export async function monitoringPage(context: Context, programmeId: string, year: number): Promise<MonitoringPage> {
	const programme = await loadProgramme(context, programmeId);
	const snapshot = await monitoringSnapshot(context, programmeId, year, context.locale);
	return {
		programme,
		year,
		years: yearsOf(programme, dayOf(context.now)),
		view: monitoringView(snapshot, snapshotHash(snapshot)),
		issued: await selectReports(context, programme.id, year),
		keeps: mayKeepProgramme(context.actor)
	};
}

/** An issued report, for sending to whoever reads the programme. NotFound where there is none such. */
export async function issuedMonitoring(context: Context, programmeId: string, year: number, reportId: string): Promise<Download> {
	const programme = await loadProgramme(context, programmeId);
	const id = rowId(reportId);
	const report = id === null ? null : await selectReport(context, programme.id, id);
	if (!report || report.year !== year) throw new NotFound();
	const { size, chunks } = await fileInfo(context, report.sha256);
	const mediaType = report.format === 'pdf' ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
	return { sha256: report.sha256, size, chunks, fileName: `${report.slug}.${report.year}.${report.locale}.${report.format}`, mediaType };
}
