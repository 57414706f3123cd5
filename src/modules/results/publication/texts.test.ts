import { expect, test } from 'vitest';
import { systemActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { SurveyId } from '#platform/ids.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { smallQuestionnaire } from '../../../../tests/support/survey.ts';
import { storeResponses, type Channel } from '../../survey/index.ts';
import { openedSurvey, publishQuestionnaire, surveyScene, type SurveyScene } from '../../survey/running/testing.ts';
import { decideTexts, publish, releasedTexts, surveysWithUnreadTexts, textsToRead, unreadTextsOf, type ReaderDecision, type TextState } from './index.ts';

const db = useDatabase();
const as = <T>(scene: SurveyScene, actor: Actor | 'system', work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);
const write = (scene: SurveyScene, id: SurveyId, texts: readonly string[], channel: Channel = 'paper') =>
	as(scene, 'system', (c) => storeResponses(c, id, texts.map((wish, i) => ({ variant: 'standard', channel, assisted: 'no', choices: [(i % 3) + 1, (i % 3) + 1, (i % 2) + 1, i, (i % 2) + 1, 1], texts: { wish } }))));
const read = (scene: SurveyScene, id: SurveyId, state: TextState = 'new') => as(scene, scene.coordinator, (c) => textsToRead(c, id, state));
const release = (texts: readonly { id: string; body: string; state: TextState }[]): ReaderDecision[] => texts.map(({ id, body, state }) => ({ id, seen: state, decision: 'release', text: body }));
const words = ['More light', 'Ilze is kind', 'Nothing', 'A garden', 'Less noise', 'Warm tea', 'Longer hours'];

test('a reader releases, shortens and withholds; others see only what was released, after a publication', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await write(scene, id, words);
	const { texts, counts } = await read(scene, id);
	expect(counts).toEqual({ new: 7, released: 0, withheld: 0 });
	expect(await as(scene, scene.administrator, surveysWithUnreadTexts)).toMatchObject([{ id, count: 7 }]);
	expect(await as(scene, scene.coordinator, (c) => unreadTextsOf(c, id))).toBe(7);
	for (const actor of [scene.lead, scene.head, scene.viewer, scene.researcher]) {
		expect(await as(scene, actor, surveysWithUnreadTexts)).toEqual([]);
		expect(await as(scene, actor, (c) => unreadTextsOf(c, id))).toBeNull();
	}
	expect(texts[0]?.asked).toMatchObject({ en: 'What should change?' });
	const decisions = texts.flatMap(({ id, body, state }): ReaderDecision[] => {
		if (body === 'Nothing') return [{ id, seen: state, decision: 'withhold', text: body }];
		return body === 'Longer hours' ? [] : [{ id, seen: state, decision: 'release', text: body === 'Ilze is kind' ? ' [name] is kind ' : body }];
	});
	expect(await as(scene, scene.coordinator, (c) => decideTexts(c, id, decisions))).toEqual({ released: 5, withheld: 1 });
	expect(await as(scene, scene.viewer, (c) => releasedTexts(c, id))).toEqual([]);
	await as(scene, scene.lead, (c) => publish(c, id, 'interim'));
	const [released] = await as(scene, scene.viewer, (c) => releasedTexts(c, id));
	expect(released).toMatchObject({ variant: 'standard', question: 'wish' });
	expect([...(released?.texts ?? [])].sort()).toEqual(['A garden', 'Less noise', 'More light', 'Warm tea', '[name] is kind']);
	const audit = await as(scene, 'system', ({ tx }) => tx.selectFrom('audit').select('after').where('action', '=', 'survey.texts_read').where('subject_id', '=', id).execute());
	expect(audit.map(({ after }) => after)).toEqual([{ released: 5, withheld: 1, shortened: 1 }]);
	// A decision can be taken back.
	const again = await read(scene, id, 'released');
	await as(scene, scene.administrator, (c) => decideTexts(c, id, again.texts.map(({ id, state }) => ({ id, seen: state, decision: 'withhold', text: '' }))));
	expect(await as(scene, scene.viewer, (c) => releasedTexts(c, id))).toEqual([]);
});

test('nothing is shown of fewer than k texts, and those of open links do not count', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await write(scene, id, words.slice(0, 4));
	await write(scene, id, words, 'open');
	await as(scene, 'system', (c) => storeResponses(c, id, [1, 2].map((n) => ({ variant: 'standard', channel: 'paper', assisted: 'no', choices: [n, n, 1, 2, 1, 1], texts: {} }))));
	const all = await as(scene, scene.coordinator, (c) => textsToRead(c, id, 'new'));
	await as(scene, scene.coordinator, (c) => decideTexts(c, id, release(all.texts)));
	await as(scene, scene.lead, (c) => publish(c, id, 'interim'));
	expect(await as(scene, scene.viewer, (c) => releasedTexts(c, id))).toEqual([]);
	await write(scene, id, ['One more']);
	expect((await as(scene, scene.viewer, (c) => releasedTexts(c, id)))[0]?.texts).toHaveLength(10);
});

