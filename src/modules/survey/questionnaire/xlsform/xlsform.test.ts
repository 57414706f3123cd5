import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writeXlsx } from '#platform/sheets/index.ts';
import { checkQuestionnaire } from '../check.ts';
import { readXlsForm } from './index.ts';
import { readRelevant } from './relevant.ts';
import { cellText, languageNamed } from './sheet.ts';

type Row = readonly (string | number | null)[];
const book = (sheets: Record<string, readonly Row[]>): Promise<Buffer> =>
	writeXlsx(Object.entries(sheets).map(([name, [head = [], ...rows]]) => ({ name, columns: head.map((header) => ({ header: String(header) })), rows })), new Date('2026-11-22T00:00:00Z'));
const read = async (sheets: Record<string, readonly Row[]>) => readXlsForm({ bytes: await book(sheets), title: 'forma', perspective: 'clients', audience: 'clients', language: 'lv' });
const sound = async (sheets: Record<string, readonly Row[]>) => {
	const result = await read(sheets);
	if ('fault' in result) throw new Error(result.fault);
	expect(checkQuestionnaire(result.document).filter(({ severity }) => severity === 'error')).toEqual([]);
	return { ...result, brief: result.notes.map(({ sheet, row, code }) => `${sheet} ${row} ${code}`) };
};

const survey: Row[] = [
	['type', 'name', 'label::Latvian (lv)', 'label::English (en)', 'hint::Latvian (lv)', 'relevant', 'required', 'appearance', 'constraint'],
	['start', 'start', null, null, null, null, null, null, null],
	['note', 'hello', 'Sveiki!', 'Hello!', null, null, null, null, null],
	['begin_group', 'care', 'Aprūpe', 'Care', null, null, null, null, null],
	['select_one agree', 'kind', 'Darbinieki ir laipni.', 'The staff are kind.', null, null, 'yes', null, null],
	['select_one agree', 'Clean', 'Ir tīrs.', 'It is clean.', 'Padomājiet', null, 'yes', null, null],
	['end_group', null, null, null, null, null, null, null, null],
	['select_one yn', 'home', 'Vai dzīvojat mājās?', 'Do you live at home?', null, null, null, null, null],
	['select_multiple things', 'things', 'Kas palīdz?', 'What helps?', null, "${home} = 'no'", null, null, null],
	['integer', 'age', 'Cik Jums gadu?', 'How old are you?', null, "selected(${things}, 'bus') or selected(${things},'walk')", null, null, '. >= 10 and . <= 120'],
	['text', 'why', 'Kāpēc?', 'Why?', null, null, null, 'multiline', null],
	['text', 'short', 'Īsi', 'Briefly', null, '${age} > 18', null, null, null],
	['geopoint', 'where', 'Kur?', 'Where?', null, null, null, null, null]
];
const choices: Row[] = [
	['list_name', 'name', 'label::Latvian (lv)', 'label::English (en)'],
	['agree', 99, 'Nezinu', 'I don’t know'],
	['agree', 2, 'Daļēji', 'Partly'],
	['agree', 1, 'Nē', 'No'],
	['agree', 3, 'Jā', 'Yes'],
	['yn', 'yes', 'Jā', 'Yes'],
	['yn', 'no', 'Nē', 'No'],
	['things', 'bus', 'Autobuss', 'Bus'],
	['things', 'walk', 'Iešana', 'Walking']
];
const settings: Row[] = [['form_title', 'form_id', 'version'], ['Klientu aptauja', 'clients_2026', '7']];

test('a whole form becomes a questionnaire: groups are batteries, conditions and ranges are kept', async () => {
	const { document, brief } = await sound({ survey, choices, settings });
	const { standard } = document.variants;
	expect(document).toMatchObject({ id: 'clients-2026', title: { lv: 'Klientu aptauja' }, languages: ['lv', 'en'], version: '1.0.0' });
	expect(standard.introduction).toEqual({ lv: 'Sveiki!', en: 'Hello!' });
	expect(standard.scales['agree']?.options.map(({ value, label }) => [value, label.lv])).toEqual([[1, 'Nē'], [2, 'Daļēji'], [3, 'Jā'], [null, 'Nezinu']]);
	expect(standard.batteries).toMatchObject([{ id: 'care', scale: 'agree', title: { lv: 'Aprūpe', en: 'Care' } }]);
	expect(standard.questions).toMatchObject([
		{ id: 'kind', kind: 'scale', battery: 'care' },
		{ id: 'clean', kind: 'scale', battery: 'care', hint: { lv: 'Padomājiet' } },
		{ id: 'home', kind: 'single', options: [{ id: 'yes' }, { id: 'no' }] },
		{ id: 'things', kind: 'multiple', showIf: { question: 'home', anyOf: ['no'] } },
		{ id: 'age', kind: 'number', min: 10, max: 120, showIf: { question: 'things', anyOf: ['bus', 'walk'] } },
		{ id: 'why', kind: 'long-text' },
		{ id: 'short', kind: 'short-text' }
	]);
	expect(brief).toEqual(['survey 2 metadata', 'survey 5 required', 'survey 12 relevant', 'survey 13 type', 'choices 2 dont_know']);
});

