import { Conflict, Forbidden } from '#platform/errors.ts';
import { longestSentence, mostLetters, surveyView } from '#modules/survey/index.ts';
import { failureOf, LettersForm, typedBefore } from '../../letters.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const survey = await surveyView(context, params.id);
		if (!survey.mayRun) throw new Forbidden();
		if (!survey.actions.includes('invite')) throw new Conflict('survey_state');
		const { id, name, languages, variants } = survey;
		return { id, name, languages, variants, most: mostLetters, longest: longestSentence, failure: failureOf(LettersForm, typedBefore(url)) };
	});
