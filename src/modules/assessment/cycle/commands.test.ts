import { expect, test } from 'vitest';
import { systemActor, type Actor } from '#platform/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { answer, cycleInput, openScene, publish } from '../../../../tests/support/assessment.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { cycleActions, cycleStates, nextCycleState, type CycleAction, type CycleState } from '../lifecycle.ts';
import { cancelCycle, closeCycle, createCycle, cycleProgress, editCycle, extendAssessment, extendCycle, getCycle, listCycles, openCycle, remindCycle, reopenCycle } from './index.ts';
import { saveScore } from '../scoring/index.ts';

const db = useDatabase();

async function draft() {
	const regionId = await db.region();
	const [institution, versionId, coordinator] = [await db.institution(regionId), await publish(db, regionId), await db.actor(regionId, 'coordinator')];
	const id = await db.as(regionId, coordinator, (c) => createCycle(c, cycleInput(versionId, [institution])));
	return { regionId, institution, versionId, coordinator, id };
}

const setState = (regionId: Awaited<ReturnType<typeof db.region>>, id: string, state: CycleState) =>
	db.as(regionId, 'system', ({ tx }) => tx.updateTable('cycle').set({ state, reminded_on: null, ends_on: '2026-12-20' }).where('id', '=', id).execute());

test('a draft is made with its institutions and the actor as coordinator, and opens into one assessment per institution', async () => {
	const { regionId, institution, coordinator, id } = await draft();
	const view = await db.as(regionId, coordinator, (c) => getCycle(c, id));
	expect(view).toMatchObject({ state: 'draft', coordinatorId: coordinator.personId, institutionIds: [institution], mode: 'classical', actions: ['edit', 'open', 'cancel'] });
	await db.as(regionId, coordinator, (c) => openCycle(c, id));
	const progress = await db.as(regionId, coordinator, (c) => cycleProgress(c, id));
	expect(progress).toMatchObject([{ institutionId: institution, state: 'scoring', total: 5, groupSize: 0, late: false, daysLeft: 28 }]);
	await expect(db.as(regionId, coordinator, (c) => openCycle(c, id))).rejects.toMatchObject({ code: 'cycle_state' });
});

test('every state × every action: what the table allows happens, the rest is a Conflict and changes nothing', async () => {
	const { regionId, institution, versionId, coordinator, id } = await draft();
	const run: Record<CycleAction, () => Promise<unknown>> = {
		edit: () => db.as(regionId, coordinator, async (c) => editCycle(c, id, (await getCycle(c, id)).revision, cycleInput(versionId, [institution]))),
		open: () => db.as(regionId, coordinator, (c) => openCycle(c, id)),
		extend: () => db.as(regionId, coordinator, (c) => extendCycle(c, id, '2027-01-31')),
		remind: () => db.as(regionId, coordinator, (c) => remindCycle(c, id)),
		close: () => db.as(regionId, coordinator, (c) => closeCycle(c, id)),
		reopen: () => db.as(regionId, coordinator, (c) => reopenCycle(c, id, 'one institution was ill')),
		cancel: () => db.as(regionId, coordinator, (c) => cancelCycle(c, id, 'no money'))
	};
	for (const state of cycleStates) {
		for (const action of cycleActions) {
			await setState(regionId, id, state);
			// Opening makes assessments; each run of it starts without them.
			await db.as(regionId, 'system', ({ tx }) => tx.updateTable('assessment').set({ state: 'scoring' }).where('cycle_id', '=', id).execute());
			const expected = nextCycleState(state, action);
			const label = `${state} ${action}`;
			if (expected === null) await expect(run[action](), label).rejects.toBeInstanceOf(Conflict);
			else await run[action]();
			expect((await db.as(regionId, coordinator, (c) => getCycle(c, id))).state, label).toBe(expected ?? state);
		}
	}
});

test('cycles are changed only by who runs the region, and only in their own region', async () => {
	const scene = await openScene(db);
	const elsewhere = await db.region();
	const stranger = await db.actor(elsewhere, 'administrator');
	const nobody: Actor = { ...systemActor, system: false };
	const commands: ((c: Parameters<typeof openCycle>[0]) => Promise<unknown>)[] = [
		(c) => createCycle(c, cycleInput(scene.versionId, [scene.institution])),
		(c) => editCycle(c, scene.cycleId, 1, cycleInput(scene.versionId, [scene.institution])),
		(c) => openCycle(c, scene.cycleId),
		(c) => extendCycle(c, scene.cycleId, '2027-01-01'),
		(c) => extendAssessment(c, scene.assessmentId, '2027-01-01'),
		(c) => remindCycle(c, scene.cycleId),
		(c) => closeCycle(c, scene.cycleId),
		(c) => reopenCycle(c, scene.cycleId, 'x'),
		(c) => cancelCycle(c, scene.cycleId, 'x')
	];
	for (const command of commands) {
		for (const actor of [scene.lead, scene.head, scene.member, scene.evaluator, scene.otherLead, nobody]) await expect(db.as(scene.regionId, actor, command)).rejects.toBeInstanceOf(Forbidden);
		await expect(db.as(elsewhere, stranger, command)).rejects.toBeInstanceOf(NotFound);
	}
	await db.as(scene.regionId, scene.administrator, (c) => extendCycle(c, scene.cycleId, '2027-01-01'));
});

