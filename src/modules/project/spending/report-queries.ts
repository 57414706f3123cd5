import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { sum, type Amount } from '#platform/money.ts';
import type { Partner, ProjectDocument } from '../model.ts';
import type { ProjectVersion } from '../project.ts';
import { projectVersions, projectVersion, type VersionHead } from '../versions/index.ts';
import { addSums, noSums } from './amounts.ts';
import { bundleable } from './bundles.ts';
import { countUnpaid, selectItems, selectParked } from './item-store.ts';
import { nextBundleState, nextReportState } from './lifecycle.ts';
import { loadToRead, type ReadSpending } from './loading.ts';
import type { Bundle, Expenditure, PartnerReport, Sums } from './model.ts';
import { withFlatRates } from './queries.ts';
import { selectBundle, selectBundles, selectReport, selectReports } from './report-store.ts';
import { selectDeclaredSums, selectStateSums } from './totals-store.ts';

export interface ReportCell {
	readonly partner: string;
	readonly period: string;
	/** Null while nobody began it. */
	readonly report: PartnerReport | null;
	/** Flat rates included. */
	readonly sums: Sums;
	/** Entered and not declared. */
	readonly entered: Amount;
	readonly enteredCount: number;
}

export interface ReportsPage extends ReadSpending {
	readonly version: ProjectVersion;
	readonly partners: readonly Partner[];
	readonly periods: ProjectDocument['periods'];
	readonly cells: readonly ReportCell[];
	readonly bundles: readonly Bundle[];
}

/** All reports of a project: partners by periods, and the project's reports. NotFound while nothing was agreed. */
export async function reportsPage(context: Context, projectId: string): Promise<ReportsPage> {
	const access = await loadToRead(context, projectId);
	const { version } = access;
	if (version === null) throw new NotFound();
	const { document } = version;
	const reports = await selectReports(context, access.project.id);
	const lines = withFlatRates(document, await selectDeclaredSums(context, access.project.id));
	const states = (await selectStateSums(context, access.project.id)).filter(({ state }) => state === 'entered');
	const partners = document.partners.filter(({ role }) => role !== 'associated');
	const cells = document.periods.flatMap((period) =>
		partners.map((partner): ReportCell => {
			const here = (one: { partner: string; period: string }): boolean => one.partner === partner.key && one.period === period.key;
			const entered = states.filter(here);
			return { partner: partner.key, period: period.key, report: reports.find(here) ?? null, sums: addSums(lines.filter(here)), entered: sum(entered.map(({ amount }) => amount)), enteredCount: entered.reduce((total, { count }) => total + count, 0) };
		})
	);
	return { ...access, version, partners, periods: document.periods, cells, bundles: await selectBundles(context, access.project.id) };
}

export interface ReportLine extends Sums {
	readonly line: string;
	readonly name: ProjectDocument['title'] | null;
	readonly count: number;
	/** Paid as this percentage of another line. */
	readonly flatRate: { readonly of: string; readonly percent: string } | null;
	/** What the version plans for this partner and period; null where nothing is planned. */
	readonly planned: Amount | null;
}

export interface ReportView extends ReadSpending {
	/** The version that the report is compared with. */
	readonly version: ProjectVersion;
	readonly partner: Partner;
	readonly period: ProjectDocument['periods'][number];
	readonly report: PartnerReport | null;
	readonly lines: readonly ReportLine[];
	readonly total: Sums;
	/** Items of the period that wait to be declared; those without a day of payment hold the report up. */
	readonly entered: { readonly count: number; readonly amount: Amount; readonly unpaid: number };
	/** Parked items of earlier periods that this report may take up. */
	readonly parked: readonly Expenditure[];
	readonly may: { readonly submit: boolean; readonly decide: boolean };
}

/** One partner's report of a period. NotFound for a partner or period that the project has not. */
export async function reportView(context: Context, projectId: string, partnerKey: string, periodKey: string): Promise<ReportView> {
	const access = await loadToRead(context, projectId);
	if (access.version === null) throw new NotFound();
	const report = await selectReport(context, access.project.id, partnerKey, periodKey);
	const version = await tiedVersion(context, access.version, report?.versionId);
	const partner = version.document.partners.find(({ key, role }) => key === partnerKey && role !== 'associated');
	const period = version.document.periods.find(({ key }) => key === periodKey);
	if (!partner || !period) throw new NotFound();
	const lines = linesOf(version.document, partnerKey, periodKey, report ? withFlatRates(version.document, await selectDeclaredSums(context, access.project.id, report.id)) : []);
	const waiting = await selectItems(context, access.project.id, { partner: partnerKey, period: periodKey, state: 'entered', size: 1 });
	const own = access.open && access.mine.some(({ key }) => key === partnerKey);
	const submit = own && nextReportState(report?.state ?? 'draft', 'submit') !== null;
	const certifiedReports = new Set((await selectReports(context, access.project.id)).filter(({ state }) => state === 'certified').map(({ id }) => id));
	const last = new Map(access.version.document.periods.map(({ key, to }) => [key, to]));
	const parked = submit ? (await selectParked(context, access.project.id, partnerKey)).filter((item) => certifiedReports.has(item.reportId ?? '') && (last.get(item.period) ?? '') < period.to) : [];
	return {
		...access,
		version,
		partner,
		period,
		report,
		lines,
		total: addSums(lines),
		entered: { count: waiting.count, amount: waiting.amount, unpaid: await countUnpaid(context, access.project.id, partnerKey, periodKey) },
		parked,
		may: { submit, decide: access.keeps && access.open && report !== null && nextReportState(report.state, 'decide') !== null }
	};
}

