import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import type { ProjectVersion } from '../project.ts';
import { versionOn } from '../versions/index.ts';
import { insertEvents, moveItems, selectItemsById, selectWaiting } from './item-store.ts';
import { nextItemState, nextReportState, type ReportAction, type ReportState } from './lifecycle.ts';
import { loadToWork } from './loading.ts';
import type { PartnerReport } from './model.ts';
import { clearDeclared, declareItems, insertReport, selectDeclared, selectReport, selectReports, updateReport } from './report-store.ts';

/** Which report: one partner's for one period of the project. */
export interface ReportPlace {
	readonly partner: string;
	readonly period: string;
}

const longestSummary = 10_000;

/** Writes the summary of a report that is not submitted; the report begins with it. Conflict when somebody changed it since `revision` (0: nobody began it). */
export async function saveReport(context: Context, projectId: string, place: ReportPlace, input: { readonly summary: string; readonly revision: number }): Promise<void> {
	const { version } = await loadToWork(context, projectId, 'report', 'report', place.partner);
	const report = await begun(context, projectId, version, place);
	const state = reportAfter(report, 'save');
	if (input.revision !== (report.isNew ? 0 : report.revision)) throw new Conflict('spending_report_changed');
	await updateReport(context, report.id, { state, summary: summaryOf(input.summary) });
	await record(context, version, 'partner_report.saved', report, {});
}

/**
 * Declares every entered item of the partner's period in its report, with the parked items of earlier periods that are taken
 * up in it, and hands the report to who certifies. Conflict when it was submitted before (so that nothing is declared
 * twice), while items have no day of payment, when there is nothing at all to report; NotFound for an item to take up that
 * is not a parked one of this partner.
 */
export async function submitReport(context: Context, projectId: string, place: ReportPlace, input: { readonly summary: string; readonly takeUp?: readonly string[] }): Promise<string> {
	const { version } = await loadToWork(context, projectId, 'report', 'report', place.partner);
	const report = await begun(context, projectId, version, place);
	const state = reportAfter(report, 'submit');
	const entered = await selectWaiting(context, projectId, place);
	const unpaid = entered.filter(({ kind, paidOn }) => kind === 'item' && paidOn === null).length;
	if (unpaid > 0) throw new Conflict('spending_unpaid', { count: unpaid });
	const parked = await parkedItems(context, projectId, version, place, input.takeUp ?? []);
	const summary = summaryOf(input.summary);
	if (entered.length === 0 && parked.length === 0 && summary === '') throw new Invalid({ summary: { code: 'spending_report_empty' } });
	const tied = await versionOfPeriod(context, version, place);
	await updateReport(context, report.id, { state, version_id: tied.id, summary, submitted_at: context.now, decided_at: null, returned_reason: '' });
	await declareItems(context, report.id, entered, false);
	await declareItems(context, report.id, parked, true);
	await moveItems(context, entered.map(({ id }) => id), { state: 'declared', reportId: report.id, reason: '' });
	await moveItems(context, parked.map(({ id }) => id), { state: 'declared', reportId: report.id, period: place.period, reason: '' });
	await insertEvents(context, [...entered.map(({ id }) => ({ itemId: id, action: 'declare' as const, reportId: report.id })), ...parked.map(({ id }) => ({ itemId: id, action: 'take-up' as const, reportId: report.id }))]);
	await record(context, version, 'partner_report.submitted', report, { before: { state: report.state }, after: { state, items: entered.length, takenUp: parked.length } });
	return report.id;
}

/** Gives a submitted report back with the reason: its items can be changed again, those that were taken up are parked as before. For who keeps projects. */
export async function returnReport(context: Context, projectId: string, place: ReportPlace, reason: string): Promise<void> {
	const { version } = await loadToWork(context, projectId, 'keep', 'report');
	const report = await known(context, projectId, place);
	const state = reportAfter(report, 'return');
	if (reason.trim() === '') throw new Invalid({ reason: { code: 'spending_reason_missing' } });
	const declared = await selectDeclared(context, report.id);
	const fresh = declared.filter(({ parkedIn }) => parkedIn === null).map(({ itemId }) => itemId);
	await moveItems(context, fresh, { state: 'entered', reportId: null, certified: null, deducted: null, reason: '' });
	for (const [reportId, items] of Map.groupBy(declared.filter(({ parkedIn }) => parkedIn !== null), ({ parkedIn }) => parkedIn?.reportId)) {
		const period = items[0]?.parkedIn?.period;
		if (reportId !== undefined && period !== undefined) await moveItems(context, items.map(({ itemId }) => itemId), { state: 'parked', reportId, period, certified: null, deducted: null, reason: '' });
	}
	await clearDeclared(context, report.id);
	await insertEvents(context, declared.map(({ itemId }) => ({ itemId, action: 'return', reportId: report.id, reason: reason.trim() })));
	await updateReport(context, report.id, { state, returned_reason: reason.trim(), decided_at: context.now });
	await record(context, version, 'partner_report.returned', report, { before: { state: report.state }, after: { state, reason: reason.trim() } });
}

