import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { ProjectId } from '#platform/ids.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { madeProject, projectScene, type ProjectScene } from '../../versions/testing.ts';
import { assertMayImportItems, expenditureOf, importItems, importRows, importTemplate, submitReport, type ItemImport } from '../index.ts';

const db = useDatabase();
let scene: ProjectScene;
beforeAll(async () => {
	scene = await projectScene(db);
});

const header = 'Budget line;Invoice number;Supplier;Invoice date;Payment date;Amount without VAT;VAT amount;VAT is eligible;Currency';
const row = (i: number, change: Partial<Record<'line' | 'invoice' | 'supplier' | 'day' | 'paid' | 'net' | 'vat' | 'eligible' | 'currency', string>> = {}) =>
	[change.line ?? 'Staff', change.invoice ?? `A-${i}`, change.supplier ?? 'SIA Balts', change.day ?? '2025-04-30', change.paid ?? '05.05.2025', change.net ?? '10,50', change.vat ?? '2,21', change.eligible ?? 'yes', change.currency ?? 'EUR'].join(';');
const fileOf = (content: string | Uint8Array, name = 'items.csv') => {
	const bytes = typeof content === 'string' ? Buffer.from(content) : content;
	return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
};
const csv = (...rows: string[]) => fileOf([header, ...rows].join('\r\n'));
const made = (): Promise<ProjectId> => madeProject(db, scene);
const read = (project: string, file: ReturnType<typeof fileOf>, options: Partial<ItemImport> = {}, actor: Actor = scene.partner) => db.as(scene.regionId, actor, (c) => importItems(c, project, file, { partner: 'lead', period: 'p1', decimalSign: 'auto', again: false, dryRun: false, ...options }));
const listOf = (project: string) => db.as(scene.regionId, scene.manager, (c) => expenditureOf(c, project, { size: 500 }));
const codes = (report: Awaited<ReturnType<typeof read>>) => report.refusals.map(({ row: at, column, problem }) => [at, column, problem.code]);

test('every row becomes an item, whatever the order and language of the columns', async () => {
	const project = await made();
	expect(await read(project, csv(row(1), row(2, { net: '1 234,56', vat: '', eligible: 'no' }), ';;;;;;;;', row(3, { line: 'equipment', net: '7.00' })))).toMatchObject({ rows: 3, stored: 3, refusedRows: 0, delimiter: ';', encoding: 'utf-8', amount: '1256.48' });
	expect(await listOf(project)).toMatchObject({ count: 3, amount: '1256.48' });
	const latvian = 'Valūta,Summa bez PVN,PVN summa,Rēķina datums,Piegādātājs,Rēķina Nr.,Budžeta pozīcija,Piezīme par rēķinu\nEUR,99.90,,30.04.2025.,"SIA ""Zīle, Ozols""",Z-1,staff,x\n';
	expect(await read(project, fileOf(latvian))).toMatchObject({ stored: 1, delimiter: ',', ignored: ['Piezīme par rēķinu'] });
	expect((await listOf(project)).items.find(({ invoice }) => invoice === 'Z-1')).toMatchObject({ supplier: 'SIA "Zīle, Ozols"', paidOn: null, amount: '99.90', line: 'staff', period: 'p1', enteredBy: scene.partner.personId });
});

test('a byte order mark, UTF-16 and Windows-1257 are read as they are meant', async () => {
	const project = await made();
	const text = [header, row(1, { supplier: 'SIA Ķeguma Šķūnis', invoice: 'B-1' })].join('\n');
	expect(await read(project, fileOf(`\uFEFF${text}`))).toMatchObject({ stored: 1, encoding: 'utf-8' });
	expect(await read(project, fileOf(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.replace('B-1', 'B-2'), 'utf16le')])))).toMatchObject({ stored: 1, encoding: 'utf-16le' });
	const windows: Record<string, number> = { 'Ķ': 0xcd, 'Š': 0xd0, 'ķ': 0xed, 'ū': 0xfb };
	expect(await read(project, fileOf(Buffer.from([...text.replace('B-1', 'B-3')].map((letter) => windows[letter] ?? letter.charCodeAt(0)))))).toMatchObject({ stored: 1, encoding: 'windows-1257' });
	expect(new Set((await listOf(project)).items.map(({ supplier }) => supplier))).toEqual(new Set(['SIA Ķeguma Šķūnis']));
});

