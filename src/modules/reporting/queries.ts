import { consensusOf, loadAssessment } from '#modules/assessment/index.ts';
import { getVersion } from '#modules/methodology/index.ts';
import { perceptionOf, profileOrWaiting, type Profile } from '#modules/results/index.ts';
import { institutionsAsOf } from '#modules/territory/index.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { AppError } from '#platform/errors.ts';
import type { Locale, LocalizedText } from '#platform/locale.ts';
import type { ReportSnapshot } from './model.ts';
import { isOutside, requireProfile } from './policy.ts';
import { buildSnapshot } from './snapshot.ts';
import { readEvidence, readFacts, readIssued, type IssuedReport } from './store.ts';

/**
 * Everything that the report of an assessment says in one language, as this reader may see it. Errors as for
 * `requireProfile`. Nothing in it depends on the time of asking.
 */
export async function reportSnapshot(context: Context, assessmentId: string, locale: Locale): Promise<ReportSnapshot> {
	const { profile, outside } = await requireProfile(context, assessmentId);
	const facts = await readFacts(context, profile.assessmentId);
	const { document } = await getVersion(context, facts.methodologyVersionId);
	const agreed = outside ? [] : await consensusOf(context, profile.assessmentId);
	const timestamp = profile.signed && facts.signedAt ? facts.signedAt : facts.changedAt;
	return buildSnapshot(
		profile,
		{
			outside,
			region: facts.region,
			municipality: await municipalityOf(context, profile, dayOf(timestamp)),
			document,
			timestamp,
			signedBy: facts.signedBy,
			groupSize: facts.groupSize,
			summary: facts.summary,
			dissent: agreed.flatMap(({ nodeId, dissent }) => dissent.map(({ opinion }) => ({ nodeId, opinion }))),
			evidence: outside ? [] : await readEvidence(context, profile.assessmentId),
			demo: context.demo,
			perception: await perceptionOf(context, { institutionId: profile.institution.id, cycleId: profile.cycle.id })
		},
		locale
	);
}

/** The municipality to which the institution belonged on the day of the report. */
async function municipalityOf(context: Context, profile: Profile, on: string): Promise<LocalizedText> {
	const place = (await institutionsAsOf(context, on)).find(({ institution }) => institution.id === profile.institution.id);
	return place?.on?.name ?? place?.recorded?.name ?? {};
}

export interface ReportPage {
	readonly assessmentId: string;
	readonly institution: LocalizedText;
	readonly cycle: LocalizedText;
	/** Why there is no report for this reader yet; null when there is one. */
	readonly waiting: 'not-opened' | 'not-signed' | null;
	readonly signed: boolean;
	/** True when the reader may print scoring sheets: whoever has to do with the assessment. */
	readonly sheets: boolean;
	readonly issued: readonly IssuedReport[];
}

/** What the page of reports and sheets shows. Throws NotFound for people who have nothing to do with the assessment. */
export async function reportPage(context: Context, assessmentId: string): Promise<ReportPage> {
	const found = await profileOrWaiting(context, assessmentId);
	const { institution, cycle } = found.ready ? found.profile : found.waiting;
	return {
		assessmentId,
		institution: institution.name,
		cycle: cycle.name,
		waiting: found.ready ? null : found.waiting.reason,
		signed: found.ready && found.profile.signed,
		sheets: await mayPrintSheets(context, assessmentId),
		issued: isOutside(found.reader) || !found.ready ? [] : await readIssued(context, assessmentId, 12)
	};
}

async function mayPrintSheets(context: Context, assessmentId: string): Promise<boolean> {
	try {
		await loadAssessment(context, assessmentId);
		return true;
	} catch (problem) {
		if (problem instanceof AppError && problem.status === 404) return false;
		throw problem;
	}
}
