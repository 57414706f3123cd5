import { inLocale } from '#platform/locale.ts';
import { Forbidden } from '#platform/errors.ts';
import { longestSentence, mayKeepQuestionnaires, mostLetters, surveysOfCycle } from '#modules/survey/index.ts';
import { failureOf, typedBefore } from '../letters.ts';
import { MergeForm } from './form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.run(async (context) => {
		if (!mayKeepQuestionnaires(context.actor)) throw new Forbidden();
		const cycle = url.searchParams.get('cycle') ?? '';
		const surveys = (await surveysOfCycle(context, cycle)).filter((survey) => survey.state === 'open');
		const typed = typedBefore(url);
		return {
			cycle,
			failure: failureOf(MergeForm, typed),
			most: mostLetters,
			longest: longestSentence,
			surveys: surveys.map((survey) => ({ id: survey.id, name: inLocale(survey.name, context.locale), institution: inLocale(survey.institutionName, context.locale), languages: survey.languages, variants: survey.variants, eligible: survey.eligible }))
		};
	});
