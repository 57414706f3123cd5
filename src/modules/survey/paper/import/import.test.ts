import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { nextSurveyState, surveyStates } from '../../lifecycle.ts';
import { sampleDocument } from '../../questionnaire/example.testing.ts';
import { QuestionnaireDocument } from '../../questionnaire/index.ts';
import { paperScene, setState, storedAnswers, storedTexts, type PaperScene } from '../testing.ts';
import type { AnswerFile, ImportOptions } from './model.ts';
import { importResponses } from './run.ts';

const db = useDatabase();

/** A file in pieces of a few bytes, so that no letter and no line may rely on arriving whole. */
const fileOf = (content: string | Uint8Array, piece = 7): AnswerFile => {
	const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
	return {
		name: 'answers.csv',
		size: bytes.length,
		async *open() {
			for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
		}
	};
};
const defaults: ImportOptions = { variant: 'standard', map: null, dryRun: false, skipRefused: false, again: false };
const load = (scene: PaperScene, content: string | Uint8Array, change: Partial<ImportOptions> = {}, actor = scene.lead) => importResponses((work) => db.as(scene.regionId, actor, work), scene.surveyId, fileOf(content), { ...defaults, ...change });
const audits = (scene: PaperScene) => db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select('after').where('subject_id', '=', scene.surveyId).where('action', '=', 'survey.answers_imported').execute());

const header = 'kind_staff,Long-Wait,service,visits,helped,activities,wish,comment';

test('options are found by id, words in any language, value and number; the rest is said', async () => {
	const scene = await paperScene(db);
	const report = await load(scene, `${header}\nfully,1,home,3,yes,sing;cook,"More, please",x\nPiekrītu,Disagree,Home care,3.0,Jā,"Dziedu, Gatavoju",,\n3,"I don't want to answer",2,31,0,2,,\nNA,,,,,,Only text,\n,,,,,,,\n`);
	expect(report).toMatchObject({ encoding: 'utf-8', delimiter: ',', rows: 4, blank: 1, accepted: 4, refusedRows: 0, stored: 4, ignored: ['comment'], unanswered: [] });
	expect((await storedAnswers(db, scene)).map(({ choices }) => choices)).toEqual([[3, 1, 2, 3, 2, 3], [3, 1, 2, 3, 2, 3], [3, 5, 2, 31, 1, 2], [null, null, null, null, null, null]]);
	expect(await storedTexts(db, scene)).toEqual(['wish: More, please', 'wish: Only text']);
	expect(await audits(scene)).toEqual([{ after: { file: 'answers.csv', sha256: report.sha256, answers: 4, refused: 0 } }]);
});

test.each([
	['utf-8 with a byte order mark and semicolons', Buffer.from('\uFEFFkind-staff;wish\nPiekrītu;Ēdnīca, lūdzu\n'), 'utf-8', ';'],
	['Windows-1257 with Latvian letters', Buffer.from([...Buffer.from('kind-staff;wish\nPiekr'), 0xee, ...Buffer.from('tu;'), 0xc7, ...Buffer.from('dn'), 0xee, ...Buffer.from('ca, l'), 0xfb, ...Buffer.from('dzu\r\n')]), 'windows-1257', ';'],
	['UTF-16 with tabs', Buffer.from('\uFEFFkind-staff\twish\nPiekrītu\tĒdnīca, lūdzu\n', 'utf16le'), 'utf-16le', '\t']
])('%s', async (_name, bytes, encoding, delimiter) => {
	const scene = await paperScene(db);
	expect(await load(scene, bytes)).toMatchObject({ encoding, delimiter, stored: 1 });
	expect(await storedTexts(db, scene)).toEqual(['wish: Ēdnīca, lūdzu']);
});

test('Lithuanian letters of Windows-1257 are told from western letters of Windows-1252', async () => {
	const scene = await paperScene(db);
	const baltic = [0xe0, 0xe8, 0xe6, 0xeb, 0xe1, 0xf0, 0xf8, 0xfb, 0xfe];
	await load(scene, Buffer.from([...Buffer.from('wish\n'), ...baltic, 0x0a]));
	const western = await load(scene, Buffer.from([...Buffer.from('wish\nMa'), 0xf1, ...Buffer.from('ana o'), 0xf9, ...Buffer.from(' t'), 0xea, ...Buffer.from('te\n')]));
	expect(western.encoding).toBe('windows-1252');
	expect(await storedTexts(db, scene)).toEqual(['wish: Mañana où tête', 'wish: ąčęėįšųūž']);
});

