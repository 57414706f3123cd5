import { expect, test } from 'vitest';
import type { Context } from '#platform/context.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { nextProjectState, projectStates } from '../lifecycle.ts';
import { discardDraft, getDraft, getProject, openDraft, projectSteps, projectVersion, projectVersions, publishProject, refreshProjections, saveDraft, takeStep, versionOn, withdrawProject } from './index.ts';
import { madeProject, projectScene, sampleProject, type ProjectScene } from './testing.ts';

const db = useDatabase();
const keeper = (scene: ProjectScene) => <T>(work: (c: Context) => Promise<T>) => db.as(scene.regionId, scene.manager, work);

test('every state takes exactly the steps of the table', async () => {
	const scene = await projectScene(db);
	const as = keeper(scene);
	for (const state of projectStates) {
		const still = await madeProject(db, scene, state);
		for (const step of projectSteps) {
			const next = nextProjectState(state, step);
			if (next === null) {
				// A refused step changes nothing, so that one project stands for all of them.
				await expect(as((c) => takeStep(c, still, step, { reason: 'As agreed' })), `${state} × ${step}`).rejects.toMatchObject({ status: 409, code: state === 'closed' ? 'project_closed' : 'project_state' });
				expect((await as((c) => getProject(c, still))).state).toBe(state);
				continue;
			}
			const id = await madeProject(db, scene, state);
			if (step === 'modify') await as((c) => saveDraft(c, id, 1, sampleProject(scene.institution, { acronym: 'New' })));
			await as((c) => takeStep(c, id, step, { reason: 'As agreed' }));
			expect((await as((c) => getProject(c, id))).state, `${state} × ${step}`).toBe(next);
		}
	}
}, 60_000);

test('a closed project is not modified: neither drafted, saved, modified nor completed', async () => {
	const scene = await projectScene(db);
	const as = keeper(scene);
	const id = await madeProject(db, scene, 'closed');
	const changes: ((c: Context) => Promise<unknown>)[] = [(c) => openDraft(c, id), (c) => saveDraft(c, id, 1, sampleProject(null)), (c) => discardDraft(c, id, 1), (c) => takeStep(c, id, 'modify', { reason: 'x' })];
	for (const change of changes) await expect(as(change)).rejects.toMatchObject({ status: 409, code: 'project_closed' });
	await as((c) => takeStep(c, id, 'reopen'));
	expect(await as((c) => openDraft(c, id))).toBe(1);
});

test('every version stays as it was, with its number, stage, day and reason', async () => {
	const scene = await projectScene(db);
	const as = keeper(scene);
	const id = await madeProject(db, scene, 'idea');
	await as((c) => takeStep(c, id, 'conceive', { inForceFrom: '2024-06-27' }));
	await as((c) => saveDraft(c, id, 1, sampleProject(scene.institution, { acronym: 'Second', partners: sampleProject(scene.institution).partners })));
	await as((c) => takeStep(c, id, 'approve', { inForceFrom: '2025-02-01' }));
	await as((c) => takeStep(c, id, 'start'));
	await as((c) => saveDraft(c, id, 1, sampleProject(scene.institution, { acronym: 'Third' })));
	await as((c) => takeStep(c, id, 'modify', { inForceFrom: '2026-01-15', reason: ' Longer by half a year ' }));
	expect((await as((c) => projectVersions(c, id))).map(({ number, stage, inForceFrom, reason }) => [number, stage, inForceFrom, reason])).toEqual([
		[3, 'modification', '2026-01-15', 'Longer by half a year'],
		[2, 'approved', '2025-02-01', ''],
		[1, 'concept', '2024-06-27', '']
	]);
	expect((await as((c) => projectVersion(c, id, 1))).document.acronym).toBe('DayCare');
	expect((await as((c) => projectVersion(c, id, 2))).document.acronym).toBe('Second');
	expect((await as((c) => projectVersion(c, id, 'in-force'))).document.acronym).toBe('Third');
	const on = async (day: string) => (await as((c) => versionOn(c, id, day)))?.number ?? null;
	expect([await on('2024-06-26'), await on('2024-06-27'), await on('2025-12-31'), await on('2026-01-15'), await on('2030-01-01')]).toEqual([null, 1, 2, 3, 3]);
	await expect(db.as(scene.regionId, 'system', ({ tx }) => tx.updateTable('project_version').set({ reason: 'x' }).where('project_id', '=', id).execute())).rejects.toThrow(/permission denied/);
	await expect(db.as(scene.regionId, 'system', ({ tx }) => tx.deleteFrom('project_version').where('project_id', '=', id).execute())).rejects.toThrow(/permission denied/);
});

