import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageOf } from '#i18n/text.ts';
import type { Actor } from '#platform/access.ts';
import type { InstitutionId, PersonId, RegionId } from '#platform/ids.ts';
import { locales } from '#platform/locale.ts';
import { stopRendering } from '#platform/typst/index.ts';
import { seedCycle, seedVersion, type CyclePlan } from '../../../bench/seed.ts';
import { useDatabase } from '../../../tests/support/database.ts';
import { loadLibrary, scoredNodes, type MethodologyDocument } from '../methodology/index.ts';
import { issueReport, issueSheets, reportPage, reportSnapshot, type Run } from './index.ts';

const db = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'report-'));
afterAll(() => {
	stopRendering();
	rmSync(folder, { recursive: true, force: true });
});

const nasty = '#panic("x") $a$ *b* ] \\ @c <d> שלום 😀 ' + 'garš'.repeat(40);
let document: MethodologyDocument;
let region: RegionId;
let own: InstitutionId;
let other: InstitutionId;
let versionId: string;
let people: PersonId[];
let lead: Actor;
let coordinator: Actor & { personId: PersonId };

beforeAll(async () => {
	const found = (await loadLibrary()).find(({ id }) => id === 'caf-social-services');
	if (!found) throw new Error('The library has no CAF methodology');
	document = found;
	region = await db.region();
	[own, other] = [await db.institution(region, 'own-place'), await db.institution(region, 'other-place')];
	coordinator = await db.actor(region, 'coordinator');
	lead = await db.actor(region, 'lead', own);
	people = [];
	for (let i = 0; i < 4; i++) people.push(await db.person(region));
	versionId = await db.as(region, 'system', (context) => seedVersion(context, document));
});

async function seed(state: 'scoring' | 'consensus' | 'proposed' | 'signed'): Promise<string> {
	const plan: CyclePlan = {
		document, versionId, mode: 'classical', institutionIds: [own], coordinatorId: coordinator.personId,
		assessors: people.map((personId) => ({ personId })),
		state: () => state,
		judge: (_institution, nodeId, who) => {
			if (nodeId === '1.2') return who === 'consensus' ? { judgement: 'cannot-judge', values: null } : null;
			if (nodeId === '1.3') return { judgement: 'not-applicable', values: null };
			if (nodeId === '1.4') return null;
			return { judgement: 'judged', values: { score: who === 'consensus' ? 61 : 50 + who * 5 }, strengths: nasty, improvements: `Improve ${nodeId}`, priority: nodeId === '2.1' ? 1 : null };
		}
	};
	const { assessmentIds } = await db.as(region, 'system', (context) => seedCycle(context, plan));
	return assessmentIds[0] as string;
}
const runAs = (actor: Actor, where = region): Run => (work) => db.as(where, actor, work);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Tests of the words in a file are skipped, and listed as skipped, where the machine has no pdftotext. */
const readsPdf = spawnSync('pdftotext', ['-v']).error === undefined;

/** The text of each page of a PDF as a person finds it, spaces made plain. */
function pagesOf(bytes: Uint8Array): string[] {
	const file = join(folder, `${sha256(bytes)}.pdf`);
	writeFileSync(file, bytes);
	const text = execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
	return text.split('\f').slice(0, -1).map((page) => page.replace(/\s+/g, ' '));
}

