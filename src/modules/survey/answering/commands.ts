import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { nextSurveyState } from '../lifecycle.ts';
import type { NewResponse } from '../model.ts';
import { mayRunSurvey, maySeeSurvey } from '../policy.ts';
import type { Question, Variant } from '../questionnaire/model.ts';
import { getQuestionnaire } from '../questionnaire/queries.ts';
import { choicesOf, closedQuestions, textQuestions, variantOf } from '../questionnaire/rules.ts';
import { readSurvey } from '../running/loading.ts';
import { insertResponses } from './response-store.ts';

/** Stores one answer that came on paper or from another tool; see `storeResponses`. */
export const storeResponse = (context: Context, surveyId: string, response: NewResponse): Promise<void> => storeResponses(context, surveyId, [response]);

/**
 * Stores answers that came on paper or from another tool, all or none; those of links go through the door. For who runs
 * the survey. NotFound and Forbidden as everywhere; Conflict when the survey takes no such answers (any more); Invalid for
 * an answer that does not fit its questionnaire. No audit entry tells of a single answer: the caller notes how many.
 */
export async function storeResponses(context: Context, surveyId: string, responses: readonly NewResponse[]): Promise<void> {
	const survey = await readSurvey(context, surveyId);
	if (!maySeeSurvey(context.actor, survey.institutionId)) throw new NotFound();
	if (!mayRunSurvey(context.actor, survey.institutionId)) throw new Forbidden();
	if (nextSurveyState(survey.state, 'enter') === null || survey.answersDeletedAt !== null) throw new Conflict('survey_state');
	const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
	for (const response of responses) {
		const variant = survey.variants.includes(response.variant) ? variantOf(document, response.variant) : null;
		if (!variant || !fits(variant, response)) throw new Invalid({ response: { code: 'wrong' } });
	}
	await insertResponses(context, survey.id, responses);
}

function fits(variant: Variant, { choices, texts }: NewResponse): boolean {
	const questions = closedQuestions(variant);
	const names = new Set(textQuestions(variant).map(({ id }) => id));
	return choices.length === questions.length && questions.every((question, i) => holds(variant, question, choices[i] ?? null)) && Object.entries(texts).every(([id, body]) => names.has(id) && body.trim() !== '');
}

function holds(variant: Variant, question: Question, choice: number | null): boolean {
	if (choice === null) return true;
	if (!Number.isInteger(choice)) return false;
	if (question.kind === 'number') return choice >= question.min && choice <= question.max;
	const count = choicesOf(variant, question).length;
	return choice >= 1 && choice <= (question.kind === 'multiple' ? 2 ** count - 1 : count);
}
