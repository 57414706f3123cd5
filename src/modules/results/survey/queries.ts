import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { SurveyId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { answersEndAt, getQuestionnaire, mayExportRows, mayReadTexts, mayRunSurvey, maySeeFigures, maySeeSurvey, nextSurveyState, responseRate, variantOf, type QuestionnaireDocument } from '../../survey/index.ts';
import { readCycle } from '../store.ts';
import type { PublishedSurvey, ShownPublication, SurveyResults } from './model.ts';
import { selectHistory, selectLatest, selectPublication, selectPublished, selectSurveys, type PublicationRow, type SurveyRow } from './store.ts';
import { variantResult } from './figures.ts';
import { beforeOf, chooseEarlier, type Earlier } from './trend.ts';

/**
 * Everything that the page of results of one survey shows, from its newest publication or the one with this number. What
 * it costs does not grow with the number of answers. NotFound when the region has no such survey or publication, and for
 * everybody who may not see its figures.
 */
export async function surveyResults(context: Context, surveyId: string, number: number | null = null): Promise<SurveyResults> {
	const [survey] = SurveyId.safeParse(surveyId).success ? await selectSurveys(context, { id: surveyId }) : [];
	if (!survey || !maySeeFigures(context.actor, survey.institutionId)) throw new NotFound();
	const publication = await selectPublication(context, survey.id, number);
	if (!publication && number !== null) throw new NotFound();
	const publications = await selectHistory(context, survey.id);
	// A publication keeps the questionnaire that was asked; before the first one the survey's own is shown.
	const { document, version } = await getQuestionnaire(context, publication?.document.questionnaire.versionId ?? survey.questionnaireVersionId);
	return {
		survey,
		questionnaire: { title: document.title, version },
		publications,
		shown: publication ? await shownOf(context, survey, publication, document) : null,
		rights: {
			publish: mayRunSurvey(context.actor, survey.institutionId) ? publishable(survey, publications, context.now) : null,
			survey: maySeeSurvey(context.actor, survey.institutionId),
			texts: mayReadTexts(context.actor),
			rows: mayExportRows(context.actor) && nextSurveyState(survey.state, 'export-rows') !== null && survey.answersDeletedAt === null && context.now >= answersEndAt(survey)
		}
	};
}

/** Surveys with published results whose figures the actor may see, the newest first. */
export async function publishedSurveys(context: Context): Promise<PublishedSurvey[]> {
	const [surveys, published] = [await selectSurveys(context, {}), await selectPublished(context)];
	const shown = surveys.flatMap(({ id, name, institutionId, institution, audience, cycleId, cycle }): PublishedSurvey[] => {
		const newest = published.get(id);
		return newest && maySeeFigures(context.actor, institutionId) ? [{ id, name, institution, audience, cycleId, cycle, publishedAt: newest.publishedAt, interim: newest.reason === 'interim' }] : [];
	});
	return shown.sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime());
}

/** Which publication may be made of a survey now. */
function publishable(survey: SurveyRow, made: readonly Pick<PublicationRow, 'reason'>[], now: Date): 'interim' | 'closed' | null {
	if (nextSurveyState(survey.state, 'publish') === null || survey.answersDeletedAt !== null || made.some(({ reason }) => reason === 'closed')) return null;
	if (survey.state === 'open') return 'interim';
	return now < answersEndAt(survey) ? null : 'closed';
}

async function shownOf(context: Context, survey: SurveyRow, publication: PublicationRow, document: QuestionnaireDocument): Promise<ShownPublication> {
	const { eligible, responses, k } = publication.document;
	const previous = await previousOf(context, survey, publication.document.questionnaire.slug);
	const target = publication.document.survey.target === null ? null : Number(publication.document.survey.target);
	return {
		number: publication.number,
		reason: publication.reason,
		publishedAt: publication.publishedAt,
		sha256: publication.sha256,
		k,
		eligible,
		responses,
		responseRate: responseRate(responses, eligible),
		variants: publication.document.variants.flatMap((published) => {
			const variant = variantOf(document, published.variant);
			if (!variant) return [];
			return [variantResult(variant, published, { population: eligible, target: published.variant === 'standard' ? target : null, before: beforeOf(previous?.earlier ?? null, document, published.variant) })];
		}),
		previousCycle: previous?.cycle ?? null
	};
}

/** The survey of the same kind in the previous cycle, if it was closed and published. */
async function previousOf(context: Context, survey: SurveyRow, slug: string): Promise<{ cycle: LocalizedText; earlier: Earlier | null } | null> {
	if (survey.previousCycleId === null) return null;
	const cycle = await readCycle(context, survey.previousCycleId);
	if (!cycle) return null;
	const candidates = await selectSurveys(context, { cycleIds: [survey.previousCycleId], institutionId: survey.institutionId });
	const latest = await selectLatest(context, candidates.map(({ id }) => id), true);
	return { cycle: cycle.name, earlier: await chooseEarlier(survey, slug, candidates, latest, async (versionId) => (await getQuestionnaire(context, versionId)).document) };
}