test('ids of another region are NotFound wherever a cycle takes one', async () => {
	const here = await draft();
	const there = await draft();
	const create = (change: Parameters<typeof cycleInput>[2], institutions: string[] = [here.institution]) => db.as(here.regionId, here.coordinator, (c) => createCycle(c, cycleInput(here.versionId, institutions, change)));
	await expect(create({}, [there.institution])).rejects.toBeInstanceOf(NotFound);
	await expect(create({}, ['not-an-id'])).rejects.toBeInstanceOf(NotFound);
	await expect(create({ previousCycleId: there.id })).rejects.toBeInstanceOf(NotFound);
	await expect(create({ methodology: { versionId: there.versionId } })).rejects.toBeInstanceOf(NotFound);
	await expect(create({ methodology: { librarySha256: 'f'.repeat(64) } })).rejects.toBeInstanceOf(NotFound);
	await expect(db.as(here.regionId, here.coordinator, (c) => getCycle(c, there.id))).rejects.toBeInstanceOf(NotFound);
	await expect(db.as(here.regionId, here.coordinator, (c) => getCycle(c, "' or 1=1"))).rejects.toBeInstanceOf(NotFound);
});

test('input that does not fit is answered at its field', async () => {
	const { regionId, institution, versionId, coordinator, id } = await draft();
	const create = (change: Parameters<typeof cycleInput>[2], institutions: string[] = [institution]) => db.as(regionId, coordinator, (c) => createCycle(c, cycleInput(versionId, institutions, change)));
	await expect(create({ name: {} })).rejects.toMatchObject({ fields: { name_lv: { code: 'cycle_name_missing' } } });
	await expect(create({}, [])).rejects.toMatchObject({ fields: { institutions: { code: 'cycle_institutions_missing' } } });
	await expect(create({ endsOn: '2026-10-31' })).rejects.toMatchObject({ fields: { ends_on: { code: 'cycle_ends_before_start' } } });
	await expect(create({ mode: 'guessing' })).rejects.toMatchObject({ fields: { methodology: { code: 'cycle_mode_unknown' } } });
	await expect(create({ previousCycleId: id })).rejects.toMatchObject({ fields: { previous_cycle_id: { code: 'cycle_previous_not_earlier' } } });
	await expect(create({ previousCycleId: id, startsOn: '2026-12-01' })).resolves.toBeTypeOf('string');
	await expect(db.as(regionId, coordinator, (c) => editCycle(c, id, 7, cycleInput(versionId, [institution])))).rejects.toMatchObject({ code: 'cycle_changed_elsewhere' });
	for (const end of ['2026-12-20', '2026-12-19']) await expect(db.as(regionId, coordinator, async (c) => (await setOpen(c, id), extendCycle(c, id, end)))).rejects.toBeInstanceOf(Invalid);
	for (const blank of ['', '  ']) await expect(db.as(regionId, coordinator, (c) => cancelCycle(c, id, blank))).rejects.toMatchObject({ fields: { reason: { code: 'required' } } });
});

const setOpen = (c: Parameters<typeof openCycle>[0], id: string) => c.tx.updateTable('cycle').set({ state: 'open' }).where('id', '=', id).execute();

test('a draft whose last day has passed cannot be opened', async () => {
	const { regionId, institution, versionId, coordinator } = await draft();
	const id = await db.as(regionId, coordinator, (c) => createCycle(c, cycleInput(versionId, [institution], { endsOn: '2026-11-21' })));
	await expect(db.as(regionId, coordinator, (c) => openCycle(c, id))).rejects.toMatchObject({ code: 'cycle_already_over' });
});

