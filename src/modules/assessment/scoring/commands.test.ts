import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { answer, openScene, type Scene } from '../../../../tests/support/assessment.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { assessmentStates, cycleStates } from '../lifecycle.ts';
import { finishScoring, individualScores, listMyWork, saveScore, scoringList, scoringPage, withdrawFinish, type ScoreInput } from './index.ts';

const db = useDatabase();
const save = (scene: Scene, actor: Actor, input: ScoreInput, whose: string | null = null, assessment: string = scene.assessmentId) => db.as(scene.regionId, actor, (c) => saveScore(c, assessment, whose, input));
const rows = (scene: Scene) => db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('score').selectAll().where('assessment_id', '=', scene.assessmentId).orderBy('node_id').execute());
const setState = (scene: Scene, state: string, cycle = 'open') =>
	db.as(scene.regionId, 'system', async ({ tx, now }) => {
		await tx.updateTable('assessment').set({ state, opened_at: state === 'scoring' ? null : now }).where('id', '=', scene.assessmentId).execute();
		await tx.updateTable('cycle').set({ state: cycle }).where('id', '=', scene.cycleId).execute();
	});

test('an answer is saved, found again on its page, and counts as done', async () => {
	const scene = await openScene(db);
	await save(scene, scene.member, answer('1.1', { values: { score: 0 }, strengths: 'the list hangs by the door' }));
	await save(scene, scene.member, answer('1.2', { judgement: 'cannot-judge', values: { score: 50 } }));
	await save(scene, scene.member, answer('1.3', { judgement: 'not-applicable', reason: 'no volunteers' }));
	const page = await db.as(scene.regionId, scene.member, (c) => scoringPage(c, scene.assessmentId, null, '1.2'));
	expect(page).toMatchObject({ position: 2, total: 5, previous: '1.1', following: '1.3', closedBecause: null, score: { judgement: 'cannot-judge', values: null, revision: 1 } });
	const list = await db.as(scene.regionId, scene.member, (c) => scoringList(c, scene.assessmentId, null));
	expect(list).toMatchObject({ done: 3, total: 5, next: '2.1' });
	expect(list.groups.map((g) => g.nodes.map((n) => n.judgement))).toEqual([['judged', 'cannot-judge', 'not-applicable'], [null, null]]);
	expect((await rows(scene)).map((r) => [r.node_id, r.values, r.changed_after_opening, r.entered_by])).toEqual([['1.1', { score: 0 }, false, null], ['1.2', null, false, null], ['1.3', null, false, null]]);
});

test('each phase is asked for in the fine-tuned mode, trend and target for results', async () => {
	const scene = await openScene(db, 'fine');
	await expect(save(scene, scene.member, answer('1.1'))).rejects.toMatchObject({ fields: { value_plan: { code: 'score_missing' } } });
	await save(scene, scene.member, answer('1.1', { values: { plan: 40, do: 35, check: 20, act: 20 } }));
	await save(scene, scene.member, answer('2.1', { values: { trend: 10, target: 100, score: 5 } }));
	expect((await rows(scene)).map((r) => r.values)).toEqual([{ plan: 40, do: 35, check: 20, act: 20 }, { trend: 10, target: 100 }]);
});

test('what is out of the scale, no integer, unknown or of another region is refused and nothing is stored', async () => {
	const scene = await openScene(db);
	const elsewhere = await openScene(db);
	for (const score of [-1, 101, 4.5, Number.NaN, undefined]) await expect(save(scene, scene.member, answer('1.1', { values: { score } })), String(score)).rejects.toBeInstanceOf(Invalid);
	for (const node of ['1', '1.1.a', '9', '', "1.1'--"]) await expect(save(scene, scene.member, answer(node)), node).rejects.toBeInstanceOf(NotFound);
	for (const assessment of [elsewhere.assessmentId, scene.otherAssessmentId, 'x', '00000000-0000-4000-8000-000000000000']) await expect(save(scene, scene.member, answer('1.1'), null, assessment), assessment).rejects.toBeInstanceOf(NotFound);
	await expect(save(scene, elsewhere.member, answer('1.1'))).rejects.toBeInstanceOf(NotFound);
	await expect(save(scene, scene.member, answer('1.1', { evidenceIds: ['00000000-0000-4000-8000-000000000000'] }))).rejects.toBeInstanceOf(NotFound);
	expect(await rows(scene)).toEqual([]);
});

