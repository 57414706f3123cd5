import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { AppError, Invalid } from '#platform/errors.ts';
import {
	addNoteEvidence, agree, consensusBoard, consensusNode, consensusOf, consensusPage, finishScoring, leaveOut, openConsensus, openedScores, proposeConsensus, reopenConsensus, removeEvidence, returnConsensus, saveScore, signConsensus, type AgreementInput
} from '../index.ts';
import { answer, openScene, type Scene } from '../../../../tests/support/assessment.ts';
import { useDatabase } from '../../../../tests/support/database.ts';

const db = useDatabase();
const nodes = ['1.1', '1.2', '1.3', '2.1', '2.2'];

const as = <T>(s: Scene, actor: Actor, work: (c: Context) => Promise<T>): Promise<T> => db.as(s.regionId, actor, work);
const open = (s: Scene, actor: Actor = s.lead, notes: [string, string][] = [[s.assessors.paper, 'Ill since October']]) => as(s, actor, (c) => openConsensus(c, s.assessmentId, { notes: new Map(notes) }));
const agreement = (nodeId: string, change: Partial<AgreementInput> = {}): AgreementInput => ({
	nodeId, revision: 0, judgement: 'judged', values: { score: 45 }, justification: 'Seen on the spot', strengths: '', improvements: '', priority: null, shownEvidenceIds: [], evidenceIds: [], dissent: [], ...change
});
/** The code of the refusal, with its fields where there are any. */
const refusal = async (work: Promise<unknown>): Promise<string> => {
	const problem: unknown = await work.then(() => null, (e: unknown) => e);
	if (!(problem instanceof AppError)) throw problem ?? new Error('It was not refused');
	return problem instanceof Invalid ? Object.entries(problem.fields).map(([f, e]) => `${f}:${e.code}`).join() : `${problem.status} ${problem.code}`;
};
const foreign = '00000000-0000-4000-8000-000000000000';

/** Both members have scored everything and finished; the evaluator one node; the one on paper nothing. */
async function scored(mode = 'classical'): Promise<Scene> {
	const s = await openScene(db, mode);
	const points = { '1.1': [20, 80], '1.2': [50, 50], '1.3': [40, 70], '2.1': [10, 10], '2.2': [0, 5] } as const;
	for (const [actor, index] of [[s.member, 0], [s.colleague, 1]] as const) {
		for (const node of nodes) {
			const value = points[node as keyof typeof points][index];
			const blank = node === '2.1' && index === 1;
			await as(s, actor, (c) => saveScore(c, s.assessmentId, null, answer(node, blank ? { judgement: 'cannot-judge', values: {} } : { values: { score: value }, strengths: `good ${node}`, improvements: `better ${node}` })));
		}
		await as(s, actor, (c) => finishScoring(c, s.assessmentId, null));
	}
	await as(s, s.evaluator, (c) => saveScore(c, s.assessmentId, null, answer('1.2', { values: { score: 100 } })));
	return s;
}
async function opened(): Promise<Scene> {
	const s = await scored();
	await open(s);
	return s;
}
const agreeAll = async (s: Scene): Promise<void> => {
	for (const node of nodes) await as(s, s.lead, (c) => agree(c, s.assessmentId, agreement(node, node === '2.1' ? { judgement: 'cannot-judge', values: {} } : {})));
};
async function proposed(): Promise<Scene> {
	const s = await opened();
	await agreeAll(s);
	await as(s, s.lead, (c) => proposeConsensus(c, s.assessmentId, { summary: 'We agree' }));
	return s;
}
async function signed(): Promise<Scene> {
	const s = await proposed();
	await as(s, s.head, (c) => signConsensus(c, s.assessmentId));
	return s;
}

