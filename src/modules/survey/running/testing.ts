import type { Actor } from '#platform/access.ts';
import type { InstitutionId, PersonId, QuestionnaireVersionId, RegionId, SurveyId } from '#platform/ids.ts';
import { canonicalText, hashOfText } from '#modules/methodology/index.ts';
import type { TestDatabase } from '../../../../tests/support/database.ts';
import { sampleDocument } from '../questionnaire/example.testing.ts';
import type { QuestionnaireDocument } from '../questionnaire/model.ts';
import { createSurvey, openSurvey, type SurveyInput } from './index.ts';

type Person = Actor & { personId: PersonId };

/** Puts a questionnaire into the region as a published version. */
export async function publishQuestionnaire(db: TestDatabase, regionId: RegionId, document: QuestionnaireDocument = sampleDocument()): Promise<QuestionnaireVersionId> {
	const text = canonicalText(document);
	const row = await db.as(regionId, 'system', ({ tx, now }) =>
		tx.insertInto('questionnaire_version').values({ region_id: regionId, slug: document.id, version: document.version, sha256: hashOfText(text), document: text, published_at: now }).returning('id').executeTakeFirstOrThrow()
	);
	return row.id as QuestionnaireVersionId;
}

export interface SurveyScene {
	readonly regionId: RegionId;
	readonly institution: InstitutionId;
	readonly other: InstitutionId;
	readonly versionId: QuestionnaireVersionId;
	readonly coordinator: Person;
	readonly administrator: Person;
	readonly lead: Person;
	readonly head: Person;
	readonly member: Person;
	readonly otherLead: Person;
	readonly viewer: Person;
	readonly researcher: Person;
}

/** A region with two institutions, a questionnaire in two wordings and people in every role; no survey yet. */
export async function surveyScene(db: TestDatabase): Promise<SurveyScene> {
	const regionId = await db.region();
	const [institution, other] = [await db.institution(regionId), await db.institution(regionId)];
	return {
		regionId,
		institution,
		other,
		versionId: await publishQuestionnaire(db, regionId),
		coordinator: await db.actor(regionId, 'coordinator'),
		administrator: await db.actor(regionId, 'administrator'),
		lead: await db.actor(regionId, 'lead', institution),
		head: await db.actor(regionId, 'head', institution),
		member: await db.actor(regionId, 'member', institution),
		otherLead: await db.actor(regionId, 'lead', other),
		viewer: await db.actor(regionId, 'viewer'),
		researcher: await db.actor(regionId, 'researcher')
	};
}

/** A survey that takes answers on the test's day, changed where a test needs it. */
export const surveyInput = (scene: Pick<SurveyScene, 'institution' | 'versionId'>, change: Partial<SurveyInput> = {}): SurveyInput => ({
	institutionId: scene.institution,
	cycleId: null,
	questionnaireVersionId: scene.versionId,
	name: { lv: 'Klientu aptauja', en: 'Survey of clients' },
	opensAt: new Date('2026-11-20T06:00:00Z'),
	closesAt: new Date('2026-12-20T16:00:00Z'),
	languages: ['lv', 'en'],
	variants: ['standard', 'easy'],
	contact: { lv: 'Tālrunis 116006', en: 'Telephone 116006', ru: 'Телефон 116006' },
	...change
});

export const madeSurvey = (db: TestDatabase, scene: SurveyScene, change: Partial<SurveyInput> = {}): Promise<SurveyId> => db.as(scene.regionId, scene.lead, (c) => createSurvey(c, surveyInput(scene, change)));

export async function openedSurvey(db: TestDatabase, scene: SurveyScene, change: Partial<SurveyInput> = {}): Promise<SurveyId> {
	const id = await madeSurvey(db, scene, change);
	await db.as(scene.regionId, scene.lead, (c) => openSurvey(c, id));
	return id;
}