test('evidence of the own institution may be referred to, that of another never', async () => {
	const scene = await openScene(db);
	const evidence = (institution: string) =>
		db.as(scene.regionId, 'system', async ({ tx, now }) => (await tx.insertInto('evidence').values({ region_id: scene.regionId, institution_id: institution, kind: 'note', title: 'seen', note: 'seen', holds_from: '2026-01-01', added_at: now }).returning('id').executeTakeFirstOrThrow()).id);
	const [own, foreign] = [await evidence(scene.institution), await evidence(scene.other)];
	await save(scene, scene.member, answer('1.1', { evidenceIds: [own, own] }));
	await expect(save(scene, scene.member, answer('1.2', { evidenceIds: [own, foreign] }))).rejects.toBeInstanceOf(NotFound);
	// What was removed since may stay where it was referred to, and cannot be taken up anew.
	await db.as(scene.regionId, 'system', ({ tx, now }) => tx.updateTable('evidence').set({ removed_at: now, removed_reason: 'wrong' }).where('id', '=', own).execute());
	await save(scene, scene.member, answer('1.1', { revision: 1, values: { score: 41 }, evidenceIds: [own] }));
	await expect(save(scene, scene.member, answer('1.2', { evidenceIds: [own] }))).rejects.toBeInstanceOf(NotFound);
	const page = await db.as(scene.regionId, scene.member, (c) => scoringPage(c, scene.assessmentId, null, '1.1'));
	expect(page.score?.evidenceIds).toEqual([own]);
	expect(page.evidence.map((e) => e.id)).toEqual([own]);
});

test('of two tabs that save the same revision exactly one wins, and the other overwrites nothing', async () => {
	const scene = await openScene(db);
	for (const revision of [0, 1]) {
		const results = await Promise.allSettled([10, 20, 30].map((score) => save(scene, scene.member, answer('1.1', { revision, values: { score: score + revision } }))));
		expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
		for (const r of results) if (r.status === 'rejected') expect(r.reason).toMatchObject({ status: 409, code: 'scoring_changed_elsewhere' });
		const [row] = await rows(scene);
		const winner = results.findIndex((r) => r.status === 'fulfilled');
		expect(row).toMatchObject({ values: { score: [10, 20, 30][winner] as number + revision }, revision: revision + 1 });
	}
});

test('the same form sent again changes nothing and is fine, whatever revision it carries', async () => {
	const scene = await openScene(db);
	const again = await Promise.all([1, 2, 3].map(() => save(scene, scene.member, answer('1.1'))));
	expect(again).toEqual([{ revision: 1 }, { revision: 1 }, { revision: 1 }]);
	const saved = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select('id').where('action', '=', 'score.saved').execute());
	expect(saved).toHaveLength(1);
});

test('any sequence of saves and stale saves ends with the last accepted answer (a model of revisions)', async () => {
	const scene = await openScene(db);
	const nodes = ['1.1', '1.2', '1.3', '2.1', '2.2'];
	const step = fc.record({ node: fc.constantFrom(...nodes), score: fc.integer({ min: 0, max: 3 }), stale: fc.boolean() });
	const model = new Map<string, { score: number; revision: number }>();
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (sequence) => {
			for (const { node, score, stale } of sequence) {
				const known = model.get(node) ?? { score: -1, revision: 0 };
				const sending = save(scene, scene.member, answer(node, { revision: stale ? known.revision + 5 : known.revision, values: { score } }));
				if (stale && known.score !== score) await expect(sending).rejects.toBeInstanceOf(Conflict);
				else {
					await sending;
					if (known.score !== score) model.set(node, { score, revision: known.revision + 1 });
				}
			}
			const stored = new Map((await rows(scene)).map((r) => [r.node_id, { score: (r.values as { score: number }).score, revision: r.revision }]));
			expect(stored).toEqual(new Map([...model].sort()));
		}),
		{ numRuns: 8 }
	);
});

