import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convert, latsPerEuro, sum } from '#platform/money.ts';
import { activityOf, activitiesOf, rootOf, whyLeftOut } from './export.ts';
import { withinAYear } from './export-money.ts';
import { percentages, recipients } from './export-parts.ts';
import { asStored } from './import.ts';
import { activitiesIn, readActivity } from './import-activity.ts';
import { idsOf } from './queries.ts';
import { readXml } from './read-xml.ts';
import { attributeOf, childOf, childrenOf, textOf, writeXml, type Xml } from './xml.ts';
import { anyProject, now, places, publisher, sampleDocument, sampleProject, today } from './example.testing.ts';
import type { ExportedProject } from './model.ts';

const schema = resolve(process.env['CONFORMANCE_DIR'] ?? resolve(import.meta.dirname, '../../../../../shared/conformance'), 'iati-2.03/iati-activities-schema.xsd');
const xmllint = ['/usr/bin/xmllint', '/usr/local/bin/xmllint'].find((path) => existsSync(path));
const mayValidate = existsSync(schema) && xmllint !== undefined;

const fileOf = (activities: readonly Xml[]): string => `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(rootOf(activities, now))}`;
const told = (project: ExportedProject): Xml => activityOf(project, publisher, places, today);
const parsed = (xml: string): Xml => {
	const read = readXml(Buffer.from(xml));
	if ('fault' in read) throw new Error(read.fault);
	return read.root;
};
const reread = (activity: Xml) => readActivity(activitiesIn(parsed(fileOf([activity])))[0] as Xml, idsOf(places), today);

