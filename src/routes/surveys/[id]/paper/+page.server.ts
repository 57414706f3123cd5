import { formsOf, mayRunSurvey } from '#modules/survey/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { survey, institution, forms } = await formsOf(context, params.id);
		return { survey: { id: survey.id, name: survey.name }, institution, forms, mayEnter: mayRunSurvey(context.actor, survey.institutionId) };
	});
