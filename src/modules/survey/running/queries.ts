import { hasInstitutionRole, runsRegion } from '#platform/access.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { CycleId, InstitutionId, SurveyId } from '#platform/ids.ts';
import { getQuestionnaire } from '../questionnaire/index.ts';
import { allowedSurveyActions, answeringState } from '../lifecycle.ts';
import { mayRunSurvey, maySeeSurvey } from '../policy.ts';
import { neededAnswers } from '../statistics/figures.ts';
import { countAddresses } from './address-store.ts';
import { readBatches } from './link-store.ts';
import type { SurveySettings, SurveySummary, SurveyView } from './model.ts';
import { answersEndAt, daysBetween, missingContact, nameFromTitle } from './rules.ts';
import { readSettings } from './settings-store.ts';
import { hasPublication, selectEnded, selectListed, type ListedSurvey } from './store.ts';

/** Surveys that the actor runs or follows, newest cycle first. */
export const listSurveys = async (context: Context): Promise<SurveySummary[]> => summaries(context, await selectListed(context, reach(context)));

/** Surveys of one cycle that the actor runs or follows, by institution. Empty for a cycle that the region has not. */
export const surveysOfCycle = async (context: Context, cycleId: string): Promise<SurveySummary[]> =>
	CycleId.safeParse(cycleId).success ? summaries(context, await selectListed(context, { ...reach(context), cycleId })) : [];

/** Everything about one survey for its control page; NotFound for who neither runs nor follows it. */
export async function surveyView(context: Context, id: string): Promise<SurveyView> {
	const [listed] = SurveyId.safeParse(id).success ? summaries(context, await selectListed(context, { id })) : [];
	if (!listed) throw new NotFound();
	const { document } = await getQuestionnaire(context, listed.questionnaireVersionId);
	const published = await hasPublication(context, listed.id);
	return {
		...listed,
		questionnaire: { title: nameFromTitle(document.title), version: document.version },
		actions: listed.mayRun ? allowedSurveyActions(listed.state).filter((action) => !(published && action === 'delete') && !(listed.answersDeletedAt !== null && ['enter', 'publish', 'read-texts', 'export-rows', 'delete-answers'].includes(action))) : [],
		published,
		needed: listed.eligible === null ? null : neededAnswers(listed.eligible),
		links: listed.mayRun ? await readBatches(context, listed.id) : [],
		addresses: listed.mayRun ? await countAddresses(context, listed.id) : { waiting: 0, sent: 0 },
		contactMissing: missingContact(listed)
	};
}

export interface SurveyInNeed extends Pick<SurveySummary, 'id' | 'name' | 'institutionName' | 'answers' | 'minimumGroup'> {
	/** A draft nobody opened; too few answers for any figure in the last week; the last days otherwise. */
	readonly need: 'draft' | 'low' | 'ending';
	/** `YYYY-MM-DD` */
	readonly closesOn: string;
}

/** Surveys of an institution whose lead should look at them now; at most six, the most pressing first. */
export async function surveysInNeed(context: Context): Promise<SurveyInNeed[]> {
	const led = context.actor.memberships.flatMap(({ role, institutionId }) => (role === 'lead' && institutionId !== null ? [institutionId] : []));
	if (led.length === 0) return [];
	const surveys = summaries(context, await selectListed(context, { institutionIds: led })).flatMap((survey): SurveyInNeed[] => {
		const need = needOf(survey);
		return need === null ? [] : [{ id: survey.id, name: survey.name, institutionName: survey.institutionName, answers: survey.answers, minimumGroup: survey.minimumGroup, need, closesOn: dayOf(survey.closesAt) }];
	});
	return surveys.sort((a, b) => a.closesOn.localeCompare(b.closesOn)).slice(0, 6);
}

function needOf(survey: SurveySummary): SurveyInNeed['need'] | null {
	if (survey.state === 'draft') return 'draft';
	if (survey.answering !== 'open' || survey.daysLeft > 7) return null;
	return survey.answers < survey.minimumGroup ? 'low' : survey.daysLeft <= 3 ? 'ending' : null;
}

/** Surveys of one institution that the actor runs or follows. */
export const surveysOfInstitution = async (context: Context, institutionId: string): Promise<SurveySummary[]> =>
	InstitutionId.safeParse(institutionId).success && maySeeSurvey(context.actor, institutionId) ? summaries(context, await selectListed(context, { institutionIds: [institutionId] })) : [];

/** The region's rules for surveys; the product's own values until somebody decided. Everybody of the region may read them. */
export const surveySettings = (context: Context): Promise<SurveySettings> => readSettings(context);

/** Closed surveys whose hour of grace is over and whose answers are there: those whose last publication can be made. For the program's own work. */
export async function surveysToPublish(context: Context): Promise<SurveyId[]> {
	const closed = await selectEnded(context, 'closed', context.now);
	return closed.filter((survey) => survey.answersDeletedAt === null && answersEndAt(survey) <= context.now).map(({ id }) => id);
}

/** Limits a list to the institutions of the actor in the database already; null limits nothing. */
function reach(context: Context): { institutionIds?: readonly string[] } {
	if (runsRegion(context.actor)) return {};
	return { institutionIds: context.actor.memberships.flatMap(({ institutionId }) => (institutionId !== null && hasInstitutionRole(context.actor, institutionId, 'lead', 'head') ? [institutionId] : [])) };
}

const summaries = (context: Context, surveys: readonly ListedSurvey[]): SurveySummary[] =>
	surveys
		.filter((survey) => maySeeSurvey(context.actor, survey.institutionId))
		.map((survey) => ({
			...survey,
			answering: answeringState(survey, context.now),
			daysLeft: daysBetween(context.now, survey.closesAt),
			responseRate: survey.eligible === null ? null : survey.answers / survey.eligible,
			mayRun: mayRunSurvey(context.actor, survey.institutionId)
		}));