test.skipIf(!mayValidate)('every generated project, its optional parts present and absent, is valid against the schema of IATI 2.03', () => {
	const folder = mkdtempSync(join(tmpdir(), 'sq-iati-'));
	try {
		const projects = fc.sample(anyProject, { numRuns: 400, seed: 317 });
		const { activities, leftOut } = activitiesOf([...projects, sampleProject()], publisher, places, now);
		expect(activities.length).toBeGreaterThan(200);
		expect(leftOut.length).toBeGreaterThan(0);
		// Every element that a project can have occurs, so that none of them is valid only because it is never written.
		const names = new Set(activities.flatMap(({ children }) => children.map((child) => (typeof child === 'string' ? '' : child.name))));
		for (const name of ['other-identifier', 'activity-scope', 'recipient-country', 'recipient-region', 'location', 'sector', 'budget', 'transaction', 'document-link', 'result']) expect(names).toContain(name);
		const path = join(folder, 'activities.xml');
		writeFileSync(path, fileOf(activities));
		expect(() => execFileSync(xmllint ?? '', ['--noout', '--nonet', '--schema', schema, path], { encoding: 'utf8', stdio: 'pipe' })).not.toThrow();
		writeFileSync(path, fileOf(activities).replaceAll('<activity-status', '<activity-state'));
		expect(() => execFileSync(xmllint ?? '', ['--noout', '--nonet', '--schema', schema, path], { encoding: 'utf8', stdio: 'pipe' })).toThrow();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

test('export, import and export again give the same activities, and a third time too', () => {
	fc.assert(
		fc.property(anyProject, (project) => {
			fc.pre(whyLeftOut(project.document) === null);
			const first = told(project);
			const read = reread(first);
			expect(read.problems).toEqual([]);
			if (!read.project) throw new Error('nothing read');
			const second = told(asStored(read.project, project.slug, now));
			// What no spelling of XML can carry was replaced in the first file already.
			expect(writeXml(second)).toBe(writeXml(first));
			expect(reread(second)).toEqual(read);
		}),
		{ numRuns: 100 }
	);
});

test('what a file says of a project comes back as it was agreed', () => {
	const project = sampleProject();
	const { project: read, notes } = reread(told(project));
	expect(notes).toEqual([]);
	const { sources: _, ...document } = project.document;
	expect(read?.document).toMatchObject({ ...document, funds: document.funds, budget: [] });
	expect(read?.achievements).toEqual(project.achievements);
	expect(read).toMatchObject({ identifier: 'LV-RE-90000000000-socquality', slug: 'socquality', state: 'running', stage: 'approved', agreedOn: '2018-02-01', inForceFrom: '2018-02-01' });
});

const values = (activity: Xml, type: string) => childrenOf(activity, 'transaction').filter((t) => attributeOf(childOf(t, 'transaction-type'), 'code') === type).map((t) => ({ amount: textOf(childOf(t, 'value')), currency: attributeOf(childOf(t, 'value'), 'currency'), on: attributeOf(childOf(t, 'value'), 'value-date') }));

test('the commitments of a fund add up to the figure published for it, and all of them to the published total', () => {
	const activity = told(sampleProject());
	expect(values(activity, '11').map(({ amount }) => amount)).toEqual(['76500.00', '596067.74', '118688.46']);
	expect(sum(['76500.00', '596067.74'])).toBe('672567.74');
	expect(sum(values(activity, '11').map(({ amount }) => amount))).toBe('791256.20');
});

test('parts that exceed the whole are not told beside it', () => {
	const document = sampleDocument();
	const shares = [{ partner: null, total: null, funds: [{ fund: 'erdf', amount: '100.00', rate: null }] }, { partner: 'zpr', total: null, funds: [{ fund: 'erdf', amount: '100.01', rate: null }] }];
	expect(values(told(sampleProject({ document: { ...document, shares } })), '11').map(({ amount }) => amount)).toEqual(['100.00']);
});

test('lats are told in euro with their date, with the lats in words and exactly beside them', () => {
	const document = { ...sampleDocument(), currency: 'LVL', shares: [{ partner: null, total: '117561.42', funds: [{ fund: 'erdf', amount: '100.00', rate: null }] }] };
	const activity = told(sampleProject({ document }));
	expect(values(activity, '11')).toEqual([{ amount: '142.29', currency: 'EUR', on: '2018-02-01' }, { amount: '167132.54', currency: 'EUR', on: '2018-02-01' }]);
	const xml = writeXml(activity);
	expect(xml).toContain('LVL\u00a0117,561.42 (EUR\u00a0167,274.83 at the fixed rate)');
	expect(convert('117561.42', latsPerEuro)).toBe('167274.83');
	expect(reread(activity).project?.document).toMatchObject({ currency: 'LVL', shares: [{ partner: null, total: '117561.42', funds: [{ amount: '100.00' }] }] });
});

test('a total over several years is no budget; over a year at most it is one', () => {
	const budgetsOf = (from: string, to: string) => childrenOf(told(sampleProject({ document: { ...sampleDocument(), period: { from, to, precision: 'day', months: null } } })), 'budget').length;
	expect([budgetsOf('2018-03-01', '2020-02-29'), budgetsOf('2018-03-01', '2019-03-01'), budgetsOf('2018-03-01', '2019-02-28')]).toEqual([0, 0, 1]);
	expect([withinAYear('2020-02-29', '2021-02-28'), withinAYear('2020-02-29', '2021-03-01'), withinAYear('2018-01-01', '2018-12-31'), withinAYear('2018-01-02', '2018-01-01')]).toEqual([true, false, true, false]);
});

test('budgets are sums of the detailed budget, by period, and no longer than a year', () => {
	const cell = (period: string, amount: string, line = 'staff') => ({ partner: 'zpr', line, fund: 'erdf', period, amount, kind: 'real' as const });
	const document = {
		...sampleDocument(),
		lines: [{ key: 'staff', name: { en: 'Staff' }, flatRate: null }, { key: 'travel', name: { en: 'Travel' }, flatRate: null }],
		periods: [{ key: 'long', name: { en: 'Long' }, from: '2019-01-01', to: '2020-02-29' }, { key: 'first', name: { en: 'First' }, from: '2018-03-01', to: '2018-12-31' }],
		budget: [cell('first', '0.10'), cell('first', '0.20', 'travel'), cell('long', '5.00')]
	};
	expect(childrenOf(told(sampleProject({ document })), 'budget').map((b) => textOf(childOf(b, 'value')))).toEqual(['0.30']);
});

test('countries get percentages only where the published parts make the whole; else their region', () => {
	const document = sampleDocument();
	expect(recipients(document)).toMatchObject([{ name: 'recipient-region', attributes: { code: '89' } }]);
	const shares = [{ partner: null, total: '3.00', funds: [] }, { partner: 'zpr', total: '2.00', funds: [] }, { partner: 'rokiskis', total: '1.00', funds: [] }];
	expect(recipients({ ...document, shares }).map(({ attributes }) => attributes)).toEqual([{ code: 'LT', percentage: '33.33' }, { code: 'LV', percentage: '66.67' }]);
	expect(recipients({ ...document, partners: document.partners.slice(0, 1) })).toMatchObject([{ name: 'recipient-country', attributes: { code: 'LV' } }]);
});

test('percentages always add up to 100', () => {
	fc.assert(
		fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 }), (parts) => {
			const rows = percentages(parts.map((cents, i) => ({ country: String(i).padStart(2, '0'), cents })));
			expect(sum(rows.map(({ percentage }) => percentage))).toBe('100.00');
		})
	);
});

