import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { AppError, Invalid } from '#platform/errors.ts';
import { downloadResponse, spool } from '#platform/files/index.ts';
import { checkFields, RejectedForm } from '#platform/web/form.ts';
import { addFileEvidence, addLinkEvidence, addNoteEvidence, assertMayAddEvidence, changeEvidence, evidenceFile, evidenceItem, evidencePage, listEvidence, LinkEvidenceInput, NoteEvidenceInput, removeEvidence, type FileEvidenceInput } from './index.ts';
import { openScene, type Scene } from '../../../../tests/support/assessment.ts';
import { useDatabase } from '../../../../tests/support/database.ts';

const db = useDatabase();
const foreign = '00000000-0000-4000-8000-000000000000';
const as = <T>(s: Scene, actor: Actor, work: (c: Context) => Promise<T>): Promise<T> => db.as(s.regionId, actor, work);
const refusal = async (work: Promise<unknown>): Promise<string> => {
	const problem: unknown = await work.then(() => null, (e: unknown) => e);
	if (!(problem instanceof AppError)) throw problem ?? new Error('It was not refused');
	return problem instanceof Invalid ? Object.entries(problem.fields).map(([f, e]) => `${f}:${e.code}`).join() : `${problem.status} ${problem.code}`;
};
const details: FileEvidenceInput = { title: 'Plan', holdsFrom: '2026-01-01', expiresOn: null, note: '', nodes: ['1.1', '2.1'] };
async function addFile(s: Scene, actor: Actor, content: string, name = 'plāns.txt', assessment: string = s.assessmentId, change: Partial<FileEvidenceInput> = {}): Promise<string> {
	const file = await spool((async function* () { yield Buffer.from(content); })(), { maxBytes: 1_000_000 });
	try {
		return await as(s, actor, (c) => addFileEvidence(c, assessment, { ...details, ...change }, { name, content: file }));
	} finally {
		await file.dispose();
	}
}
const setState = (s: Scene, state: string) => db.as(s.regionId, 'system', ({ tx }) => tx.updateTable('assessment').set({ state }).where('id', '=', s.assessmentId).execute());

