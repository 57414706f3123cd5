import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { maySeeFigures, readSurvey, type Survey } from '../../survey/index.ts';
import type { Publication } from './model.ts';
import { selectLatest, selectPublications } from './store.ts';

/** A survey for who may see its figures; NotFound for everybody else, and when it is deleted or not of the region. */
export async function loadFigured(context: Context, surveyId: string): Promise<Survey> {
	const survey = await readSurvey(context, surveyId);
	if (!maySeeFigures(context.actor, survey.institutionId) || survey.state === 'deleted') throw new NotFound();
	return survey;
}

/** What is known of a survey now; null before its first publication. For who may see figures, NotFound otherwise. */
export async function latestPublication(context: Context, surveyId: string): Promise<Publication | null> {
	const survey = await loadFigured(context, surveyId);
	return selectLatest(context, survey.id);
}

/** All publications of a survey, the first first. For who may see figures, NotFound otherwise. */
export async function publicationsOf(context: Context, surveyId: string): Promise<Publication[]> {
	const survey = await loadFigured(context, surveyId);
	return selectPublications(context, survey.id);
}
