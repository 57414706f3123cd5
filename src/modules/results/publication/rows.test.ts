import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { systemActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import type { SurveyId } from '#platform/ids.ts';
import { readXlsx } from '#platform/sheets/index.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { storeResponses, type Assistance, type Channel } from '../../survey/index.ts';
import { openedSurvey, surveyScene, type SurveyScene } from '../../survey/running/testing.ts';
import { exportRows, previewRows, publish, rowsCsv, rowsXlsx } from './index.ts';

const db = useDatabase();
const as = <T>(scene: SurveyScene, actor: Actor | 'system', work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);
const answered = (scene: SurveyScene, id: SurveyId, count: number, change: { service?: number | null; assisted?: Assistance; channel?: Channel } = {}) =>
	as(scene, 'system', (c) =>
		storeResponses(c, id, Array.from({ length: count }, (_, i) => ({ variant: 'standard', channel: change.channel ?? 'paper', assisted: change.assisted ?? 'no', choices: [(i % 3) + 1, (i % 3) + 1, change.service === undefined ? 1 : change.service, i % 31, (i % 4) + 1, (i % 3) + 1], texts: { wish: 'A secret wish' } })))
	);
const close = (scene: SurveyScene, id: SurveyId, at = '2026-11-22T07:00:00Z') => as(scene, 'system', ({ tx }) => tx.updateTable('survey').set({ state: 'closed', closed_at: new Date(at) }).where('id', '=', id).execute());

async function closedScene() {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await answered(scene, id, 30);
	await answered(scene, id, 20, { service: 2, channel: 'one-time' });
	await answered(scene, id, 2, { service: null, assisted: 'staff' });
	await answered(scene, id, 1, { service: 2, assisted: 'independent', channel: 'import' });
	await answered(scene, id, 7, { service: 2, channel: 'open' });
	await close(scene, id);
	await as(scene, 'system', (c) => publish(c, id, 'closed'));
	return { scene, id };
}

test('rows leave k-anonymous, without text or day, and the purpose is audited', async () => {
	const { scene, id } = await closedScene();
	const csv = await as(scene, scene.researcher, (c) => rowsCsv(c, id, ' Study of day centres '));
	const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
	expect(Object.keys(rows[0] ?? {})).toEqual(['variant', 'assisted', 'channel', 'kind-staff', 'long-wait', 'service', 'visits', 'helped', 'activities']);
	expect(rows.length).toBeGreaterThan(55);
	const classes = Object.values(Object.groupBy(rows, ({ assisted, channel, service }) => `${assisted} ${channel} ${service}`));
	for (const rows of classes) expect(rows?.length).toBeGreaterThanOrEqual(5);
	expect(csv).not.toMatch(/secret|2026-/);
	expect(new Set(rows.map(({ visits }) => visits)).size).toBeLessThan(13);
	const audits = await as(scene, 'system', ({ tx }) => tx.selectFrom('audit').select(['after', 'actor_id']).where('action', '=', 'survey.rows_exported').execute());
	expect(audits).toMatchObject([{ actor_id: scene.researcher.personId, after: { purpose: 'Study of day centres', rows: rows.length } }]);
	const book = await readXlsx(await as(scene, scene.researcher, (c) => rowsXlsx(c, id, 'Study of day centres, again')));
	expect(book.map(({ name }) => name)).toEqual(['Rows', 'Codebook']);
	expect(book[0]?.rows).toHaveLength(rows.length + 1);
	const preview = await as(scene, scene.researcher, (c) => previewRows(c, id));
	expect(preview).toMatchObject({ rows: rows.length });
	expect(preview).not.toHaveProperty('sheet');
});

test('rows are shuffled: the order changes from one export to the next', async () => {
	const { scene, id } = await closedScene();
	const orders = await Promise.all([1, 2, 3].map(() => as(scene, scene.researcher, (c) => exportRows(c, id, 'Study of the order of rows'))));
	expect(new Set(orders.map(({ sheet }) => JSON.stringify(sheet.rows))).size).toBe(3);
});

test('only a researcher takes rows, and only for a purpose, from a closed survey whose answers are there', async () => {
	const { scene, id } = await closedScene();
	const elsewhere = await surveyScene(db);
	const nobody: Actor = { ...systemActor, system: false };
	const take = (actor: Actor, survey: string = id, purpose = 'Study of day centres') => as(scene, actor, (c) => exportRows(c, survey, purpose));
	for (const actor of [scene.coordinator, scene.administrator, scene.lead, scene.head, scene.viewer]) await expect(take(actor)).rejects.toBeInstanceOf(Forbidden);
	for (const actor of [scene.otherLead, nobody]) await expect(take(actor)).rejects.toBeInstanceOf(NotFound);
	await expect(db.as(elsewhere.regionId, elsewhere.researcher, (c) => exportRows(c, id, 'Study of day centres'))).rejects.toBeInstanceOf(NotFound);
	await expect(take(scene.researcher, 'x')).rejects.toBeInstanceOf(NotFound);
	for (const purpose of ['', '   ']) await expect(take(scene.researcher, id, purpose)).rejects.toMatchObject({ fields: { purpose: { code: 'required' } } });
	for (const purpose of ['x', 'x study', ` ${'x'.repeat(19)} `]) await expect(take(scene.researcher, id, purpose)).rejects.toMatchObject({ fields: { purpose: { code: 'rows_purpose_short', params: { count: 20 } } } });
	const open = await openedSurvey(db, scene);
	await answered(scene, open, 9);
	await expect(take(scene.researcher, open)).rejects.toMatchObject({ code: 'rows_not_closed' });
	await close(scene, open, '2026-11-22T08:30:00Z');
	await expect(take(scene.researcher, open)).rejects.toMatchObject({ code: 'rows_not_closed' });
	await close(scene, open);
	// Answers may still be typed in from paper.
	await expect(take(scene.researcher, open)).rejects.toMatchObject({ code: 'rows_not_closed' });
	await as(scene, 'system', (c) => publish(c, open, 'closed'));
	await expect(take(scene.researcher, open)).resolves.toMatchObject({ rows: 9 });
	await as(scene, 'system', ({ tx }) => tx.updateTable('survey').set({ answers_deleted_at: new Date('2026-11-22T08:00:00Z') }).where('id', '=', open).execute());
	await expect(take(scene.researcher, open)).rejects.toMatchObject({ code: 'publication_answers_deleted' });
	const few = await openedSurvey(db, scene);
	await answered(scene, few, 4);
	await answered(scene, few, 40, { channel: 'open' });
	await close(scene, few);
	await as(scene, 'system', (c) => publish(c, few, 'closed'));
	await expect(take(scene.researcher, few)).rejects.toBeInstanceOf(Conflict);
	expect(await as(scene, 'system', ({ tx }) => tx.selectFrom('audit').select('id').where('action', '=', 'survey.rows_exported').where('subject_id', '=', few).execute())).toEqual([]);
});
