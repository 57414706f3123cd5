import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#platform/access.ts';
import { fixedClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { InstitutionId, RegionId } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { openTestSurvey, smallQuestionnaire, type OpenSurvey } from '../../../../tests/support/survey.ts';
import type { NewResponse } from '../model.ts';
import { closeSurvey } from '../running/index.ts';
import { Entrances, forgetSaved, openSaved, removeExpiredSaved, saveForLater, spendAndStore, storeResponse, storeResponses, type Entrance } from './index.ts';

const db = useDatabase();
const now = new Date('2026-11-22T09:00:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const choices = [3, 2, 12, 1];
const answer = { variant: 'standard', assisted: 'no', choices, texts: { more: 'Fine.' } } as const;

let region: RegionId;
let institution: InstitutionId;
let survey: OpenSurvey;
const run = <T>(work: (context: Context) => Promise<T>): Promise<T> => db.as(region, 'system', work);

beforeAll(async () => {
	region = await db.region();
	institution = await db.institution(region);
	survey = await openTestSurvey(run, db.owner, institution, smallQuestionnaire());
});

const found = async (token: string, runtime: Runtime = db.runtime): Promise<Entrance> => {
	const entrance = await new Entrances(runtime).find(token);
	if (!entrance) throw new Error('The link was not found');
	return entrance;
};
const send = ({ way, offer }: Entrance, at = now, response: Omit<NewResponse, 'channel'> = answer) => spendAndStore(db.database, { way, versionId: offer.versionId, now: at, day: '2026-11-22', response });
const stored = (surveyId = survey.surveyId) => run(({ tx }) => tx.selectFrom('survey_response').selectAll().where('region_id', '=', region).where('survey_id', '=', surveyId).execute());

describe('a link that works once', () => {
	test('takes one of 50 answers sent at the same moment', async () => {
		const [token = ''] = await survey.oneTime(1);
		const entrance = await found(token);
		const before = (await stored()).length;
		const outcomes = await Promise.all(Array.from({ length: 50 }, () => send(entrance)));
		expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
		expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(49);
		expect(await stored()).toHaveLength(before + 1);
		expect((await found(token)).way.spent).toBe(true);
	});

	test('stores the answer without anybody or any time in it, texts apart, and no audit entry', async () => {
		const [token = ''] = await survey.oneTime(1);
		const audits = () => run(async ({ tx }) => (await tx.selectFrom('audit').select('id').where('region_id', '=', region).execute()).length);
		const before = await audits();
		await send(await found(token), now, { ...answer, texts: { more: `It's "good" \\ {a,b} \u{1F600}`, word: 'NULL' } });
		expect(await audits()).toBe(before);
		const row = (await stored()).at(-1);
		expect(Object.keys(row ?? {}).sort()).toEqual(['answered_on', 'assisted', 'channel', 'choices', 'id', 'late', 'region_id', 'survey_id', 'variant']);
		expect(row).toMatchObject({ answered_on: '2026-11-22', channel: 'one-time', late: false, choices });
		const texts = await run(({ tx }) => tx.selectFrom('survey_text').select(['question', 'body']).where('region_id', '=', region).execute());
		expect(texts).toContainEqual({ question: 'more', body: `It's "good" \\ {a,b} \u{1F600}` });
		expect(texts).toContainEqual({ question: 'word', body: 'NULL' });
	});

	test('is spent exactly when the answer is stored: a failing answer leaves it unspent', async () => {
		const [token = ''] = await survey.oneTime(1);
		const entrance = await found(token);
		const before = (await stored()).length;
		await expect(send(entrance, now, { ...answer, assisted: 'nobody' as 'no' })).rejects.toThrow();
		expect((await found(token)).way.spent).toBe(false);
		expect(await stored()).toHaveLength(before);
		expect(await send(entrance)).toBe('stored');
	});

	test('leaves one trace until the nightly rewrite: link and answer name the same transaction, as docs/privacy.md says', async () => {
		const [token = ''] = await survey.oneTime(1);
		const entrance = await found(token);
		await send(entrance);
		const client = new pg.Client(db.owner);
		await client.connect();
		try {
			const { rows } = await client.query('select count(*)::int as same from survey_link l join survey_response r on r.xmin = l.xmin where l.token_sha256 = $1', [entrance.way.tokenSha256]);
			expect(rows).toEqual([{ same: 1 }]);
		} finally {
			await client.end();
		}
	});
});

describe('an open link', () => {
	test('with a daily limit takes exactly so many of 20 answers at once', async () => {
		const limited = await openTestSurvey(run, db.owner, institution, smallQuestionnaire({ id: 'limited' }));
		const token = await limited.link({ dailyLimit: 3 });
		const entrance = await found(token);
		expect(entrance.way).toMatchObject({ limited: true, full: false });
		const outcomes = await Promise.all(Array.from({ length: 20 }, () => send(entrance)));
		expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(3);
		expect((await found(token)).way.full).toBe(true);
	});

	test('without one takes them all', async () => {
		const entrance = await found(await survey.link());
		expect(await Promise.all(Array.from({ length: 20 }, () => send(entrance)))).toEqual(Array(20).fill('stored'));
	});
});

describe('time', () => {
	test('an answer within the hour after closing is late, later it is refused; before opening too', async () => {
		const short = await openTestSurvey(run, db.owner, institution, smallQuestionnaire({ id: 'short' }), { opensAt: now, closesAt: later(10) });
		const entrance = await found(await short.link());
		expect(await send(entrance, later(-1))).toBe('refused');
		expect(await send(entrance, later(9))).toBe('stored');
		expect(await send(entrance, later(10))).toBe('stored-late');
		expect(await send(entrance, later(69))).toBe('stored-late');
		expect(await send(entrance, later(70))).toBe('refused');
		expect((await stored(short.surveyId)).map(({ late }) => late).sort()).toEqual([false, true, true]);
	});

	test('a survey closed early counts from then on', async () => {
		const early = await openTestSurvey(run, db.owner, institution, smallQuestionnaire({ id: 'early' }));
		const entrance = await found(await early.link());
		await run((context) => closeSurvey(context, early.surveyId));
		expect(await send(entrance, later(5))).toBe('stored-late');
		expect(await send(entrance, later(65))).toBe('refused');
	});
});

describe('a stranger', () => {
	test("finds nothing with a token of no region, and a region's prefix with another secret is no link", async () => {
		const entrances = new Entrances(db.runtime);
		const token = await survey.link();
		expect(await entrances.find(`00000000${token.slice(8)}`)).toBeNull();
		expect(await entrances.find(`${token.slice(0, 8)}0000000000000000`)).toBeNull();
		expect(await entrances.find('nonsense')).toBeNull();
	});

	test("a token under another region's prefix opens nothing there", async () => {
		const other = await db.region();
		const token = await survey.link();
		expect(await new Entrances(db.runtime).find(other.slice(0, 8) + token.slice(8))).toBeNull();
	});

	test('the statement of one region stores nothing under the settings of another', async () => {
		const other = await db.region();
		const entrance = await found(await survey.link());
		expect(await send({ ...entrance, way: { ...entrance.way, regionId: other } })).toBe('refused');
	});

	test('two regions in turn on the same connections each see only their own', async () => {
		const other = await db.region();
		const token = await survey.link();
		const { way } = await found(token);
		const seen = await Promise.all(
			Array.from({ length: 40 }, (_, i) =>
				db.database.inOneTrip<{ n: number }>(i % 2 ? region : other, { name: 'count-links', text: 'select count(*)::int as n from survey_link where token_sha256 = $1', values: [way.tokenSha256] })
			)
		);
		expect(seen.map(([row]) => row?.n)).toEqual(Array.from({ length: 40 }, (_, i) => (i % 2 ? 1 : 0)));
	});

	test('an answer to another version of the questions is refused', async () => {
		const entrance = await found(await survey.link());
		expect(await spendAndStore(db.database, { way: entrance.way, versionId: crypto.randomUUID(), now, day: '2026-11-22', response: answer })).toBe('refused');
	});
});

describe('answers from paper', () => {
	const paper: NewResponse = { ...answer, channel: 'paper' };
	test('are stored by who runs the survey and by nobody else', async () => {
		const lead = await db.actor(region, 'lead', institution);
		const head = await db.actor(region, 'head', institution);
		const member = await db.actor(region, 'member', institution);
		const elsewhere = await db.actor(region, 'lead', await db.institution(region));
		await db.as(region, lead, (context) => storeResponses(context, survey.surveyId, [paper, { ...paper, texts: {} }]));
		await expect(db.as(region, head, (context) => storeResponse(context, survey.surveyId, paper))).rejects.toThrow(Forbidden);
		for (const actor of [member, elsewhere]) await expect(db.as(region, actor, (context) => storeResponse(context, survey.surveyId, paper))).rejects.toThrow(NotFound);
		await expect(db.as(await db.region(), 'system', (context) => storeResponse(context, survey.surveyId, paper))).rejects.toThrow(NotFound);
	});
	test('and their texts do not lie in the order in which they came', async () => {
		const { surveyId } = await openTestSurvey(run, db.owner, institution, smallQuestionnaire({ id: 'piled' }));
		const pile = Array.from({ length: 40 }, (_, i) => i);
		await run((context) => storeResponses(context, surveyId, pile.map((i) => ({ ...paper, choices: [1, 2, (i % 31) + 1, i < 31 ? 1 : 2], texts: { more: String(i) } }))));
		const [answers, texts] = await run(async ({ tx }) => [await tx.selectFrom('survey_response').select('choices').where('survey_id', '=', surveyId).execute(), await tx.selectFrom('survey_text').select('body').where('survey_id', '=', surveyId).execute()] as const);
		const places = answers.map(({ choices }) => (choices[2] ?? 0) - 1 + (choices[3] === 2 ? 31 : 0));
		expect([...places].sort((a, b) => a - b)).toEqual(pile);
		expect(places).not.toEqual(pile);
		const bodies = texts.map(({ body }) => Number(body));
		expect(bodies).not.toEqual(pile);
		expect(bodies).not.toEqual(places);
	});
	test('must fit the questionnaire', async () => {
		const wrong: Partial<NewResponse>[] = [{ choices: [1] }, { choices: [9, 2, 12, 1] }, { choices: [0, 2, 12, 1] }, { choices: [1, 2, 32, 1] }, { choices: [1, 2, 1, 8] }, { choices: [1.5, 2, 1, 1] }, { texts: { kind: 'x' } }, { texts: { more: ' ' } }];
		for (const change of wrong) await expect(run((context) => storeResponse(context, survey.surveyId, { ...paper, ...change }))).rejects.toThrow(Invalid);
	});
	test('are not taken once the survey is a draft or its answers are deleted', async () => {
		await run(({ tx }) => tx.updateTable('survey').set({ answers_deleted_at: now }).where('region_id', '=', region).where('id', '=', survey.surveyId).execute());
		await expect(run((context) => storeResponse(context, survey.surveyId, paper))).rejects.toThrow(Conflict);
		expect(await send(await found(await survey.link()))).toBe('refused');
		await run(({ tx }) => tx.updateTable('survey').set({ answers_deleted_at: null }).where('region_id', '=', region).where('id', '=', survey.surveyId).execute());
	});
});

describe('answers saved for later', () => {
	const saved = { 's.kind': ['a1'], 's.more': ['Žvaigždė'] };
	test('open with their code, in their survey and region only', async () => {
		const { code, until } = await run((context) => saveForLater(context, survey.surveyId, saved));
		expect(code).toMatch(/^\d{3} \d{3} \d{3} \d{3}$/);
		expect(until).toBe('2026-12-22');
		expect(await run((context) => openSaved(context, survey.surveyId, code.replaceAll(' ', '-')))).toEqual(saved);
		const other = await openTestSurvey(run, db.owner, institution, smallQuestionnaire({ id: 'other' }));
		expect(await run((context) => openSaved(context, other.surveyId, code))).toBeNull();
		expect(await db.as(await db.region(), 'system', (context) => openSaved(context, survey.surveyId, code))).toBeNull();
		for (const wrong of ['', '000 000 000 000', 'abc']) expect(await run((context) => openSaved(context, survey.surveyId, wrong))).toBeNull();
		await run((context) => forgetSaved(context, survey.surveyId, code));
		expect(await run((context) => openSaved(context, survey.surveyId, code))).toBeNull();
	});

	test('hold neither code nor words in the database, and go with their day', async () => {
		const { code } = await run((context) => saveForLater(context, survey.surveyId, saved));
		const rows = await run(({ tx }) => tx.selectFrom('survey_saved').select(['code_sha256', 'sealed']).where('region_id', '=', region).execute());
		const all = Buffer.concat(rows.flatMap((row) => [row.code_sha256, row.sealed]));
		for (const secret of [code, code.replaceAll(' ', ''), 'Žvaigždė', 's.kind']) expect(all.includes(Buffer.from(secret))).toBe(false);
		const after = { ...db.runtime, clock: fixedClock('2027-01-15T09:00:00Z') };
		expect(await inContext({ regionId: region, actor: systemActor, locale: 'en' }, (context) => openSaved(context, survey.surveyId, code), after)).toBeNull();
		expect(await inContext({ regionId: region, actor: systemActor, locale: 'en' }, removeExpiredSaved, after)).toBeGreaterThanOrEqual(1);
		expect(await run(({ tx }) => tx.selectFrom('survey_saved').select('survey_id').where('region_id', '=', region).execute())).toEqual([]);
	});

	test('saved again under their code they replace what was there', async () => {
		const { code } = await run((context) => saveForLater(context, survey.surveyId, saved));
		await run((context) => saveForLater(context, survey.surveyId, { 's.kind': ['a2'] }, code));
		expect(await run((context) => openSaved(context, survey.surveyId, code))).toEqual({ 's.kind': ['a2'] });
	});
});