test('real days stand beside planned ones only when the life cycle says so, and say when only a month is known', () => {
	const types = (state: ExportedProject['state']) => childrenOf(told(sampleProject({ state })), 'activity-date').map((d) => attributeOf(d, 'type'));
	expect([types('approved'), types('running'), types('completed')]).toEqual([['1', '3'], ['1', '2', '3'], ['1', '2', '3', '4']]);
	const [first] = childrenOf(told(sampleProject({ document: { ...sampleDocument(), period: { from: '2019-05-01', to: '2021-04-30', precision: 'month', months: null } } })), 'activity-date');
	expect(childrenOf(first as Xml, 'narrative').map(textOf)).toContain('Only the month was published; the day is not known.');
});

test('numbers that nobody planned or reached are left out, never zero', () => {
	const document = { ...sampleDocument(), indicators: [{ ...sampleDocument().indicators[0] as ReturnType<typeof sampleDocument>['indicators'][number], target: null, baseline: null }], groups: [{ key: 'g', kind: 'other' as const, name: { en: 'Others' }, planned: null }] };
	const results = childrenOf(told(sampleProject({ document, achievements: [] })), 'result');
	expect(results).toHaveLength(1);
	expect(writeXml(results[0] as Xml)).not.toMatch(/<(?:period|target|actual|baseline)/);
});

test('a project of which only time and total are known is told whole: by whom it is told, and that nobody knows who pays', () => {
	const document = { ...sampleDocument(), partners: [], funds: [], objects: [], currency: 'LVL', shares: [{ partner: null, total: '117561.42', funds: [] }] };
	const activity = told(sampleProject({ document }));
	expect(childrenOf(activity, 'participating-org')).toMatchObject([{ attributes: { ref: publisher.reference, role: '2' } }]);
	expect(values(activity, '11')).toEqual([{ amount: '167274.83', currency: 'EUR', on: '2018-02-01' }]);
	expect(writeXml(activity)).toContain('The published total budget. Who pays was not published. LVL\u00a0117,561.42 at the fixed rate');
	expect(reread(activity).project?.document).toMatchObject({ partners: [], funds: [], shares: document.shares });
});

test('a project without any day is not told', () => {
	expect(whyLeftOut({ ...sampleDocument(), period: { from: null, to: null, precision: 'day', months: null } })).toBe('no_period');
	expect(whyLeftOut({ ...sampleDocument(), partners: [], funds: [] })).toBeNull();
});
