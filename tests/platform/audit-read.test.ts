import { expect, test } from 'vitest';
import { agree, finishScoring, openConsensus, proposeConsensus, saveScore, signConsensus, type AgreementInput } from '#modules/assessment/index.ts';
import { readAudit } from '#platform/audit-read.ts';
import { NotFound } from '#platform/errors.ts';
import { openScene } from '../support/assessment.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
const nodes = ['1.1', '1.2', '1.3', '2.1', '2.2'];

const agreement = (nodeId: string): AgreementInput => ({ nodeId, revision: 0, judgement: 'cannot-judge', values: {}, justification: 'MARKER of the group', strengths: '', improvements: '', priority: null, shownEvidenceIds: [], evidenceIds: [], dissent: [] });

test('the audit tells the coordinator who and when, but what a group agreed only once it is signed; nobody else reads it', async () => {
	const s = await openScene(db);
	const as = <T>(actor: Parameters<typeof db.as>[1], work: Parameters<typeof db.as<T>>[2]) => db.as(s.regionId, actor, work);
	const seen = async () => (await as(s.coordinator, (c) => readAudit(c, {}))).filter((row) => row.action === 'consensus.agreed');
	for (const member of [s.member, s.colleague]) {
		await as(member, async (c) => {
			for (const nodeId of nodes) await saveScore(c, s.assessmentId, null, { nodeId, revision: 0, judgement: 'cannot-judge', values: {}, reason: '', strengths: '', improvements: '', evidenceIds: [] });
			await finishScoring(c, s.assessmentId, null);
		});
	}
	await as(s.lead, (c) => openConsensus(c, s.assessmentId, { notes: new Map([[s.assessors.paper, 'Ill']]) }));
	for (const nodeId of nodes) await as(s.lead, (c) => agree(c, s.assessmentId, agreement(nodeId)));
	expect(await seen()).toHaveLength(nodes.length);
	for (const row of await seen()) expect(row).toMatchObject({ withheld: true, before: null, after: null });
	await as(s.lead, (c) => proposeConsensus(c, s.assessmentId, { summary: 'Done' }));
	await as(s.head, (c) => signConsensus(c, s.assessmentId));
	for (const row of await seen()) expect(row.withheld).toBe(false);
	expect((await seen()).some((row) => row.after !== null)).toBe(true);
	for (const actor of [s.lead, s.head, s.member, s.evaluator]) await expect(as(actor, (c) => readAudit(c, {}))).rejects.toThrow(NotFound);
});
