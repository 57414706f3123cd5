import { expect, test } from 'vitest';
import { addAssessor, issueAssessorCode, saveScore, type AssessmentState, type ScoreInput } from '#modules/assessment/index.ts';
import type { Actor } from '#platform/access.ts';
import { Conflict } from '#platform/errors.ts';
import type { PersonId } from '#platform/ids.ts';
import { openScene, type Scene } from '../../../tests/support/assessment.ts';
import { useDatabase } from '../../../tests/support/database.ts';
import { createPersonWithoutEmail, issueCode } from './commands/members.ts';
import { signInWithCode } from './commands/sign-in.ts';
import { exportPerson } from './queries.ts';
import { resolveSession } from './sessions.ts';
import { origin, runtimeOf } from './testing.ts';

const db = useDatabase();
const words = 'What only its writer may read';
const answer = (nodeId: string): ScoreInput => ({ nodeId, revision: 0, judgement: 'cannot-judge', values: {}, reason: '', strengths: words, improvements: '', evidenceIds: [] });
const copyOf = (scene: Scene, reader: Actor, personId: string) => db.as(scene.regionId, reader, (context) => exportPerson(context, personId));
const setState = (scene: Scene, state: AssessmentState) => db.as(scene.regionId, 'system', ({ tx }) => tx.updateTable('assessment').set({ state }).where('region_id', '=', scene.regionId).where('id', '=', scene.assessmentId).execute());

test('a copy made by an administrator counts scores that are not opened and does not show them; the own copy does', async () => {
	const scene = await openScene(db);
	const { member, administrator } = scene;
	for (const node of ['1.1', '1.2']) await db.as(scene.regionId, member, (c) => saveScore(c, scene.assessmentId, null, answer(node)));
	const hidden = await copyOf(scene, administrator, member.personId);
	expect(hidden['assessments']).toMatchObject({ scores: [], withheldScores: 2 });
	expect(JSON.stringify(hidden)).not.toContain(words);
	expect((await copyOf(scene, member, member.personId))['assessments']).toMatchObject({ scores: [{ strengths: words }, { strengths: words }], withheldScores: 0 });

	await setState(scene, 'consensus');
	expect((await copyOf(scene, administrator, member.personId))['assessments']).toMatchObject({ scores: [{ strengths: words }, { strengths: words }], withheldScores: 0 });
	await setState(scene, 'scoring');
	expect((await copyOf(scene, administrator, member.personId))['assessments']).toMatchObject({ scores: [], withheldScores: 2 });
});

async function memberWithoutEmail(scene: Scene): Promise<{ personId: PersonId; assessor: string; actor: Actor }> {
	const { regionId, lead, institution, assessmentId } = scene;
	const personId = await db.as(regionId, lead, (c) => createPersonWithoutEmail(c, { name: 'Bez Pasta', locale: 'lv', institutionId: institution, role: 'member' }));
	const assessor = await db.as(regionId, lead, (c) => addAssessor(c, assessmentId, { personId, kind: 'member', onPaper: false }));
	return { personId, assessor, actor: { personId, name: 'Bez Pasta', memberships: [{ ...scene.member.memberships[0], institutionId: institution, role: 'member' } as Actor['memberships'][number]], system: false } };
}

test('once a member has hidden scores, no page gives the lead a code to them; who runs the region may give one', async () => {
	const scene = await openScene(db);
	runtimeOf(db);
	const { regionId, lead, coordinator } = scene;
	const { personId, assessor, actor } = await memberWithoutEmail(scene);
	const refusal = new Conflict('scoring_code_has_scores');
	await db.as(regionId, lead, (c) => issueCode(c, personId));
	await db.as(regionId, actor, (c) => saveScore(c, scene.assessmentId, null, answer('1.1')));
	await expect(db.as(regionId, lead, (c) => issueCode(c, personId))).rejects.toEqual(refusal);
	await expect(db.as(regionId, lead, (c) => issueAssessorCode(c, scene.assessmentId, assessor))).rejects.toEqual(refusal);
	expect(await db.as(regionId, coordinator, (c) => issueCode(c, personId))).toMatch(/^\w{4}-\w{4}-\w{4}$/);
	await setState(scene, 'consensus');
	expect(await db.as(regionId, lead, (c) => issueCode(c, personId))).toMatch(/^\w{4}-\w{4}-\w{4}$/);
});

test('a new code ends the sessions that earlier codes opened, so that a lead who tried one does not stay in', async () => {
	const scene = await openScene(db);
	const runtime = runtimeOf(db);
	const { personId } = await memberWithoutEmail(scene);
	const enter = async () => (await signInWithCode(runtime, { code: await db.as(scene.regionId, scene.lead, (c) => issueCode(c, personId)) }, origin)).token;
	const tried = await enter();
	expect((await resolveSession(db.database, runtime.clock, tried))?.actor.personId).toBe(personId);
	const own = await enter();
	expect(await resolveSession(db.database, runtime.clock, tried)).toBeNull();
	expect((await resolveSession(db.database, runtime.clock, own))?.actor.personId).toBe(personId);
});
