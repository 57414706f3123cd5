import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import type { ProjectId } from '#platform/ids.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { nextProjectState, projectStates } from '../../lifecycle.ts';
import { publishProject, saveDraft, takeStep, getDraft, openDraft } from '../../versions/index.ts';
import { madeProject, projectScene, type ProjectScene } from '../../versions/testing.ts';
import { plannedProject, refusal, statusOf, unknownId } from '../testing.ts';
import { achievementsOf, recordAchievement, resultPage, resultsPage, withdrawAchievement, type AchievementInput } from './index.ts';
import { visitorActor } from '#platform/access.ts';

const db = useDatabase();
let s: ProjectScene;
let running: ProjectId;
const as = <T>(actor: Actor | 'system', work: (c: Context) => Promise<T>): Promise<T> => db.as(s.regionId, actor, work);
const input = (change: Partial<AchievementInput> = {}): AchievementInput => ({ subject: 'deliverable', key: 'visits', reached: '5', byDay: '2026-01-31', ...change });
const made = (state: Parameters<typeof madeProject>[2] = 'running') => madeProject(db, s, state, plannedProject(s.institution));

beforeAll(async () => {
	s = await projectScene(db);
	running = await made();
});

test('the newest day counts, whenever it was written; nothing recorded is no row', async () => {
	const id = await made();
	const source = { document: 'agreement', place: 'page 7' };
	await as(s.manager, (c) => recordAchievement(c, id, input({ reached: '5', byDay: '2026-03-31', source, note: ' Seen ' })));
	await as(s.manager, (c) => recordAchievement(c, id, input({ reached: '3', byDay: '2025-12-31' })));
	await as(s.manager, (c) => recordAchievement(c, id, input({ subject: 'indicator', key: 'people', reached: '705,5', byDay: '2026-06-30' })));
	expect(await as(s.viewer, (c) => achievementsOf(c, id))).toEqual([
		{ subject: 'deliverable', key: 'visits', reached: '5', byDay: '2026-03-31', note: 'Seen', source },
		{ subject: 'indicator', key: 'people', reached: '705.5', byDay: '2026-06-30', note: '', source: null }
	]);
	const page = await as(s.partner, (c) => resultsPage(c, id));
	expect(page.rows.map((row) => [row.key, row.achievement?.reached ?? null, row.standing])).toEqual([['people', '705.5', 'less'], ['visits', '5', 'less'], ['trainings', null, 'not-recorded'], ['camps', null, 'not-recorded'], ['seniors', null, 'not-recorded']]);
	const { entries } = await as(s.viewer, (c) => resultPage(c, id, 'deliverable', 'visits'));
	expect(entries.map((e) => [e.reached, e.recordedByName])).toEqual([['5', expect.stringMatching(/^Person/)], ['3', expect.stringMatching(/^Person/)]]);
});

test('a withdrawn entry stays to be read and the one before counts again; twice is refused', async () => {
	const id = await made();
	await as(s.manager, (c) => recordAchievement(c, id, input({ reached: '4' })));
	const wrong = await as(s.manager, (c) => recordAchievement(c, id, input({ reached: '40', byDay: '2026-05-01' })));
	await as(s.manager, (c) => withdrawAchievement(c, id, wrong, 'One nought too many'));
	expect((await as(s.viewer, (c) => achievementsOf(c, id)))[0]).toMatchObject({ reached: '4' });
	const { entries } = await as(s.viewer, (c) => resultPage(c, id, 'deliverable', 'visits'));
	expect(entries.map((e) => [e.reached, e.withdrawnReason, e.withdrawnAt !== null])).toEqual([['40', 'One nought too many', true], ['4', '', false]]);
	expect(await refusal(as(s.manager, (c) => withdrawAchievement(c, id, wrong, 'again')))).toBe('404 not_found');
	expect(await refusal(as(s.manager, (c) => withdrawAchievement(c, running, entries[1]?.id ?? '', 'other project')))).toBe('404 not_found');
	for (const nonsense of [unknownId, '', "' or 1=1"]) expect(await refusal(as(s.manager, (c) => withdrawAchievement(c, id, nonsense, 'x')))).toBe('404 not_found');
	const actions = await as('system', ({ tx }) => tx.selectFrom('audit').select(['action', 'institution_id']).where('subject_id', '=', id).where('action', 'like', 'project.achievement%').execute());
	expect(actions.map((row) => row.action).sort()).toEqual(['project.achievement_recorded', 'project.achievement_recorded', 'project.achievement_withdrawn']);
	expect(actions.every((row) => row.institution_id === s.institution)).toBe(true);
});