test('while a survey is open, fewer than k unread texts wait; the order is the same all day and not that of arrival', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await write(scene, id, words.slice(0, 4));
	expect(await read(scene, id)).toMatchObject({ waiting: true, texts: [], counts: { new: 4 } });
	await as(scene, 'system', ({ tx }) => tx.updateTable('survey').set({ state: 'closed', closed_at: new Date('2026-11-22T08:00:00Z') }).where('id', '=', id).execute());
	expect((await read(scene, id)).texts).toHaveLength(4);
	const other = await openedSurvey(db, scene);
	const many = Array.from({ length: 10 }, (_, i) => `Text ${i}`);
	await write(scene, other, many);
	const first = (await read(scene, other)).texts.map(({ body }) => body);
	expect((await read(scene, other)).texts.map(({ body }) => body)).toEqual(first);
	expect(first).not.toEqual(many);
	expect([...first].sort()).toEqual(many);
});

test('several texts of one person are one person, and nobody is read alone in the hour after closing', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene, { questionnaireVersionId: await publishQuestionnaire(db, scene.regionId, smallQuestionnaire({ id: 'two-texts' })), languages: ['lv', 'en'] });
	const tell = (people: number) => as(scene, 'system', (c) => storeResponses(c, id, Array.from({ length: people }, () => ({ variant: 'standard', channel: 'paper', assisted: 'no', choices: [1, 1, 3, 1], texts: { word: 'Warm', more: 'Ilze was there' } }))));
	await tell(4);
	expect(await read(scene, id)).toMatchObject({ waiting: true, texts: [], counts: { new: 8 } });
	await as(scene, 'system', ({ tx }) => tx.updateTable('survey').set({ state: 'closed', closed_at: new Date('2026-11-22T08:30:00Z') }).where('id', '=', id).execute());
	expect(await read(scene, id)).toMatchObject({ waiting: true, texts: [] });
	await tell(1);
	expect((await read(scene, id)).texts).toHaveLength(10);
});

test('a text may only be shortened; nothing is saved when one does not fit', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await write(scene, id, words);
	const { texts } = await read(scene, id);
	const [a, b, c] = texts;
	if (!a || !b || !c) throw new Error('no texts');
	const decide = (decisions: ReaderDecision[]) => as(scene, scene.coordinator, (context) => decideTexts(context, id, decisions));
	const bad: ReaderDecision[] = [...release([a]), { id: b.id, seen: 'new', decision: 'release', text: `${b.body} indeed` }, { id: c.id, seen: 'new', decision: 'release', text: ' ' }];
	await expect(decide(bad)).rejects.toMatchObject({ fields: { [`text_${b.id}`]: { code: 'texts_not_shortened' }, [`text_${c.id}`]: { code: 'required' } } });
	await expect(decide(bad)).rejects.toBeInstanceOf(Invalid);
	expect((await read(scene, id)).counts).toEqual({ new: 7, released: 0, withheld: 0 });
	expect(await decide([])).toEqual({ released: 0, withheld: 0 });
});

test('two readers who decide about one text: the second is told', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await write(scene, id, words);
	const { texts } = await read(scene, id);
	const outcomes = await Promise.allSettled([scene.coordinator, scene.administrator].map((actor) => as(scene, actor, (c) => decideTexts(c, id, release(texts)))));
	expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : []))).toEqual(['texts_changed_elsewhere']);
});

test('only who runs the region reads texts; ids of other surveys and regions are unknown', async () => {
	const scene = await surveyScene(db);
	const elsewhere = await surveyScene(db);
	const [id, other] = [await openedSurvey(db, scene), await openedSurvey(db, scene)];
	await write(scene, id, words);
	const decisions = release((await read(scene, id)).texts);
	const nobody: Actor = { ...systemActor, system: false };
	for (const work of [(c: Context) => textsToRead(c, id, 'new') as Promise<unknown>, (c: Context) => decideTexts(c, id, decisions) as Promise<unknown>]) {
		for (const actor of [scene.lead, scene.head, scene.member, scene.viewer, scene.researcher]) await expect(as(scene, actor, work)).rejects.toBeInstanceOf(Forbidden);
		for (const actor of [scene.otherLead, nobody]) await expect(as(scene, actor, work)).rejects.toBeInstanceOf(NotFound);
		await expect(as(elsewhere, elsewhere.administrator, work)).rejects.toBeInstanceOf(NotFound);
	}
	await expect(as(scene, scene.coordinator, (c) => decideTexts(c, other, decisions))).rejects.toBeInstanceOf(NotFound);
	await expect(as(elsewhere, elsewhere.administrator, (c) => releasedTexts(c, id))).rejects.toBeInstanceOf(NotFound);
	await expect(as(scene, scene.otherLead, (c) => releasedTexts(c, id))).rejects.toBeInstanceOf(NotFound);
	await expect(as(scene, scene.coordinator, (c) => textsToRead(c, 'x', 'new'))).rejects.toBeInstanceOf(NotFound);
});
