import { publishedSurveys } from '#modules/results/index.ts';
import { runsRegion } from '#platform/access.ts';
import { listSurveys, mayKeepQuestionnaires, type SurveySummary } from '#modules/survey/index.ts';
import type { PageServerLoad } from './$types';

/** What can still be influenced comes first: surveys that take answers, then those to come, then those that are over. */
const turn = ({ state, answering }: SurveySummary): number => (state === 'closed' ? 2 : state === 'open' && answering !== 'not-yet-open' ? 0 : 1);

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => {
		const surveys = await listSurveys(context);
		const own = new Set<string>(surveys.map(({ id }) => id));
		const published = (await publishedSurveys(context)).filter(({ id }) => !own.has(id));
		const mayAdd = runsRegion(context.actor) || context.actor.memberships.some((membership) => membership.role === 'lead');
		return {
			follows: mayAdd || context.actor.memberships.some((membership) => membership.role === 'head'),
			published: [...Map.groupBy(published, (survey) => survey.cycleId)].map(([cycleId, list]) => ({ cycleId, cycleName: list[0]?.cycle ?? null, surveys: list })),
			mayAdd,
			mayDecide: mayKeepQuestionnaires(context.actor),
			groups: [...Map.groupBy(surveys, (survey) => survey.cycleId)].map(([cycleId, list]) => ({
				cycleId,
				cycleName: list[0]?.cycleName ?? null,
				lettersFor: mayKeepQuestionnaires(context.actor) && cycleId !== null && list.filter((survey) => survey.state === 'open').length > 1,
				surveys: list.toSorted((a, b) => turn(a) - turn(b)).map(({ id, name, institutionName, audience, perspective, state, answering, answersDeletedAt, closesAt, answers, eligible, responseRate }) => ({ id, name, institutionName, audience, perspective, state, answering, answersDeletedAt, closesAt, answers, eligible, responseRate }))
			}))
		};
	});