test('10 000 rows with errors in three: each is named by row and column, and nothing is entered', async () => {
	const project = await made();
	const rows = Array.from({ length: importRows }, (_, i) => row(i));
	rows[6] = row(6, { day: '2024-12-31' });
	rows[4_999] = row(4_999, { net: 'ten' });
	rows[9_999] = row(9_999, { line: 'Rent', currency: 'EURO?' });
	const report = await read(project, csv(...rows));
	expect(report).toMatchObject({ rows: importRows, stored: 0, refusedRows: 3, refusedCells: 4, amount: null });
	expect(codes(report)).toEqual([[8, 'Invoice date', 'spending_outside_period'], [5001, 'Amount without VAT', 'spending_cell_amount'], [10_001, 'Budget line', 'spending_line_unknown'], [10_001, 'Currency', 'spending_cell_currency']]);
	expect(report.refusals[1]?.value).toBe('ten');
	expect((await listOf(project)).count).toBe(0);
	const mended = Array.from({ length: importRows }, (_, i) => row(i));
	expect(await read(project, csv(...mended))).toMatchObject({ stored: importRows, amount: '127100.00' });
	expect(await listOf(project)).toMatchObject({ count: importRows, amount: '127100.00' });
	await expect(read(project, csv(...mended, row(10_000)))).rejects.toMatchObject({ fields: { file: { code: 'spending_import_too_many' } } });
}, 60_000);

test('amounts that read both ways are asked about once, and read as answered', async () => {
	const project = await made();
	const file = csv(row(1, { net: '1.234', vat: '' }), row(2, { net: '12,345', vat: '' }), row(3, { net: '5.678,90', vat: '' }));
	const asked = await read(project, file);
	expect(asked).toMatchObject({ stored: 0, refusedRows: 2, ambiguous: { text: '1.234', readings: ['1.23', '1234.00'], count: 2 } });
	expect(codes(asked).map(([, , code]) => code)).toEqual(['spending_cell_ambiguous', 'spending_cell_ambiguous']);
	expect(codes(await read(project, file, { decimalSign: 'comma' }))).toEqual([[3, 'Amount without VAT', 'spending_cell_cents']]);
	expect(codes(await read(project, file, { decimalSign: 'point' }))).toEqual([[2, 'Amount without VAT', 'spending_cell_cents'], [4, 'Amount without VAT', 'spending_cell_sign']]);
	expect(await read(project, csv(row(1, { net: '1.234', vat: '' }), row(3, { net: '5.678,90', vat: '' })), { decimalSign: 'comma' })).toMatchObject({ stored: 2, amount: '6912.90' });
});

test('the same file twice is noticed, also when both are sent at once; so are rows that repeat', async () => {
	const project = await made();
	const file = csv(row(1), row(2));
	const both = await Promise.allSettled([read(project, file), read(project, file)]);
	expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	expect(both.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'spending_import_same_file' });
	expect(await read(project, csv(row(2), row(3), row(3)))).toMatchObject({ stored: 0, repeated: 2, refusedRows: 0 });
	expect((await listOf(project)).count).toBe(2);
	expect(await read(project, csv(row(2), row(3), row(3)), { again: true })).toMatchObject({ stored: 3 });
	expect(await read(project, file, { again: true })).toMatchObject({ stored: 2 });
});

test('a check enters nothing', async () => {
	const project = await made();
	expect(await read(project, csv(row(1)), { dryRun: true })).toMatchObject({ stored: 0, refusedRows: 0, amount: '12.71', dryRun: true });
	expect((await listOf(project)).count).toBe(0);
	expect(await read(project, csv(row(1)))).toMatchObject({ stored: 1 });
});

test('currencies: never assumed, never two in a row, converted by the day of the invoice', async () => {
	const project = await made();
	await db.as(scene.regionId, 'system', ({ tx }) => tx.insertInto('exchange_rate').values({ region_id: scene.regionId, currency: 'PLN', on_date: '2025-04-30', units_per_euro: '4.20' }).execute());
	expect(codes(await read(project, csv(row(1, { currency: '' }), row(2, { net: 'PLN 5,00' }), row(3, { currency: 'NOK', vat: '' }))))).toEqual([[2, 'Currency', 'spending_cell_currency_missing'], [3, 'Currency', 'spending_cell_currencies'], [4, 'Currency', 'spending_no_rate']]);
	expect(await read(project, csv(row(1, { currency: 'PLN', net: '42,00', vat: '' }), row(2, { currency: '', net: '€ 5,00', vat: '' })))).toMatchObject({ stored: 2, amount: '15.00' });
});