describe('opening', () => {
	let s: Scene;
	beforeAll(async () => {
		s = await scored();
	});
	test('nobody gets a score before it, whoever asks and however', async () => {
		for (const actor of [s.lead, s.head, s.member, s.evaluator]) {
			for (const ask of [openedScores, consensusBoard, consensusOf] as ((c: Context, id: string) => Promise<unknown>)[]) expect(await refusal(as(s, actor, (c) => ask(c, s.assessmentId)))).toBe('409 scores_not_open');
			expect(await refusal(as(s, actor, (c) => consensusNode(c, s.assessmentId, '1.1')))).toBe('409 scores_not_open');
			const page = await as(s, actor, (c) => consensusPage(c, s.assessmentId));
			expect(page.board).toBeNull();
			expect(JSON.stringify(page)).not.toMatch(/good 1|better 1/);
		}
		for (const actor of [s.coordinator, s.administrator]) {
			expect(await refusal(as(s, actor, (c) => openedScores(c, s.assessmentId)))).toBe('403 consensus_not_signed');
			expect(await refusal(as(s, actor, (c) => consensusPage(c, s.assessmentId)))).toBe('403 consensus_not_signed');
		}
		expect(await refusal(as(s, s.otherLead, (c) => consensusPage(c, s.assessmentId)))).toBe('404 not_found');
		expect(await refusal(as(s, s.lead, (c) => consensusPage(c, 'not-an-id')))).toBe('404 not_found');
	});
	test('takes the lead, and a note for each member who has not finished', async () => {
		for (const actor of [s.head, s.member, s.evaluator, s.coordinator, s.administrator]) expect(await refusal(open(s, actor))).toBe('403 forbidden');
		expect(await refusal(open(s, s.otherLead))).toBe('404 not_found');
		expect(await refusal(open(s, s.lead, []))).toBe(`note_${s.assessors.paper}:consensus_note_missing`);
		expect(await refusal(open(s, s.lead, [[s.assessors.paper, '  ']]))).toBe(`note_${s.assessors.paper}:consensus_note_missing`);
		expect(await refusal(as(s, s.lead, (c) => openConsensus(c, foreign, { notes: new Map() })))).toBe('404 not_found');
		const other = await openScene(db);
		expect(await refusal(as(other, other.lead, (c) => openConsensus(c, s.assessmentId, { notes: new Map() })))).toBe('404 not_found');
	});
	test('of twenty together exactly one opens and the others hear why not', async () => {
		const answers = await Promise.all(Array.from({ length: 20 }, () => open(s).then(() => 'opened', (e: unknown) => (e instanceof AppError ? e.code : String(e)))));
		expect(answers.filter((a) => a === 'opened')).toHaveLength(1);
		expect(answers.filter((a) => a === 'consensus_already_open')).toHaveLength(19);
		const rows = await db.as(s.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select(['action', 'after']).where('action', 'in', ['consensus.opened', 'assessor.left_out']).orderBy('action').execute());
		expect(rows.map((r) => r.action)).toEqual(['assessor.left_out', 'consensus.opened']);
		const row = await db.as(s.regionId, 'system', ({ tx }) => tx.selectFrom('assessment').select(['state', 'opened_at', 'opened_by']).where('id', '=', s.assessmentId).executeTakeFirstOrThrow());
		expect(row).toMatchObject({ state: 'consensus', opened_by: s.lead.personId });
		expect(row.opened_at).toBeInstanceOf(Date);
	});
	test('needs at least one member who counts', async () => {
		const empty = await openScene(db);
		const notes: [string, string][] = [empty.assessors.member, empty.assessors.colleague, empty.assessors.paper].map((id) => [id, 'away']);
		expect(await refusal(open(empty, empty.lead, notes))).toBe('409 consensus_nobody_finished');
		const page = await as(empty, empty.lead, (c) => consensusPage(c, empty.assessmentId));
		expect(page.frame.assessors.every((a) => !a.leftOut)).toBe(true);
	});
});

