import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, hashOfText } from '#modules/methodology/index.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { channels, type Channel } from '../model.ts';
import { QuestionnaireDocument } from '../questionnaire/model.ts';
import { sampleDocument } from '../questionnaire/example.testing.ts';
import { anyResponses, naiveTally, type StoredResponse } from './recount.testing.ts';
import { tallySurvey } from './index.ts';

const db = useDatabase();

/** The sample, and in its standard variant a second battery on another scale or the same, so that the index comes and goes. */
function documentWith(sameRange: boolean): QuestionnaireDocument {
	const document = structuredClone(sampleDocument());
	const { standard } = document.variants;
	standard.scales['other'] = { kind: 'other', options: [1, 2, sameRange ? 3 : 5].map((value) => ({ id: `v${value}`, value, label: { en: String(value) } })) };
	standard.batteries.push({ id: 'home', title: { en: 'Home' }, scale: 'other' });
	for (const id of ['warm', 'quiet']) standard.questions.push({ id, kind: 'scale', battery: 'home', reversed: id === 'quiet', text: { en: id }, maps: [] });
	return QuestionnaireDocument.parse({ ...document, id: sameRange ? 'same' : 'different' });
}

async function insertSurvey({ tx, regionId: region_id, now, newId }: Context, institution_id: string, document: QuestionnaireDocument): Promise<string> {
	const [text, versionId, id] = [canonicalText(document), newId(), newId()];
	await tx.insertInto('questionnaire_version').values({ region_id, id: versionId, slug: document.id, version: document.version, sha256: hashOfText(text), document: text, published_at: now }).execute();
	await tx
		.insertInto('survey')
		.values({ region_id, id, institution_id, questionnaire_version_id: versionId, perspective: 'clients', audience: 'clients', name: '{}', state: 'open', opens_at: new Date('2026-01-01'), closes_at: new Date('2027-01-01'), languages: ['lv'], variants: ['standard', 'easy'], minimum_group: 5, retention_months: 12, guardian_rule: 'ask-before', contact: '{}', created_at: now })
		.execute();
	return id;
}

async function replaceResponses({ tx, regionId: region_id }: Context, survey_id: string, responses: readonly StoredResponse[]): Promise<void> {
	await tx.deleteFrom('survey_response').where('survey_id', '=', survey_id).execute();
	for (let from = 0; from < responses.length; from += 1000) {
		const some = responses.slice(from, from + 1000).map(({ choices, ...rest }) => ({ region_id, survey_id, answered_on: '2026-11-22', ...rest, choices: [...choices] }));
		await tx.insertInto('survey_response').values(some).execute();
	}
}

async function scene(document: QuestionnaireDocument): Promise<{ regionId: RegionId; surveyId: string }> {
	const regionId = await db.region();
	const institution = await db.institution(regionId);
	return { regionId, surveyId: await db.as(regionId, 'system', (context) => insertSurvey(context, institution, document)) };
}

test.each([true, false])('a tally equals a recount, answer by answer, of generated responses (one range: %s)', async (sameRange) => {
	const document = documentWith(sameRange);
	const { regionId, surveyId } = await scene(document);
	await fc.assert(
		fc.asyncProperty(anyResponses(document, 60), async (responses) => {
			const tally = await db.as(regionId, 'system', async (context) => {
				await replaceResponses(context, surveyId, responses);
				return tallySurvey(context, surveyId);
			});
			const expected = naiveTally(document, responses);
			expect(tally.responses).toBe(responses.length);
			expect(tally.variants).toEqual(expected);
			expect(tally.variants[0]?.groups[0]?.index === null).toBe(!sameRange);
		}),
		{ numRuns: 60 }
	);
}, 120_000);

test('more responses than one portion are all counted, and their order does not matter to the last digit', async () => {
	const document = documentWith(true);
	const { regionId, surveyId } = await scene(document);
	const responses = fc.sample(anyResponses(document, 20), { seed: 7, numRuns: 3000 }).flat().slice(0, 9001);
	expect(responses.length).toBeGreaterThan(8000);
	const tallies = [];
	for (const order of [responses, responses.toReversed()]) {
		tallies.push(
			await db.as(regionId, 'system', async (context) => {
				await replaceResponses(context, surveyId, order);
				// Twice in one transaction: nothing is left behind.
				await tallySurvey(context, surveyId);
				return tallySurvey(context, surveyId);
			})
		);
	}
	expect(tallies[0]?.responses).toBe(responses.length);
	expect(JSON.stringify(tallies[0])).toBe(JSON.stringify(tallies[1]));
	expect(tallies[0]?.variants).toEqual(naiveTally(document, responses));
}, 120_000);

test('answers of open links are in n and not in counted', async () => {
	const document = sampleDocument();
	const { regionId, surveyId } = await scene(document);
	const tally = await db.as(regionId, 'system', async (context) => {
		await replaceResponses(context, surveyId, channels.map((channel: Channel) => ({ variant: 'standard', channel, assisted: 'no', choices: [1, 2, 1, null, 1, 0b11] })));
		return tallySurvey(context, surveyId);
	});
	const all = tally.variants[0]?.groups[0];
	expect(all).toMatchObject({ by: null, value: null, responses: 5, counted: 4 });
	expect(all?.questions.map(({ n, counted }) => [n, counted])).toEqual([[5, 4], [5, 4], [5, 4], [0, 0], [5, 4], [5, 4]]);
	expect(all?.batteries).toEqual([{ battery: 'care', items: ['kind-staff', 'long-wait'], n: 5, counted: 4, sums: [5, 10], squares: [5, 20], total: { sum: 15, squares: 45 } }]);
	expect(all?.index).toEqual({ n: 5, counted: 4, sum: 7.5, squares: 11.25 });
	expect(tally.variants[1]).toMatchObject({ variant: 'easy', groups: [{ responses: 0 }, {}, {}, {}, {}] });
});

test('answers that the questionnaire does not know count as none, and an empty survey has zeros', async () => {
	const document = sampleDocument();
	const { regionId, surveyId } = await scene(document);
	const read = (responses: readonly StoredResponse[]) =>
		db.as(regionId, 'system', async (context) => {
			await replaceResponses(context, surveyId, responses);
			return tallySurvey(context, surveyId);
		});
	const empty = await read([]);
	expect(empty).toMatchObject({ responses: 0, variants: [{ variant: 'standard' }, { variant: 'easy' }] });
	const odd = { variant: 'standard', channel: 'paper', assisted: 'no' } as const;
	const tally = await read([{ ...odd, choices: [] }, { ...odd, choices: [0, 6, 4, null, 5, 0] }, { ...odd, choices: [9, 9, 9, 0, 9, 8, 1, 2, 3, 4, 5] }]);
	const all = tally.variants[0]?.groups[0];
	expect(all?.responses).toBe(3);
	expect(all?.questions.map(({ n }) => n)).toEqual([0, 0, 0, 1, 0, 0]);
	expect(tally.variants[0]?.groups.find(({ by, value }) => by === 'service' && value === 'none')?.responses).toBe(3);
});

test('a survey of another region, or none, is NotFound', async () => {
	const { surveyId } = await scene(sampleDocument());
	const elsewhere = await db.region();
	for (const id of [surveyId, 'x', '00000000-0000-4000-8000-000000000000']) await expect(db.as(elsewhere, 'system', (context) => tallySurvey(context, id))).rejects.toBeInstanceOf(NotFound);
});