test('only assessors score, only for themselves; the lead enters only for those on paper, marked as such', async () => {
	const scene = await openScene(db);
	for (const actor of [scene.lead, scene.head, scene.coordinator, scene.administrator]) await expect(save(scene, actor, answer('1.1'))).rejects.toBeInstanceOf(Forbidden);
	for (const actor of [scene.otherLead, scene.otherMember]) await expect(save(scene, actor, answer('1.1'))).rejects.toBeInstanceOf(NotFound);
	for (const whose of [scene.assessors.member, scene.assessors.colleague, scene.assessors.evaluator, scene.assessors.otherMember, 'x']) {
		for (const actor of [scene.lead, scene.head, scene.coordinator, scene.administrator, scene.member, scene.otherLead]) {
			await expect(save(scene, actor, answer('1.1'), whose), `${whose}`).rejects.toBeInstanceOf(NotFound);
			await expect(db.as(scene.regionId, actor, (c) => scoringList(c, scene.assessmentId, whose))).rejects.toBeInstanceOf(NotFound);
		}
	}
	for (const actor of [scene.head, scene.coordinator, scene.administrator, scene.member, scene.otherLead]) await expect(save(scene, actor, answer('1.1'), scene.assessors.paper)).rejects.toBeInstanceOf(NotFound);
	await save(scene, scene.lead, answer('1.1'), scene.assessors.paper);
	await save(scene, scene.evaluator, answer('1.1', { values: { score: 90 } }));
	expect((await rows(scene)).map((r) => [r.assessor_id, r.entered_by]).sort()).toEqual([[scene.assessors.paper, scene.lead.personId], [scene.assessors.evaluator, null]].sort());
});

test('an assessor on paper does not score on a device too: what the lead reads is what the lead typed', async () => {
	const scene = await openScene(db);
	const person = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('assessor').select('person_id').where('id', '=', scene.assessors.paper).executeTakeFirstOrThrow());
	const onPaper = { ...scene.member, personId: person.person_id as typeof scene.member.personId };
	await expect(save(scene, onPaper, answer('1.1'))).rejects.toMatchObject({ code: 'scoring_on_paper' });
});

test('a membership that was taken away ends the right to score', async () => {
	const scene = await openScene(db);
	await expect(save(scene, { ...scene.member, memberships: [] }, answer('1.1'))).rejects.toBeInstanceOf(NotFound);
});

test('every state: scoring saves, consensus saves and marks, everything else is a Conflict', async () => {
	const scene = await openScene(db);
	let score = 0;
	for (const cycle of cycleStates.filter((s) => s !== 'draft')) {
		for (const state of assessmentStates) {
			await setState(scene, state, cycle);
			const [before] = await rows(scene);
			const sending = save(scene, scene.member, answer('1.1', { revision: before?.revision ?? 0, values: { score: ++score } }));
			const label = `${cycle} ${state}`;
			if (cycle === 'open' && (state === 'scoring' || state === 'consensus')) {
				await sending;
				expect((await rows(scene))[0], label).toMatchObject({ changed_after_opening: state === 'consensus', values: { score } });
			} else {
				await expect(sending, label).rejects.toMatchObject({ code: cycle === 'open' ? 'scoring_over' : 'cycle_not_open' });
				expect(await rows(scene)).toEqual(before ? [before] : []);
			}
		}
	}
});

