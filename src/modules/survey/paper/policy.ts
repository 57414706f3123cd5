import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { nextSurveyState } from '../lifecycle.ts';
import type { Survey } from '../model.ts';
import { mayRunSurvey } from '../policy.ts';
import { loadSurvey } from '../running/index.ts';
import { auditHolds } from './sheet-store.ts';

/** The survey for who types paper answers in, in any state. NotFound for strangers, Forbidden for who only follows it. */
export async function loadForEntry(context: Context, surveyId: string, lock = false): Promise<Survey> {
	const survey = await loadSurvey(context, surveyId, { lock });
	if (!mayRunSurvey(context.actor, survey.institutionId)) throw new Forbidden();
	return survey;
}

/**
 * Whether the survey takes answers from paper and other tools: while it is open and after closing, until its last figures
 * are published or its answers deleted. What came after the last publication would be in no figure, and whoever has both
 * the figures and rows of answers could tell it from the others.
 */
export async function takesEntries(context: Context, survey: Pick<Survey, 'id' | 'state' | 'answersDeletedAt'>): Promise<boolean> {
	if (nextSurveyState(survey.state, 'enter') === null || survey.answersDeletedAt !== null) return false;
	return survey.state === 'open' || !(await auditHolds(context, survey.id, 'survey.published', 'reason', 'closed'));
}

/** Loads the survey for a change and keeps other changes out until the end; Conflict when it takes no entries. */
export async function loadToEnter(context: Context, surveyId: string): Promise<Survey> {
	const survey = await loadForEntry(context, surveyId, true);
	if (!(await takesEntries(context, survey))) throw new Conflict('paper_state');
	return survey;
}