describe('issuing a report', () => {
	test('an unchanged snapshot gives the kept bytes and one row; a change gives another report', async () => {
		const id = await seed('consensus');
		const first = await issueReport(runAs(lead), id, 'en');
		const again = await issueReport(runAs(lead), id, 'en');
		expect(first.fileName).toBe('own-place.en.pdf');
		expect(sha256(first.bytes)).toBe(first.sha256);
		expect(again.sha256).toBe(first.sha256);
		expect(sha256(again.bytes)).toBe(first.sha256);
		const rows = () => db.as(region, 'system', ({ tx }) => tx.selectFrom('report').select(['sha256', 'snapshot_sha256', 'snapshot']).where('assessment_id', '=', id).execute());
		const [row] = await rows();
		expect(await rows()).toHaveLength(1);
		expect(createHash('sha256').update(row?.snapshot ?? '').digest('hex')).toBe(row?.snapshot_sha256);
		await db.as(region, 'system', ({ tx }) => tx.updateTable('consensus').set({ justification: 'said otherwise' }).where('assessment_id', '=', id).where('node_id', '=', '2.1').execute());
		expect((await issueReport(runAs(lead), id, 'en')).sha256).not.toBe(first.sha256);
		expect(await rows()).toHaveLength(2);
		const audited = await db.as(region, 'system', ({ tx }) => tx.selectFrom('audit').select('after').where('action', '=', 'report.issued').where('subject_id', '=', id).execute());
		expect(audited).toHaveLength(2);
	});

	test('two at once issue one report', async () => {
		const id = await seed('signed');
		const both = await Promise.all([issueReport(runAs(lead), id, 'lv'), issueReport(runAs(coordinator), id, 'lv')]);
		expect(both[0].sha256).toBe(both[1].sha256);
		expect(await db.as(region, 'system', ({ tx }) => tx.selectFrom('report').select('id').where('assessment_id', '=', id).execute())).toHaveLength(1);
	});

	test('the file is tagged PDF/UA in its language and carries the day of signing, not of asking', async () => {
		const id = await seed('signed');
		await db.as(region, 'system', ({ tx }) => tx.updateTable('assessment').set({ signed_at: new Date('2026-05-06T07:08:09Z') }).where('id', '=', id).execute());
		for (const locale of locales) {
			const text = Buffer.from((await issueReport(runAs(lead), id, locale)).bytes).toString('latin1');
			expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
			expect(text).toMatch(/\/Marked true/);
			expect(text).toMatch(new RegExp(`/Lang\\s*\\(${locale}`));
			expect(text).toContain('D:20260506070809');
		}
	});
});

