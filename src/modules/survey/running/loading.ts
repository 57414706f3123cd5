import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { SurveyId } from '#platform/ids.ts';
import { nextSurveyState, type SurveyAction, type SurveyState } from '../lifecycle.ts';
import type { Survey } from '../model.ts';
import { mayRunSurvey, maySeeSurvey } from '../policy.ts';
import { selectSurvey } from './store.ts';

/** A survey for the program's own work, whatever its state and whoever asks; the caller decides who may. NotFound when the region has none such. */
export async function readSurvey(context: Context, id: string, options: { lock?: boolean } = {}): Promise<Survey> {
	const survey = SurveyId.safeParse(id).success ? await selectSurvey(context, id, options.lock ?? false) : null;
	if (!survey) throw new NotFound();
	return survey;
}

/**
 * A survey for who runs or follows it. NotFound when the region has none such, when it is deleted, and for everybody
 * else: who may only see figures or read texts takes `readSurvey` and asks the policy. `lock` keeps other changes out until the end of the transaction; answers still come in.
 */
export async function loadSurvey(context: Context, id: string, options: { lock?: boolean } = {}): Promise<Survey> {
	const survey = await readSurvey(context, id, options);
	if (!maySeeSurvey(context.actor, survey.institutionId) || survey.state === 'deleted') throw new NotFound();
	return survey;
}

/** Loads a survey for a change by who runs it: NotFound as `loadSurvey`, Forbidden for who only follows it. */
export async function loadToRun(context: Context, id: string): Promise<Survey> {
	const survey = await loadSurvey(context, id, { lock: true });
	if (!mayRunSurvey(context.actor, survey.institutionId)) throw new Forbidden();
	return survey;
}

/** The state that the action leads to; Conflict when the survey's state does not allow it. */
export function stateAfter(survey: Pick<Survey, 'state'>, action: SurveyAction): SurveyState {
	const next = nextSurveyState(survey.state, action);
	if (next === null) throw new Conflict('survey_state');
	return next;
}