test('two coordinators who open together open once; two editors of one revision save once', async () => {
	const { regionId, institution, versionId, coordinator, id } = await draft();
	const edits = await Promise.allSettled(['A', 'B'].map((name) => db.as(regionId, coordinator, (c) => editCycle(c, id, 1, cycleInput(versionId, [institution], { name: { en: name } })))));
	expect(edits.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
	const openings = await Promise.allSettled([1, 2, 3].map(() => db.as(regionId, coordinator, (c) => openCycle(c, id))));
	expect(openings.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
	expect(await db.as(regionId, coordinator, (c) => cycleProgress(c, id))).toHaveLength(1);
});

test('one institution gets more time than the others until the cycle catches up', async () => {
	const scene = await openScene(db);
	const run = <T>(work: Parameters<typeof db.as<T>>[2]) => db.as(scene.regionId, scene.coordinator, work);
	const ends = async () => Object.fromEntries((await run((c) => cycleProgress(c, scene.cycleId))).map((row) => [row.assessmentId, row.endsOn]));
	await run((c) => extendAssessment(c, scene.assessmentId, '2027-01-15'));
	expect(await ends()).toEqual({ [scene.assessmentId]: '2027-01-15', [scene.otherAssessmentId]: '2026-12-20' });
	await expect(run((c) => extendAssessment(c, scene.assessmentId, '2027-01-15'))).rejects.toBeInstanceOf(Invalid);
	await run((c) => extendCycle(c, scene.cycleId, '2027-01-10'));
	expect(await ends()).toEqual({ [scene.assessmentId]: '2027-01-15', [scene.otherAssessmentId]: '2027-01-10' });
	await run((c) => extendCycle(c, scene.cycleId, '2027-02-01'));
	expect(await ends()).toEqual({ [scene.assessmentId]: '2027-02-01', [scene.otherAssessmentId]: '2027-02-01' });
	await run((c) => closeCycle(c, scene.cycleId));
	await expect(run((c) => extendAssessment(c, scene.assessmentId, '2028-01-01'))).rejects.toMatchObject({ code: 'cycle_not_open' });
});

test('institutions see only their own row, and drafts nobody but who runs the region', async () => {
	const scene = await openScene(db);
	const rows = (actor: Actor) => db.as(scene.regionId, actor, (c) => cycleProgress(c, scene.cycleId)).then((r) => r.map((row) => row.assessmentId));
	expect((await rows(scene.coordinator)).sort()).toEqual([scene.assessmentId, scene.otherAssessmentId].sort());
	for (const actor of [scene.lead, scene.head, scene.member, scene.evaluator]) expect(await rows(actor)).toEqual([scene.assessmentId]);
	for (const actor of [scene.otherLead, scene.otherMember]) expect(await rows(actor)).toEqual([scene.otherAssessmentId]);
	const bystander = await db.actor(scene.regionId, 'member', scene.institution);
	const viewer = await db.actor(scene.regionId, 'viewer', null);
	for (const actor of [bystander, viewer]) {
		await expect(rows(actor)).rejects.toBeInstanceOf(NotFound);
		expect(await db.as(scene.regionId, actor, listCycles)).toEqual([]);
	}
	const draftId = await db.as(scene.regionId, scene.coordinator, (c) => createCycle(c, cycleInput(scene.versionId, [scene.institution])));
	expect((await db.as(scene.regionId, scene.lead, listCycles)).map((c) => c.id)).toEqual([scene.cycleId]);
	await expect(db.as(scene.regionId, scene.lead, (c) => getCycle(c, draftId))).rejects.toBeInstanceOf(NotFound);
	expect(await db.as(scene.regionId, scene.lead, (c) => getCycle(c, scene.cycleId))).toMatchObject({ actions: [], institutionIds: [], previous: null });
	expect(await db.as(scene.regionId, scene.coordinator, listCycles)).toHaveLength(2);
});

test('a reminder goes to leads and to unfinished assessors who have e-mail, in their language, once a day', async () => {
	const scene = await openScene(db);
	await db.database.global((tx) => tx.updateTable('person').set({ locale: 'lt' }).where('id', '=', scene.member.personId).execute());
	await db.as(scene.regionId, 'system', ({ tx, now }) => tx.updateTable('assessor').set({ finished_at: now }).where('id', '=', scene.assessors.colleague).execute());
	const count = await db.as(scene.regionId, scene.coordinator, (c) => remindCycle(c, scene.cycleId));
	const mails = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('mail').selectAll().where('purpose', '=', 'cycle-reminder').execute());
	expect(count).toBe(mails.length);
	const to = new Map(mails.map((mail) => [mail.person_id, mail]));
	expect([...to.keys()].sort()).toEqual([scene.lead, scene.otherLead, scene.member, scene.evaluator, scene.otherMember].map((a) => a.personId as string).sort());
	expect(to.get(scene.member.personId)).toMatchObject({ locale: 'lt', subject: 'Priminimas: Cycle' });
	await expect(db.as(scene.regionId, scene.coordinator, (c) => remindCycle(c, scene.cycleId))).rejects.toMatchObject({ code: 'cycle_reminded_today' });
});

test('a score that is being saved while the cycle closes is either stored before or refused after', async () => {
	const scene = await openScene(db);
	const [saving] = await Promise.allSettled([
		db.as(scene.regionId, scene.member, (c) => saveScore(c, scene.assessmentId, null, answer('1.1'))),
		db.as(scene.regionId, scene.coordinator, (c) => closeCycle(c, scene.cycleId))
	]);
	const stored = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('score').select('id').where('assessment_id', '=', scene.assessmentId).execute());
	expect(stored).toHaveLength(saving?.status === 'fulfilled' ? 1 : 0);
	await expect(db.as(scene.regionId, scene.member, (c) => saveScore(c, scene.assessmentId, null, answer('1.2')))).rejects.toMatchObject({ code: 'cycle_not_open' });
});
