import { redirect, type Actions } from '@sveltejs/kit';
import { inLocale } from '#platform/locale.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { createSurveys, listQuestionnaires, mayKeepQuestionnaires, nameFromTitle } from '#modules/survey/index.ts';
import { SurveyForm } from '../form.ts';
import { currentCycle, cycleChoices, ownInstitutions, surveyFields } from '../options.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.run(async (context) => {
		const institutions = await ownInstitutions(context);
		const cycles = await cycleChoices(context);
		const chosen = url.searchParams.get('questionnaire');
		const start = { institutions: url.searchParams.getAll('institution'), cycle: url.searchParams.get('cycle') ?? (await currentCycle(context)) };
		if (chosen) return { step: 'fields' as const, fields: await surveyFields(context, chosen, null), institutions, cycles, start, mayKeep: false, questionnaires: [] };
		const newest = [...Map.groupBy(await listQuestionnaires(context), (version) => version.slug).values()].flatMap((versions) => versions.slice(0, 1));
		return {
			step: 'questionnaire' as const,
			fields: null,
			institutions,
			cycles,
			start,
			mayKeep: mayKeepQuestionnaires(context.actor),
			questionnaires: newest.map(({ id, version, document }) => ({ id, version, title: inLocale(nameFromTitle(document.title), context.locale), audience: document.audience, languages: document.variants.standard.languages, questions: document.variants.standard.questions.length, easy: document.variants.easy !== undefined }))
		};
	});

export const actions = {
	create: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(SurveyForm, typed);
				const ids = await locals.run((context) => createSurveys(context, input));
				redirect(303, ids.length === 1 ? `/surveys/${ids[0]}?done=survey_created` : '/surveys?done=survey_created_many');
			},
			() => typed,
			'create'
		);
	}
} satisfies Actions;