test('a group with two lists is no battery; choices alone are numbered in their order with a note', async () => {
	const mixed = survey.map((row) => (row[1] === 'Clean' ? ['select_one yn', ...row.slice(1)] : row));
	expect((await sound({ survey: mixed, choices })).document.variants.standard.batteries).toEqual([]);
	const words = choices.map((row) => (row[0] === 'agree' ? ['agree', `a${row[1]}`, row[2] ?? '', row[3] ?? ''] : row));
	const { document, brief } = await sound({ survey, choices: words });
	expect(document.variants.standard.scales['agree']?.options.map(({ value }) => value)).toEqual([1, 2, 3, 4]);
	expect(brief).toContain('choices 2 values_assumed');
});

test('everything that a questionnaire cannot hold is named with its sheet and row', async () => {
	const { document, brief } = await sound({
		survey: [
			['type', 'name', 'label', 'label::Estonian (et)', 'relevant', 'calculation', 'media::image', 'constraint', 'choice_filter'],
			['text', 'q', 'Pirmais', 'Esimene', null, '1+1', 'a.png', 'regex(., "a")', 'x=1'],
			['text', 'q', 'Otrais', null, null, null, null, null, null],
			['select_one nowhere', 'w', 'Kur?', null, null, null, null, null, null],
			['select_one lone', 'l', 'Viens?', null, null, null, null, null, null],
			['select_one long', 'g', 'Daudz?', null, null, null, null, null, null],
			['select_one yn or_other', 'o', 'Cits?', null, "${later} = 'a'", null, null, null, null],
			['text', null, 'Bez nosaukuma', null, null, null, null, null, null],
			['text', 'silent', null, null, null, null, null, null, null],
			['note', 'n', 'Piezīme', null, null, null, null, null, null],
			['text', 'after', 'Pēc tam', null, null, null, null, null, null],
			['begin_repeat', 'r', 'Atkārto', null, null, null, null, null, null],
			['text', 'inner', 'Iekšā', null, null, null, null, null, null],
			['end_repeat', null, null, null, null, null, null, null, null],
			['end_group', null, null, null, null, null, null, null, null],
			['begin group', 'open', 'Vaļā', null, null, null, null, null, null]
		],
		choices: [['list_name', 'name', 'label'], ['yn', 'yes', 'Jā'], ['yn', 'no', 'Nē'], ['yn', 'no', 'Nē'], ['lone', 'a', 'A'], [null, 'x', 'X'], ['yn', 'maybe', null], ...Array.from({ length: 15 }, (_, i) => ['long', `c${i}`, `C${i}`])]
	});
	expect(brief).toEqual([
		'survey 1 language', 'survey 1 column', 'survey 1 column', 'survey 2 choice_filter', 'survey 2 constraint', 'survey 3 name_twice', 'survey 4 list_unknown', 'survey 5 options_few', 'survey 6 options_many', 'survey 7 or_other', 'survey 7 relevant_later',
		'survey 8 name_missing', 'survey 9 label_missing', 'survey 10 note_moved', 'survey 12 repeat', 'survey 13 inside_repeat', 'survey 15 group_end', 'survey 16 group_open', 'choices 4 choice_twice', 'choices 6 choice_empty', 'choices 7 label_missing'
	]);
	expect(document.variants.standard.questions.map(({ id }) => id)).toEqual(['q', 'o', 'silent', 'after']);
	expect(document.variants.standard.questions.at(-1)?.hint).toEqual({ lv: 'Piezīme' });
	expect(document.title).toEqual({ lv: 'forma' });
});

