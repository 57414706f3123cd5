import pg from 'pg';
import { expect, test } from 'vitest';
import { systemActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import type { SurveyId } from '#platform/ids.ts';
import { readXlsx } from '#platform/sheets/index.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { hashOfText, canonicalText } from '../../methodology/index.ts';
import { entryHome, saveSheet, storeResponses } from '../../survey/index.ts';
import type { Channel, NewResponse } from '../../survey/index.ts';
import { openedSurvey, publishQuestionnaire, surveyScene, type SurveyScene } from '../../survey/running/testing.ts';
import { generateSurvey, tallyOf } from './attack/people.testing.ts';
import { codebookCsv, decideCells, latestPublication, publicationCsv, publicationJson, publicationsOf, publicationXlsx, publish, publishClosed, type PublicationDocument } from './index.ts';

const db = useDatabase();
const as = <T>(scene: SurveyScene, actor: Actor | 'system', work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);

const response = (i: number, channel: Channel = 'paper'): NewResponse => ({ variant: 'standard', channel, assisted: 'no', choices: [(i % 3) + 1, ((i * 2) % 3) + 1, (i % 2) + 1, i % 7, (i % 3) + 1, (i % 3) + 1], texts: {} });
const answer = (scene: SurveyScene, id: SurveyId, count: number, channel: Channel = 'paper') => as(scene, 'system', (c) => storeResponses(c, id, Array.from({ length: count }, (_, i) => response(i, channel))));
const setClosed = (scene: SurveyScene, id: SurveyId, at: string) => as(scene, 'system', ({ tx }) => tx.updateTable('survey').set({ state: 'closed', closed_at: new Date(at), opens_at: new Date('2026-10-01T00:00:00Z') }).where('id', '=', id).execute());

test('an interim publication freezes the total figures, and the next needs k new answers that came through no open link', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await answer(scene, id, 4);
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'interim'))).rejects.toMatchObject({ code: 'publication_needs_more', params: { count: 5 } });
	await answer(scene, id, 8);
	const first = await as(scene, scene.lead, (c) => publish(c, id, 'interim'));
	expect(first).toMatchObject({ number: 1, reason: 'interim', document: { responses: 12, counted: 12, k: 5 } });
	expect(first.sha256).toBe(hashOfText(canonicalText(first.document)));
	const standard = first.document.variants.find(({ variant }) => variant === 'standard');
	expect(standard?.groups[0]?.questions.map(({ question, kind }) => [question, kind])).toEqual([['kind-staff', 'counts'], ['long-wait', 'counts'], ['service', 'hidden'], ['visits', 'numbers'], ['helped', 'counts'], ['activities', 'counts']]);
	expect(standard?.groups.slice(1).every(({ hidden, responses }) => hidden === 'small-groups' && responses === null)).toBe(true);
	expect(first.document.variants.find(({ variant }) => variant === 'easy')?.groups[0]).toMatchObject({ hidden: 'too-few', responses: null });
	await answer(scene, id, 4);
	await answer(scene, id, 30, 'open');
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'interim'))).rejects.toBeInstanceOf(Conflict);
	await answer(scene, id, 1);
	expect(await as(scene, scene.coordinator, (c) => publish(c, id, 'interim'))).toMatchObject({ number: 2, document: { responses: 47, counted: 17 } });
	expect((await as(scene, scene.member, (c) => publicationsOf(c, id))).map(({ number }) => number)).toEqual([1, 2]);
	const audited = await as(scene, 'system', ({ tx }) => tx.selectFrom('audit').select('after').where('action', '=', 'survey.published').where('subject_id', '=', id).orderBy('at').execute());
	expect(audited).toHaveLength(2);
	expect(Object.keys(audited[0]?.after as object).sort()).toEqual(['number', 'reason', 'responses', 'sha256']);
});

test('what is typed from paper after the last publication would be in no figure, and could be told from the others: it is refused', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await answer(scene, id, 20);
	await setClosed(scene, id, '2026-11-22T07:00:00Z');
	const type = (number: number) => as(scene, scene.lead, (c) => saveSheet(c, id, { batch: 'A', number, pass: 1, variant: 'standard', revision: 0, typed: { line: '1 2 2 12 2 1', help: '1' } }));
	await type(1);
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'closed'))).rejects.toMatchObject({ code: 'publication_sheets' });
	await as(scene, 'system', ({ tx }) => tx.deleteFrom('survey_sheet').where('survey_id', '=', id).execute());
	await as(scene, scene.lead, (c) => publish(c, id, 'closed'));
	await expect(type(2)).rejects.toMatchObject({ code: 'paper_state' });
	expect(await as(scene, scene.lead, (c) => entryHome(c, id))).toMatchObject({ open: false });
});

