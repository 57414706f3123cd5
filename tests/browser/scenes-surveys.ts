import { closedQuestions, variantOf, type QuestionnaireDocument } from '#modules/survey/index.ts';
import type { Client } from './client.ts';
import type { Inside } from './people.ts';
import type { Scene } from './scenes.ts';

/** A free answer that nobody has read for names yet, and an address that is only there to be written to. */
export const unreadText = 'Slaptas-atsakymas-6e0d';
export const invitedAddress = 'slaptas-3b9f@example.org';

type Examples = Scene['examples'];
const batch = 'Pirmā';

/**
 * Surveys of one institution: an open one with a link, a batch of paper sheets and an address that waits; a draft; and the
 * staff survey of the demonstration, closed and published, with a free answer that was not read.
 */
export async function surveyExamples(inside: Inside, coordinator: Client, institution: string): Promise<Examples> {
	const { value, rows, region } = inside;
	const closed = await value(`select id from survey where institution_id = $1 and audience = 'staff' and state = 'closed' and answers_deleted_at is null order by opens_at desc limit 1`, institution);
	const copy = (change: Record<string, unknown>) =>
		value(`insert into survey select (jsonb_populate_record(s, $2 || jsonb_build_object('id', gen_random_uuid()))).* from survey s where id = $1 returning id`, closed, JSON.stringify({ cycle_id: null, closed_at: null, closes_at: '2099-01-01T00:00:00Z', revision: 1, ...change }));
	const open = await copy({ state: 'open' });
	const draft = await copy({ state: 'draft' });
	await rows('insert into survey_address (region_id, survey_id, email, language, variant) values ($1, $2, $3, $4, $5)', region, open, invitedAddress, 'lv', 'standard');
	await typeSheets(inside, open);
	const made = await coordinator.post(`/surveys/${open}/links?/open`, { variant: 'standard', language: '', layout: 'page', daily_limit: '' });
	const token = /\/s\/([0-9a-z]{24})/.exec(made.text)?.[1];
	if (!token) throw new Error(`No link was made: ${made.status} ${made.text.slice(0, 3000)}`);
	const text = await value(`insert into survey_text (region_id, survey_id, variant, question, body) select $1, $2, variant, question, $3 from survey_text where survey_id = $2 limit 1 returning id`, region, closed, unreadText);
	const published = { id: closed };
	return {
		'/surveys/[id]': { id: open, batch, variant: 'standard', language: 'lv', token, links: await value('select batch from survey_link where survey_id = $1', open) },
		'/surveys/[id]?/open': { id: draft },
		'/surveys/[id]/edit': { id: draft },
		'/surveys/[id]/delete': { id: draft },
		'/surveys/[id]/delete-answers': published,
		'/surveys/[id]/results': published,
		'/surveys/[id]/results.csv': published,
		'/surveys/[id]/results.json': published,
		'/surveys/[id]/results.xlsx': published,
		'/surveys/[id]/rows': published,
		'/surveys/[id]/texts': { id: closed, text }
	};
}

/** One sheet, typed twice, with a difference in its first answer. */
async function typeSheets({ value, rows, region }: Inside, survey: string): Promise<void> {
	const document = JSON.parse(await value('select v.document from survey s join questionnaire_version v on v.id = s.questionnaire_version_id where s.id = $1', survey)) as QuestionnaireDocument;
	const variant = variantOf(document, 'standard');
	const answers = variant ? closedQuestions(variant).map(() => 1) : [];
	for (const pass of [1, 2]) {
		await rows('insert into survey_sheet (region_id, survey_id, batch, number, pass, variant, choices) values ($1, $2, $3, 1, $4, $5, $6)', region, survey, batch, pass, 'standard', [pass, ...answers.slice(1)]);
	}
}

/** A published questionnaire with an easy-to-read variant, and a draft with one part of each kind. */
export async function questionnaireExamples({ value, region }: Inside): Promise<Examples> {
	const draft = await value('select id from questionnaire_draft where region_id = $1', region);
	const { standard } = (JSON.parse(await value('select document from questionnaire_draft where id = $1', draft)) as QuestionnaireDocument).variants;
	return {
		'/questionnaires/[id]': { id: await value(`select id from questionnaire_version where slug = 'clients' and region_id = $1`, region) },
		'/questionnaires/drafts/[id]': { id: draft, variant: 'standard', question: standard.questions[0]?.id ?? '', battery: standard.batteries[0]?.id ?? '', scale: Object.keys(standard.scales)[0] ?? '' }
	};
}
