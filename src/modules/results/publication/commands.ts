import { systemActor } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import type { SurveyId } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { canonicalText, hashOfText } from '../../methodology/index.ts';
import { answersEndAt, getQuestionnaire, mayRunSurvey, maySeeSurvey, nextSurveyState, readSurvey, surveysToPublish, tallySurvey, type Survey } from '../../survey/index.ts';
import type { Publication, PublicationDocument } from './model.ts';
import { countedGroups, decideCells } from './rules.ts';
import { insertPublication, selectPublications, selectRegionIds, selectSettledOrBusy } from './store.ts';

/**
 * Freezes the figures of a survey as they are now. `interim` while it is open: only when at least k answers came since the
 * last publication (k the survey's minimum group, open links not counted). `closed` once, after closing and the hour of grace.
 * For who runs the survey: NotFound for who may not know of it, Forbidden for the head; Conflict when it is not the time.
 */
export async function publish(context: Context, surveyId: string, reason: Publication['reason']): Promise<Publication> {
	const survey = await authorise(context, surveyId);
	if (nextSurveyState(survey.state, 'publish') === null || (survey.state === 'closed') !== (reason === 'closed')) throw new Conflict('survey_state');
	if (survey.answersDeletedAt !== null) throw new Conflict('publication_answers_deleted');
	if (reason === 'closed' && context.now < answersEndAt(survey)) throw new Conflict('publication_grace');
	const earlier = await selectPublications(context, survey.id);
	if (earlier.some((publication) => publication.reason === 'closed')) throw new Conflict('publication_exists');
	// Their answers would be in no figure: after this publication nothing more is taken.
	if (reason === 'closed' && (await selectSettledOrBusy(context, [survey.id])).size > 0) throw new Conflict('publication_sheets');
	const document = await documentOf(context, survey, reason, earlier);
	const before = earlier.at(-1)?.document.counted ?? 0;
	if (reason === 'interim' && document.counted - before < survey.minimumGroup) throw new Conflict('publication_needs_more', { count: survey.minimumGroup });
	const text = canonicalText(document);
	const publication: Publication = { id: context.newId(), surveyId: survey.id, number: earlier.length + 1, reason, publishedAt: context.now, sha256: hashOfText(text), document };
	await insertPublication(context, publication, text);
	await audit(context, {
		action: 'survey.published',
		subject: { kind: 'survey', id: survey.id },
		institutionId: survey.institutionId,
		after: { number: publication.number, reason, responses: document.responses, sha256: publication.sha256 }
	});
	return publication;
}

async function authorise(context: Context, surveyId: string): Promise<Survey> {
	const survey = await readSurvey(context, surveyId, { lock: true });
	if (!maySeeSurvey(context.actor, survey.institutionId) || survey.state === 'deleted') throw new NotFound();
	if (!mayRunSurvey(context.actor, survey.institutionId)) throw new Forbidden();
	return survey;
}

async function documentOf(context: Context, survey: Survey, reason: Publication['reason'], earlier: readonly Publication[]): Promise<PublicationDocument> {
	const [questionnaire, tally] = [await getQuestionnaire(context, survey.questionnaireVersionId), await tallySurvey(context, survey.id)];
	return {
		format: 'socquality-publication/1',
		survey: { id: survey.id, institutionId: survey.institutionId, cycleId: survey.cycleId, name: survey.name, perspective: survey.perspective, audience: survey.audience, target: survey.target },
		questionnaire: { versionId: survey.questionnaireVersionId, slug: questionnaire.slug, version: questionnaire.version, sha256: questionnaire.sha256 },
		k: survey.minimumGroup,
		eligible: survey.eligible,
		responses: tally.responses,
		counted: tally.variants.reduce((sum, variant) => sum + (countedGroups(variant)[0]?.responses ?? 0), 0),
		variants: decideCells(tally, survey.minimumGroup, earlier.map(({ document }) => document), { questionnaire: questionnaire.document, reason })
	};
}

/**
 * Makes the last publication of every survey that is closed and whose hour of grace is over, in every region; a survey of
 * which paper sheets are still being typed in waits. Each in a transaction of its own. Returns how many were made.
 */
export async function publishClosed(runtime: Runtime): Promise<number> {
	let made = 0;
	for (const regionId of await selectRegionIds(runtime.database)) {
		const run = <T>(work: (context: Context) => Promise<T>): Promise<T> => inContext({ regionId, actor: systemActor, locale: 'lv' }, work, runtime);
		const due = await run(async (context): Promise<SurveyId[]> => {
			const ended = await surveysToPublish(context);
			const settled = await selectSettledOrBusy(context, ended);
			return ended.filter((id) => !settled.has(id));
		});
		for (const id of due) {
			// Somebody who runs the survey may have published it a moment ago.
			const done = await run((context) => publish(context, id, 'closed')).then(() => 1, ifConflict);
			made += done;
		}
	}
	return made;
}

function ifConflict(problem: unknown): 0 {
	if (problem instanceof Conflict) return 0;
	throw problem;
}