test('the last publication is made once, after the hour of grace, and by the job for every closed survey', async () => {
	const scene = await surveyScene(db);
	const [id, later, busy] = [await openedSurvey(db, scene), await openedSurvey(db, scene), await openedSurvey(db, scene)];
	await answer(scene, id, 20);
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'closed'))).rejects.toMatchObject({ code: 'survey_state' });
	await setClosed(scene, id, '2026-11-22T08:30:00Z');
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'closed'))).rejects.toMatchObject({ code: 'publication_grace' });
	await setClosed(scene, id, '2026-11-22T07:59:00Z');
	await setClosed(scene, later, '2026-11-22T08:30:00Z');
	await setClosed(scene, busy, '2026-11-22T07:00:00Z');
	await as(scene, 'system', ({ tx }) => tx.insertInto('survey_sheet').values({ region_id: scene.regionId, survey_id: busy, batch: 'a', number: 1, pass: 1, variant: 'standard', choices: [1] }).execute());
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'interim'))).rejects.toMatchObject({ code: 'survey_state' });
	expect(await publishClosed(db.runtime)).toBe(1);
	expect(await publishClosed(db.runtime)).toBe(0);
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'closed'))).rejects.toMatchObject({ code: 'publication_exists' });
	const made = await as(scene, scene.viewer, (c) => latestPublication(c, id));
	const groups = made?.document.variants[0]?.groups.filter(({ by }) => by === 'service') ?? [];
	expect(groups.map(({ value, responses }) => [value, responses])).toEqual([['day', 10], ['home', 10], ['none', 0]]);
	expect(await as(scene, scene.viewer, (c) => latestPublication(c, later))).toBeNull();
});

test('a survey whose answers were deleted, or nobody answered, makes no false figures', async () => {
	const scene = await surveyScene(db);
	const [id, empty] = [await openedSurvey(db, scene), await openedSurvey(db, scene)];
	for (const survey of [id, empty]) await setClosed(scene, survey, '2026-11-20T07:00:00Z');
	await as(scene, 'system', ({ tx }) => tx.updateTable('survey').set({ answers_deleted_at: new Date('2026-11-21T00:00:00Z') }).where('id', '=', id).execute());
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'closed'))).rejects.toMatchObject({ code: 'publication_answers_deleted' });
	const { document } = await as(scene, scene.lead, (c) => publish(c, empty, 'closed'));
	expect(JSON.stringify(document.variants)).not.toMatch(/"kind":"(counts|numbers|sums|coarse|rounded)"/);
});

test('who may not publish or see figures is refused; other regions and institutions know of nothing', async () => {
	const scene = await surveyScene(db);
	const elsewhere = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await answer(scene, id, 10);
	const nobody: Actor = { ...systemActor, system: false };
	await expect(as(scene, scene.head, (c) => publish(c, id, 'interim'))).rejects.toBeInstanceOf(Forbidden);
	for (const actor of [scene.otherLead, scene.member, scene.viewer, scene.researcher, nobody]) await expect(as(scene, actor, (c) => publish(c, id, 'interim'))).rejects.toBeInstanceOf(NotFound);
	const readers = [latestPublication, publicationsOf, publicationJson, publicationCsv, codebookCsv, publicationXlsx] as const;
	for (const read of readers) {
		for (const actor of [scene.otherLead, nobody]) await expect(as(scene, actor, (c) => read(c, id) as Promise<unknown>)).rejects.toBeInstanceOf(NotFound);
		await expect(as(elsewhere, elsewhere.administrator, (c) => read(c, id) as Promise<unknown>)).rejects.toBeInstanceOf(NotFound);
		await expect(as(scene, scene.lead, (c) => read(c, "' or 1=1") as Promise<unknown>)).rejects.toBeInstanceOf(NotFound);
	}
	await expect(as(elsewhere, elsewhere.administrator, (c) => publish(c, id, 'interim'))).rejects.toBeInstanceOf(NotFound);
	for (const read of readers.slice(2)) await expect(as(scene, scene.lead, (c) => read(c, id) as Promise<unknown>)).rejects.toMatchObject({ code: 'publication_none' });
	await as(scene, 'system', ({ tx }) => tx.updateTable('survey').set({ state: 'deleted' }).where('id', '=', id).execute());
	await expect(as(scene, scene.lead, (c) => latestPublication(c, id))).rejects.toBeInstanceOf(NotFound);
	await expect(as(scene, scene.lead, (c) => publish(c, id, 'interim'))).rejects.toBeInstanceOf(NotFound);
});

test('several who publish at once make one publication', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await answer(scene, id, 9);
	const results = await Promise.allSettled([1, 2, 3, 4].map(() => as(scene, scene.lead, (c) => publish(c, id, 'interim'))));
	expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : [])).every((reason) => reason instanceof Conflict)).toBe(true);
	await setClosed(scene, id, '2026-11-22T07:00:00Z');
	const closing = await Promise.allSettled([publishClosed(db.runtime), publishClosed(db.runtime), as(scene, scene.lead, (c) => publish(c, id, 'closed'))]);
	expect(closing[0]?.status).toBe('fulfilled');
	expect((await as(scene, scene.lead, (c) => publicationsOf(c, id))).map(({ reason }) => reason)).toEqual(['interim', 'closed']);
});

