import { expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import * as assessment from '../index.ts';
import { answer, openScene, type Scene } from '../../../../tests/support/assessment.ts';
import { useDatabase } from '../../../../tests/support/database.ts';

const db = useDatabase();
const marker = 'heliotrope';
/** Numbers that nothing else in a scene uses. */
const planted = [83, 97];

/** What the planted score refers to. */
let evidenceId = '';

/** Everything the module exports that reads, called as a page would; what only checks or changes is named below. */
const queries: Record<string, (c: Context, scene: Scene) => Promise<unknown>> = {
	assessmentHome: (c, s) => assessment.assessmentHome(c, s.assessmentId),
	assessmentsOf: (c, s) => assessment.assessmentsOf(c, s.institution),
	assessorOf: (c, s) => assessment.assessorOf(c, s.assessmentId, s.assessors.member),
	consensusBoard: (c, s) => assessment.consensusBoard(c, s.assessmentId),
	consensusNode: (c, s) => assessment.consensusNode(c, s.assessmentId, '1.1'),
	consensusOf: (c, s) => assessment.consensusOf(c, s.assessmentId),
	consensusPage: (c, s) => assessment.consensusPage(c, s.assessmentId),
	cycleOptions: (c) => assessment.cycleOptions(c),
	cycleProgress: (c, s) => assessment.cycleProgress(c, s.cycleId),
	evidenceFile: (c) => assessment.evidenceFile(c, evidenceId),
	evidenceItem: (c, s) => assessment.evidenceItem(c, s.assessmentId, evidenceId),
	evidencePage: (c, s) => assessment.evidencePage(c, s.assessmentId),
	getCycle: (c, s) => assessment.getCycle(c, s.cycleId),
	groupView: (c, s) => assessment.groupView(c, s.assessmentId),
	individualScores: (c, s) => assessment.individualScores(c, s.assessmentId),
	listCycles: (c) => assessment.listCycles(c),
	listEvidence: (c, s) => assessment.listEvidence(c, s.institution),
	listMyWork: (c) => assessment.listMyWork(c),
	loadAssessment: (c, s) => assessment.loadAssessment(c, s.assessmentId),
	openedScores: (c, s) => assessment.openedScores(c, s.assessmentId),
	paperSheets: (c, s) => assessment.paperSheets(c, s.assessmentId),
	scoringList: (c, s) => assessment.scoringList(c, s.assessmentId, s.assessors.member),
	scoringPage: (c, s) => assessment.scoringPage(c, s.assessmentId, s.assessors.member, '1.1')
};

const plainText = (value: unknown) => JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? String(v) : v instanceof Map ? [...v] : v)) ?? '';
const reveals = (text: string, ids: readonly string[] = []): string[] => {
	const withoutIds = text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '').replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '');
	return [...(text.includes(marker) ? [marker] : []), ...planted.map(String).filter((n) => new RegExp(`(?<!\\d)${n}(?!\\d)`).test(withoutIds)), ...ids.filter((id) => text.includes(id))];
};

async function plant(): Promise<Scene> {
	const scene = await openScene(db);
	const note = { region_id: scene.regionId, institution_id: scene.institution, kind: 'note', title: 'Visit', note: 'Seen on a visit', holds_from: '2026-01-01' };
	evidenceId = (await db.as(scene.regionId, 'system', ({ tx, now }) => tx.insertInto('evidence').values({ ...note, added_at: now }).returning('id').executeTakeFirstOrThrow())).id;
	const save = (nodeId: string, change: Parameters<typeof answer>[1]) => db.as(scene.regionId, scene.member, (c) => assessment.saveScore(c, scene.assessmentId, null, answer(nodeId, change)));
	await save('1.1', { values: { score: planted[0] }, evidenceIds: [evidenceId], strengths: `${marker} strengths`, improvements: `${marker} improvements` });
	await save('1.1', { revision: 1, values: { score: planted[1] }, strengths: `${marker} strengths`, improvements: `${marker} improvements` });
	await save('1.2', { judgement: 'not-applicable', reason: `${marker} reason` });
	return scene;
}

const everyoneElse = (scene: Scene): Record<string, Actor> => ({
	administrator: scene.administrator,
	coordinator: scene.coordinator,
	lead: scene.lead,
	head: scene.head,
	colleague: scene.colleague,
	evaluator: scene.evaluator,
	otherLead: scene.otherLead,
	otherMember: scene.otherMember
});

