import pg from 'pg';
import { expect, test } from 'vitest';
import type { Connection } from '#platform/database/database.ts';
import type { Runtime } from '#platform/runtime.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { spendAndStore, tokenSha256 } from '../answering/index.ts';
import { addAddresses, closeDueSurveys, createOneTimeLinks, deleteOutdatedAnswers, loadSurvey, rewriteAnswers, surveysToPublish } from './index.ts';
import { openedSurvey, surveyScene, type SurveyScene } from './testing.ts';

const db = useDatabase();
const at = (moment: string): Runtime => ({ ...db.runtime, clock: { now: () => new Date(moment) } });
const owner = (): Connection => db.owner as Connection;

/** Sends one answer through a one-time link, as a respondent's browser does. */
function answer(scene: SurveyScene, surveyId: string, token: string, choice: number, text: string) {
	const way = { regionId: scene.regionId, tokenSha256: tokenSha256(token), surveyId, kind: 'one-time', layout: 'page', variant: 'standard', language: null, limited: false, full: false, withdrawn: false, spent: false } as Parameters<typeof spendAndStore>[1]['way'];
	return spendAndStore(db.database, { way, versionId: scene.versionId, now: new Date('2026-11-22T09:00:00Z'), day: '2026-11-22', response: { variant: 'standard', assisted: 'no', choices: [choice, 1, 1, null, 2, 1], texts: { wish: text } } });
}

async function look<T>(statement: string, values: unknown[]): Promise<T[]> {
	const client = new pg.Client(db.owner);
	await client.connect();
	try {
		// The owner sees through row level security only with the region set, as everybody.
		await client.query('set row_security = on');
		await client.query(`select set_config('app.region', $1, false)`, [values[0]]);
		return (await client.query(statement, values)).rows as T[];
	} finally {
		await client.end();
	}
}

test('surveys close by themselves an hour after their time, and can be published then', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene, { closesAt: new Date('2026-11-22T10:00:00Z') });
	await db.as(scene.regionId, scene.lead, (c) => addAddresses(c, id, Buffer.from('anna@example.org')));
	const addresses = () => db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('survey_address').select('id').where('survey_id', '=', id).execute());
	await closeDueSurveys(at('2026-11-22T10:59:59Z'));
	expect(await addresses()).toHaveLength(1);
	expect((await db.as(scene.regionId, scene.lead, (c) => loadSurvey(c, id))).state).toBe('open');
	expect(await closeDueSurveys(at('2026-11-22T11:00:00Z'))).toBe(1);
	expect(await closeDueSurveys(at('2026-11-22T11:05:00Z'))).toBe(0);
	expect(await addresses()).toEqual([]);
	expect(await db.as(scene.regionId, scene.lead, (c) => loadSurvey(c, id))).toMatchObject({ state: 'closed', closedAt: new Date('2026-11-22T10:00:00Z') });
	const ready = (moment: string) => db.as(scene.regionId, 'system', (c) => surveysToPublish({ ...c, now: new Date(moment) }));
	expect(await ready('2026-11-22T10:59:00Z')).toEqual([]);
	expect(await ready('2026-11-22T11:00:00Z')).toEqual([id]);
});

test('raw answers go after the months that were promised, and not a day before', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene, { closesAt: new Date('2026-11-30T10:00:00Z') });
	const [token = ''] = await db.as(scene.regionId, scene.lead, (c) => createOneTimeLinks(c, id, 1));
	expect(await answer(scene, id, token, 3, 'light')).toBe('stored');
	await closeDueSurveys(at('2026-12-01T00:00:00Z'));
	const count = async () => (await look<{ n: string }>('select count(*) as n from survey_response where region_id = $1 and survey_id = $2', [scene.regionId, id]))[0]?.n;
	await deleteOutdatedAnswers(at('2027-11-29T03:00:00Z'));
	expect(Number(await count())).toBe(1);
	expect(await deleteOutdatedAnswers(at('2027-11-30T03:00:00Z'))).toBe(1);
	expect(Number(await count())).toBe(0);
	expect(await deleteOutdatedAnswers(at('2027-12-30T03:00:00Z'))).toBe(0);
	expect((await db.as(scene.regionId, scene.lead, (c) => loadSurvey(c, id))).answersDeletedAt).not.toBeNull();
});

interface Mark {
	readonly mark: string;
	readonly place: string;
	readonly what: string;
}
const links = (scene: SurveyScene, id: string) => look<Mark & { day: string }>(`select xmin::text as mark, ctid::text as place, encode(token_sha256, 'hex') as what, spent_on::text as day from survey_link where region_id = $1 and survey_id = $2 order by ctid`, [scene.regionId, id]);
const answers = (scene: SurveyScene, id: string) => look<Mark>(`select xmin::text as mark, ctid::text as place, choices[1]::text as what from survey_response where region_id = $1 and survey_id = $2 order by ctid`, [scene.regionId, id]);
const texts = (scene: SurveyScene, id: string) => look<Mark>(`select xmin::text as mark, ctid::text as place, body as what from survey_text where region_id = $1 and survey_id = $2 order by ctid`, [scene.regionId, id]);