test('a publication can be neither changed nor deleted by the program', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await answer(scene, id, 9);
	await as(scene, scene.lead, (c) => publish(c, id, 'interim'));
	await expect(as(scene, 'system', ({ tx }) => tx.updateTable('publication').set({ document: '{}' }).where('survey_id', '=', id).execute())).rejects.toThrow(/permission denied/);
	await expect(as(scene, 'system', ({ tx }) => tx.deleteFrom('publication').where('survey_id', '=', id).execute())).rejects.toThrow(/permission denied/);
});

test('what is stored holds no more than the rules decide from counts made in another way', async () => {
	const scene = await surveyScene(db);
	for (const seed of [3, 8, 21]) {
		const generated = generateSurvey(seed);
		const region: SurveyScene = { ...scene, versionId: await publishQuestionnaire(db, scene.regionId, { ...generated.questionnaire, version: `1.0.${seed}` }) };
		const id = await openedSurvey(db, region, { languages: ['en'], variants: generated.questionnaire.variants.easy ? ['standard', 'easy'] : ['standard'] });
		await as(scene, 'system', ({ tx }) => tx.updateTable('survey').set({ minimum_group: generated.k }).where('id', '=', id).execute());
		const assisted = ['no', 'relative', 'staff', 'independent'] as const;
		await as(scene, 'system', (c) => storeResponses(c, id, generated.people.map((person) => ({ variant: person.variant, channel: person.open ? 'open' : 'one-time', assisted: assisted[person.assisted] ?? 'no', choices: person.choices, texts: {} }))));
		await setClosed(scene, id, '2026-11-22T07:00:00Z');
		const { document } = await as(scene, scene.lead, (c) => publish(c, id, 'closed'));
		const expected = decideCells(tallyOf(generated.questionnaire, generated.people), generated.k, [], { questionnaire: generated.questionnaire, reason: 'closed' });
		const near = (value: unknown): unknown => JSON.parse(JSON.stringify(value), (_, item: unknown) => (typeof item === 'number' ? Math.round(item * 1e6) / 1e6 : item)) as unknown;
		expect(near(document.variants)).toEqual(near(expected));
	}
});

test('files hold the published figures and nothing hidden, and no text becomes a formula', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene, { name: { en: '=cmd()', lv: '=cmd()' } });
	await answer(scene, id, 20);
	await setClosed(scene, id, '2026-11-22T07:00:00Z');
	const { sha256 } = await as(scene, scene.lead, (c) => publish(c, id, 'closed'));
	const json = JSON.parse(await as(scene, scene.viewer, (c) => publicationJson(c, id))) as { sha256: string; document: PublicationDocument; figures: { item: string | null; by: string | null; measure: string; answer: string | null; value: unknown }[] };
	expect(json.sha256).toBe(sha256);
	const counts = json.figures.filter(({ item, by, measure }) => item === 'kind-staff' && by === null && measure === 'count').map(({ answer, value }) => [answer, value]);
	expect(counts).toEqual([['never', 7], ['partly', 7], ['fully', 6], ['unsure', 0], ['declined', 0]]);
	expect(json.figures.find(({ item, by, measure }) => item === 'kind-staff' && by === null && measure === 'mean')?.value).toBe(1.95);
	const csv = await as(scene, scene.viewer, (c) => publicationCsv(c, id));
	expect(csv.split('\r\n').slice(0, 2)).toEqual(['\uFEFFvariant,by,group,item,measure,answer,value', 'standard,,,,responses,,20']);
	expect(csv.trim().split('\r\n')).toHaveLength(json.figures.length + 1);
	const codebook = await as(scene, scene.viewer, (c) => codebookCsv(c, id));
	for (const { item } of json.figures) if (item !== null) expect(codebook).toContain(item);
	const book = await readXlsx(await as(scene, scene.viewer, (c) => publicationXlsx(c, id)));
	expect(book.map(({ name }) => name)).toEqual(['Figures', 'Codebook', 'About']);
	expect(JSON.stringify(book)).toContain("'=cmd()");
});

test('row level security keeps a publication in its region', async () => {
	const scene = await surveyScene(db);
	const elsewhere = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await answer(scene, id, 9);
	await as(scene, scene.lead, (c) => publish(c, id, 'interim'));
	expect(await db.as(elsewhere.regionId, 'system', ({ tx }) => tx.selectFrom('publication').selectAll().execute())).toEqual([]);
	const owner = new pg.Client(db.owner);
	await owner.connect();
	try {
		const { rows } = await owner.query<{ document: string }>('select document from publication where survey_id = $1', [id]);
		expect(rows[0]?.document).not.toContain('answered_on');
	} finally {
		await owner.end();
	}
});