test('the list of queries is complete: every exported function that is no query is named here', () => {
	const changing = /^(add|agree|cancel|change|close|create|edit|extend|finish|invite|issue|leaveOut|link|open(?!edScores)|propose|remind|remove|reopen|return|save|sign|store|take|withdraw|update|unlink|toggle|set)/;
	const pure = /^(allowed|next|require$|to[A-Z]|available|may|check|is[A-Z]|assessorFields$|manyOf$|evidenceRights$|fileName|media|limit|type|detect|safe|linksMayChange$|fingerprint|validityOf$|assertMay)/;
	const functions = Object.entries(assessment).filter(([, value]) => typeof value === 'function').map(([name]) => name);
	expect(functions.filter((name) => !changing.test(name) && !pure.test(name) && !(name in queries))).toEqual([]);
});

test('before opening no query shows anybody what another has scored', async () => {
	const scene = await plant();
	const shown: string[] = [];
	for (const [role, actor] of Object.entries(everyoneElse(scene))) {
		for (const [name, query] of Object.entries(queries)) {
			const text = await db.as(scene.regionId, actor, (c) => query(c, scene)).then(plainText, (error: unknown) => `${String(error)} ${plainText(error)}`);
			if (reveals(text).length) shown.push(`${name} as ${role}: ${reveals(text).join()}`);
		}
	}
	expect(shown).toEqual([]);
	// The search itself works: the member's own page carries all of it.
	const own = plainText(await db.as(scene.regionId, scene.member, (c) => assessment.scoringPage(c, scene.assessmentId, null, '1.1')));
	expect(reveals(own)).toEqual([marker, '97']);
});

test('the judgement of another is not shown either: progress counts are alike for any answer', async () => {
	const [scored, blank] = [await openScene(db), await openScene(db)];
	await db.as(scored.regionId, scored.member, (c) => assessment.saveScore(c, scored.assessmentId, null, answer('1.1', { values: { score: 97 } })));
	await db.as(blank.regionId, blank.member, (c) => assessment.saveScore(c, blank.assessmentId, null, answer('1.1', { judgement: 'cannot-judge' })));
	for (const role of ['coordinator', 'lead', 'head', 'colleague'] as const) {
		const counts = (scene: Scene) => db.as(scene.regionId, scene[role], (c) => assessment.cycleProgress(c, scene.cycleId)).then((rows) => rows.map((row) => row.assessors.map((a) => [a.kind, a.done, a.finished])).sort());
		expect(await counts(scored)).toEqual(await counts(blank));
	}
});

test('before opening the audit holds neither values nor words nor the name of the sub-criterion', async () => {
	const scene = await plant();
	const rows = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('audit').selectAll().where('region_id', '=', scene.regionId).execute());
	expect(rows.filter((row) => row.action === 'score.saved')).toHaveLength(3);
	for (const row of rows) {
		expect(reveals(plainText(row)), row.action).toEqual([]);
		if (row.action.startsWith('score.')) expect(row).toMatchObject({ before: null, after: null, subject_kind: 'assessor' });
	}
});

test('a refusal tells nothing of what is stored', async () => {
	const scene = await plant();
	const failing = [
		() => db.as(scene.regionId, scene.member, (c) => assessment.saveScore(c, scene.assessmentId, null, answer('1.1', { values: { score: 5 } }))),
		() => db.as(scene.regionId, scene.lead, (c) => assessment.scoringPage(c, scene.assessmentId, scene.assessors.member, '1.1')),
		() => db.as(scene.regionId, scene.lead, (c) => assessment.removeAssessor(c, scene.assessmentId, scene.assessors.member))
	];
	for (const attempt of failing) {
		const error: unknown = await attempt().catch((problem: unknown) => problem);
		expect(error).toBeInstanceOf(Error);
		expect(reveals(`${(error as Error).message} ${plainText(error)}`)).toEqual([]);
	}
});

test('reopening hides the scores again', async () => {
	const scene = await plant();
	await db.as(scene.regionId, 'system', ({ tx, now }) => tx.updateTable('assessment').set({ state: 'scoring', opened_at: now, reopened_at: now, reopen_reason: 'x' }).where('id', '=', scene.assessmentId).execute());
	for (const actor of Object.values(everyoneElse(scene))) {
		const text = await db.as(scene.regionId, actor, (c) => assessment.individualScores(c, scene.assessmentId)).then(plainText, plainText);
		expect(reveals(text)).toEqual([]);
	}
});