describe('the board', () => {
	test('orders by disagreement, counts blanks, and keeps evaluator and left-out members out of the spread', async () => {
		const s = await scored();
		await as(s, s.lead, (c) => leaveOut(c, s.assessmentId, s.assessors.paper, 'away'));
		await open(s, s.lead, []);
		const board = await as(s, s.member, (c) => consensusBoard(c, s.assessmentId));
		expect(board.rows.map((r) => [r.nodeId, r.spread.spread?.n ?? null, r.spread.blanks])).toEqual([['1.1', 60n, 0], ['1.3', 30n, 0], ['2.2', 5n, 0], ['2.1', 0n, 1], ['1.2', 0n, 0]]);
		expect(board.rows.find((r) => r.nodeId === '1.2')?.points.find((p) => p.kind === 'evaluator')?.value?.n).toBe(100n);
		expect(board.agreedCount).toBe(0);
		const scores = await as(s, s.evaluator, (c) => openedScores(c, s.assessmentId));
		expect(scores).toHaveLength(11);
		expect(scores.every((x) => !x.changedAfterOpening)).toBe(true);
	});
	test('marks scores that are changed after opening, and agreements they overtake', async () => {
		const s = await opened();
		await as(s, s.lead, (c) => agree(c, s.assessmentId, agreement('1.1')));
		const before = (await as(s, s.member, (c) => openedScores(c, s.assessmentId))).length;
		await db.as(s.regionId, 'system', ({ tx }) => tx.updateTable('consensus').set({ updated_at: new Date('2026-11-22T08:00:00Z') }).where('assessment_id', '=', s.assessmentId).execute());
		await as(s, s.member, (c) => saveScore(c, s.assessmentId, null, answer('1.1', { values: { score: 60 }, revision: 1 })));
		const scores = await as(s, s.member, (c) => openedScores(c, s.assessmentId));
		expect(scores).toHaveLength(before);
		expect(scores.filter((x) => x.changedAfterOpening).map((x) => [x.assessorId, x.nodeId])).toEqual([[s.assessors.member, '1.1']]);
		const board = await as(s, s.lead, (c) => consensusBoard(c, s.assessmentId));
		expect(board.rows.filter((r) => r.outdated).map((r) => r.nodeId)).toEqual(['1.1']);
	});
});

