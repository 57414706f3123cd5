import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDocument } from './example.testing.ts';
import { textSlots, withTexts } from './texts.ts';
import { applyUnits, unitsOf } from './translate.ts';
import { readCsv, toCsv } from './translation-csv.ts';
import { readXliff, toXliff } from './translation-xliff.ts';

const sample = sampleDocument();
const languages = { source: 'lv', target: 'en' } as const;
const note = (slot: { role: string }): string => slot.role;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Words as a person may type them: any letters, quotes, separators, tags, line ends, formula signs. */
const words = fc
	.array(fc.constantFrom('ķ', 'Ž', 'ą', 'ж', 'a', ' ', ';', ',', '"', "'", '<', '>', '&', '&amp;', ']]>', '\n', '=', '+1', '-', '@', '\t', '😀'), { minLength: 1, maxLength: 24 })
	.map((parts) => parts.join('').normalize('NFC').trim())
	// An apostrophe before a formula sign is what spreadsheets use to mark a text: CSV cannot tell it from our own.
	.filter((text) => text !== '' && !/^'\s*[=+@-]|^'[\t\n]/.test(text));
const keys = textSlots(sample).map(({ key }) => key);
const filled = fc.dictionary(fc.constantFrom(...keys), fc.record({ lv: words, en: words }), { minKeys: 1 }).map((changes) => withTexts(sample, new Map(Object.entries(changes))));

for (const [name, write, read] of [['CSV', toCsv, readCsv], ['XLIFF', toXliff, readXliff]] as const) {
	test(`${name}: what is exported comes back as it was, whatever the words`, () => {
		fc.assert(
			fc.property(filled, (document) => {
				const back = read(bytes(write(document, 'lv', 'en', note)));
				if ('fault' in back) throw new Error(back.fault);
				expect(back).toMatchObject({ source: 'lv', target: 'en', notes: [], encoding: 'utf-8' });
				const blank = withTexts(document, new Map(keys.map((key) => [key, { en: 'x' }])));
				expect(applyUnits(blank, back.units, languages)).toMatchObject({ document, notes: [] });
			}),
			{ numRuns: 60 }
		);
	});
}

test('rows that do not fit are left out and named, the others are taken', () => {
	const units = [
		{ row: 2, key: 'title', source: 'Paraugs', target: 'Example' },
		{ row: 3, key: 'nothing', source: 'x', target: 'Y' },
		{ row: 4, key: 'description', source: 'Anketas paraugs.', target: '  ' },
		{ row: 5, key: 'origin', source: 'Cits teksts', target: 'Other' },
		{ row: 6, key: 'title', source: 'Paraugs', target: 'Again' },
		{ row: 7, key: 'standard.batteries.care', source: 'Aprūpe', target: 'x'.repeat(501) },
		{ row: 8, key: 'standard.questions.wish.text', source: 'Ko vajadzētu mainīt?', target: 'bell\u0007' }
	];
	const { document, changed, notes } = applyUnits(sample, units, languages);
	expect([changed, document.title.en, document.title.lv]).toEqual([1, 'Example', 'Paraugs']);
	expect(notes.map(({ row, code }) => [row, code])).toEqual([[3, 'unknown_key'], [4, 'target_empty'], [5, 'source_changed'], [6, 'key_twice'], [7, 'too_long'], [8, 'bad_character']]);
	expect(applyUnits(sample, units, languages, true).document.origin.en).toBe('Other');
	expect(applyUnits(sample, units, { source: 'lv', target: 'lt' }).notes.every(({ code }) => code === 'unknown_key')).toBe(true);
});

