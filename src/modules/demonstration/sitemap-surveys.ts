import type { Context } from '#platform/context.ts';
import { getRuntime } from '#platform/runtime.ts';
import { demonstrationLink, getQuestionnaireDraft, listQuestionnaireDrafts, listQuestionnaires, listSurveys, surveySecret, type Audience, type QuestionnaireVersion, type SurveySummary } from '../survey/index.ts';
import type { As, SitemapPage } from './sitemap.ts';

/** Where the demonstration's accounts of one institution are at home. */
const homeOf = { lead: 'jaunjelgava-group-home', head: 'dobele-multifunctional-centre', member: 'rokiskis-youth-centre', evaluator: 'jaunjelgava-group-home', viewer: 'viesite-day-centre' };

/** Pages of surveys, of questionnaires, and those that respondents see, each with a real example. */
export async function surveyPages(context: Context, cycleId: string | undefined, as: As): Promise<SitemapPage[]> {
	const [surveys, versions] = [(await listSurveys(context)).filter((survey) => survey.cycleId === cycleId), await listQuestionnaires(context)];
	const of = (slug: string, audience: Audience) => surveys.find((survey) => survey.institutionSlug === slug && survey.audience === audience && survey.state === 'closed');
	const open = surveys.find((survey) => survey.audience === 'clients' && survey.answering === 'open' && survey.variants.includes('easy'));
	const draft = surveys.find((survey) => survey.state === 'draft');
	return [
		...as('coordinator', '/surveys', '/surveys/settings', '/surveys/new'),
		...as('lead', '/surveys', '/surveys/new'),
		...as('head', '/surveys'),
		...(cycleId ? as('coordinator', `/surveys/letters?cycle=${cycleId}`, `/cycles/${cycleId}/surveys`) : []),
		...(draft ? as('lead', `/surveys/new?questionnaire=${draft.questionnaireVersionId}`, `/surveys/${draft.id}`, `/surveys/${draft.id}/edit`, `/surveys/${draft.id}/delete`) : []),
		...(open ? openPages(open, as) : []),
		...closedPages(of(homeOf.lead, 'staff'), of(homeOf.head, 'staff'), of(homeOf.lead, 'managers'), as),
		...resultPages([of('viesite-day-centre', 'clients'), of('viesite-day-centre', 'relatives'), of('kretinga-day-activity-centre', 'community'), of('rokiskis-youth-centre', 'children')], versions, as),
		...(await questionnairePages(context, versions, as)),
		...(open ? await respondentPages(context, open.id, as) : [])
	];
}

function openPages({ id }: SurveySummary, as: As): SitemapPage[] {
	const base = `/surveys/${id}`;
	return [
		...as('lead', base, `${base}/links`, `${base}/invitations`, `${base}/letters`, `${base}/paper`, `${base}/extend`, `${base}/close`, `${base}/results`),
		...as('lead', `${base}/enter`, `${base}/enter/1`, `${base}/enter/1?mode=line`, `${base}/enter/1?variant=easy`, `${base}/enter/1/compare`, `${base}/enter/1/finish`, `${base}/enter/import`),
		...as('coordinator', base, `${base}/texts`)
	];
}

/** `led` and `headed` are the lead's and the head's own; of `few` too few people answered for a figure. */
function closedPages(led: SurveySummary | undefined, headed: SurveySummary | undefined, few: SurveySummary | undefined, as: As): SitemapPage[] {
	return [
		...(led ? [...as('lead', `/surveys/${led.id}`, `/surveys/${led.id}/results`, `/surveys/${led.id}/delete-answers`), ...as('coordinator', `/surveys/${led.id}/texts`, `/surveys/${led.id}/texts?show=released`), ...as('researcher', `/surveys/${led.id}/rows`, `/surveys/${led.id}/results`)] : []),
		...(headed ? as('head', `/surveys/${headed.id}`, `/surveys/${headed.id}/results`, `/surveys/${headed.id}/paper`) : []),
		...(few ? as('lead', `/surveys/${few.id}/results`) : [])
	];
}

const resultPages = (surveys: readonly (SurveySummary | undefined)[], versions: readonly QuestionnaireVersion[], as: As): SitemapPage[] =>
	surveys.flatMap((survey) => {
		if (!survey) return [];
		const results = `/surveys/${survey.id}/results`;
		const asked = versions.find(({ id }) => id === survey.questionnaireVersionId)?.document.variants.standard.questions ?? [];
		const groupings = asked.flatMap((question) => (question.kind === 'single' && question.group ? [`${results}?by=${question.id}`] : []));
		return as(survey.institutionSlug === homeOf.viewer ? 'viewer' : 'coordinator', results, `${results}?publication=1`, ...groupings, `${results}?by=assisted`);
	});

async function questionnairePages(context: Context, versions: readonly QuestionnaireVersion[], as: As): Promise<SitemapPage[]> {
	const clients = versions.find(({ document }) => document.variants.easy !== undefined);
	const [draft] = await listQuestionnaireDrafts(context);
	return [
		...as('coordinator', '/questionnaires', '/questionnaires/new', '/questionnaires/import'),
		...as('member', '/questionnaires'),
		...versions.flatMap(({ id }) => as('coordinator', `/questionnaires/${id}`)),
		...(clients
			? [
					...as('coordinator', `/questionnaires/${clients.id}?variant=easy`, `/questionnaires/${clients.id}?language=ru`, `/questionnaires/${clients.id}/reader-tests`),
					...as('member', `/questionnaires/${clients.id}`, `/questionnaires/${clients.id}/reader-tests`)
				]
			: []),
		...(draft ? await draftPages(context, draft.id, as) : [])
	];
}

async function draftPages(context: Context, id: string, as: As): Promise<SitemapPage[]> {
	const { document } = await getQuestionnaireDraft(context, id);
	const base = `/questionnaires/drafts/${id}`;
	const parts = (['standard', 'easy'] as const).flatMap((name) => {
		const variant = document.variants[name];
		if (!variant) return [];
		const part = `${base}/${name}`;
		const last = variant.questions.at(-1)?.id;
		return [
			`${part}/introduction`,
			...variant.questions.slice(0, 1).map((question) => `${part}/questions/${question.id}`),
			...(last === undefined ? [] : [`${part}/questions/${last}`, `${part}/questions/${last}/condition`, `${part}/questions/${last}/condition?on=${variant.questions[0]?.id}`]),
			...variant.batteries.slice(0, 1).map((battery) => `${part}/batteries/${battery.id}`),
			...Object.keys(variant.scales).slice(0, 1).map((scale) => `${part}/scales/${scale}`)
		];
	});
	return as('coordinator', base, `${base}/head`, `${base}/translations`, `${base}/standard/questions/_new?kind=single`, `${base}/standard/questions/_new?kind=long-text`, `${base}/standard/batteries/_new`, `${base}/standard/scales/_new`, ...parts);
}

/** What respondents see behind the demonstration's own links. */
async function respondentPages(context: Context, surveyId: string, as: As): Promise<SitemapPage[]> {
	const secret = await surveySecret(getRuntime().config);
	const link = async (layout: 'page' | 'steps', variant: 'standard' | 'easy') => `/s/${await demonstrationLink(context, secret, surveyId, { layout, variant })}`;
	const [survey, easy, steps] = [await link('page', 'standard'), await link('page', 'easy'), await link('steps', 'standard')];
	return as(null, survey, easy, steps, `${survey}?privacy`, `${easy}?privacy`);
}