test('after opening a change stays marked and shows in the audit; before, the audit says only that something was saved', async () => {
	const scene = await openScene(db);
	await save(scene, scene.member, answer('1.1', { values: { score: 37 } }));
	await setState(scene, 'consensus');
	await save(scene, scene.member, answer('1.1', { revision: 1, values: { score: 73 } }));
	// Closed again by reopening: hidden, and what changes now stays marked.
	await db.as(scene.regionId, 'system', ({ tx, now }) => tx.updateTable('assessment').set({ state: 'scoring', reopened_at: now, reopen_reason: 'x' }).where('id', '=', scene.assessmentId).execute());
	await save(scene, scene.member, answer('1.2', { values: { score: 61 } }));
	const entries = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select(['action', 'before', 'after']).where('action', 'like', 'score.%').orderBy('action').execute());
	expect(entries).toEqual([
		{ action: 'score.changed_after_opening', before: { node: '1.1', judgement: 'judged', values: { score: 37 } }, after: { node: '1.1', judgement: 'judged', values: { score: 73 } } },
		{ action: 'score.saved', before: null, after: null },
		{ action: 'score.saved', before: null, after: null }
	]);
	expect((await rows(scene)).map((r) => r.changed_after_opening)).toEqual([true, true]);
});

test('"I am done" needs every answer, stops changes, can be taken back, and repeats without harm', async () => {
	const scene = await openScene(db);
	const finish = () => db.as(scene.regionId, scene.member, (c) => finishScoring(c, scene.assessmentId, null));
	await save(scene, scene.member, answer('1.1'));
	await expect(finish()).rejects.toMatchObject({ code: 'scoring_unfinished', params: { count: 4 } });
	for (const node of ['1.2', '1.3', '2.1', '2.2']) await save(scene, scene.member, answer(node, { judgement: 'cannot-judge' }));
	await finish();
	await finish();
	await expect(save(scene, scene.member, answer('1.1', { revision: 1, values: { score: 1 } }))).rejects.toMatchObject({ code: 'scoring_finished' });
	await db.as(scene.regionId, scene.member, (c) => withdrawFinish(c, scene.assessmentId, null));
	await save(scene, scene.member, answer('1.1', { revision: 1, values: { score: 1 } }));
	await finish();
	await setState(scene, 'consensus');
	await expect(db.as(scene.regionId, scene.member, (c) => withdrawFinish(c, scene.assessmentId, null))).rejects.toBeInstanceOf(Conflict);
	const actions = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select('action').where('action', 'like', 'scoring.%').execute());
	expect(actions.map((a) => a.action).sort()).toEqual(['scoring.finished', 'scoring.finished', 'scoring.resumed']);
});

test('once opened, everybody of the group and who runs the region read all scores; strangers never', async () => {
	const scene = await openScene(db);
	await save(scene, scene.member, answer('1.1', { values: { score: 12 } }));
	await setState(scene, 'consensus');
	for (const actor of [scene.member, scene.colleague, scene.evaluator, scene.lead, scene.head, scene.coordinator]) {
		const scores = await db.as(scene.regionId, actor, (c) => individualScores(c, scene.assessmentId));
		expect(scores).toHaveLength(4);
		expect(scores.find((s) => s.assessorId === scene.assessors.member)?.scores).toMatchObject([{ nodeId: '1.1', values: { score: 12 }, changedAfterOpening: false }]);
	}
	for (const actor of [scene.otherLead, scene.otherMember]) await expect(db.as(scene.regionId, actor, (c) => individualScores(c, scene.assessmentId))).rejects.toBeInstanceOf(NotFound);
});

test('my work lists each role once with how far it is, and nothing of closed cycles or strangers', async () => {
	const scene = await openScene(db);
	await save(scene, scene.member, answer('1.1'));
	const work = (actor: Actor) => db.as(scene.regionId, actor, listMyWork);
	expect(await work(scene.member)).toMatchObject([{ assessmentId: scene.assessmentId, role: 'member', done: 1, total: 5, state: 'scoring', endsOn: '2026-12-20' }]);
	expect(await work(scene.evaluator)).toMatchObject([{ role: 'evaluator', done: 0, total: 5 }]);
	expect(await work(scene.lead)).toMatchObject([{ role: 'lead', done: 0, total: 4 }]);
	expect(await work(scene.coordinator)).toEqual([]);
	await setState(scene, 'scoring', 'closed');
	expect(await work(scene.member)).toEqual([]);
});