test('a version is refused with a day in the future or before the last, a modification without reason or change, and a document that contradicts itself', async () => {
	const scene = await projectScene(db);
	const as = keeper(scene);
	const id = await madeProject(db, scene, 'running');
	const modify = (input: Parameters<typeof takeStep>[3]) => as((c) => takeStep(c, id, 'modify', input));
	await expect(modify({ reason: 'x' })).rejects.toMatchObject({ code: 'project_draft_missing' });
	await as((c) => openDraft(c, id));
	await expect(modify({ reason: 'x' })).rejects.toMatchObject({ code: 'project_nothing_changed' });
	await as((c) => saveDraft(c, id, 1, sampleProject(scene.institution, { acronym: 'New' })));
	await expect(modify({ reason: '  ' })).rejects.toMatchObject({ fields: { reason: { code: 'project_reason_missing' } } });
	await expect(modify({ reason: 'x', inForceFrom: '2026-11-23' })).rejects.toMatchObject({ fields: { in_force_from: { code: 'project_day_in_future' } } });
	await expect(modify({ reason: 'x', inForceFrom: '2025-01-31' })).rejects.toMatchObject({ fields: { in_force_from: { code: 'project_day_before_version' } } });
	await as((c) => saveDraft(c, id, 2, sampleProject(scene.institution, { period: { from: '2027-01-01', to: '2026-01-01', precision: 'day', months: null } })));
	await expect(modify({ reason: 'x' })).rejects.toMatchObject({ code: 'project_contradicts_itself', params: { count: 1 } });
	expect(await as((c) => projectVersions(c, id))).toHaveLength(1);
	expect(await as((c) => getDraft(c, id))).toMatchObject({ revision: 3 });
});

test('of three who take the same step at once one makes the version', async () => {
	const scene = await projectScene(db);
	const as = keeper(scene);
	const id = await madeProject(db, scene, 'running');
	await as((c) => saveDraft(c, id, 1, sampleProject(scene.institution, { acronym: 'New' })));
	const done = await Promise.allSettled([1, 2, 3].map(() => as((c) => takeStep(c, id, 'modify', { reason: 'x' }))));
	expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	for (const result of done) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'project_draft_missing' });
	expect(await as((c) => projectVersions(c, id))).toHaveLength(2);
});

test('publishing shows the project from its first day on, withdrawing hides it, and neither touches what was agreed', async () => {
	const scene = await projectScene(db);
	const as = keeper(scene);
	const idea = await madeProject(db, scene, 'idea');
	await expect(as((c) => publishProject(c, idea))).rejects.toMatchObject({ code: 'project_state' });
	const id = await madeProject(db, scene, 'running');
	await as((c) => publishProject(c, id));
	await as((c) => publishProject(c, id));
	expect(await as((c) => getProject(c, id))).toMatchObject({ publishedAt: new Date('2026-11-22T09:00:00Z'), state: 'running' });
	await as((c) => withdrawProject(c, id));
	expect(await as((c) => getProject(c, id))).toMatchObject({ publishedAt: null, state: 'running' });
	expect(await as((c) => projectVersions(c, id))).toHaveLength(1);
});