describe('agreeing', () => {
	let s: Scene;
	let evidence: string[];
	beforeAll(async () => {
		s = await scored();
		const note = (title: string, nodesOf: string[]) => as(s, s.member, (c) => addNoteEvidence(c, s.assessmentId, { title, note: 'seen', holdsFrom: '2026-01-01', expiresOn: null, nodes: nodesOf }));
		evidence = [await note('A', ['1.1']), await note('B', []), await note('C', ['1.1'])];
		await open(s);
	});
	test('stores score, texts, priority, evidence and dissent; the export gives them back', async () => {
		const [a = '', b = ''] = evidence;
		const input = agreement('1.1', { strengths: 'S', improvements: 'I', priority: 2, shownEvidenceIds: [a, b], evidenceIds: [b], dissent: [{ assessorId: s.assessors.colleague, opinion: 'Should be 80' }, { assessorId: s.assessors.member, opinion: ' ' }] });
		expect(await as(s, s.lead, (c) => agree(c, s.assessmentId, input))).toEqual({ revision: 1 });
		const [stored] = await as(s, s.head, (c) => consensusOf(c, s.assessmentId));
		// C was not shown in the form, so its link stays.
		expect(stored).toMatchObject({ nodeId: '1.1', judgement: 'judged', values: { score: 45 }, justification: 'Seen on the spot', strengths: 'S', improvements: 'I', priority: 2, dissent: [{ assessorId: s.assessors.colleague, opinion: 'Should be 80' }] });
		expect([...(stored?.evidenceIds ?? [])].sort()).toEqual([b, evidence[2] ?? ''].sort());
		const page = await as(s, s.lead, (c) => consensusNode(c, s.assessmentId, '1.1'));
		expect(page.agreed?.revision).toBe(1);
		expect(page.nextOpen).toBe('1.3');
		expect(page.individuals).toHaveLength(4);
		const audit = await db.as(s.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select('after').where('action', '=', 'consensus.agreed').execute());
		expect(JSON.stringify(audit)).not.toContain('Should be 80');
	});
	test('a second tab is told, nothing is overwritten; the same form twice is harmless', async () => {
		const change = (revision: number, score: number) => agree2(revision, score);
		const agree2 = (revision: number, score: number) => as(s, s.lead, (c) => agree(c, s.assessmentId, agreement('1.2', { revision, values: { score } })));
		await change(0, 50);
		expect(await refusal(change(0, 60))).toBe('409 consensus_changed');
		expect(await change(0, 50)).toEqual({ revision: 1 });
		expect(await change(1, 60)).toEqual({ revision: 2 });
		const both = await Promise.all([70, 80].map((score) => change(2, score).then(() => 'saved', (e: unknown) => (e instanceof AppError ? e.code : String(e)))));
		expect(both.sort()).toEqual(['consensus_changed', 'saved']);
		const first = await Promise.all([1, 2, 3].map((score) => as(s, s.lead, (c) => agree(c, s.assessmentId, agreement('1.3', { values: { score } }))).then(() => 'saved', (e: unknown) => (e instanceof AppError ? e.code : String(e)))));
		expect(first.sort()).toEqual(['consensus_changed', 'consensus_changed', 'saved']);
	});
	test('refuses bad input at the field, foreign ids, and everybody but the lead', async () => {
		const attempt = (change: Partial<AgreementInput>, actor: Actor = s.lead, node = '2.2') => refusal(as(s, actor, (c) => agree(c, s.assessmentId, agreement(node, change))));
		expect(await attempt({ values: {} })).toBe('value_score:score_missing');
		expect(await attempt({ values: { score: 101 } })).toBe('value_score:score_out_of_scale');
		expect(await attempt({ values: { score: -1 } })).toBe('value_score:score_out_of_scale');
		expect(await attempt({ values: { score: Number.NaN } })).toBe('value_score:score_not_integer');
		expect(await attempt({ justification: ' ' })).toBe('justification:required');
		expect(await attempt({}, s.lead, '9.9')).toBe('404 not_found');
		expect(await attempt({}, s.lead, '1')).toBe('404 not_found');
		for (const assessorId of [foreign, s.assessors.evaluator, s.assessors.paper, s.assessors.otherMember]) expect(await attempt({ dissent: [{ assessorId, opinion: 'x' }] })).toBe('404 not_found');
		const foreignNote = await as(s, s.otherLead, (c) => addNoteEvidence(c, s.otherAssessmentId, { title: 'X', note: 'x', holdsFrom: '2026-01-01', expiresOn: null, nodes: [] }));
		expect(await attempt({ evidenceIds: [foreignNote] })).toBe('404 not_found');
		expect(await attempt({ evidenceIds: [foreign] })).toBe('404 not_found');
		await as(s, s.lead, (c) => removeEvidence(c, s.assessmentId, evidence[1] ?? '', { reason: 'old' }));
		expect(await attempt({ evidenceIds: [evidence[1] ?? ''] })).toBe('409 evidence_removed');
		for (const actor of [s.head, s.member, s.evaluator, s.coordinator]) expect(await attempt({}, actor)).toBe('403 forbidden');
		expect(await attempt({}, s.otherLead)).toBe('404 not_found');
		const other = await openScene(db);
		expect(await refusal(as(other, other.lead, (c) => agree(c, s.assessmentId, agreement('2.2'))))).toBe('404 not_found');
		expect((await as(s, s.lead, (c) => consensusOf(c, s.assessmentId))).some((a) => a.nodeId === '2.2')).toBe(false);
	});
});

