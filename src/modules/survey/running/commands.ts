import { audit, auditAll } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { InstitutionId, SurveyId } from '#platform/ids.ts';
import { runsRegion } from '#platform/access.ts';
import { getRuntime } from '#platform/runtime.ts';
import { cycleProgress, getCycle } from '../../assessment/index.ts';
import { listInstitutions } from '../../territory/index.ts';
import { getQuestionnaire } from '../questionnaire/index.ts';
import { mayRunSurvey } from '../policy.ts';
import type { Survey } from '../model.ts';
import { eraseAddresses } from './address-store.ts';
import { loadToRun, stateAfter } from './loading.ts';
import type { SurveyInput, SurveyPlan } from './model.ts';
import { answersEndAt, checkSurveyPlan, missingContact, nameFromTitle } from './rules.ts';
import { readSettings } from './settings-store.ts';
import { deleteRaw, hasPublication, insertSurveys, updateSurvey, type PlannedSurvey } from './store.ts';

/** Makes a draft survey of one institution and returns its id. Errors as `createSurveys`. */
export async function createSurvey(context: Context, input: SurveyInput): Promise<SurveyId> {
	const [id] = await createSurveys(context, { ...input, institutionIds: [input.institutionId] });
	if (id === undefined) throw new NotFound();
	return id;
}

/**
 * Makes the same draft survey for several institutions, one each, and returns the ids in the order of the institutions.
 * NotFound for an institution, cycle or questionnaire that the region has not; Forbidden for who does not run surveys of
 * one of the institutions; Invalid by field of the form.
 */
export async function createSurveys(context: Context, input: SurveyPlan & { institutionIds: readonly string[] }): Promise<SurveyId[]> {
	const institutionIds = [...new Set(input.institutionIds)];
	await authoriseInstitutions(context, institutionIds);
	if (institutionIds.length === 0) throw new Invalid({ institutions: { code: 'survey_institutions_missing' } });
	const plan = await complete(context, input);
	await checkCycle(context, input.cycleId, institutionIds);
	const made = institutionIds.map((institutionId) => ({ id: SurveyId.parse(context.newId()), institutionId }));
	await insertSurveys(context, plan, made);
	await auditAll(context, made.map(({ id, institutionId }) => ({ action: 'survey.created', subject: { kind: 'survey', id }, institutionId, after: auditable(plan) })));
	return made.map(({ id }) => id);
}

/** Changes a draft; Conflict when it is no draft any more or somebody saved it since `revision`. */
export async function editSurvey(context: Context, id: string, revision: number, plan: SurveyPlan): Promise<void> {
	const survey = await loadToRun(context, id);
	stateAfter(survey, 'edit');
	if (survey.revision !== revision) throw new Conflict('survey_changed_elsewhere');
	const planned = await complete(context, plan);
	await checkCycle(context, plan.cycleId, [survey.institutionId]);
	await updateSurvey(context, survey.id, planned);
	await audit(context, { action: 'survey.edited', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: auditable(planned) });
}

/** Opens a draft: links can be made and, from its opening time on, answers are taken. Conflict while a language of it does not say whom to tell about harm. */
export async function openSurvey(context: Context, id: string): Promise<void> {
	const survey = await loadToRun(context, id);
	const state = stateAfter(survey, 'open');
	if (survey.closesAt <= context.now) throw new Conflict('survey_already_over');
	const missing = missingContact(survey);
	if (missing.length > 0) throw new Conflict('survey_contact_missing', { languages: missing.join(', ') });
	await updateSurvey(context, survey.id, { state });
	await audit(context, { action: 'survey.opened', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, before: { state: survey.state }, after: { state } });
	// So that nobody who listens waits for the voice.
	context.afterCommit(() => getRuntime().enqueue('speech', { region: context.regionId, survey: survey.id }));
}

/** Lets an open survey take answers longer; the new end must be later than the old one and than now. */
export async function extendSurvey(context: Context, id: string, closesAt: Date): Promise<void> {
	const survey = await loadToRun(context, id);
	stateAfter(survey, 'extend');
	if (closesAt <= survey.closesAt || closesAt <= context.now) throw new Invalid({ closes_on: { code: 'survey_end_not_later' } });
	await updateSurvey(context, survey.id, { closes_at: closesAt });
	await audit(context, { action: 'survey.extended', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, before: { closesAt: survey.closesAt.toISOString() }, after: { closesAt: closesAt.toISOString() } });
}

/** Corrects how many people may answer, as long as the answers are there; null when nobody knows. */
export async function countEligible(context: Context, id: string, eligible: number | null): Promise<void> {
	const survey = await loadToRun(context, id);
	if (survey.answersDeletedAt !== null) throw new Conflict('survey_state');
	if (eligible !== null && !(Number.isInteger(eligible) && eligible >= 1 && eligible <= 1_000_000)) throw new Invalid({ eligible: { code: 'survey_eligible_wrong', params: { max: 1_000_000 } } });
	await updateSurvey(context, survey.id, { eligible });
	await audit(context, { action: 'survey.counted', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, before: { eligible: survey.eligible }, after: { eligible } });
}

