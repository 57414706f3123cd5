import { expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { closeCycle, cycleProgress } from '../cycle/index.ts';
import { answer, openScene } from '../../../../tests/support/assessment.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { addAssessor, addPersonWithoutEmail, groupView, inviteToGroup, issueAssessorCode, leaveOut, paperSheets, removeAssessor, saveScore, takeBack } from './index.ts';

const db = useDatabase();

test('who may change a group: its lead and who runs the region; others are Forbidden, strangers find nothing', async () => {
	const scene = await openScene(db);
	const elsewhere = await openScene(db);
	const commands: ((c: Context) => Promise<unknown>)[] = [
		(c) => addAssessor(c, scene.assessmentId, { personId: scene.head.personId, kind: 'member', onPaper: false }),
		(c) => addPersonWithoutEmail(c, scene.assessmentId, { name: 'Anna', locale: 'lv', onPaper: true }),
		(c) => inviteToGroup(c, scene.assessmentId, { name: 'Jonas', email: 'jonas@example.org', locale: 'lt', kind: 'member' }),
		(c) => issueAssessorCode(c, scene.assessmentId, scene.assessors.member),
		(c) => removeAssessor(c, scene.assessmentId, scene.assessors.member),
		(c) => leaveOut(c, scene.assessmentId, scene.assessors.member, 'ill'),
		(c) => takeBack(c, scene.assessmentId, scene.assessors.member),
		(c) => groupView(c, scene.assessmentId)
	];
	for (const command of commands) {
		for (const actor of [scene.head, scene.member, scene.evaluator]) await expect(db.as(scene.regionId, actor, command)).rejects.toBeInstanceOf(Forbidden);
		for (const actor of [scene.otherLead, scene.otherMember]) await expect(db.as(scene.regionId, actor, command)).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere.regionId, elsewhere.coordinator, command)).rejects.toBeInstanceOf(NotFound);
	}
	const run = (actor: Actor, index: number) => db.as(scene.regionId, actor, commands[index] as (c: Context) => Promise<unknown>);
	await run(scene.coordinator, 0);
	await run(scene.lead, 1);
	await run(scene.lead, 5);
	await run(scene.administrator, 6);
});