test.each([
	[{ net: '-5,00' }, 'Amount without VAT', 'spending_negative'],
	[{ day: '03/04/2025' }, 'Invoice date', 'spending_cell_day_ambiguous'],
	[{ day: '31.02.2025' }, 'Invoice date', 'spending_cell_day'],
	[{ paid: '2027-01-01' }, 'Payment date', 'spending_day_future'],
	[{ eligible: 'perhaps' }, 'VAT is eligible', 'spending_cell_yes'],
	[{ line: 'Office' }, 'Budget line', 'spending_line_flat'],
	[{ invoice: ' ' }, 'Invoice number', 'spending_cell_missing'],
	[{ supplier: 'x'.repeat(201) }, 'Supplier', 'too_long'],
	[{ net: '123456789,00' }, 'Amount without VAT', 'spending_too_large']
] as const)('the cell of %j is refused at %s with %s', async (change, column, code) => {
	const project = await made();
	expect(codes(await read(project, csv(row(1), row(2, change))))).toEqual([[3, column, code]]);
});

test('one reading tells everything that is wrong in a row, and nothing twice', async () => {
	const project = await made();
	expect(codes(await read(project, csv(row(1, { line: 'Rent', day: '2024-01-01', net: '-5,00', currency: '' }), row(2, { day: 'soon', net: '1.234' }))))).toEqual([
		[2, 'Budget line', 'spending_line_unknown'], [2, 'Currency', 'spending_cell_currency_missing'], [2, 'Invoice date', 'spending_outside_period'], [2, 'Amount without VAT', 'spending_negative'],
		[3, 'Amount without VAT', 'spending_cell_ambiguous'], [3, 'Invoice date', 'spending_cell_day']
	]);
});

test('files that are none are refused with words', async () => {
	const project = await made();
	for (const [content, code] of [['', 'spending_import_empty'], [header, 'spending_import_empty'], ['\r\n\r\n', 'spending_import_empty'], ['a;b\n1;2', 'spending_import_columns'], [`${header};Supplier\n`, 'spending_import_column_twice'], [`${header}\n"open;1`, 'spending_import_broken'], ['PK\x03\x04\0\0\0', 'spending_import_not_text']] as const) {
		await expect(read(project, fileOf(content)), code).rejects.toMatchObject({ fields: { file: { code } } });
	}
	await expect(read(project, csv(row(1)), { period: 'p9' })).rejects.toBeInstanceOf(Invalid);
	expect(codes(await read(project, csv('Staff;1')))).toEqual([[2, '', 'spending_row_cells']]);
});

test('formulas and odd names are texts like any other', async () => {
	const project = await made();
	await read(project, csv(row(1, { supplier: "'=1+1", invoice: '__proto__' })));
	expect((await listOf(project)).items).toMatchObject([{ supplier: '=1+1', invoice: '__proto__' }]);
});

test('a period whose report is submitted takes no rows', async () => {
	const project = await made();
	await read(project, csv(row(1)));
	await db.as(scene.regionId, scene.partner, (c) => submitReport(c, project, { partner: 'lead', period: 'p1' }, { summary: '' }));
	expect(codes(await read(project, csv(row(2))))).toEqual([[2, '', 'spending_period_reported']]);
});

test('only who enters for the partner reads files, and only while the project runs', async () => {
	const project = await made();
	await expect(read(project, csv(row(1)), { partner: 'north' })).rejects.toBeInstanceOf(Forbidden);
	await expect(read(project, csv(row(1)), {}, scene.viewer)).rejects.toBeInstanceOf(Forbidden);
	await expect(read(project, csv(row(1)), { partner: 'nobody' }, scene.manager)).rejects.toBeInstanceOf(NotFound);
	for (const actor of [scene.outsider, scene.member]) for (const work of [() => read(project, csv(row(1)), {}, actor), () => db.as(scene.regionId, actor, (c) => assertMayImportItems(c, project)), () => db.as(scene.regionId, actor, (c) => importTemplate(c, project))]) await expect(work()).rejects.toBeInstanceOf(NotFound);
	await expect(read(await madeProject(db, scene, 'closed'), csv(row(1)))).rejects.toBeInstanceOf(Conflict);
});

test('the template can be read back as it is', async () => {
	const project = await made();
	for (const locale of ['lv', 'lt', 'en'] as const) {
		const text = await db.as(scene.regionId, scene.partner, (c) => importTemplate({ ...c, locale }, project));
		expect(await read(project, fileOf(text), { dryRun: true, decimalSign: 'point' }), locale).toMatchObject({ rows: 1, refusedRows: 0, ignored: [] });
	}
});
