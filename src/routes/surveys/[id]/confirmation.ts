import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { surveyView, type SurveyAction } from '#modules/survey/index.ts';

/** What a page shows before a big step: the survey and how many answers it has. */
export async function loadConfirmation(context: Context, id: string, action: SurveyAction) {
	const survey = await surveyView(context, id);
	if (!survey.mayRun) throw new Forbidden();
	if (!survey.actions.includes(action)) throw new Conflict(action === 'delete' && survey.published ? 'survey_published' : 'survey_state');
	return { id: survey.id, name: survey.name, state: survey.state, answers: survey.answers, closesAt: survey.closesAt, minimumGroup: survey.minimumGroup };
}
