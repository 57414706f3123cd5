import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { hasMessage } from '#i18n/text.ts';
import type { Context } from '#platform/context.ts';
import { Forbidden, NotFound } from '#platform/errors.ts';
import { readXlsx } from '#platform/sheets/index.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sampleDocument } from '../iati/example.testing.ts';
import { createProject, saveDraft, takeStep } from '../versions/index.ts';
import { exchangePage, projectTable, projectTables, tableFile, tableNames, tablesFile } from './index.ts';
import { documentTables } from './document-tables.ts';
import { rowTables } from './store.ts';

const db = useDatabase();
const at = new Date('2026-11-22T09:00:00Z');

async function scene() {
	const region = await db.region();
	const id = await db.as(region, 'system', async (c) => {
		const project = await createProject(c, { title: { en: 'Quality' }, slug: 'socquality' });
		const document = sampleDocument();
		await saveDraft(c, project, 1, {
			...document,
			title: { lv: '=HYPERLINK("x")', en: 'Quality' },
			lines: [{ key: 'staff', name: { en: 'Staff' }, flatRate: null }],
			periods: [{ key: 'p1', name: { en: 'First' }, from: '2018-03-01', to: '2018-12-31' }],
			budget: [{ partner: 'zpr', line: 'staff', fund: 'erdf', period: 'p1', amount: '1000.05', kind: 'real' }],
			packages: [{ key: 'w1', title: { en: 'Camps' }, activities: [{ key: 'a1', title: { en: 'Camp' }, partner: 'zpr', from: null, to: null, deliverables: [{ key: 'd1', title: { en: 'Camps held' }, unit: null, planned: 2, due: null }] }] }],
			compliance: [{ key: 'c1', document: { lv: 'Programma' }, priority: null, direction: null, nodeId: null }],
			sources: { 'shares/-/total': { document: 'page', place: 'line 40' } }
		});
		await takeStep(c, project, 'approve', { inForceFrom: '2018-02-01' });
		await takeStep(c, project, 'start');
		const base = { region_id: region, project_id: project };
		await c.tx.insertInto('project_achievement').values({ ...base, id: c.newId(), subject: 'indicator', subject_key: 'visits', reached: '5', by_day: '2020-02-29', recorded_at: c.now }).execute();
		await c.tx.insertInto('project_object').values({ ...base, partner_key: 'zpr', place: JSON.stringify({ lv: 'Auce' }), ownership: 'municipality', built: JSON.stringify({ lv: 'Dzīvokļi' }), cost: '12.30', currency: 'EUR', state: 'finished' }).execute();
		await c.tx.insertInto('project_procurement').values({ ...base, partner_key: 'zpr', subject: JSON.stringify({ lv: 'Mēbeles' }), kind: 'equipment', supplier: '+371 Mēbeles', inventory: JSON.stringify([{ number: 'I-1', name: 'Galds', count: 4, place: 'Auce' }]) }).execute();
		await c.tx.insertInto('expenditure').values({ ...base, partner_key: 'zpr', line_key: 'staff', period_key: 'p1', kind: 'correction', invoice: 'R1', supplier: 'S', invoiced_on: '2018-05-01', net: '-0.10', vat: '0.00', currency: 'EUR', amount: '-0.10', state: 'entered', entered_at: c.now }).execute();
		await c.tx.insertInto('exchange_rate').values({ region_id: region, currency: 'SEK', on_date: '2020-01-02', units_per_euro: '10.4728' }).execute();
		return project;
	});
	return { region, id };
}

const csvOf = async (region: Awaited<ReturnType<typeof scene>>['region'], name: string): Promise<Record<string, string>[]> => {
	const file = await tableFile(await db.as(region, 'system', (c) => projectTable(c, name)), 'csv', at);
	return parse(Buffer.from(file.bytes), { columns: true, bom: true }) as Record<string, string>[];
};

test('every table has a definition, words, unique columns and rows as wide as its header', async () => {
	const { region } = await scene();
	expect(Object.keys(documentTables).filter((name) => name in rowTables)).toEqual([]);
	const tables = await db.as(region, 'system', projectTables);
	expect(tables.map(({ name }) => name)).toEqual(tableNames);
	for (const { name, columns, rows } of tables) {
		expect(hasMessage(`exchange_table_${name.replaceAll('-', '_')}_about`), name).toBe(true);
		expect(new Set(columns).size, name).toBe(columns.length);
		expect(rows.every((row) => row.length === columns.length), name).toBe(true);
		if (name !== 'rates') expect(rows.every(([first]) => first === 'socquality'), name).toBe(true);
	}
	expect(tables.filter(({ rows }) => rows.length === 0).map(({ name }) => name)).toEqual(['partner-reports', 'project-reports', 'files']);
});