async function tiedVersion(context: Context, inForce: ProjectVersion, versionId: string | undefined): Promise<ProjectVersion> {
	if (versionId === undefined || versionId === inForce.id) return inForce;
	const head = (await projectVersions(context, inForce.projectId)).find((one: VersionHead) => one.id === versionId);
	return head ? projectVersion(context, inForce.projectId, head.number) : inForce;
}

function linesOf(document: ProjectDocument, partner: string, period: string, declared: readonly (Sums & { line: string; count: number })[]): ReportLine[] {
	const cells = document.budget.filter((cell) => cell.partner === partner && cell.period === period);
	const keys = [...document.lines.map(({ key }) => key), ...new Set(declared.map(({ line }) => line).filter((line) => !document.lines.some(({ key }) => key === line)))];
	return keys.flatMap((line): ReportLine[] => {
		const known = document.lines.find(({ key }) => key === line);
		const planned = cells.filter((cell) => cell.line === line);
		const sums = declared.filter((one) => one.line === line);
		if (planned.length === 0 && sums.length === 0) return [];
		return [{ line, name: known?.name ?? null, flatRate: known?.flatRate ?? null, count: sums.reduce((total, { count }) => total + count, 0), planned: planned.length === 0 ? null : sum(planned.map(({ amount }) => amount)), ...(sums.length === 0 ? noSums : addSums(sums)) }];
	});
}

export interface DecideView extends ReportView {
	readonly items: readonly Expenditure[];
	readonly count: number;
	readonly page: number;
	readonly size: number;
}

/** The items of a submitted report, a page at a time, all or those without a decision, for who decides about them. NotFound for everybody else and without a report. */
export async function decideView(context: Context, projectId: string, partner: string, period: string, page: number, waiting = false): Promise<DecideView> {
	const view = await reportView(context, projectId, partner, period);
	if (!view.keeps || view.report === null) throw new NotFound();
	const size = 10;
	return { ...view, ...(await selectItems(context, view.project.id, { reportId: view.report.id, page, size, ...(waiting ? { state: 'declared' } : {}) })), page, size };
}

export interface BundleView extends ReadSpending {
	readonly version: ProjectVersion;
	readonly period: ProjectDocument['periods'][number];
	readonly bundle: Bundle | null;
	/** In the bundle, or, while it is a draft, what it would take. */
	readonly reports: readonly { readonly report: PartnerReport; readonly sums: Sums }[];
	/** Partners whose report of the period is not certified, with the state of it (null: not begun). */
	readonly missing: readonly { readonly partner: Partner; readonly state: PartnerReport['state'] | null }[];
	readonly total: Sums;
	readonly may: { readonly submit: boolean; readonly takeBack: boolean; readonly accept: boolean };
}

/** The project's report of a period. NotFound for a period that the project has not. */
export async function bundleView(context: Context, projectId: string, periodKey: string): Promise<BundleView> {
	const access = await loadToRead(context, projectId);
	if (access.version === null) throw new NotFound();
	const bundle = await selectBundle(context, access.project.id, periodKey);
	const version = await tiedVersion(context, access.version, bundle?.versionId);
	const period = version.document.periods.find(({ key }) => key === periodKey);
	if (!period) throw new NotFound();
	const all = await selectReports(context, access.project.id);
	const held = bundle && bundle.state !== 'draft' ? all.filter(({ bundleId }) => bundleId === bundle.id) : bundleable(access.version, all, periodKey);
	const lines = withFlatRates(version.document, await selectDeclaredSums(context, access.project.id));
	const reports = held.map((report) => ({ report, sums: addSums(lines.filter(({ reportId }) => reportId === report.id)) }));
	const missing = version.document.partners.flatMap((partner) => {
		const state = all.find((report) => report.partner === partner.key && report.period === periodKey)?.state ?? null;
		return partner.role === 'associated' || state === 'certified' ? [] : [{ partner, state }];
	});
	const may = (action: 'submit' | 'take-back' | 'accept'): boolean => access.open && nextBundleState(bundle?.state ?? 'draft', action) !== null;
	return { ...access, version, period, bundle, reports, missing, total: addSums(reports.map(({ sums }) => sums)), may: { submit: access.leads && may('submit'), takeBack: access.leads && may('take-back'), accept: access.keeps && may('accept') } };
}
