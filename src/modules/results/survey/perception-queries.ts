import { runsRegion } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { AssessmentId, CycleId, InstitutionId } from '#platform/ids.ts';
import { getVersion } from '../../methodology/index.ts';
import { listQuestionnaires, maySeeFigures, surveysOfCycle, type QuestionnaireDocument } from '../../survey/index.ts';
import { profileRight, readerOf } from '../profile/policy.ts';
import { readCycle, readPlace } from '../store.ts';
import { gapsOf } from './gaps.ts';
import type { GapPage } from './gap-model.ts';
import type { PerceptionFact } from './perception-model.ts';
import { factsOf, nodesFedBy } from './perception.ts';
import type { RegionSurveys } from './region-model.ts';
import { regionOf } from './region.ts';
import { selectLatest, selectSurveys } from './store.ts';
import { chooseEarlier } from './trend.ts';

/** Questionnaires by version id, all in two queries. */
async function questionnaires(context: Context): Promise<(versionId: string) => QuestionnaireDocument> {
	const byId = new Map<string, QuestionnaireDocument>((await listQuestionnaires(context)).map(({ id, document }) => [id, document]));
	return (versionId) => {
		const found = byId.get(versionId);
		if (!found) throw new NotFound();
		return found;
	};
}

/**
 * What the surveys of one institution in one cycle say about the results that the methodology feeds from surveys (6.1, 7.1
 * and 8.1 of CAF): facts for each survey and variant, in the order of the methodology. Drafts say nothing. NotFound for
 * a cycle that the region has not, and for everybody who may not see the institution's figures.
 */
export async function perceptionOf(context: Context, { institutionId, cycleId }: { institutionId: string; cycleId: string }): Promise<PerceptionFact[]> {
	if (!InstitutionId.safeParse(institutionId).success || !maySeeFigures(context.actor, institutionId)) throw new NotFound();
	const cycle = CycleId.safeParse(cycleId).success ? await readCycle(context, cycleId) : undefined;
	if (!cycle) throw new NotFound();
	const previous = cycle.previousCycleId;
	const all = await selectSurveys(context, { cycleIds: [cycle.id, ...(previous === null ? [] : [previous])], institutionId });
	const surveys = all.filter((survey) => survey.cycleId === cycle.id && survey.state !== 'draft');
	if (surveys.length === 0) return [];
	const latest = await selectLatest(context, surveys.map(({ id }) => id));
	const before = all.filter((survey) => survey.cycleId === previous);
	const closed = await selectLatest(context, before.map(({ id }) => id), true);
	const read = await questionnaires(context);
	const { document } = await getVersion(context, cycle.methodologyVersionId);
	const facts: PerceptionFact[] = [];
	for (const survey of surveys) {
		const publication = latest.get(survey.id);
		const questionnaire = read(publication?.document.questionnaire.versionId ?? survey.questionnaireVersionId);
		const earlier = await chooseEarlier(survey, questionnaire.id, before, closed, read);
		for (const node of nodesFedBy(questionnaire, document)) facts.push(...factsOf(node.id, survey, questionnaire, publication, earlier));
	}
	return facts.sort((a, b) => a.nodeId.localeCompare(b.nodeId, 'en', { numeric: true }));
}

/**
 * Where the people whom an institution asked in one cycle see the same thing differently. Rights and waiting as for the
 * profile of the assessment: NotFound for who may not know of it.
 */
export async function perceptionGaps(context: Context, assessmentId: string): Promise<GapPage> {
	const place = AssessmentId.safeParse(assessmentId).success ? await readPlace(context, assessmentId) : undefined;
	if (!place) throw new NotFound();
	const where = { institutionId: place.institution.id, state: place.state, isAssessor: place.isAssessor };
	const [reader, right] = [readerOf(context.actor, where), profileRight(context.actor, where)];
	if (reader === null || right === 'hidden' || !maySeeFigures(context.actor, place.institution.id)) throw new NotFound();
	const { id, name, startsOn, endsOn } = place.cycle;
	const page = { assessmentId: place.id, institution: place.institution, cycle: { id, name, startsOn, endsOn }, endsOn: place.endsOn, reader };
	if (right !== 'read') return { ...page, waiting: right, voices: [], silent: [], gaps: [] };
	const surveys = (await selectSurveys(context, { cycleIds: [place.cycle.id], institutionId: place.institution.id })).filter(({ state }) => state !== 'draft');
	const latest = await selectLatest(context, surveys.map((survey) => survey.id));
	const read = await questionnaires(context);
	const { document } = await getVersion(context, place.cycle.methodologyVersionId);
	return { ...page, waiting: null, ...gapsOf(document, surveys, latest, read) };
}

/**
 * All surveys of a cycle, institution by institution, for those who run the region: how many answered, and the means of
 * published cells beside each other. Everybody else gets NotFound.
 */
export async function regionSurveys(context: Context, cycleId: string): Promise<RegionSurveys> {
	if (!runsRegion(context.actor)) throw new NotFound();
	const cycle = CycleId.safeParse(cycleId).success ? await readCycle(context, cycleId) : undefined;
	if (!cycle) throw new NotFound();
	const surveys = await surveysOfCycle(context, cycle.id);
	const latest = await selectLatest(context, surveys.map(({ id }) => id));
	const read = await questionnaires(context);
	const { id, name, startsOn, endsOn } = cycle;
	return { cycle: { id, name, startsOn, endsOn }, groups: regionOf(surveys, latest, read) };
}
