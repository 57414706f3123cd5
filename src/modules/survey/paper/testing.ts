import type { Actor } from '#platform/access.ts';
import type { InstitutionId, PersonId, RegionId, SurveyId } from '#platform/ids.ts';
import type { TestDatabase } from '../../../../tests/support/database.ts';
import { canonicalText, hashOfText } from '../../methodology/index.ts';
import type { SurveyState } from '../lifecycle.ts';
import { sampleDocument } from '../questionnaire/example.testing.ts';
import type { QuestionnaireDocument } from '../questionnaire/index.ts';
import { createSurvey, openSurvey } from '../running/index.ts';

type Person = Actor & { personId: PersonId };

/** An open survey of the sample questionnaire in both variants, with people in every role around it. */
export interface PaperScene {
	readonly regionId: RegionId;
	readonly institution: InstitutionId;
	readonly surveyId: SurveyId;
	readonly lead: Person;
	readonly colleague: Person;
	readonly head: Person;
	readonly coordinator: Person;
	readonly otherLead: Person;
}

/** Puts a questionnaire into the region as a published version and returns its id. */
export async function publishQuestionnaire(db: TestDatabase, regionId: RegionId, document: QuestionnaireDocument): Promise<string> {
	const text = canonicalText(document);
	const row = await db.as(regionId, 'system', ({ tx, now }) =>
		tx.insertInto('questionnaire_version').values({ region_id: regionId, slug: document.id, version: document.version, sha256: hashOfText(text), document: text, published_at: now }).returning('id').executeTakeFirstOrThrow()
	);
	return row.id;
}

export async function paperScene(db: TestDatabase, document: QuestionnaireDocument = sampleDocument()): Promise<PaperScene> {
	const regionId = await db.region();
	const [institution, other] = [await db.institution(regionId), await db.institution(regionId)];
	const [lead, colleague, head, coordinator, otherLead] = [await db.actor(regionId, 'lead', institution), await db.actor(regionId, 'lead', institution), await db.actor(regionId, 'head', institution), await db.actor(regionId, 'coordinator'), await db.actor(regionId, 'lead', other)];
	const questionnaireVersionId = await publishQuestionnaire(db, regionId, document);
	const surveyId = await db.as(regionId, lead, async (c) => {
		const id = await createSurvey(c, {
			institutionId: institution,
			cycleId: null,
			questionnaireVersionId,
			opensAt: new Date('2026-11-01T08:00:00Z'),
			closesAt: new Date('2026-12-20T08:00:00Z'),
			languages: document.variants.standard.languages,
			variants: document.variants.easy ? ['standard', 'easy'] : ['standard'],
			contact: Object.fromEntries(document.languages.map((language) => [language, 'Invented contact: telephone 6300 0000']))
		});
		await openSurvey(c, id);
		return id;
	});
	return { regionId, institution, surveyId, lead, colleague, head, coordinator, otherLead };
}

/** Puts the survey into a state, past its life cycle. */
export const setState = (db: TestDatabase, { regionId, surveyId }: PaperScene, state: SurveyState): Promise<unknown> => db.as(regionId, 'system', ({ tx }) => tx.updateTable('survey').set({ state }).where('id', '=', surveyId).execute());

/** What the survey holds: the answers in an order of their own, and the free texts. */
export async function storedAnswers(db: TestDatabase, { regionId, surveyId }: PaperScene): Promise<{ choices: (number | null)[]; variant: string; channel: string; assisted: string }[]> {
	const rows = await db.as(regionId, 'system', ({ tx }) => tx.selectFrom('survey_response').select(['choices', 'variant', 'channel', 'assisted']).where('survey_id', '=', surveyId).execute());
	return rows.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
export const storedTexts = async (db: TestDatabase, { regionId, surveyId }: PaperScene): Promise<string[]> =>
	(await db.as(regionId, 'system', ({ tx }) => tx.selectFrom('survey_text').select(['question', 'body']).where('survey_id', '=', surveyId).execute())).map(({ question, body }) => `${question}: ${body}`).sort();
