import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { canonicalText, hashOfText } from '#modules/methodology/index.ts';
import { QuestionnaireDocument, type AnswerText } from '#modules/survey/index.ts';

/** Many answers at once, written past the commands: for measuring. */

const text = (en: string): AnswerText => ({ lv: en, en });

/** Twenty five-point questions in four batteries, as in the demonstration's survey, with a grouping question before them. */
const questionnaire = QuestionnaireDocument.parse({
	format: 'socquality-questionnaire/1',
	id: 'bench',
	version: '1.0.0',
	perspective: 'clients',
	audience: 'clients',
	languages: ['lv', 'en'],
	title: text('Bench'),
	description: text('Twenty questions.'),
	origin: text('Our own.'),
	variants: {
		standard: {
			languages: ['lv', 'en'],
			scales: { agree: { kind: 'agreement', options: [1, 2, 3, 4, 5].map((value) => ({ id: `o${value}`, value, label: text(String(value)) })) } },
			batteries: ['a', 'b', 'c', 'd'].map((id) => ({ id, title: text(id), scale: 'agree' })),
			questions: [
				{ id: 'age', kind: 'single', group: true, text: text('Age'), options: ['young', 'middle', 'old'].map((id) => ({ id, label: text(id) })) },
				...Array.from({ length: 20 }, (_, i) => ({ id: `q${i}`, kind: 'scale', battery: 'abcd'[i % 4], reversed: i % 5 === 4, text: text(`Question ${i}`) }))
			]
		}
	}
});

/** How many numbers a response of the survey holds. */
export const benchQuestions = 21;

/** A closed survey of an institution of the region with so many responses; one answer in twenty-five left out, one response in seven from an open link. */
export async function seedSurvey(context: Context, responses: number): Promise<string> {
	const { regionId: region_id, now, tx } = context;
	const [institution, document, versionId, surveyId] = [await tx.selectFrom('institution').select('id').executeTakeFirstOrThrow(), canonicalText({ ...questionnaire, id: `bench-${responses}` }), context.newId(), context.newId()];
	await tx.insertInto('questionnaire_version').values({ region_id, id: versionId, slug: `bench-${responses}`, version: '1.0.0', sha256: hashOfText(document), document, published_at: now }).execute();
	await tx
		.insertInto('survey')
		.values({
			region_id, id: surveyId, institution_id: institution.id, questionnaire_version_id: versionId, perspective: 'clients', audience: 'clients', name: JSON.stringify({ en: 'Bench' }), state: 'closed', opens_at: new Date('2026-01-01'),
			closes_at: new Date('2026-02-01'), closed_at: new Date('2026-02-01'), eligible: responses * 2, languages: ['lv'], variants: ['standard'], minimum_group: 5, retention_months: 12, guardian_rule: 'ask-before', contact: '{}', created_at: now
		})
		.execute();
	await sql`select setseed(0.5)`.execute(tx);
	// In portions, so that no statement meets the time that the program allows one.
	for (let from = 0; from < responses; from += 100_000) {
		await sql`insert into survey_response (region_id, survey_id, answered_on, variant, channel, assisted, choices)
			select ${region_id}::uuid, ${surveyId}::uuid, date '2026-01-15', 'standard', case when i % 7 = 0 then 'open' else 'one-time' end, case when i % 11 = 0 then 'staff' else 'no' end,
				1 + floor(random() * 3)::integer || array(select case when random() < 0.04 then null else 1 + floor(random() * 5 + 0 * i)::integer end from generate_series(2, ${sql.lit(benchQuestions)}))
			from generate_series(${sql.lit(from + 1)}, ${sql.lit(Math.min(responses, from + 100_000))}) i`.execute(tx);
	}
	return surveyId;
}