test('bad input is told at its field and nothing is kept', async () => {
	const before = await as('system', ({ tx }) => tx.selectFrom('project_achievement').select('id').execute());
	const told = (change: Partial<AchievementInput>) => refusal(as(s.manager, (c) => recordAchievement(c, running, input(change))));
	expect(await told({ reached: '1.234' })).toBe('reached:things_number_ambiguous');
	expect(await told({ reached: '-1' })).toBe('reached:things_number_wrong');
	expect(await told({ reached: '1,5' })).toBe('reached:things_number_whole');
	expect(await told({ byDay: '2026-11-23' })).toBe('byDay:things_day_to_come');
	expect(await told({ byDay: '2025-02-28' })).toBe('byDay:things_day_before_project');
	expect(await told({ byDay: '0000-01-01' })).toBe('byDay:things_day_long_ago');
	expect(await told({ byDay: '2026-02-30' })).toBe('byDay:day_wrong');
	expect(await told({ source: { document: 'gone', place: '' } })).toBe('document:things_document_unknown');
	expect(await told({ key: 'gone' })).toBe('404 things_not_planned');
	expect(await told({ subject: 'indicator' })).toBe('404 things_not_planned');
	expect(await told({ subject: 'constructor' as 'group' })).toBe('404 things_not_planned');
	expect(await as('system', ({ tx }) => tx.selectFrom('project_achievement').select('id').execute())).toEqual(before);
});

test('two who write at once on the same sight: one is kept, the other told; without a sight both are kept', async () => {
	const id = await made();
	const both = (seen: number) => Promise.all([1, 2, 3].map((n) => statusOf(as(s.manager, (c) => recordAchievement(c, id, input({ reached: String(n), seen }))))));
	expect((await both(0)).sort()).toEqual([200, 409, 409]);
	expect((await as(s.manager, (c) => resultPage(c, id, 'deliverable', 'visits'))).seen).toBe(1);
	expect((await both(1)).sort()).toEqual([200, 409, 409]);
	expect((await Promise.all([1, 2].map((n) => statusOf(as(s.manager, (c) => recordAchievement(c, id, input({ subject: 'group', key: 'seniors', reached: String(n) }))))))).sort()).toEqual([200, 200]);
	const [entry] = (await as(s.manager, (c) => resultPage(c, id, 'group', 'seniors'))).entries;
	expect((await Promise.all([1, 2, 3].map(() => statusOf(as(s.manager, (c) => withdrawAchievement(c, id, entry?.id ?? '', 'x')))))).sort()).toEqual([200, 404, 404]);
});