test('only people of the institution are added, in a place that their role allows, once', async () => {
	const scene = await openScene(db);
	const add = (personId: string, kind: 'member' | 'evaluator') => db.as(scene.regionId, scene.lead, (c) => addAssessor(c, scene.assessmentId, { personId, kind, onPaper: false }));
	await expect(add(scene.otherMember.personId, 'member')).rejects.toBeInstanceOf(NotFound);
	await expect(add('x', 'member')).rejects.toBeInstanceOf(NotFound);
	await expect(add(scene.head.personId, 'evaluator')).rejects.toBeInstanceOf(Invalid);
	await expect(add(scene.member.personId, 'member')).rejects.toMatchObject({ code: 'scoring_already_in_group' });
	const together = await Promise.allSettled([1, 2].map(() => add(scene.lead.personId, 'member')));
	expect(together.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
	// The lead is now an assessor and scores like anybody else.
	await db.as(scene.regionId, scene.lead, (c) => saveScore(c, scene.assessmentId, null, answer('1.1')));
});

test('an assessor with answers is left out with a note, one without is removed; both only while members score', async () => {
	const scene = await openScene(db);
	const run = <T>(work: (c: Context) => Promise<T>) => db.as(scene.regionId, scene.lead, work);
	await db.as(scene.regionId, scene.member, (c) => saveScore(c, scene.assessmentId, null, answer('1.1')));
	await expect(run((c) => removeAssessor(c, scene.assessmentId, scene.assessors.member))).rejects.toMatchObject({ code: 'scoring_has_scores' });
	await expect(run((c) => leaveOut(c, scene.assessmentId, scene.assessors.member, ' '))).rejects.toBeInstanceOf(Invalid);
	await run((c) => leaveOut(c, scene.assessmentId, scene.assessors.member, 'has left the institution'));
	await expect(db.as(scene.regionId, scene.member, (c) => saveScore(c, scene.assessmentId, null, answer('1.2')))).rejects.toMatchObject({ code: 'scoring_left_out' });
	expect((await run((c) => groupView(c, scene.assessmentId))).notes).toEqual({ [scene.assessors.member]: 'has left the institution' });
	await run((c) => takeBack(c, scene.assessmentId, scene.assessors.member));
	await run((c) => removeAssessor(c, scene.assessmentId, scene.assessors.colleague));
	await expect(run((c) => removeAssessor(c, scene.assessmentId, scene.assessors.otherMember))).rejects.toBeInstanceOf(NotFound);
	const [row] = await run((c) => cycleProgress(c, scene.cycleId));
	expect(row).toMatchObject({ groupSize: 3 });
	await db.as(scene.regionId, scene.coordinator, (c) => closeCycle(c, scene.cycleId));
	await expect(run((c) => removeAssessor(c, scene.assessmentId, scene.assessors.evaluator))).rejects.toBeInstanceOf(Conflict);
});

test('a person without e-mail gets a code; once they have answers the lead gets no new one', async () => {
	const scene = await openScene(db);
	const id = await db.as(scene.regionId, scene.lead, (c) => addPersonWithoutEmail(c, scene.assessmentId, { name: 'Anna Invented', locale: 'lv', onPaper: false }));
	const issue = (actor: Actor, assessor: string = id) => db.as(scene.regionId, actor, (c) => issueAssessorCode(c, scene.assessmentId, assessor));
	const first = await issue(scene.lead);
	expect(first).toMatchObject({ name: 'Anna Invented', code: expect.stringMatching(/^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/) });
	expect((await issue(scene.lead)).code).not.toBe(first.code);
	await expect(issue(scene.lead, scene.assessors.paper)).rejects.toMatchObject({ code: 'scoring_on_paper_no_code' });
	await expect(issue(scene.lead, scene.assessors.member)).rejects.toMatchObject({ code: 'code_has_email' });
	await db.as(scene.regionId, 'system', ({ tx, now }) => tx.insertInto('score').values({ region_id: scene.regionId, assessment_id: scene.assessmentId, assessor_id: id, node_id: '1.1', judgement: 'cannot-judge', updated_at: now }).execute());
	await expect(issue(scene.lead)).rejects.toMatchObject({ code: 'scoring_code_has_scores' });
	await expect(issue(scene.coordinator)).resolves.toMatchObject({ name: 'Anna Invented' });
});

test('somebody on paper is on the lead’s list of sheets, and on nobody else’s', async () => {
	const scene = await openScene(db);
	const id = await db.as(scene.regionId, scene.lead, (c) => addPersonWithoutEmail(c, scene.assessmentId, { name: 'Zenta', locale: 'lv', onPaper: true }));
	expect((await db.as(scene.regionId, scene.lead, (c) => paperSheets(c, scene.assessmentId))).map((s) => s.id).sort()).toEqual([id, scene.assessors.paper].sort());
	for (const actor of [scene.coordinator, scene.head, scene.member, scene.otherLead]) await expect(db.as(scene.regionId, actor, (c) => paperSheets(c, scene.assessmentId))).rejects.toBeInstanceOf(NotFound);
});

test('an invitation puts the person into the group at once', async () => {
	const scene = await openScene(db);
	const invited = await db.as(scene.regionId, scene.lead, (c) => inviteToGroup(c, scene.assessmentId, { name: 'Jonas', email: 'Jonas@Example.org', locale: 'lt', kind: 'evaluator' }));
	expect(invited.link).toMatch(/^http/);
	await expect(db.as(scene.regionId, scene.lead, (c) => inviteToGroup(c, scene.assessmentId, { name: 'Jonas', email: 'jonas@example.org', locale: 'lt', kind: 'evaluator' }))).rejects.toMatchObject({ code: 'scoring_already_in_group' });
	const [row] = await db.as(scene.regionId, scene.lead, (c) => cycleProgress(c, scene.cycleId));
	expect(row?.assessors.find((a) => a.assessorId === invited.assessorId)).toMatchObject({ name: 'Jonas', kind: 'evaluator', done: 0 });
});
