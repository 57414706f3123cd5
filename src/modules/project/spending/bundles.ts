import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, NotFound } from '#platform/errors.ts';
import type { ProjectVersion } from '../project.ts';
import { versionOn } from '../versions/index.ts';
import { nextBundleState, type BundleAction, type BundleState } from './lifecycle.ts';
import { loadAsLead, loadToWork } from './loading.ts';
import type { Bundle, PartnerReport } from './model.ts';
import { summaryOf } from './reports.ts';
import { bundleReports, insertBundle, selectBundle, selectReports, unbundleReports, updateBundle } from './report-store.ts';

/** Writes the summary of the project's report of a period, which begins with it. For the lead partner's people and who keeps projects; Conflict as `saveReport`. */
export async function saveBundle(context: Context, projectId: string, period: string, input: { readonly summary: string; readonly revision: number }): Promise<void> {
	const { version } = await loadAsLead(context, projectId);
	const bundle = await begun(context, version, period);
	const state = bundleAfter(bundle, 'save');
	if (input.revision !== (bundle.isNew ? 0 : bundle.revision)) throw new Conflict('spending_report_changed');
	await updateBundle(context, bundle.id, { state, summary: summaryOf(input.summary) });
	await record(context, 'project_report.saved', bundle, {});
}

/**
 * Bundles the certified partner reports of the period and of earlier ones that no bundle holds yet, and submits them as the
 * project's report. Conflict when it was submitted before, and when nothing certified is there to bundle.
 */
export async function submitBundle(context: Context, projectId: string, period: string, input: { readonly summary: string }): Promise<void> {
	const { version } = await loadAsLead(context, projectId);
	const bundle = await begun(context, version, period);
	const state = bundleAfter(bundle, 'submit');
	const held = bundleable(version, await selectReports(context, projectId), period);
	if (held.length === 0) throw new Conflict('spending_bundle_empty');
	await updateBundle(context, bundle.id, { state, version_id: (await heldThen(context, version, period)).id, summary: summaryOf(input.summary), submitted_at: context.now });
	await bundleReports(context, bundle.id, held.map(({ id }) => id));
	await record(context, 'project_report.submitted', bundle, { before: { state: bundle.state }, after: { state, reports: held.length } });
}

/** Takes a submitted report back, so that other partner reports can be added; Conflict once it is accepted. */
export async function takeBackBundle(context: Context, projectId: string, period: string): Promise<void> {
	await loadAsLead(context, projectId);
	const bundle = await known(context, projectId, period);
	const state = bundleAfter(bundle, 'take-back');
	await unbundleReports(context, bundle.id);
	await updateBundle(context, bundle.id, { state, submitted_at: null });
	await record(context, 'project_report.taken_back', bundle, { before: { state: bundle.state }, after: { state } });
}

/** Notes that the programme accepted the project's report. For who keeps projects. */
export async function acceptBundle(context: Context, projectId: string, period: string): Promise<void> {
	await loadToWork(context, projectId, 'keep', 'report');
	const bundle = await known(context, projectId, period);
	const state = bundleAfter(bundle, 'accept');
	await updateBundle(context, bundle.id, { state, accepted_at: context.now });
	await record(context, 'project_report.accepted', bundle, { before: { state: bundle.state }, after: { state } });
}

/** The certified reports that a bundle of this period takes: of no later period, and in no bundle. */
export function bundleable(version: ProjectVersion, reports: readonly PartnerReport[], period: string): PartnerReport[] {
	const last = new Map(version.document.periods.map(({ key, to }) => [key, to]));
	const until = last.get(period) ?? '';
	return reports.filter((report) => report.state === 'certified' && report.bundleId === null && (report.period === period || (last.get(report.period) ?? '') <= until));
}

async function heldThen(context: Context, version: ProjectVersion, period: string): Promise<ProjectVersion> {
	const to = version.document.periods.find(({ key }) => key === period)?.to;
	const then = to === undefined ? null : await versionOn(context, version.projectId, to);
	return then?.document.periods.some(({ key }) => key === period) ? then : version;
}

async function begun(context: Context, version: ProjectVersion, period: string): Promise<Bundle & { isNew: boolean }> {
	if (!version.document.periods.some(({ key }) => key === period)) throw new NotFound();
	const before = await selectBundle(context, version.projectId, period);
	if (before) return { ...before, isNew: false };
	await insertBundle(context, { id: context.newId(), projectId: version.projectId, versionId: (await heldThen(context, version, period)).id, period });
	return { ...(await known(context, version.projectId, period)), isNew: true };
}

async function known(context: Context, projectId: string, period: string): Promise<Bundle> {
	const bundle = await selectBundle(context, projectId, period);
	if (!bundle) throw new NotFound();
	return bundle;
}

function bundleAfter(bundle: Pick<Bundle, 'state'>, action: BundleAction): BundleState {
	const state = nextBundleState(bundle.state, action);
	if (state === null) throw new Conflict(bundle.state === 'accepted' ? 'spending_bundle_accepted' : bundle.state === 'submitted' ? 'spending_bundle_submitted' : 'spending_bundle_not_submitted');
	return state;
}

const record = (context: Context, action: 'project_report.saved' | 'project_report.submitted' | 'project_report.taken_back' | 'project_report.accepted', bundle: Bundle, change: { before?: Record<string, unknown>; after?: Record<string, unknown> }): Promise<void> =>
	audit(context, { action, subject: { kind: 'project_report', id: bundle.id }, ...change, after: { period: bundle.period, ...change.after } });