test('two lists whose names differ only in letters stay two scales; hundreds of groups do no harm', async () => {
	const rows = (list: string, i: number): Row[] => [['begin_group', `g${i}`, `Grupa ${i}`], [`select_one ${list}`, `a${i}`, 'A'], [`select_one ${list}`, `b${i}`, 'B'], ['end_group', null, null]];
	const { document } = await sound({ survey: [['type', 'name', 'label'], ...rows('Agree', 1), ...rows('agree', 2), ...Array.from({ length: 60 }, (_, i) => rows('agree', i + 3)).flat()], choices: [['list_name', 'name', 'label'], ['Agree', 1, 'x'], ['Agree', 2, 'y'], ['agree', 1, 'z'], ['agree', 2, 'w']] });
	const { standard } = document.variants;
	expect(standard.scales['agree']?.options[0]?.label.lv).toBe('x');
	expect(standard.scales['agree-2']?.options[0]?.label.lv).toBe('z');
	expect([standard.batteries.length, standard.questions.length]).toEqual([20, 100]);
});

test('a file that is no such workbook is refused with its reason', async () => {
	const of = (bytes: Buffer) => readXlsForm({ bytes, title: 'x', perspective: 'clients', audience: 'clients', language: 'lv' });
	const good = await book({ survey, choices });
	expect(await of(Buffer.from('no zip at all'))).toEqual({ fault: 'workbook' });
	expect(await of(good.subarray(0, good.length >> 1))).toEqual({ fault: 'workbook' });
	expect(await of(await book({ other: survey }))).toEqual({ fault: 'no_survey' });
	expect(await of(await book({ survey: [['kind', 'name'], ['text', 'a']] }))).toEqual({ fault: 'no_type' });
	expect(await of(await book({ survey: [['type', 'name', 'label'], ['geopoint', 'a', 'b']] }))).toEqual({ fault: 'no_questions' });
	expect(await of(bomb())).toEqual({ fault: 'workbook' });
	await fc.assert(
		fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 40 }), async (at, noise) => {
			const broken = Buffer.from(good);
			broken.set(noise.subarray(0, broken.length - at), at);
			const result = await of(broken);
			expect('fault' in result || 'document' in result).toBe(true);
		}),
		{ numRuns: 15 }
	);
});

/** A ZIP of one entry that claims to be small and unpacks to 200 MB. */
function bomb(): Buffer {
	const packed = deflateRawSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
	const name = Buffer.from('xl/workbook.xml');
	const local = Buffer.alloc(30);
	local.writeUInt32LE(0x04034b50, 0);
	local.writeUInt16LE(8, 8);
	local.writeUInt32LE(packed.length, 18);
	local.writeUInt32LE(100, 22);
	local.writeUInt16LE(name.length, 26);
	const entry = Buffer.alloc(46);
	entry.writeUInt32LE(0x02014b50, 0);
	entry.writeUInt16LE(8, 10);
	entry.writeUInt32LE(packed.length, 20);
	entry.writeUInt32LE(100, 24);
	entry.writeUInt16LE(name.length, 28);
	const start = local.length + name.length + packed.length;
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(1, 8);
	end.writeUInt16LE(1, 10);
	end.writeUInt32LE(entry.length + name.length, 12);
	end.writeUInt32LE(start, 16);
	return Buffer.concat([local, name, packed, entry, name, end]);
}

test('conditions, languages and cells are read as they are written in practice', () => {
	expect(readRelevant("${q} = 'a'")).toEqual({ question: 'q', anyOf: ['a'] });
	expect(readRelevant('(${q}="a") or ${q} = 2')).toEqual({ question: 'q', anyOf: ['a', '2'] });
	expect(readRelevant("selected( ${q} , 'a')")).toEqual({ question: 'q', anyOf: ['a'] });
	for (const other of ["${q} = 'a' and ${r} = 'b'", "${q} = 'a' or ${r} = 'b'", "${q} != 'a'", "not(selected(${q}, 'a'))", '', "${q} = ${r}"]) expect(readRelevant(other)).toBeNull();
	expect(['Latvian (lv)', 'lv', 'Latviešu', 'Lithuanian (lt-LT)', 'Русский'].map(languageNamed)).toEqual(['lv', 'lv', 'lv', 'lt', 'ru']);
	expect(languageNamed('Estonian (et)')).toBeNull();
	expect(cellText('{"richText":[{"text":"Ab"},{"font":{},"text":"c"}]}')).toBe('Abc');
	expect(cellText('{"formula":"A1","result":"Summa"}')).toBe('Summa');
	expect(cellText('{"text":"saite","hyperlink":"https://example.org"}')).toBe('saite');
	expect(cellText('{not json')).toBe('{not json');
	expect(cellText(5)).toBe('5');
});