const projection = (scene: ProjectScene, id: string) =>
	db.as(scene.regionId, 'system', async ({ tx }) => ({
		summary: await tx.selectFrom('project_summary').selectAll().where('project_id', '=', id).execute(),
		shares: await tx.selectFrom('project_share').select(['partner_key', 'fund_key', 'fund_kind', 'amount', 'amount_eur']).where('project_id', '=', id).orderBy('partner_key').orderBy('fund_key').execute(),
		partners: await tx.selectFrom('project_partner').select(['partner_key', 'institution_id']).where('project_id', '=', id).orderBy('partner_key').execute(),
		groups: await tx.selectFrom('project_group').select(['group_key', 'planned']).where('project_id', '=', id).execute()
	}));

test('lists read exactly the version in force', async () => {
	const scene = await projectScene(db);
	const as = keeper(scene);
	const id = await madeProject(db, scene, 'running');
	const first = await projection(scene, id);
	expect(first.summary).toMatchObject([{ code: 'LLI-999', acronym: 'DayCare', currency: 'EUR', total: '100000.00', total_eur: '100000.00', date_from: '2025-03-01', date_to: '2027-02-28' }]);
	expect(first.shares).toHaveLength(6);
	expect(first.shares).toContainEqual({ partner_key: '', fund_key: 'erdf', fund_kind: 'eu', amount: '85000.00', amount_eur: '85000.00' });
	expect(first.partners).toEqual([{ partner_key: 'lead', institution_id: scene.institution }, { partner_key: 'north', institution_id: null }]);
	await as((c) => saveDraft(c, id, 1, sampleProject(scene.institution, { shares: [{ partner: null, total: '90000.00', funds: [] }], groups: [], partners: [] , packages: [], objects: [], budget: [] })));
	await as((c) => takeStep(c, id, 'modify', { reason: 'Smaller' }));
	const second = await projection(scene, id);
	expect(second).toMatchObject({ summary: [{ total: '90000.00' }], shares: [{ partner_key: '', fund_key: '', amount: '90000.00' }], partners: [], groups: [] });
	await expect(db.as(scene.regionId, scene.partner, (c) => getProject(c, id))).rejects.toMatchObject({ status: 404 });
});

test('lats become euro by division, another currency only by a rate of that week, and nothing is guessed', async () => {
	const scene = await projectScene(db);
	const as = keeper(scene);
	const lats = await madeProject(db, scene, 'concept', sampleProject(null, { currency: 'LVL', shares: [{ partner: null, total: '50000.00', funds: [] }] }));
	expect((await projection(scene, lats)).summary).toMatchObject([{ currency: 'LVL', total: '50000.00', total_eur: '71143.59' }]);
	const crowns = await madeProject(db, scene, 'concept', sampleProject(null, { currency: 'SEK', shares: [{ partner: null, total: '1000.00', funds: [{ fund: 'erdf', amount: '500.00', rate: null }] }] }));
	expect((await projection(scene, crowns)).summary).toMatchObject([{ total: '1000.00', total_eur: null }]);
	const rate = (on_date: string, units_per_euro: string) => db.as(scene.regionId, 'system', (c) => c.tx.insertInto('exchange_rate').values({ region_id: c.regionId, currency: 'SEK', on_date, units_per_euro }).execute());
	await rate('2025-01-24', '9');
	await as((c) => refreshProjections(c, ['SEK']));
	expect((await projection(scene, crowns)).summary).toMatchObject([{ total_eur: null }]);
	await rate('2025-01-31', '10');
	await rate('2025-02-02', '11');
	await as((c) => refreshProjections(c, ['SEK']));
	expect(await projection(scene, crowns)).toMatchObject({ summary: [{ total_eur: '100.00' }], shares: [{ amount_eur: '100.00' }, { amount_eur: '50.00' }] });
	const untold = await madeProject(db, scene, 'concept', sampleProject(null, { shares: [], budget: [] }));
	expect((await projection(scene, untold)).summary).toMatchObject([{ total: null, total_eur: null }]);
});