describe('rights', () => {
	test('a property over people, things and states: who keeps projects writes everything, a partner its own deliverables, the rest nothing', async () => {
		const projects = new Map(await Promise.all(projectStates.map(async (state) => [state, await made(state)] as const)));
		const north = await db.actor(s.regionId, 'project-manager', await db.institution(s.regionId));
		const people = { ...s, north } as const;
		const keepers = ['manager', 'coordinator', 'administrator'];
		const partners = ['partner', 'partnerLead', 'partnerHead'];
		const inside = [...keepers, ...partners, 'viewer'];
		const things = [['indicator', 'people', null], ['group', 'seniors', null], ['deliverable', 'visits', 'lead'], ['deliverable', 'trainings', 'north'], ['deliverable', 'camps', null]] as const;
		await fc.assert(
			fc.asyncProperty(fc.constantFrom('manager', 'coordinator', 'administrator', 'viewer', 'partner', 'partnerLead', 'partnerHead', 'member', 'outsider', 'researcher', 'north'), fc.constantFrom(...things), fc.constantFrom(...projectStates), async (who, [subject, key, partner], state) => {
				const actor = people[who as 'manager'];
				const id = projects.get(state) ?? running;
				const open = nextProjectState(state, 'achieve') !== null;
				const agreed = state !== 'idea';
				// Before anything is agreed a partner's people know of nothing.
				const knows = agreed ? inside.includes(who) : keepers.includes(who) || who === 'viewer';
				const may = keepers.includes(who) || (partners.includes(who) && partner === 'lead');
				// Without a version nobody can say whose it is: who may write for none is refused, the rest is told to wait.
				const expected = !knows ? 404 : !agreed ? (keepers.includes(who) ? 409 : 403) : !may ? 403 : open ? 200 : 409;
				expect(await statusOf(as(actor, (c) => recordAchievement(c, id, input({ subject, key }))))).toBe(expected);
				expect(await statusOf(as(actor, (c) => resultsPage(c, id)))).toBe(knows ? 200 : 404);
				if (agreed) expect(await as(actor, (c) => resultPage(c, id, subject, key)).then((page) => page.writes, () => null)).toBe(knows ? may && open : null);
			}),
			{ numRuns: 90 }
		);
	});

	test('another region, an unknown id and a visitor learn nothing; once it is published everybody reads what was reached', async () => {
		const id = await made();
		const entry = await as(s.manager, (c) => recordAchievement(c, id, input()));
		const elsewhere = await projectScene(db);
		const works: ((c: Context) => Promise<unknown>)[] = [(c) => achievementsOf(c, id), (c) => resultsPage(c, id), (c) => resultPage(c, id, 'deliverable', 'visits'), (c) => recordAchievement(c, id, input()), (c) => withdrawAchievement(c, id, entry, 'x')];
		for (const work of works) {
			expect(await refusal(db.as(elsewhere.regionId, elsewhere.administrator, work))).toBe('404 not_found');
			expect(await refusal(as(visitorActor, work))).toBe('404 not_found');
			expect(await refusal(as(s.outsider, work))).toBe('404 not_found');
		}
		for (const nonsense of [unknownId, 'x', '']) expect(await refusal(as(s.administrator, (c) => achievementsOf(c, nonsense)))).toBe('404 not_found');
		await as(s.manager, (c) => publishProject(c, id));
		expect(await as(visitorActor, (c) => achievementsOf(c, id))).toHaveLength(1);
		expect(await refusal(as(visitorActor, (c) => resultsPage(c, id)))).toBe('404 not_found');
		expect(await refusal(db.as(elsewhere.regionId, visitorActor, (c) => achievementsOf(c, id)))).toBe('404 not_found');
	});
});

test('what a modification no longer plans stays, apart, and only who keeps projects takes it back', async () => {
	const id = await made();
	const entry = await as(s.partner, (c) => recordAchievement(c, id, input()));
	await as(s.manager, async (c) => {
		await openDraft(c, id);
		const draft = await getDraft(c, id);
		await saveDraft(c, id, draft?.revision ?? 0, { ...plannedProject(s.institution), packages: [] });
		await takeStep(c, id, 'modify', { inForceFrom: '2026-02-01', reason: 'No more visits' });
	});
	const page = await as(s.viewer, (c) => resultsPage(c, id));
	expect([page.rows.length, page.unplanned.map((a) => a.key)]).toEqual([2, ['visits']]);
	expect(await refusal(as(s.partner, (c) => recordAchievement(c, id, input())))).toBe('403 forbidden');
	expect(await refusal(as(s.partner, (c) => withdrawAchievement(c, id, entry, 'x')))).toBe('403 forbidden');
	await as(s.manager, (c) => withdrawAchievement(c, id, entry, 'No longer planned'));
	expect(await as(s.viewer, (c) => achievementsOf(c, id))).toEqual([]);
});