test('before the daily rewrite the marks of PostgreSQL lead from a link to its answer; after it nothing does', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	const tokens = await db.as(scene.regionId, scene.lead, (c) => createOneTimeLinks(c, id, 60));
	const order = tokens.slice(0, 40);
	for (const [i, token] of order.entries()) await answer(scene, id, token, (i % 3) + 1, `text ${i}`);

	const [linksBefore, answersBefore, textsBefore] = [await links(scene, id), await answers(scene, id), await texts(scene, id)];
	const spentBefore = linksBefore.filter((row) => row.day !== null);
	expect(spentBefore.map((row) => row.mark).sort()).toEqual(answersBefore.map((row) => row.mark).sort());
	expect(textsBefore.map((row) => row.what)).toEqual(order.map((_, i) => `text ${i}`));

	expect(await rewriteAnswers(db.runtime, owner())).toBeGreaterThanOrEqual(1);
	const [linksAfter, answersAfter, textsAfter] = [await links(scene, id), await answers(scene, id), await texts(scene, id)];
	expect(new Set([...linksAfter, ...answersAfter, ...textsAfter].map((row) => row.mark)).size).toBe(1);
	expect(linksAfter.map((row) => row.what).sort()).toEqual(linksBefore.map((row) => row.what).sort());
	expect(answersAfter.map((row) => row.what).sort()).toEqual(answersBefore.map((row) => row.what).sort());
	expect(textsAfter.map((row) => row.what).sort()).toEqual(textsBefore.map((row) => row.what).sort());
	// Which links are spent is kept, on which day is not.
	expect(linksAfter.filter((row) => row.day !== null).map((row) => row.what).sort()).toEqual(spentBefore.map((row) => row.what).sort());
	expect(new Set(linksAfter.flatMap((row) => row.day ?? []))).toEqual(new Set(['2026-11-20']));
	// A random order is the old one with a chance of 1 to 40!.
	expect(textsAfter.map((row) => row.what)).not.toEqual(textsBefore.map((row) => row.what));
	const spentOrder = linksAfter.filter((row) => row.day !== null).map((row) => order.findIndex((token) => tokenSha256(token).toString('hex') === row.what));
	const textOrder = textsAfter.map((row) => Number(row.what.slice(5)));
	expect(Math.abs(correlation(spentOrder, textOrder))).toBeLessThan(0.75);
	expect(Math.abs(correlation(textOrder, order.map((_, i) => i)))).toBeLessThan(0.75);

	expect(await rewriteAnswers(db.runtime, owner())).toBe(0);
	const dead = await look<{ n: number }>(`select coalesce(sum(n_dead_tup), 0)::int as n from pg_stat_user_tables where $1::text is not null and relname in ('survey_link', 'survey_response', 'survey_text')`, [scene.regionId]);
	expect(dead[0]?.n).toBe(0);
});

function correlation(a: readonly number[], b: readonly number[]): number {
	const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [ma, mb] = [mean(a), mean(b)];
	const part = (x: readonly number[], mx: number, y: readonly number[], my: number) => x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? 0) - my), 0);
	return part(a, ma, b, mb) / Math.sqrt(part(a, ma, a, ma) * part(b, mb, b, mb));
}

test('answers that come in while rows are rewritten are neither lost nor refused, and no link answers twice', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	const tokens = await db.as(scene.regionId, scene.lead, (c) => createOneTimeLinks(c, id, 240));
	let running = true;
	const rewriting = (async () => {
		let rounds = 0;
		while (running) rounds += await rewriteAnswers(db.runtime, owner());
		return rounds;
	})();
	const outcomes: string[] = [];
	const waiting = [...tokens, ...tokens.slice(0, 60)].entries();
	const sender = async () => {
		for (const [i, token] of waiting) outcomes.push(await answer(scene, id, token, (i % 3) + 1, `text ${token}`));
	};
	await Promise.all([sender(), sender(), sender(), sender()]);
	running = false;
	expect(await rewriting).toBeGreaterThan(0);
	expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(240);
	expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(60);
	expect(await answers(scene, id)).toHaveLength(240);
	expect(new Set((await texts(scene, id)).map((row) => row.what)).size).toBe(240);
	expect((await links(scene, id)).filter((row) => row.day === null)).toEqual([]);
}, 60_000);

test('the day of an answer is kept for that day only, which daily limits count', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	const [token = '', lonely = ''] = await db.as(scene.regionId, scene.lead, (c) => createOneTimeLinks(c, id, 2));
	const days = async () => (await look<{ day: string }>('select answered_on::text as day from survey_response where region_id = $1 and survey_id = $2', [scene.regionId, id])).map(({ day }) => day);
	await answer(scene, id, token, 1, 'first');
	await rewriteAnswers(db.runtime, owner());
	expect(await days()).toEqual(['2026-11-22']);
	// Nothing came since, and all rows carry the mark of one rewrite.
	expect(await rewriteAnswers(at('2026-11-23T01:20:00Z'), owner())).toBeGreaterThanOrEqual(1);
	expect(await days()).toEqual(['2026-11-20']);
	expect(await rewriteAnswers(at('2026-11-24T01:20:00Z'), owner())).toBe(0);
	await answer(scene, id, lonely, 1, 'second');
	await rewriteAnswers(at('2026-11-24T01:20:00Z'), owner());
	expect(new Set(await days())).toEqual(new Set(['2026-11-20']));
});

test('another region\'s rows stay as they are', async () => {
	const [here, there] = [await surveyScene(db), await surveyScene(db)];
	const id = await openedSurvey(db, there);
	const [token = ''] = await db.as(there.regionId, there.lead, (c) => createOneTimeLinks(c, id, 2));
	await answer(there, id, token, 2, 'x');
	await rewriteAnswers(db.runtime, owner());
	expect(await look('select 1 from survey_response where region_id = $1 and survey_id = $2', [there.regionId, id])).toHaveLength(1);
	expect(await look('select 1 from survey_response where region_id = $1', [here.regionId])).toEqual([]);
});
