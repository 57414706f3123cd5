import { expect, test } from 'vitest';
import { visitorActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { ProjectDocument } from '../model.ts';
import { recordAchievement, withdrawAchievement, resultPage } from '../things/index.ts';
import { createProject, publishProject } from '../versions/index.ts';
import { madeProject, projectScene, sampleProject, type ProjectScene } from '../versions/testing.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { inventedProjects, portfolio, publicProjects } from './index.ts';
import { portfolioPageSize, type PortfolioQuery } from './model.ts';

const db = useDatabase();
const as = <T>(scene: ProjectScene, actor: Actor | 'system', work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);
const seen = (scene: ProjectScene, query: PortfolioQuery = {}, actor: Actor = scene.manager) => as(scene, actor, (c) => portfolio(c, query));
const made = (scene: ProjectScene, change: Partial<ProjectDocument> = {}, state: Parameters<typeof madeProject>[2] = 'running') => madeProject(db, scene, state, sampleProject(scene.institution, change));

const shares = (total: string | null, funds: ProjectDocument['shares'][number]['funds'] = []): ProjectDocument['shares'] => [{ partner: null, total, funds }];
const none: Partial<ProjectDocument> = { shares: [], budget: [], indicators: [], objects: [], packages: [], sources: {} };

test('who follows projects sees them all, a partner’s people theirs, others do not learn of the page', async () => {
	const scene = await projectScene(db);
	const own = await made(scene);
	const foreign = await made(scene, { partners: sampleProject(null).partners });
	await as(scene, scene.manager, (c) => createProject(c, { title: { lv: 'Ideja' } }));
	for (const actor of [scene.manager, scene.coordinator, scene.administrator, scene.viewer]) expect((await seen(scene, {}, actor)).count).toBe(3);
	for (const actor of [scene.partner, scene.partnerLead, scene.partnerHead]) expect((await seen(scene, {}, actor)).rows.map(({ id }) => id)).toEqual([own]);
	expect((await seen(scene, {}, scene.outsider)).count).toBe(0);
	for (const actor of [scene.member, scene.researcher, visitorActor]) await expect(seen(scene, {}, actor)).rejects.toBeInstanceOf(NotFound);
	expect((await seen(scene)).rows.map(({ id }) => id)).toContain(foreign);
	const other = await projectScene(db);
	expect(await seen(other)).toMatchObject({ count: 0, rows: [], periods: [], municipalities: [], groups: [], years: [] });
	// Whose people see the totals of their own projects see no sum of others.
	expect((await seen(scene, {}, scene.partner)).total).toMatchObject({ projects: 1, inEuro: '100000.00', byFund: { eu: '85000.00' } });
});

test('what is made up to try things out is listed apart and counts nowhere', async () => {
	const scene = await projectScene(db);
	await made(scene);
	const before = await seen(scene);
	const id = await as(scene, scene.manager, (c) => createProject(c, { title: { lv: 'Izmēģinājums' }, invented: true }));
	expect(await seen(scene)).toEqual(before);
	expect((await as(scene, scene.manager, inventedProjects)).map((project) => project.id)).toEqual([id]);
});

test('visitors see what is published, whoever asks', async () => {
	const scene = await projectScene(db);
	const [shown] = [await made(scene), await made(scene)];
	await as(scene, scene.manager, (c) => publishProject(c, shown));
	for (const actor of [visitorActor, scene.manager, scene.member]) {
		const list = await as(scene, actor, (c) => publicProjects(c));
		expect(list.rows.map(({ id, published }) => [id, published])).toEqual([[shown, true]]);
		expect(list.total).toMatchObject({ projects: 1, inEuro: '100000.00' });
	}
	expect((await as(scene, visitorActor, (c) => publicProjects(c, { state: 'idea' }))).count).toBe(0);
});

test('sums by period and payer agree, lats stand beside their euro, and what is unknown is no zero', async () => {
	const scene = await projectScene(db);
	await made(scene, { programme: { name: { en: 'Latvia–Lithuania 2014–2020' }, priority: null, objective: null } });
	await made(scene, { ...none, currency: 'LVL', programme: { name: null, priority: null, objective: null }, period: { from: '2012-01-01', to: '2013-06-30', precision: 'month', months: 18 }, shares: shares('117561.42') });
	await made(scene, { ...none, currency: 'SEK', period: { from: '2012-01-01', to: '2013-06-30', precision: 'month', months: 18 }, programme: { name: null, priority: null, objective: null }, shares: shares('1000.00', [{ fund: 'erdf', amount: '850.00', rate: null }]) });
	const all = await seen(scene);
	expect(all.periods).toEqual([
		{ period: '2014-2020', projects: 1, inEuro: '100000.00', withoutTotal: 0, byFund: { eu: '85000.00', 'other-donor': null, state: null, own: null, private: null }, unexplained: '15000.00' },
		{ period: '2007-2013', projects: 2, inEuro: '167274.83', withoutTotal: 1, byFund: { eu: null, 'other-donor': null, state: null, own: null, private: null }, unexplained: '167274.83' }
	]);
	expect(all.total).toMatchObject({ projects: 3, inEuro: '267274.83', withoutTotal: 1 });
	expect(all.currencies).toContainEqual({ currency: 'LVL', projects: 1, amount: '117561.42', inEuro: '167274.83', withoutRate: 0 });
	expect(all.currencies).toContainEqual({ currency: 'SEK', projects: 1, amount: '1000.00', inEuro: null, withoutRate: 1 });
	const lats = all.rows.find((row) => row.total?.currency === 'LVL');
	expect(lats).toMatchObject({ total: { amount: '117561.42', inEuro: '167274.83' }, eu: null });
	expect(all.rows.find((row) => row.total?.currency === 'SEK')).toMatchObject({ total: { inEuro: null }, eu: { amount: '850.00', inEuro: null } });
	expect(all.years.map(({ year, projects }) => `${year}:${projects}`)).toEqual(['2012:2', '2013:2', ...Array.from({ length: 11 }, (_, i) => `${2014 + i}:0`), '2025:1', '2026:1', '2027:1']);
	expect((await seen(scene, { period: '2007-2013' })).count).toBe(2);
	expect((await seen(scene, { period: '2021-2027' })).count).toBe(0);
	expect(all.choices.periods).toEqual(['2014-2020', '2007-2013']);
});

test('municipalities as they were and as they are: what went into another counts there, a project once', async () => {
	const scene = await projectScene(db);
	const place = (code: string, name: string, from: string, to: string | null) =>
		as(scene, 'system', async ({ tx }) => (await tx.insertInto('municipality').values({ region_id: scene.regionId, code, country: 'LV', name: JSON.stringify({ en: name }), valid_from: from, valid_to: to }).returning('id').executeTakeFirstOrThrow()).id);
	const [auce, dobele, merged] = [await place('0001', 'Auce', '2009-07-01', '2021-07-01'), await place('0002', 'Dobele', '2009-07-01', '2021-07-01'), await place('0003', 'Dobele', '2021-07-01', null)];
	await as(scene, 'system', ({ tx }) => tx.insertInto('municipality_successor').values([auce, dobele].map((predecessor_id) => ({ region_id: scene.regionId, predecessor_id, successor_id: merged, on_date: '2021-07-01' }))).execute());
	const [lead, north] = sampleProject(scene.institution).partners;
	if (!lead || !north) throw new Error('The sample has two partners');
	await made(scene, { partners: [{ ...lead, municipalityId: auce }, { ...north, municipalityId: dobele }] });
	await made(scene, { ...none, partners: [{ ...lead, municipalityId: dobele }] });
	const today = await seen(scene);
	expect(today.municipalities).toEqual([{ municipality: { id: merged, name: { en: 'Dobele' }, country: 'LV' }, from: [{ en: 'Auce' }], projects: 2, partners: 3, inEuro: '100000.00', withShare: 2 }]);
	const then = await seen(scene, { places: 'then' });
	expect(then.municipalities.map(({ municipality, projects, partners, inEuro, withShare }) => [municipality?.id, projects, partners, inEuro, withShare])).toEqual([[dobele, 2, 2, '40000.00', 1], [auce, 1, 1, '60000.00', 1]]);
	expect((await seen(scene, { municipality: merged })).count).toBe(2);
	expect((await seen(scene, { municipality: auce })).count).toBe(1);
	expect((await seen(scene, { municipality: '00000000-0000-4000-8000-000000000000' })).count).toBe(0);
	expect(today.choices.municipalities.map(({ name }) => name.en)).toEqual(expect.arrayContaining(['Auce', 'Dobele']));
});

test('people: the newest number counts, a withdrawn one does not, and nothing reported is no zero', async () => {
	const scene = await projectScene(db);
	const id = await made(scene);
	await made(scene, { groups: [{ key: 'old', kind: 'seniors', name: { en: 'Seniors' }, planned: null }] });
	expect((await seen(scene)).groups).toEqual([{ kind: 'seniors', projects: 2, planned: 120, reached: null, withoutPlan: 1, withoutReached: 2 }]);
	const reach = (reached: string, byDay: string) => as(scene, scene.manager, (c) => recordAchievement(c, id, { subject: 'group', key: 'seniors', reached, byDay }));
	await reach('90', '2025-12-31');
	await reach('80', '2025-06-30');
	expect((await seen(scene)).groups).toMatchObject([{ reached: 90, withoutReached: 1 }]);
	const newest = (await as(scene, scene.manager, (c) => resultPage(c, id, 'group', 'seniors'))).entries[0];
	await as(scene, scene.manager, (c) => withdrawAchievement(c, id, newest?.id ?? '', 'Counted twice'));
	expect((await seen(scene)).groups).toMatchObject([{ reached: 80 }]);
	expect((await seen(scene, { group: 'children' })).count).toBe(0);
});

test('words find titles, acronyms and codes; signs of patterns are only signs', async () => {
	const scene = await projectScene(db);
	await made(scene, { title: { lv: 'Šodien 100 % vairāk_vietu' }, acronym: 'FULL' });
	await made(scene);
	const count = async (words: string) => (await seen(scene, { words })).count;
	expect(await Promise.all(['šodien', 'FULL', 'lli-999', '100 %', 'vairāk_', '%', '_', '\\', 'k\0_', 'nothing such', '  ', '"lv"'].map(count))).toEqual([1, 1, 2, 1, 1, 1, 1, 0, 1, 0, 2, 0]);
	expect((await seen(scene, { state: 'running', fund: 'eu' })).count).toBe(2);
	expect((await seen(scene, { state: 'closed' })).count).toBe(0);
	expect((await seen(scene, { fund: 'private' })).count).toBe(0);
});

test('any address gives a page: what cannot be read is left out, pages beyond the last show the last', async () => {
	const scene = await projectScene(db);
	await as(scene, scene.manager, async (c) => {
		for (let i = 0; i < portfolioPageSize + 2; i++) await createProject(c, { title: { en: `Idea ${i}` } });
	});
	const first = await seen(scene);
	expect([first.rows.length, first.count, first.pages]).toEqual([portfolioPageSize, portfolioPageSize + 2, 2]);
	const last = await seen(scene, { page: '9999' });
	expect([last.rows.length, last.filter.page]).toEqual([2, 2]);
	expect(new Set([...first.rows, ...last.rows].map(({ id }) => id)).size).toBe(portfolioPageSize + 2);
	expect(last.rows[0]?.title).toEqual({ en: expect.stringMatching(/^Idea \d/) });
	expect(last.total).toMatchObject({ inEuro: null, withoutTotal: portfolioPageSize + 2 });
	const nonsense = { words: 'x'.repeat(5000), state: 'gone', period: 'yesterday', fund: '💶', group: '\0', municipality: 'here', places: 'never', page: '-3' } as unknown as PortfolioQuery;
	expect((await seen(scene, nonsense)).filter).toEqual({ words: 'x'.repeat(100), state: null, period: null, fund: null, group: null, municipality: null, places: 'today', page: 1 });
});