describe('adding', () => {
	let s: Scene;
	beforeAll(async () => {
		s = await openScene(db);
	});
	test('a file, a link and a note, each for several nodes', async () => {
		const file = await addFile(s, s.member, 'hello');
		await as(s, s.lead, (c) => addLinkEvidence(c, s.assessmentId, { ...details, url: 'https://example.org/plan', nodes: [] }));
		await as(s, s.member, (c) => addNoteEvidence(c, s.assessmentId, { ...details, note: 'Seen', expiresOn: '2026-02-01' }));
		const page = await as(s, s.head, (c) => evidencePage(c, s.assessmentId));
		expect(page.evidence.map((e) => [e.kind, [...e.nodeIds], e.validity]).sort()).toEqual([['file', ['1.1', '2.1'], 'holds'], ['link', [], 'holds'], ['note', ['1.1', '2.1'], 'expired']]);
		expect(page.evidence.find((e) => e.id === file)).toMatchObject({ fileName: 'plāns.txt', size: 5, addedBy: s.member.personId });
		expect(await as(s, s.evaluator, (c) => listEvidence(c, s.institution))).toHaveLength(3);
		const audit = await db.as(s.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select('subject_id').where('action', '=', 'evidence.added').execute());
		expect(audit).toHaveLength(3);
	});
	test('the same bytes twice are two pieces of evidence and one stored file', async () => {
		const [a, b] = [await addFile(s, s.member, 'twice', 'a.txt'), await addFile(s, s.lead, 'twice', 'b.csv')];
		const [fileA, fileB] = [await as(s, s.lead, (c) => evidenceFile(c, a)), await as(s, s.lead, (c) => evidenceFile(c, b))];
		expect(fileA.sha256).toBe(fileB.sha256);
		expect([fileA.mediaType, fileB.mediaType]).toEqual(['text/plain', 'text/csv']);
		expect(await db.as(s.regionId, 'system', ({ tx }) => tx.selectFrom('file').select('sha256').where('sha256', '=', fileA.sha256).execute())).toHaveLength(1);
	});
	test('refuses a page named .pdf, an empty file and unknown nodes, and keeps nothing', async () => {
		const count = () => db.as(s.regionId, 'system', async ({ tx }) => [(await tx.selectFrom('evidence').select('id').execute()).length, (await tx.selectFrom('file').select('sha256').execute()).length]);
		const before = await count();
		expect(await refusal(addFile(s, s.member, '<html>', 'plan.pdf'))).toBe('file:file_content_differs');
		expect(await refusal(addFile(s, s.member, '', 'plan.pdf'))).toBe('file:file_empty');
		expect(await refusal(addFile(s, s.member, 'x', 'plan.exe'))).toBe('file:file_type_not_allowed');
		expect(await refusal(addFile(s, s.member, 'unknown node', 'a.txt', s.assessmentId, { nodes: ['9.9'] }))).toBe('nodes:wrong');
		expect(await refusal(addFile(s, s.member, 'not scored', 'a.txt', s.assessmentId, { nodes: ['1'] }))).toBe('nodes:wrong');
		expect(await count()).toEqual(before);
	});
	test('takes the lead or a member, here, while the assessment is scored or agreed', async () => {
		for (const actor of [s.head, s.evaluator, s.coordinator, s.administrator]) {
			expect(await refusal(addFile(s, actor, 'x'))).toBe('403 forbidden');
			expect(await refusal(as(s, actor, (c) => assertMayAddEvidence(c, s.assessmentId)))).toBe('403 forbidden');
		}
		for (const actor of [s.otherLead, s.otherMember, await db.actor(s.regionId, 'viewer', s.institution)]) expect(await refusal(addFile(s, actor, 'x'))).toBe('404 not_found');
		expect(await refusal(addFile(s, s.lead, 'x', 'a.txt', foreign))).toBe('404 not_found');
		expect(await refusal(addFile(s, s.lead, 'x', 'a.txt', s.otherAssessmentId))).toBe('404 not_found');
		for (const state of ['proposed', 'signed']) {
			await setState(s, state);
			expect(await refusal(as(s, s.lead, (c) => assertMayAddEvidence(c, s.assessmentId)))).toBe('409 assessment_state');
		}
		await setState(s, 'consensus');
		await as(s, s.member, (c) => assertMayAddEvidence(c, s.assessmentId));
		await setState(s, 'scoring');
	});
	test('forms refuse addresses that are not of the web, wrong days and what is missing', () => {
		const errors = (schema: typeof LinkEvidenceInput | typeof NoteEvidenceInput, fields: Record<string, string>): Record<string, string> => {
			try {
				checkFields(schema, { title: 'T', holdsFrom: '2026-01-01', expiresOn: '', note: 'n', ...fields });
				return {};
			} catch (problem) {
				return problem instanceof RejectedForm ? Object.fromEntries(Object.entries(problem.fields).map(([f, e]) => [f, e.code])) : {};
			}
		};
		for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://x.org', '//x.org', 'x.org', 'https://', 'http://user:pw@x.org', ' JavaScript:alert(1)', 'https:x']) expect(errors(LinkEvidenceInput, { url })).toEqual({ url: 'evidence_link_wrong' });
		for (const url of ['https://example.org/a?b=1#c', 'HTTP://EXAMPLE.ORG', ' https://āboli.lv/plāns ']) expect(errors(LinkEvidenceInput, { url })).toEqual({});
		expect(errors(NoteEvidenceInput, { expiresOn: '2025-12-31' })).toEqual({ expiresOn: 'evidence_expiry_before_start' });
		expect(errors(NoteEvidenceInput, { holdsFrom: '2026-02-30' })).toEqual({ holdsFrom: 'day_wrong' });
		expect(errors(NoteEvidenceInput, { note: ' ', title: '' })).toEqual({ note: 'required', title: 'required' });
		expect(errors(NoteEvidenceInput, { title: 'x'.repeat(201) })).toEqual({ title: 'too_long' });
	});
});

describe('changing and removing', () => {
	let s: Scene;
	beforeAll(async () => {
		s = await openScene(db);
	});
	test('a change on an older version is refused, nothing is lost; a note stays a note', async () => {
		const id = await as(s, s.member, (c) => addNoteEvidence(c, s.assessmentId, { ...details, note: 'Seen' }));
		const { fingerprint } = await as(s, s.lead, (c) => evidenceItem(c, s.assessmentId, id));
		await as(s, s.lead, (c) => changeEvidence(c, s.assessmentId, id, { ...details, note: 'Seen twice', nodes: ['1.2'], fingerprint }));
		expect(await refusal(as(s, s.member, (c) => changeEvidence(c, s.assessmentId, id, { ...details, note: 'Older', fingerprint })))).toBe('409 evidence_changed');
		const { item, fingerprint: now } = await as(s, s.member, (c) => evidenceItem(c, s.assessmentId, id));
		expect(item).toMatchObject({ note: 'Seen twice', nodeIds: ['1.2'] });
		expect(await refusal(as(s, s.lead, (c) => changeEvidence(c, s.assessmentId, id, { ...details, note: '', fingerprint: now })))).toBe('note:required');
		expect(await refusal(as(s, s.lead, (c) => changeEvidence(c, s.assessmentId, foreign, { ...details, fingerprint: now })))).toBe('404 not_found');
		expect(await refusal(as(s, s.otherLead, (c) => changeEvidence(c, s.otherAssessmentId, id, { ...details, fingerprint: now })))).toBe('404 not_found');
		expect(await refusal(as(s, s.evaluator, (c) => changeEvidence(c, s.assessmentId, id, { ...details, fingerprint: now })))).toBe('403 forbidden');
	});
	test('a member removes only their own, the lead any; it stays listed with its reason and cannot be downloaded', async () => {
		const [own, leads] = [await addFile(s, s.member, 'own'), await addFile(s, s.lead, 'leads')];
		expect(await refusal(as(s, s.member, (c) => removeEvidence(c, s.assessmentId, leads, { reason: 'x' })))).toBe('403 evidence_of_another');
		expect(await refusal(as(s, s.head, (c) => removeEvidence(c, s.assessmentId, own, { reason: 'x' })))).toBe('403 forbidden');
		expect(await refusal(as(s, s.otherLead, (c) => removeEvidence(c, s.otherAssessmentId, own, { reason: 'x' })))).toBe('404 not_found');
		await as(s, s.member, (c) => removeEvidence(c, s.assessmentId, own, { reason: 'Wrong document' }));
		const page = await as(s, s.lead, (c) => evidencePage(c, s.assessmentId));
		expect(page.evidence.map((e) => e.id)).not.toContain(own);
		expect(page.removed.map((e) => [e.id, e.removedReason])).toEqual([[own, 'Wrong document']]);
		expect(await refusal(as(s, s.lead, (c) => evidenceFile(c, own)))).toBe('404 evidence_removed');
		expect(await refusal(as(s, s.lead, (c) => removeEvidence(c, s.assessmentId, own, { reason: 'again' })))).toBe('409 evidence_removed');
		expect((await as(s, s.lead, (c) => listEvidence(c, s.institution))).find((e) => e.id === own)?.removed).toBe(true);
		await setState(s, 'signed');
		await as(s, s.lead, (c) => removeEvidence(c, s.assessmentId, leads, { reason: 'Personal data' }));
	});
});