test('amounts are exact numbers, what is unknown is empty, and no text becomes a formula', async () => {
	const { region } = await scene();
	expect(await csvOf(region, 'projects')).toMatchObject([{ project: 'socquality', state: 'running', title_lv: `'=HYPERLINK("x")`, title_lt: '', total: '791256.20', total_eur: '791256.20', months: '24' }]);
	expect(await csvOf(region, 'shares')).toMatchObject([{ partner: '', fund: '', amount: '791256.20', rate_percent: '' }, { partner: '', fund: 'erdf', amount: '672567.74', rate_percent: '85' }, { partner: 'zpr', amount: '90000.00' }, { partner: 'zpr', fund: 'erdf', amount: '76500.00' }]);
	expect(await csvOf(region, 'indicators')).toMatchObject([{ target: '8', reached: '5', reached_by: '2020-02-29', at_least: 'no' }]);
	expect(await csvOf(region, 'expenditure')).toMatchObject([{ net: '-0.10', amount: '-0.10', certified: '', rate: '' }]);
	expect(await csvOf(region, 'inventory')).toMatchObject([{ number: 'I-1', count: '4' }]);
	expect(await csvOf(region, 'procurement')).toMatchObject([{ supplier: "'+371 Mēbeles", amount: '' }]);
	expect(await csvOf(region, 'rates')).toEqual([{ currency: 'SEK', on: '2020-01-02', units_per_euro: '10.4728', source: '' }]);
	expect(await csvOf(region, 'sources')).toEqual([{ project: 'socquality', figure: 'shares/-/total', document: 'page', document_title: 'Projekta lapa', place: 'line 40' }]);
});

test('the workbook of all tables opens again with a sheet for each', async () => {
	const { region } = await scene();
	const file = await tablesFile(await db.as(region, 'system', projectTables), at);
	const sheets = await readXlsx(Buffer.from(file.bytes));
	expect(sheets.map(({ name }) => name)).toEqual(tableNames);
	expect(sheets.find(({ name }) => name === 'budget')?.rows[1]).toContain(1000.05);
});

test('a project that was made up to try things out stands in no table', async () => {
	const { region, id } = await scene();
	await db.as(region, 'system', (c) => c.tx.updateTable('project').set({ invented: true }).where('id', '=', id).execute());
	for (const { name, rows } of await db.as(region, 'system', projectTables)) if (name !== 'rates') expect(rows, name).toEqual([]);
	expect(await db.as(region, 'system', exchangePage)).toMatchObject({ activities: 0, leftOut: [] });
});

test('only those who see all projects take tables, and only their region\'s', async () => {
	const [{ region }, other] = [await scene(), await db.region()];
	const institution = await db.institution(region);
	const [viewer, partner] = [await db.actor(region, 'viewer'), await db.actor(region, 'project-manager', institution)];
	expect((await db.as(region, viewer, (c) => projectTable(c, 'projects'))).rows).toHaveLength(1);
	const works: ((c: Context) => Promise<unknown>)[] = [projectTables, exchangePage, (c) => projectTable(c, 'projects')];
	for (const work of works) await expect(db.as(region, partner, work)).rejects.toBeInstanceOf(Forbidden);
	for (const table of await db.as(other, 'system', projectTables)) expect(table.rows).toEqual([]);
	await expect(db.as(region, 'system', (c) => projectTable(c, 'person'))).rejects.toBeInstanceOf(NotFound);
	await expect(db.as(region, 'system', (c) => projectTable(c, '__proto__'))).rejects.toBeInstanceOf(NotFound);
});

test('the page counts what the file would hold', async () => {
	const { region } = await scene();
	await db.as(region, 'system', async (c) => {
		const timeless = await createProject(c, { title: { en: 'Timeless' }, slug: 'timeless' });
		await takeStep(c, timeless, 'conceive');
		await createProject(c, { title: { en: 'Idea' }, slug: 'idea' });
	});
	expect(await db.as(region, 'system', exchangePage)).toMatchObject({ activities: 1, mayChange: true, leftOut: [{ slug: 'timeless', reason: 'no_period' }, { slug: 'idea', reason: 'no_version' }] });
});