describe('handing over, signing, going back', () => {
	test('needs every node and a summary, then the head signs', async () => {
		const s = await opened();
		expect(await refusal(as(s, s.lead, (c) => proposeConsensus(c, s.assessmentId, { summary: 'x' })))).toBe('409 consensus_nodes_missing');
		await agreeAll(s);
		expect(await refusal(as(s, s.lead, (c) => proposeConsensus(c, s.assessmentId, { summary: '  ' })))).toBe('summary:required');
		await as(s, s.lead, (c) => proposeConsensus(c, s.assessmentId, { summary: 'All agreed' }));
		expect(await refusal(as(s, s.lead, (c) => signConsensus(c, s.assessmentId)))).toBe('403 forbidden');
		await as(s, s.head, (c) => returnConsensus(c, s.assessmentId, { reason: 'Look at 1.1 again' }));
		const page = await as(s, s.member, (c) => consensusPage(c, s.assessmentId));
		expect(page.frame).toMatchObject({ assessment: { state: 'consensus' }, course: { reopenReason: 'Look at 1.1 again', proposedAt: null, summary: 'All agreed' } });
		await as(s, s.lead, (c) => proposeConsensus(c, s.assessmentId, { summary: 'All agreed again' }));
		await as(s, s.head, (c) => signConsensus(c, s.assessmentId));
		expect((await as(s, s.coordinator, (c) => consensusBoard(c, s.assessmentId))).course).toMatchObject({ summary: 'All agreed again' });
		expect((await as(s, s.coordinator, (c) => consensusOf(c, s.assessmentId))).map((a) => a.nodeId)).toEqual(nodes);
	});
	test('reopening needs a reason, keeps agreements, hides scores again, and marks later changes', async () => {
		const s = await signed();
		expect(await refusal(as(s, s.head, (c) => reopenConsensus(c, s.assessmentId, { reason: ' ' })))).toBe('reason:required');
		for (const actor of [s.lead, s.member, s.evaluator]) expect(await refusal(as(s, actor, (c) => reopenConsensus(c, s.assessmentId, { reason: 'x' })))).toBe('403 forbidden');
		expect(await as(s, s.coordinator, (c) => reopenConsensus(c, s.assessmentId, { reason: 'New facts' }))).toBe('consensus');
		expect(await refusal(as(s, s.coordinator, (c) => openedScores(c, s.assessmentId)))).toBe('403 consensus_not_signed');
		expect(await as(s, s.lead, (c) => reopenConsensus(c, s.assessmentId, { reason: 'A member wants to finish' }))).toBe('scoring');
		expect(await refusal(as(s, s.member, (c) => openedScores(c, s.assessmentId)))).toBe('409 scores_not_open');
		await open(s, s.lead, []);
		expect(await as(s, s.lead, (c) => consensusOf(c, s.assessmentId))).toHaveLength(nodes.length);
		await as(s, s.colleague, (c) => saveScore(c, s.assessmentId, null, answer('1.2', { values: { score: 55 }, revision: 1 })));
		expect((await as(s, s.lead, (c) => openedScores(c, s.assessmentId))).filter((x) => x.changedAfterOpening)).toHaveLength(1);
		const rows = await db.as(s.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select('after').where('action', '=', 'consensus.reopened').execute());
		expect(rows.map((r) => (r.after as { reason: string }).reason).sort()).toEqual(['A member wants to finish', 'New facts']);
	});
	test('every state allows exactly its own actions', async () => {
		const scenes = { scoring: await scored(), consensus: await opened(), proposed: await proposed(), signed: await signed() };
		const attempts: Record<string, (s: Scene) => Promise<unknown>> = {
			open: (s) => open(s),
			agree: (s) => as(s, s.lead, (c) => agree(c, s.assessmentId, agreement('1.1', { revision: 77 }))),
			propose: (s) => as(s, s.lead, (c) => proposeConsensus(c, s.assessmentId, { summary: '' })),
			sign: (s) => as(s, s.head, (c) => signConsensus(c, s.assessmentId).then(() => Promise.reject(new Error('undo')))),
			return: (s) => as(s, s.head, (c) => returnConsensus(c, s.assessmentId, { reason: '' })),
			reopen: (s) => as(s, s.assessmentId && s.head ? { ...s.head, memberships: [...s.head.memberships, ...s.lead.memberships] } : s.head, (c) => reopenConsensus(c, s.assessmentId, { reason: '' }))
		};
		const allowed: Record<string, string[]> = { scoring: ['open'], consensus: ['agree', 'propose', 'reopen'], proposed: ['sign', 'return'], signed: ['reopen'] };
		for (const [state, s] of Object.entries(scenes)) {
			for (const [name, attempt] of Object.entries(attempts)) {
				if (state === 'scoring' && name === 'open') continue;
				const problem: unknown = await attempt(s).then(() => 'done', (e: unknown) => e);
				const refused = problem instanceof AppError && (problem.code === 'assessment_state' || problem.code === 'consensus_already_open');
				expect([state, name, refused]).toEqual([state, name, !allowed[state]?.includes(name)]);
			}
		}
	});
	test('a closed cycle allows nothing', async () => {
		const s = await opened();
		await db.as(s.regionId, 'system', ({ tx }) => tx.updateTable('cycle').set({ state: 'closed' }).where('id', '=', s.cycleId).execute());
		expect(await refusal(as(s, s.lead, (c) => agree(c, s.assessmentId, agreement('1.1'))))).toBe('409 cycle_not_open');
		expect(await refusal(as(s, s.lead, (c) => reopenConsensus(c, s.assessmentId, { reason: 'x' })))).toBe('409 cycle_not_open');
		expect((await as(s, s.lead, (c) => consensusPage(c, s.assessmentId))).frame.actions).toEqual([]);
	});
	test('viewers read only what is signed and published, without names of dissent, and never individual scores', async () => {
		const s = await proposed();
		const viewers = [await db.actor(s.regionId, 'viewer', s.institution), await db.actor(s.regionId, 'viewer')];
		const stranger = await db.actor(s.regionId, 'viewer', s.other);
		for (const actor of [...viewers, stranger]) expect(await refusal(as(s, actor, (c) => consensusOf(c, s.assessmentId)))).toBe('404 not_found');
		await as(s, s.head, (c) => signConsensus(c, s.assessmentId));
		for (const actor of viewers) {
			const read = await as(s, actor, (c) => consensusOf(c, s.assessmentId));
			expect(read).toHaveLength(nodes.length);
			expect(read.every((a) => a.dissent.length === 0)).toBe(true);
			expect(await refusal(as(s, actor, (c) => openedScores(c, s.assessmentId)))).toBe('404 not_found');
			expect(await refusal(as(s, actor, (c) => consensusPage(c, s.assessmentId)))).toBe('404 not_found');
		}
		expect(await refusal(as(s, stranger, (c) => consensusOf(c, s.assessmentId)))).toBe('404 not_found');
	});
});

test('fine-tuned: each phase is agreed and the score is their exact mean', async () => {
	const s = await openScene(db, 'fine');
	const values = (node: string) => (node.startsWith('1') ? { plan: 10, do: 20, check: 30, act: 41 } : { trend: 50, target: 25 });
	for (const node of nodes) await as(s, s.member, (c) => saveScore(c, s.assessmentId, null, answer(node, { values: values(node) })));
	await as(s, s.member, (c) => finishScoring(c, s.assessmentId, null));
	await open(s, s.lead, [[s.assessors.paper, 'away'], [s.assessors.colleague, 'away']]);
	expect(await refusal(as(s, s.lead, (c) => agree(c, s.assessmentId, agreement('1.1', { values: { plan: 10, do: 20 } }))))).toBe('value_check:score_missing,value_act:score_missing');
	await as(s, s.lead, (c) => agree(c, s.assessmentId, agreement('1.1', { values: values('1.1') })));
	const row = (await as(s, s.lead, (c) => consensusBoard(c, s.assessmentId))).rows.find((r) => r.nodeId === '1.1');
	expect(row?.agreed?.value).toEqual({ n: 101n, d: 4n });
	expect(row?.spread.spread).toEqual({ n: 0n, d: 1n });
});