test('a row that does not fit refuses the whole file; left out when that is wished; each cell says why', async () => {
	const scene = await paperScene(db);
	const content = `${header}\nfully,,,,,,,\nsometimes,9,home,32,maybe,swim,,\nfully,1\npartly,,,,,,${'x'.repeat(4001)},\npartly,,,,,,,\n`;
	const refused = await load(scene, content);
	expect(refused).toMatchObject({ rows: 5, accepted: 2, refusedRows: 3, refusedCells: 7, stored: 0 });
	expect(refused.refusals.map(({ row, column, problem }) => [row, column, problem.code])).toEqual([
		[3, 'kind_staff', 'paper_cell_unknown'],
		[3, 'Long-Wait', 'paper_cell_unknown'],
		[3, 'visits', 'paper_cell_number'],
		[3, 'helped', 'paper_cell_unknown'],
		[3, 'activities', 'paper_cell_unknown'],
		[4, '', 'paper_row_cells'],
		[5, 'wish', 'too_long']
	]);
	expect(refused.refusals[0]).toMatchObject({ value: 'sometimes', problem: { params: { allowed: '1, 2, 3' } } });
	expect([await storedAnswers(db, scene), await audits(scene)]).toEqual([[], []]);
	expect(await load(scene, content, { skipRefused: true })).toMatchObject({ stored: 2, refusedRows: 3 });
	expect(await storedAnswers(db, scene)).toHaveLength(2);
});

test('a refusal behind the first portion takes the first portion back', async () => {
	const scene = await paperScene(db);
	const rows = Array.from({ length: 5200 }, () => 'fully');
	expect(await importResponses((work) => db.as(scene.regionId, scene.lead, work), scene.surveyId, fileOf(`kind-staff\n${rows.join('\n')}\nnever-heard\n`, 65_536), defaults)).toMatchObject({ accepted: 5200, refusedRows: 1, stored: 0 });
	expect(await storedAnswers(db, scene)).toEqual([]);
});

test('a check stores nothing and can be repeated', async () => {
	const scene = await paperScene(db);
	const content = 'kind-staff\nfully\n';
	for (let i = 0; i < 2; i++) expect(await load(scene, content, { dryRun: true })).toMatchObject({ accepted: 1, stored: 0, dryRun: true });
	expect(await storedAnswers(db, scene)).toEqual([]);
	expect(await load(scene, content)).toMatchObject({ stored: 1 });
});

test('the same file is refused a second time, unless that is meant; of two at once one is stored', async () => {
	const scene = await paperScene(db);
	const content = 'kind-staff\nfully\n';
	const both = await Promise.allSettled([load(scene, content), load(scene, content)]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	await expect(load(scene, content)).rejects.toMatchObject({ code: 'paper_import_same_file' });
	expect(await load(scene, content, { again: true })).toMatchObject({ stored: 1 });
	expect(await storedAnswers(db, scene)).toHaveLength(2);
});

test('a map names columns, translates cells and gathers boxes; as JSON and as CSV', async () => {
	const scene = await paperScene(db);
	const file = 'Q1;Q2_sing;Q2_cook;help;age\n5;Y;;2;44\n1;0;x;;\n-9;;;1;\n';
	const json = JSON.stringify({ missing: ['-9'], columns: { Q1: { question: 'kind-staff', values: { 5: 'fully', 1: 'never' } }, Q2_sing: 'activities/sing', Q2_cook: 'activities/cook', help: '@assisted', age: '' } });
	expect(await load(scene, file, { map: json })).toMatchObject({ stored: 2, blank: 1, ignored: ['age'], columns: [{ column: 'Q1', target: 'kind-staff' }, { target: 'activities/sing' }, { target: 'activities/cook' }, { target: '@assisted' }] });
	const expected = [{ choices: [1, null, null, null, null, 2], assisted: 'no' }, { choices: [3, null, null, null, null, 1], assisted: 'relative' }];
	expect(await storedAnswers(db, scene)).toMatchObject(expected);
	const other = await paperScene(db);
	const csv = 'column,question,cell,option\nQ1,kind-staff,5,fully\nQ1,,1,never\nQ1,,-9,\nQ2_sing,activities/sing,,\nQ2_cook,activities/cook,,\nhelp,@assisted,,\n';
	await load(other, file.replace('-9;;;1;\n', ''), { map: csv });
	expect(await storedAnswers(db, other)).toMatchObject(expected);
});

test('with a map the printed number can be asked for where values differ from it', async () => {
	const scene = await paperScene(db);
	await load(scene, 'A\n5\n4\n', { map: 'column,question,answers\nA,kind-staff,number' });
	expect((await storedAnswers(db, scene)).map(({ choices }) => choices[0])).toEqual([4, 5]);
});

test.each<[string, string, Partial<ImportOptions>, Record<string, { code: string }>]>([
	['an empty file', '', {}, { file: { code: 'paper_import_empty' } }],
	['only a header', 'kind-staff\n', {}, { file: { code: 'paper_import_empty' } }],
	['no column of the survey', 'a,b\n1,2\n', {}, { file: { code: 'paper_import_no_column' } }],
	['a quote that does not close', `kind-staff,wish\nfully,"x\n`, {}, { file: { code: 'paper_import_broken' } }],
	['a column twice', 'kind-staff,kind-staff\nfully,fully\n', {}, { file: { code: 'paper_import_twice' } }],
	['a question from two columns', 'a,b\nfully,fully\n', { map: 'column,question\na,kind-staff\nb,kind-staff' }, { map: { code: 'paper_map_twice' } }],
	['a map without header', 'kind-staff\nfully\n', { map: 'kind-staff' }, { map: { code: 'paper_map_header' } }],
	['broken JSON', 'kind-staff\nfully\n', { map: '{"columns":' }, { map: { code: 'paper_map_broken' } }],
	['a column that is not there', 'kind-staff\nfully\n', { map: 'column,question\nQ9,kind-staff' }, { map: { code: 'paper_map_column' } }],
	['a question that is not there', 'kind-staff\nfully\n', { map: 'column,question\nkind-staff,q9' }, { map: { code: 'paper_map_question' } }],
	['a box of a question with one answer', 'kind-staff\nfully\n', { map: 'column,question\nkind-staff,kind-staff/fully' }, { map: { code: 'paper_map_question' } }]
])('%s is answered at its field', async (_name, content, change, fields) => {
	const scene = await paperScene(db);
	const problem = await load(scene, content, change).catch((error: unknown) => error);
	expect(problem).toBeInstanceOf(Invalid);
	expect(problem).toMatchObject({ fields });
});

test('whatever bytes arrive, the answer is a report or a sentence', async () => {
	const scene = await paperScene(db);
	await fc.assert(
		fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ maxLength: 200, unit: 'binary' }).map((text) => Buffer.from(`kind-staff,wish\n${text}`))), async (bytes) => {
			const result = await load(scene, bytes, { dryRun: true }).catch((error: unknown) => error);
			if (!(result instanceof Error)) return void expect(result).toMatchObject({ stored: 0 });
			expect(result).toBeInstanceOf(Invalid);
		}),
		{ numRuns: 60 }
	);
});