describe('what a report says', () => {
	test('what was not judged is said in words and is never zero', async () => {
		const id = await seed('consensus');
		const snapshot = await db.as(region, lead, (context) => reportSnapshot(context, id, 'en'));
		const leadership = snapshot.nodes.find((node) => node.id === '1');
		const [judged, blank, notApplicable, untouched] = leadership?.children ?? [];
		expect(leadership).toMatchObject({ value: '61', coverage: { judged: 1, blank: 2, notApplicable: 1, total: 3 } });
		expect(judged).toMatchObject({ value: '61', spread: { low: '50', high: '65' } });
		expect(blank).toMatchObject({ value: null, noValue: 'blank', level: null });
		expect(notApplicable).toMatchObject({ value: null, noValue: 'not-applicable' });
		expect(untouched).toMatchObject({ value: null, noValue: 'blank' });
		expect(snapshot).toMatchObject({ state: 'consensus', signedBy: null, groupSize: 4, methodology: { version: document.version } });
	});

	test.skipIf(!readsPdf).each([
		['lv', 'Pašnovērtējuma ziņojums', 'nav novērtēts', 'Projekts – nav parakstīts', 'Vadība'],
		['lt', 'Savęs vertinimo ataskaita', 'neįvertinta', 'Projektas – nepasirašyta', 'Lyderystė'],
		['en', 'Self-assessment report', 'not assessed', 'Draft – not signed', 'Leadership']
	] as const)('in %s its words can be found, and what people typed stands as it was typed', async (locale, kind, blank, draft, criterion) => {
		const id = await seed('proposed');
		const text = pagesOf((await issueReport(runAs(lead), id, locale)).bytes).join(' ');
		for (const words of [kind, blank, draft, criterion, '#panic("x") $a$ *b* ] \\ @c <d>']) expect(text).toContain(words);
		expect(text).not.toMatch(/שלום|undefined|\[object/);
	});

	test.skipIf(!readsPdf)('a signed report is no draft, and every language has its own', async () => {
		const id = await seed('signed');
		const reports = await Promise.all(locales.map((locale) => issueReport(runAs(lead), id, locale)));
		expect(new Set(reports.map((report) => report.sha256)).size).toBe(3);
		expect(pagesOf(reports[2]?.bytes ?? new Uint8Array()).join(' ')).not.toContain('Draft – not signed');
	});

	test('a viewer of the signed report reads neither dissent nor the list of evidence', async () => {
		const id = await seed('signed');
		const words = 'I see it differently';
		await db.as(region, 'system', async ({ tx }) => {
			const agreed = await tx.selectFrom('consensus').select('id').where('assessment_id', '=', id).where('node_id', '=', '2.1').executeTakeFirstOrThrow();
			const who = await tx.selectFrom('assessor').select('id').where('assessment_id', '=', id).executeTakeFirstOrThrow();
			await tx.insertInto('dissent').values({ region_id: region, consensus_id: agreed.id, assessor_id: who.id, opinion: words, recorded_at: new Date() }).execute();
			const evidence = await tx.insertInto('evidence').values({ region_id: region, institution_id: own, kind: 'note', title: 'Observation at lunch', note: 'seen', holds_from: '2026-03-01', added_at: new Date() }).returning('id').executeTakeFirstOrThrow();
			await tx.insertInto('evidence_node').values({ region_id: region, evidence_id: evidence.id, assessment_id: id, node_id: '2.1' }).execute();
		});
		const viewer = await db.actor(region, 'viewer', own);
		const [inside, outside] = [await db.as(region, lead, (context) => reportSnapshot(context, id, 'en')), await db.as(region, viewer, (context) => reportSnapshot(context, id, 'en'))];
		expect(inside).toMatchObject({ outside: false, evidence: [{ title: 'Observation at lunch', nodes: ['2.1'] }] });
		expect(JSON.stringify(inside)).toContain(words);
		expect(outside).toMatchObject({ outside: true, evidence: [] });
		expect(JSON.stringify(outside)).not.toContain(words);
		expect((await issueReport(runAs(viewer), id, 'en')).sha256).not.toBe((await issueReport(runAs(lead), id, 'en')).sha256);
		expect((await db.as(region, viewer, (context) => reportPage(context, id))).issued).toEqual([]);
	});
});

describe('who gets what', () => {
	test('before opening there is no report for anybody, but sheets and the page', async () => {
		const id = await seed('scoring');
		await expect(issueReport(runAs(lead), id, 'lv')).rejects.toMatchObject({ status: 409, code: 'report_not_opened' });
		await expect(issueReport(runAs(coordinator), id, 'lv')).rejects.toMatchObject({ status: 409, code: 'report_not_signed' });
		expect(await db.as(region, lead, (context) => reportPage(context, id))).toMatchObject({ waiting: 'not-opened', sheets: true, issued: [] });
	});

	test('another institution, another region, a stranger and nonsense get the same answer', async () => {
		const id = await seed('signed');
		const elsewhere = await db.region();
		const callers: [Run, string][] = [
			[runAs(await db.actor(region, 'lead', other)), id],
			[runAs(await db.actor(region, 'member', own)), id],
			[runAs(await db.actor(elsewhere, 'administrator'), elsewhere), id],
			[runAs(lead), '00000000-0000-4000-8000-000000000000'],
			[runAs(lead), "' or 1=1 --"]
		];
		for (const [run, asked] of callers) {
			for (const make of [issueReport, issueSheets]) await expect(make(run, asked, 'lv')).rejects.toMatchObject({ status: 404, code: 'not_found' });
			await expect(run((context) => reportPage(context, asked))).rejects.toMatchObject({ status: 404 });
		}
	});
});

describe('scoring sheets', () => {
	test('tagged, and the same bytes each time for whoever may print them', async () => {
		const id = await seed('scoring');
		const sheets = await issueSheets(runAs(lead), id, 'lv');
		expect(sheets.fileName).toBe('own-place.sheets.lv.pdf');
		expect(sha256((await issueSheets(runAs(coordinator), id, 'lv')).bytes)).toBe(sha256(sheets.bytes));
		expect(Buffer.from(sheets.bytes).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
	});

	test.skipIf(!readsPdf).each(locales)('in %s one page for each sub-criterion, with everything that is to be filled in', async (locale) => {
		const pages = pagesOf((await issueSheets(runAs(lead), await seed('scoring'), locale)).bytes);
		const label = (key: string) => messageOf(`report_sheet_${key}`, {}, locale);
		const nodes = scoredNodes(document);
		const sheets = pages.slice(-nodes.length);
		expect(pages.filter((page) => page.includes(label('name_short')) && page.includes(label('cannot_judge')))).toHaveLength(nodes.length);
		for (const [i, node] of nodes.entries()) for (const words of [`${node.id} ${node.title?.[locale]}`, label('your_score'), label('not_applicable'), label('evidence')]) expect(sheets[i]).toContain(words);
		expect(pages.join(' ')).not.toContain('undefined');
	});
});
