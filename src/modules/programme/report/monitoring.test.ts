import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageOf } from '#i18n/text.ts';
import type { Actor } from '#platform/access.ts';
import { readFile } from '#platform/files/index.ts';
import type { InstitutionId, RegionId } from '#platform/ids.ts';
import { locales } from '#platform/locale.ts';
import { stopRendering } from '#platform/typst/index.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { addIndicator, addLink, addNode, createProgramme, IndicatorForm, issuedMonitoring, issueMonitoring, LinkForm, monitoringPage, monitoringSnapshot, NodeForm, ProgrammeForm, ProgressForm, renderMonitoring, saveValue, sayProgress, ValueForm, type MonitoringSnapshot, type Run } from '../index.ts';

const db = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'monitoring-'));
afterAll(() => {
	stopRendering();
	rmSync(folder, { recursive: true, force: true });
});
const nasty = '#panic("x") $a$ *b* ] \\ @c <d> & שלום 😀 ' + 'garš'.repeat(40);
let region: RegionId;
let own: InstitutionId;
let coordinator: Actor;
let ids: { id: string; task: string; quiet: string; indicator: string };

const runAs = (actor: Actor, where = region): Run => (work) => db.as(where, actor, work);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const readsPdf = spawnSync('pdftotext', ['-v']).error === undefined;
const wordsOf = (bytes: Uint8Array): string => {
	const file = join(folder, `${sha256(bytes)}.pdf`);
	writeFileSync(file, bytes);
	return execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).replace(/\s+/g, ' ');
};
const snapshot = (year: number, locale: 'lv' | 'lt' | 'en' = 'en', actor = coordinator): Promise<MonitoringSnapshot> => db.as(region, actor, (c) => monitoringSnapshot(c, ids.id, year, locale));

beforeAll(async () => {
	region = await db.region();
	own = await db.institution(region, 'own-place');
	coordinator = await db.actor(region, 'coordinator');
	ids = await db.as(region, coordinator, async (c) => {
		const id = await createProgramme(c, ProgrammeForm.parse({ name_lv: 'Programma', name_lt: 'Programa', name_en: 'The programme', about_en: nasty, from_year: '2015', to_year: '2020', source: 'A document', invented: 'yes' }));
		const node = (code: string, parent: string, more = {}) => addNode(c, id, NodeForm.parse({ name_en: `Node ${code}`, code, parent, ...more }));
		const direction = await node('1.1', await node('P1', ''));
		const task = await node('1.1.1', direction, { institutions: [own], due_on: '2018-12-31', amount: '1 250,50', funding: 'Budget' });
		const quiet = await node('1.1.2', direction);
		await sayProgress(c, id, task, ProgressForm.parse({ percent: '40', on_date: '2018-06-01', reason: nasty }));
		await sayProgress(c, id, task, ProgressForm.parse({ percent: '100', on_date: '2019-06-01', reason: 'All seven' }));
		const indicator = await addIndicator(c, id, task, IndicatorForm.parse({ name_en: 'Institutions', unit_en: 'institution', direction: 'up', baseline: '0', baseline_year: '2015', target: '7', target_year: '2020' }));
		for (const [year, value] of [['2016', '1,5'], ['2018', '3']] as const) await saveValue(c, id, task, indicator, ValueForm.parse({ year, value, source: 'Count' }));
		await addLink(c, id, task, LinkForm.parse({ kind: 'decision', title: 'Decision of the council', address: 'https://example.org/d', on_date: '2017-05-05' }));
		return { id, task, quiet, indicator };
	});
});

describe('what a report tells', () => {
	test('the state at the end of its year, blank things blank, nothing of later years', async () => {
		const [before, then, later] = [await snapshot(2017), await snapshot(2018), await snapshot(2019)];
		const task = (of: MonitoringSnapshot) => of.nodes[0]?.children[0]?.children[0];
		expect(before).toMatchObject({ asOf: '2017-12-31', counts: { total: 2, notSaid: 2, done: 0, underWay: 0, notBegun: 0, overdue: 0 } });
		expect(task(before)).toMatchObject({ task: { state: 'not-said', said: null, inYear: [] }, indicators: [{ values: [{ year: 2016, value: '1.5' }] }] });
		expect(then).toMatchObject({ counts: { underWay: 1, notSaid: 1, overdue: 0 } });
		expect(task(then)?.task).toMatchObject({ said: { percent: 40 }, inYear: [{ percent: 40 }] });
		expect(later).toMatchObject({ counts: { done: 1, overdue: 0 } });
		expect(task(later)?.task?.inYear).toEqual([{ percent: 100, onDate: '2019-06-01', reason: 'All seven' }]);
		expect((await snapshot(2026)).asOf).toBe('2026-11-22');
		// Who asks changes nothing.
		expect(await snapshot(2018, 'en', await db.actor(region, 'viewer'))).toEqual(then);
	});

	test('years before the programme or to come, and other regions, are not found', async () => {
		for (const year of [2014, 2027, 0]) await expect(snapshot(year)).rejects.toMatchObject({ status: 404 });
		const elsewhere = await db.region();
		const stranger = await db.actor(elsewhere, 'administrator');
		await expect(issueMonitoring(runAs(stranger, elsewhere), { programmeId: ids.id, year: 2018, locale: 'en', format: 'pdf' })).rejects.toMatchObject({ status: 404 });
	});
});