/** Ends an open survey before its time; who is answering now has an hour to send. Addresses of the invited are erased. */
export async function closeSurvey(context: Context, id: string): Promise<void> {
	const survey = await loadToRun(context, id);
	const state = stateAfter(survey, 'close');
	const closedAt = survey.closesAt < context.now ? survey.closesAt : context.now;
	await updateSurvey(context, survey.id, { state, closed_at: closedAt });
	await eraseAddresses(context, survey.id);
	await audit(context, { action: 'survey.closed', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, before: { state: survey.state }, after: { state } });
}

/** Deletes all raw answers of a closed survey for good; publications stay. Conflict while answers may still come in. */
export async function deleteAnswers(context: Context, id: string): Promise<void> {
	const survey = await loadToRun(context, id);
	stateAfter(survey, 'delete-answers');
	await removeAnswers(context, survey);
}

/** Deletes a draft, or a closed survey with all its raw answers; its name is gone from every list. Conflict once results are published: nobody makes those disappear. */
export async function deleteSurvey(context: Context, id: string): Promise<void> {
	const survey = await loadToRun(context, id);
	const state = stateAfter(survey, 'delete');
	if (await hasPublication(context, survey.id)) throw new Conflict('survey_published');
	if (survey.state === 'closed' && survey.answersDeletedAt === null) await removeAnswers(context, survey);
	await updateSurvey(context, survey.id, { state });
	await audit(context, { action: 'survey.deleted', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, before: { state: survey.state }, after: { state } });
}

/** The deletion itself, for commands and for the daily job; the caller holds the lock. */
export async function removeAnswers(context: Context, survey: Survey): Promise<void> {
	if (survey.answersDeletedAt !== null) throw new Conflict('survey_answers_gone');
	if (context.now < answersEndAt(survey)) throw new Conflict('survey_still_answering');
	await deleteRaw(context, survey.id);
	await updateSurvey(context, survey.id, { answers_deleted_at: context.now });
	await audit(context, { action: 'survey.answers_deleted', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId });
}

/** Names of institutions are open in the region, so an existing one of somebody else is Forbidden and an unknown one NotFound. */
async function authoriseInstitutions(context: Context, institutionIds: readonly string[]): Promise<void> {
	const known = new Set<string>((await listInstitutions(context)).map((institution) => institution.id));
	if (institutionIds.some((id) => !InstitutionId.safeParse(id).success || !known.has(id))) throw new NotFound();
	if (institutionIds.some((id) => !mayRunSurvey(context.actor, id))) throw new Forbidden();
}

async function checkCycle(context: Context, cycleId: string | null, institutionIds: readonly string[]): Promise<void> {
	if (cycleId === null) return;
	const cycle = await getCycle(context, cycleId);
	if (cycle.state === 'cancelled') throw new Invalid({ cycle: { code: 'survey_cycle_cancelled' } });
	const taking = new Set<string>(runsRegion(context.actor) ? cycle.institutionIds : (await cycleProgress(context, cycleId)).map((row) => row.institutionId));
	if (institutionIds.some((id) => !taking.has(id))) throw new Invalid({ cycle: { code: 'survey_cycle_without_institution' } });
}

/** Fills what was left out from the questionnaire and the region's settings, and checks the whole. */
async function complete(context: Context, plan: SurveyPlan): Promise<PlannedSurvey> {
	const { id, document } = await getQuestionnaire(context, plan.questionnaireVersionId);
	const settings = await readSettings(context);
	const problems = checkSurveyPlan(plan, document, settings);
	if (Object.keys(problems).length > 0) throw new Invalid(problems);
	return {
		cycleId: plan.cycleId,
		questionnaireVersionId: id,
		perspective: document.perspective,
		audience: document.audience,
		name: plan.name ?? nameFromTitle(document.title),
		opensAt: plan.opensAt,
		closesAt: plan.closesAt,
		eligible: plan.eligible ?? null,
		target: plan.target ?? null,
		layout: plan.layout ?? 'page',
		languages: plan.languages,
		variants: plan.variants,
		minimumGroup: plan.minimumGroup ?? settings.minimumGroup,
		retentionMonths: settings.retentionMonths,
		guardianRule: settings.guardianRule,
		contact: Object.fromEntries(Object.entries({ ...settings.contact, ...plan.contact }).filter(([, text]) => text.trim() !== '')),
		eraseAddresses: plan.eraseAddresses ?? true
	};
}

const auditable = (plan: PlannedSurvey): Record<string, unknown> => ({ ...plan, opensAt: plan.opensAt.toISOString(), closesAt: plan.closesAt.toISOString() });
