import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ratio } from '../ratio.ts';
import { guarded, readXlsx, writeCsv, writeXlsx, type Sheet } from './index.ts';

const at = new Date('2026-11-22T09:00:00Z');
const sheet = (rows: Sheet['rows'], name = 'Kopskats'): Sheet => ({ name, columns: [{ header: 'Iestāde', width: 30 }, { header: '=1' }], rows });

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '\u00a0=1', '＝1', '=cmd|\' /C calc\'!A0'])('the text %j cannot be taken for a formula', async (text) => {
	expect(guarded(text)).toBe(`'${text}`);
	expect(writeCsv(sheet([[text, null]]))).toContain(`'${text.replaceAll('"', '""')}`);
	const [page] = await readXlsx(await writeXlsx([sheet([[text, null]])], at));
	expect(String(page?.rows[1]?.[0]).replaceAll('\r\n', '\n').replaceAll('\r', '\n')).toBe(`'${text}`.replaceAll('\r', '\n'));
});

test.each(['Aknīste', '1-2', 'a=b', '', "'jau", '3.5'])('the text %j is left as it is', (text) => expect(guarded(text)).toBe(text));

test('no text of any kind starts a formula', () => {
	fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[\s=+\-@]{0,3}.*$/)), (text) => {
		expect(guarded(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
	}));
});

test('a workbook opened again holds what was written: texts, whole numbers, exact values rounded half up', async () => {
	const rows: Sheet['rows'] = [['Šiauliai, „Ąžuolas“', 7], ['-3', { value: ratio(-7, 2), places: 1 }], ['', { value: ratio(185, 3), places: 1 }], [null, { value: ratio(5, 2), places: 0 }]];
	const pages = await readXlsx(await writeXlsx([sheet(rows), sheet([], 'Kopskats')], at));
	expect(pages.map(({ name }) => name)).toEqual(['Kopskats', 'Kopskats 2']);
	expect(pages[0]?.rows).toEqual([['Iestāde', "'=1"], ['Šiauliai, „Ąžuolas“', 7], ["'-3", -3.5], ['', 61.7], [null, 3]]);
});

test('equal sheets give equal bytes, whenever they are written', async () => {
	const first = await writeXlsx([sheet([['a', 1]])], at);
	await new Promise((resolve) => setTimeout(resolve, 2100));
	expect(first.equals(await writeXlsx([sheet([['a', 1]])], at))).toBe(true);
	expect(first.equals(await writeXlsx([sheet([['b', 1]])], at))).toBe(false);
});

test.each([['Jonišķis: [A/B]?*\\', 'Jonišķis   A B'], ['', 'Sheet'], ['x'.repeat(40), 'x'.repeat(31)]])('the sheet name %j is made fit', async (name, expected) => {
	const [page] = await readXlsx(await writeXlsx([sheet([], name)], at));
	expect(page?.name).toBe(expected);
});

test('CSV quotes commas, quotes and line ends, and keeps numbers as numbers', () => {
	expect(writeCsv(sheet([['a, "b"', { value: ratio(-1, 3), places: 2 }], ['c\nd', -4]]))).toBe('\uFEFFIestāde,\'=1\r\n"a, ""b""",-0.33\r\n"c\nd",-4\r\n');
});