test('only who runs the survey imports, and only while it takes answers', async () => {
	const scene = await paperScene(db);
	for (const dryRun of [true, false]) {
		await expect(load(scene, 'kind-staff\nfully\n', { dryRun }, scene.head)).rejects.toBeInstanceOf(Forbidden);
		await expect(load(scene, 'kind-staff\nfully\n', { dryRun }, scene.otherLead)).rejects.toBeInstanceOf(NotFound);
	}
	const elsewhere = await paperScene(db);
	await expect(importResponses((work) => db.as(elsewhere.regionId, elsewhere.coordinator, work), scene.surveyId, fileOf('kind-staff\nfully\n'), defaults)).rejects.toBeInstanceOf(NotFound);
	for (const [i, state] of surveyStates.entries()) {
		await setState(db, scene, state);
		const importing = load(scene, `kind-staff\n${'fully\n'.repeat(i + 1)}`);
		if (nextSurveyState(state, 'enter') === null) await expect(importing, state).rejects.toBeInstanceOf(state === 'deleted' ? NotFound : Conflict);
		else expect((await importing).stored).toBe(i + 1);
	}
});

const bfi = resolve(import.meta.dirname, '../../../../../../shared/data/bfi.csv');
const items = [...'ACENO'].flatMap((letter) => [1, 2, 3, 4, 5].map((n) => `${letter.toLowerCase()}${n}`));
const bfiDocument = QuestionnaireDocument.parse({
	...sampleDocument(),
	id: 'twenty-five',
	variants: {
		standard: {
			languages: ['en'],
			scales: { six: { kind: 'agreement', options: [1, 2, 3, 4, 5, 6].map((value) => ({ id: `o${value}`, value, label: { en: `Step ${value}` } })) } },
			batteries: [...'aceno'].map((id) => ({ id, title: { en: id }, scale: 'six' })),
			questions: items.map((id) => ({ id, kind: 'scale', battery: id.charAt(0), text: { en: `Statement ${id}` } }))
		}
	},
	languages: ['en']
});

describe.skipIf(!existsSync(bfi))('real answers of 2 800 people (skipped where the file is absent)', () => {
	test('every answer arrives at its question, and empty cells stay empty', async () => {
		const scene = await paperScene(db, bfiDocument);
		const bytes = readFileSync(bfi);
		const report = await importResponses((work) => db.as(scene.regionId, scene.lead, work), scene.surveyId, fileOf(bytes, 8192), defaults);
		expect(report).toMatchObject({ rows: 2800, accepted: 2800, stored: 2800, refusedRows: 0, ignored: ['respondent', 'gender', 'education', 'age'], unanswered: [] });
		const wanted = bytes.toString('utf8').trim().split('\n').slice(1).map((line) => JSON.stringify(line.split(',').slice(1, 26).map((cell) => (cell === '' ? null : Number(cell))))).sort();
		expect((await storedAnswers(db, scene)).map(({ choices }) => JSON.stringify(choices)).sort()).toEqual(wanted);
	});
});