/** Parked items of the partner that may be taken up: none of a later period than this one. */
async function parkedItems(context: Context, projectId: string, version: ProjectVersion, place: ReportPlace, ids: readonly string[]) {
	const wanted = [...new Set(ids)];
	const items = await selectItemsById(context, projectId, wanted);
	if (items.length !== wanted.length || items.some(({ partner }) => partner !== place.partner)) throw new NotFound();
	if (items.some(({ state }) => nextItemState(state, 'take-up') === null)) throw new Conflict('spending_not_parked');
	const reports = new Map((await selectReports(context, projectId)).map((report) => [report.id, report.state]));
	// What is parked in a report that is still being checked may yet be certified there.
	if (items.some(({ reportId }) => reports.get(reportId ?? '') !== 'certified')) throw new Conflict('spending_not_parked');
	const dayOfPeriod = (key: string): string => version.document.periods.find((period) => period.key === key)?.to ?? '';
	if (items.some(({ period }) => dayOfPeriod(period) >= dayOfPeriod(place.period))) throw new Conflict('spending_take_up_earlier');
	return items;
}

/**
 * The version that held on the last day of the period, with which the report is compared; the one in force now where none
 * held then, or where the one that held does not know the partner or the period.
 */
async function versionOfPeriod(context: Context, inForce: ProjectVersion, place: ReportPlace): Promise<ProjectVersion> {
	const period = inForce.document.periods.find(({ key }) => key === place.period);
	const then = period ? await versionOn(context, inForce.projectId, period.to) : null;
	const fits = then !== null && then.document.periods.some(({ key }) => key === place.period) && then.document.partners.some(({ key }) => key === place.partner);
	return fits ? then : inForce;
}

/** The partner's report of the period, begun when it was not yet. NotFound for a period or partner that the version has not. */
async function begun(context: Context, projectId: string, version: ProjectVersion, place: ReportPlace): Promise<PartnerReport & { isNew: boolean }> {
	const { periods, partners } = version.document;
	if (!periods.some(({ key }) => key === place.period) || !partners.some(({ key, role }) => key === place.partner && role !== 'associated')) throw new NotFound();
	const before = await selectReport(context, projectId, place.partner, place.period);
	if (before) return { ...before, isNew: false };
	await insertReport(context, { id: context.newId(), projectId, versionId: (await versionOfPeriod(context, version, place)).id, ...place });
	return { ...(await known(context, projectId, place)), isNew: true };
}

/** The partner's report; NotFound when nobody began it. */
export async function known(context: Context, projectId: string, place: ReportPlace): Promise<PartnerReport> {
	const report = await selectReport(context, projectId, place.partner, place.period);
	if (!report) throw new NotFound();
	return report;
}

/** The state an action leads to; Conflict when the report's state does not allow it. */
export function reportAfter(report: Pick<PartnerReport, 'state'>, action: ReportAction): ReportState {
	const state = nextReportState(report.state, action);
	if (state === null) throw new Conflict(report.state === 'certified' ? 'spending_report_certified' : report.state === 'submitted' ? 'spending_report_submitted' : 'spending_report_not_submitted');
	return state;
}

export function summaryOf(text: string): string {
	const summary = text.trim();
	if (summary.length > longestSummary) throw new Invalid({ summary: { code: 'too_long', params: { max: longestSummary } } });
	return summary;
}

export function record(context: Context, version: ProjectVersion, action: 'partner_report.saved' | 'partner_report.submitted' | 'partner_report.returned' | 'partner_report.decided' | 'partner_report.certified', report: PartnerReport, change: { before?: Record<string, unknown>; after?: Record<string, unknown> }): Promise<void> {
	const institutionId = version.document.partners.find(({ key }) => key === report.partner)?.institutionId ?? null;
	return audit(context, { action, subject: { kind: 'partner_report', id: report.id }, institutionId, ...change, after: { partner: report.partner, period: report.period, ...change.after } });
}