describe('the files', () => {
	test.each(['pdf', 'docx'] as const)('%s: the same snapshot gives the same bytes, at any time', async (format) => {
		const made = await snapshot(2018);
		const first = await renderMonitoring(made, format);
		await new Promise((resolve) => setTimeout(resolve, 2100));
		expect(sha256(await renderMonitoring(made, format))).toBe(sha256(first));
		expect(sha256(await renderMonitoring({ ...made, region: 'Other' }, format))).not.toBe(sha256(first));
	});

	test.each(locales)('in %s the PDF is tagged, in its language, and has everything in it as typed', async (locale) => {
		const bytes = await renderMonitoring(await snapshot(2018, locale), 'pdf');
		const raw = Buffer.from(bytes).toString('latin1');
		expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
		expect(raw).toMatch(new RegExp(`/Lang\\s*\\(${locale}`));
		expect(raw).toContain('D:20181231120000');
		if (!readsPdf) return;
		const text = wordsOf(bytes);
		for (const words of ['#panic("x") $a$ *b* ] \\ @c <d>', 'Decision of the council', locale === 'en' ? '1.5' : '1,5', ...['report_overview', 'report_method', 'blank', 'not_said_yet'].map((key) => messageOf(`programme_${key}`, {}, locale))]) expect(text).toContain(words);
		expect(text).not.toMatch(/undefined|\[object|\bnull\b/);
	});

	test.each(locales)('in %s the DOCX has real headings, heads of tables and its language', async (locale) => {
		const parts = unzipSync(await renderMonitoring(await snapshot(2018, locale), 'docx'));
		const document = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
		for (const style of ['Title', 'Heading1', 'Heading2', 'Heading3', 'Heading4']) expect(document).toContain(`w:val="${style}"`);
		expect(document.match(/<w:tblHeader\/>/g)?.length).toBe(document.match(/<w:tbl>/g)?.length);
		expect(strFromU8(parts['word/styles.xml'] ?? new Uint8Array())).toContain(`w:val="${{ lv: 'lv-LV', lt: 'lt-LT', en: 'en-GB' }[locale]}"`);
		expect(strFromU8(parts['docProps/core.xml'] ?? new Uint8Array())).toContain('2018-12-31T12:00:00Z');
		expect(document).toContain('#panic(&quot;x&quot;)');
		expect(document).not.toMatch(/undefined|\[object/);
	});
});

describe('issuing', () => {
	test('an unchanged snapshot gives the kept report; what is said later gives another, and the first stays', async () => {
		const order = { programmeId: ids.id, year: 2020, locale: 'en', format: 'docx' } as const;
		const both = await Promise.all([issueMonitoring(runAs(coordinator), order), issueMonitoring(runAs(coordinator), order)]);
		expect(both[0]).toBe(both[1]);
		expect(await issueMonitoring(runAs(coordinator), order)).toBe(both[0]);
		const viewer = await db.actor(region, 'viewer');
		const bytesOf = (report: string) =>
			db.as(region, viewer, async (c) => {
				const download = await issuedMonitoring(c, ids.id, order.year, report);
				const chunks: Uint8Array[] = [];
				for await (const part of readFile(c, download.sha256)) chunks.push(part);
				expect(sha256(Buffer.concat(chunks))).toBe(download.sha256);
				return download;
			});
		const first = await bytesOf(both[0]);
		expect(first.fileName).toBe('programma.2020.en.docx');
		await db.as(region, coordinator, (c) => sayProgress(c, ids.id, ids.quiet, ProgressForm.parse({ percent: '0', on_date: '2020-01-01', reason: 'Not begun' })));
		const second = await issueMonitoring(runAs(coordinator), order);
		expect(second).not.toBe(both[0]);
		expect((await bytesOf(both[0])).sha256).toBe(first.sha256);
		expect((await db.as(region, viewer, (c) => monitoringPage(c, ids.id, 2020))).issued.map(({ id }) => id)).toHaveLength(2);
		expect(await db.as(region, 'system', ({ tx }) => tx.selectFrom('audit').select('after').where('action', '=', 'programme.report_issued').execute())).toHaveLength(2);
		// Kept as text, the snapshot gives the very bytes again.
		const row = await db.as(region, 'system', ({ tx }) => tx.selectFrom('programme_report').selectAll().where('id', '=', both[0]).executeTakeFirstOrThrow());
		expect(sha256(await renderMonitoring(JSON.parse(row.snapshot) as MonitoringSnapshot, 'docx'))).toBe(row.sha256);
	});

	test('only who keeps the programme issues; nonsense is not found', async () => {
		const order = { programmeId: ids.id, year: 2019, locale: 'lv', format: 'docx' } as const;
		for (const role of ['viewer', 'researcher'] as const) await expect(issueMonitoring(runAs(await db.actor(region, role)), order)).rejects.toMatchObject({ status: 403 });
		await expect(issueMonitoring(runAs(await db.actor(region, 'lead', own)), order)).rejects.toMatchObject({ status: 403 });
		for (const report of ['x', '00000000-0000-4000-8000-000000000000']) await expect(db.as(region, coordinator, (c) => issuedMonitoring(c, ids.id, 2020, report))).rejects.toMatchObject({ status: 404 });
	});
});