describe('reading', () => {
	test('who may list and download, by role and state', async () => {
		const s = await openScene(db);
		const linked = await addFile(s, s.member, 'linked');
		const loose = await addFile(s, s.member, 'loose', 'b.txt', s.assessmentId, { nodes: [] });
		const free = await db.actor(s.regionId, 'member', s.institution);
		const viewer = await db.actor(s.regionId, 'viewer', s.institution);
		const elsewhere = await openScene(db);
		const read = async (actor: Actor, id: string) => as(s, actor, (c) => evidenceFile(c, id)).then((f) => f.fileName, (e: unknown) => (e instanceof AppError ? e.code : String(e)));
		for (const actor of [s.lead, s.head, s.member, s.evaluator]) expect([await read(actor, linked), await read(actor, loose)]).toEqual(['plāns.txt', 'b.txt']);
		// A member of the institution who is in no group, a viewer, another institution: nothing.
		for (const actor of [free, viewer, s.otherLead, s.otherMember, s.coordinator, s.administrator]) expect(await read(actor, linked)).toBe('not_found');
		expect(await refusal(as(elsewhere, elsewhere.lead, (c) => evidenceFile(c, linked)))).toBe('404 not_found');
		expect(await refusal(as(elsewhere, elsewhere.coordinator, (c) => listEvidence(c, s.institution)))).toBe('404 not_found');
		expect(await refusal(as(s, s.lead, (c) => evidenceFile(c, 'nonsense')))).toBe('404 not_found');
		expect(await refusal(as(s, s.coordinator, (c) => evidencePage(c, s.assessmentId)))).toBe('403 evidence_not_open');
		expect(await refusal(as(s, s.otherLead, (c) => evidencePage(c, s.assessmentId)))).toBe('404 not_found');
		for (const actor of [s.coordinator, viewer, s.otherLead]) expect(await refusal(as(s, actor, (c) => listEvidence(c, s.institution)))).toBe('404 not_found');
		await setState(s, 'signed');
		expect([await read(s.coordinator, linked), await read(s.coordinator, loose)]).toEqual(['plāns.txt', 'not_found']);
		expect((await as(s, s.coordinator, (c) => evidencePage(c, s.assessmentId))).evidence.map((e) => e.id)).toEqual([linked]);
		expect(await read(viewer, linked)).toBe('not_found');
	});
	test('a download is an attachment that no browser runs, byte for byte', async () => {
		const s = await openScene(db);
		const text = `vārds;${'x'.repeat(700_000)}`;
		const id = await addFile(s, s.member, text, 'Gada "plāns"; 2026.csv');
		const file = await as(s, s.head, (c) => evidenceFile(c, id));
		const response = downloadResponse(file, (work) => db.as(s.regionId, s.head, work));
		expect(Object.fromEntries(response.headers)).toEqual({
			'content-type': 'text/csv; charset=utf-8',
			'content-length': String(Buffer.byteLength(text)),
			'content-disposition': `attachment; filename="Gada _plans__ 2026.csv"; filename*=UTF-8''Gada%20%22pl%C4%81ns%22%3B%202026.csv`.replace('%22pl%C4%81ns%22', '_pl%C4%81ns_'),
			'content-security-policy': "sandbox; default-src 'none'",
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, no-store'
		});
		expect(await response.text()).toBe(text);
	});
});
