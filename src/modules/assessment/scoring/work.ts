import { hasInstitutionRole } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { getVersion, scoredNodes } from '../../methodology/index.ts';
import { cycleProgress } from '../cycle/queries.ts';
import type { AssessmentProgress, Cycle } from '../cycle/model.ts';
import { readAssessments, readAssessors, readCycle, readCycles } from '../cycle/store.ts';
import { loadAssessment, type AssessmentHead } from '../access.ts';
import type { WorkItem } from './model.ts';
import { nextStep, type Step } from './steps.ts';
import { readReopening, type Reopening } from './store.ts';

/** What the actor has to do in open cycles: one entry for each role in each assessment, the earliest end first. */
export async function listMyWork(context: Context): Promise<WorkItem[]> {
	const cycles = new Map<string, Cycle>((await readCycles(context)).filter((c) => c.state === 'open').map((c) => [c.id, c]));
	const assessments = (await readAssessments(context, [...cycles.keys()])).filter((a) => hasInstitutionRole(context.actor, a.institutionId, 'member', 'evaluator', 'lead', 'head'));
	const assessors = Map.groupBy(await readAssessors(context, assessments.map((a) => a.id)), (a) => a.assessmentId);
	const items: WorkItem[] = [];
	const totals = await totalsOf(context, [...cycles.values()]);
	for (const assessment of assessments) {
		const cycle = cycles.get(assessment.cycleId);
		if (!cycle) continue;
		const common = { assessmentId: assessment.id, cycleName: cycle.name, institutionName: assessment.institutionName, state: assessment.state, cycleState: cycle.state, endsOn: assessment.ownEnd ?? cycle.endsOn };
		const group = (assessors.get(assessment.id) ?? []).filter((a) => !a.leftOut);
		const own = group.find((a) => a.personId === context.actor.personId);
		if (own) items.push({ ...common, role: own.kind, done: own.done, total: totals.get(cycle.methodologyVersionId) ?? 0 });
		const finished = group.filter((a) => a.finished).length;
		for (const role of ['lead', 'head'] as const) {
			if (!context.actor.system && hasInstitutionRole(context.actor, assessment.institutionId, role)) items.push({ ...common, role, done: finished, total: group.length });
		}
	}
	return items.sort((a, b) => a.endsOn.localeCompare(b.endsOn));
}

async function totalsOf(context: Context, cycles: readonly Cycle[]): Promise<Map<string, number>> {
	const versions = [...new Set(cycles.map((cycle) => cycle.methodologyVersionId))];
	const totals = new Map<string, number>();
	for (const id of versions) totals.set(id, scoredNodes((await getVersion(context, id)).document).length);
	return totals;
}

export interface AssessmentHome {
	readonly assessment: AssessmentHead;
	readonly cycleId: string;
	readonly cycleName: LocalizedText;
	readonly startsOn: string;
	readonly progress: AssessmentProgress;
	/** How far the actor's own answers are; null when the actor is no assessor. */
	readonly own: { readonly done: number; readonly total: number } | null;
	readonly step: Step;
	readonly reopening: Reopening | null;
}

/** The home of one institution's assessment: where it stands and what the actor does next. NotFound for strangers. */
export async function assessmentHome(context: Context, id: string): Promise<AssessmentHome> {
	const assessment = await loadAssessment(context, id);
	const cycle = await readCycle(context, assessment.cycleId, false);
	const progress = (await cycleProgress(context, assessment.cycleId)).find((row) => row.assessmentId === assessment.id);
	if (!cycle || !progress) throw new Error('An assessment that may be seen has a cycle and its progress');
	const own = progress.assessors.find((a) => a.assessorId === assessment.assessor?.id);
	return {
		assessment,
		cycleId: cycle.id,
		cycleName: cycle.name,
		startsOn: cycle.startsOn,
		progress,
		own: own ? { done: own.done, total: progress.total } : null,
		step: nextStep({
			cycle: assessment.cycleState,
			state: assessment.state,
			lead: assessment.rights.lead,
			head: assessment.rights.head,
			own: assessment.assessor && own && !own.leftOut ? { onPaper: own.onPaper, finished: own.finished, started: own.done > 0 } : null,
			groupSize: progress.groupSize,
			finishedCount: progress.finishedCount
		}),
		reopening: await readReopening(context, assessment.id)
	};
}
