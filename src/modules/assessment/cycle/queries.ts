import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { runsRegion } from '#platform/access.ts';
import { CycleId } from '#platform/ids.ts';
import { getLibraryEntry, getVersion, listLibrary, listVersions, scoredNodes, type MethodologyDocument } from '../../methodology/index.ts';
import { listInstitutions } from '../../territory/index.ts';
import { allowedCycleActions, type CycleAction } from '../lifecycle.ts';
import type { AssessmentProgress, Cycle, MethodologyChoice } from './model.ts';
import { authoriseRegion, mayFollow } from './policy.ts';
import { progressOf } from './rules.ts';
import { readAssessments, readAssessors, readCycle, readCycleInstitutions, readCycles, type AssessmentRow, type AssessorRow } from './store.ts';

export interface CycleSummary extends Cycle {
	/** Institutions of the cycle that the actor may follow, and how many of them have signed. */
	readonly institutions: number;
	readonly signed: number;
}

/** Cycles that the actor has to do with, newest first: all of them for who runs the region, drafts only for them. */
export async function listCycles(context: Context): Promise<CycleSummary[]> {
	const [cycles, assessments] = [await readCycles(context), await followed(context, null)];
	const byCycle = Map.groupBy(assessments, (a) => a.cycleId);
	return cycles
		.filter((cycle) => runsRegion(context.actor) || byCycle.has(cycle.id))
		.map((cycle) => {
			const own = byCycle.get(cycle.id) ?? [];
			return { ...cycle, institutions: own.length, signed: own.filter((a) => a.state === 'signed').length };
		});
}

export interface CycleView extends Cycle {
	/** What the actor may do with the cycle now; empty for who does not run the region. */
	readonly actions: readonly CycleAction[];
	readonly institutionIds: readonly string[];
	readonly methodology: Pick<MethodologyDocument, 'title' | 'version' | 'modes'>;
	readonly previous: Cycle | null;
}

/** One cycle with what can be done with it. NotFound for who has nothing to do with it. */
export async function getCycle(context: Context, id: string): Promise<CycleView> {
	const cycle = await visibleCycle(context, id);
	const { document } = await getVersion(context, cycle.methodologyVersionId);
	const region = runsRegion(context.actor);
	return {
		...cycle,
		actions: region ? allowedCycleActions(cycle.state) : [],
		institutionIds: region ? await readCycleInstitutions(context, cycle.id) : [],
		methodology: { title: document.title, version: document.version, modes: document.modes },
		previous: region && cycle.previousCycleId ? await readCycle(context, cycle.previousCycleId, false) : null
	};
}

/**
 * How far each institution of the cycle is, by institution slug; an institution's people get only their own row. Counts
 * and states only: nothing in it tells what anybody judged.
 */
export async function cycleProgress(context: Context, cycleId: string): Promise<AssessmentProgress[]> {
	const cycle = await visibleCycle(context, cycleId);
	const rows = await followed(context, [cycle.id]);
	const { document } = await getVersion(context, cycle.methodologyVersionId);
	const total = scoredNodes(document).length;
	const assessors = Map.groupBy(await readAssessors(context, rows.map((row) => row.id)), (a) => a.assessmentId);
	return rows.map((row) => toProgress(context, row, assessors.get(row.id) ?? [], total, cycle.endsOn));
}

const toProgress = (context: Context, row: AssessmentRow, assessors: readonly AssessorRow[], total: number, cycleEnd: string): AssessmentProgress => ({
	assessmentId: row.id,
	institutionId: row.institutionId,
	institutionSlug: row.institutionSlug,
	institutionName: row.institutionName,
	...progressOf({
		state: row.state,
		endsOn: row.ownEnd ?? cycleEnd,
		today: dayOf(context.now),
		total,
		assessors: assessors.map(({ assessorId, name, kind, onPaper, done, finished, leftOut }) => ({ assessorId, name, kind, onPaper, done, finished, leftOut }))
	})
});

async function visibleCycle(context: Context, id: string): Promise<Cycle> {
	const cycle = CycleId.safeParse(id).success ? await readCycle(context, id, false) : null;
	if (!cycle) throw new NotFound();
	if (!runsRegion(context.actor) && (await followed(context, [cycle.id])).length === 0) throw new NotFound();
	return cycle;
}

/** The assessments (of the named cycles, or of all) that the actor may follow. */
async function followed(context: Context, cycleIds: readonly string[] | null): Promise<AssessmentRow[]> {
	const all = await readAssessments(context, cycleIds);
	if (runsRegion(context.actor)) return all;
	const rows = all.filter((row) => mayFollow(context.actor, row.institutionId, true));
	const assessors = await readAssessors(context, rows.map((row) => row.id));
	const own = new Set(assessors.filter((a) => a.personId === context.actor.personId).map((a) => a.assessmentId));
	return rows.filter((row) => mayFollow(context.actor, row.institutionId, own.has(row.id)));
}

export interface MethodologyOption {
	readonly choice: MethodologyChoice;
	readonly document: Pick<MethodologyDocument, 'title' | 'version' | 'modes'>;
}

/** What the form of a cycle offers: methodologies with their modes (own versions first), institutions, earlier cycles. */
export async function cycleOptions(context: Context) {
	authoriseRegion(context);
	const methodologies: MethodologyOption[] = [];
	for (const version of await listVersions(context)) {
		methodologies.push({ choice: { versionId: version.id }, document: (await getVersion(context, version.id)).document });
	}
	for (const entry of await listLibrary(context)) {
		if (entry.adoptedAs === null) methodologies.push({ choice: { librarySha256: entry.sha256 }, document: (await getLibraryEntry(context, entry.sha256)).document });
	}
	return {
		methodologies: methodologies.map(({ choice, document: { title, version, modes } }) => ({ choice, document: { title, version, modes } })),
		institutions: await listInstitutions(context),
		cycles: (await readCycles(context)).filter((cycle) => cycle.state !== 'cancelled')
	};
}