test('a spreadsheet program may save with semicolons, tabs, a byte order mark, UTF-16 or Windows-1257', () => {
	const row = (separator: string): string => `key${separator}source (lv)${separator}target (en)${separator}note\r\ntitle${separator}Paraugs šķīvī${separator}Sample žąė${separator}\r\n`;
	const expected = { units: [{ row: 2, key: 'title', source: 'Paraugs šķīvī', target: 'Sample žąė' }], source: 'lv', target: 'en' };
	for (const separator of [',', ';', '\t']) expect(readCsv(bytes(row(separator)))).toMatchObject({ ...expected, encoding: 'utf-8' });
	expect(readCsv(bytes(`\uFEFF${row(';')}`))).toMatchObject({ ...expected, encoding: 'utf-8' });
	expect(readCsv(Buffer.from(`\uFEFF${row('\t')}`, 'utf16le'))).toMatchObject({ ...expected, encoding: 'utf-16' });
	const baltic = new Map([...Array(256).keys()].map((byte) => [new TextDecoder('windows-1257').decode(Uint8Array.of(byte)), byte]));
	expect(readCsv(Uint8Array.from([...row(';')].map((letter) => baltic.get(letter) ?? 63)))).toMatchObject({ ...expected, encoding: 'windows-1257' });
});

test('a file with other columns, broken quotes or nothing in it is refused with its reason', () => {
	expect(readCsv(bytes('id,text\n1,2'))).toEqual({ fault: 'columns', params: { found: 'id, text' } });
	expect(readCsv(bytes('key,source,target\ntitle,"open,never\n'))).toEqual({ fault: 'csv' });
	expect(readCsv(bytes(''))).toEqual({ fault: 'empty' });
	expect(readCsv(bytes(`key,source,target\n${'a,b,c\n'.repeat(5001)}`))).toMatchObject({ fault: 'large' });
	expect(readCsv(bytes('key,source,target\ntitle,Paraugs\n'))).toMatchObject({ notes: [{ row: 2, code: 'columns' }], source: null, target: null });
	fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (any) => void readCsv(any)));
});

test('XLIFF of another kind, with entities of its own or cut off is refused; markup inside is named', () => {
	const whole = toXliff(sample, 'lv', 'en', note);
	expect(readXliff(bytes('<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xliff version="2.0"/>'))).toEqual({ fault: 'doctype' });
	expect(readXliff(bytes(whole.replace('version="2.0" srcLang', 'version="1.2" srcLang')))).toEqual({ fault: 'xliff', params: { version: '1.2' } });
	expect(readXliff(bytes('<html></html>'))).toMatchObject({ fault: 'xliff' });
	expect(readXliff(bytes(whole.slice(0, 900)))).toEqual({ fault: 'xml' });
	expect(readXliff(bytes('<a>'.repeat(500)))).toEqual({ fault: 'xml' });
	expect(readXliff(bytes(whole.replace('>Sample<', '>Sam<pc id="1">p</pc>le<')))).toMatchObject({ notes: [{ row: 1, key: 'title', code: 'markup' }] });
	expect(readXliff(bytes(whole.replace('>Sample<', '>Sam&nosuch;ple<')))).toMatchObject({ units: expect.arrayContaining([expect.objectContaining({ key: 'title', target: 'Sam&nosuch;ple' })]) as unknown });
	fc.assert(fc.property(fc.nat(whole.length), fc.string({ maxLength: 5 }), (at, noise) => void readXliff(bytes(whole.slice(0, at) + noise + whole.slice(at)))), { numRuns: 60 });
});

test('several segments and groups are read as one text each', () => {
	const file = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="lv-LV" trgLang="en"><file id="f"><group id="g"><unit id="title"><segment><source>Par</source><target>Sam</target></segment><ignorable><source>au</source><target>p</target></ignorable><segment><source>gs</source><target><![CDATA[le]]></target></segment></unit></group></file></xliff>`;
	expect(readXliff(bytes(file))).toMatchObject({ source: 'lv', units: [{ key: 'title', source: 'Paraugs', target: 'Sample' }] });
});

test('each language gets the texts that it needs, in reading order', () => {
	expect(unitsOf(sample, 'lv', 'en').map(({ key }) => key)).toEqual(keys);
	expect(unitsOf(sample, 'lv', 'lt')).toEqual([]);
});
