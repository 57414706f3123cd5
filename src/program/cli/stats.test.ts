import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from './run.ts';

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sq-stats-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command line in this process. */
async function stats(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	const written = { out: '', err: '' };
	const spies = [
		vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((written.out += String(text)))),
		vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((written.err += String(text))))
	];
	try {
		return { code: await run(['stats', ...args]), ...written };
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
}

let number = 0;
async function file(content: string | Uint8Array): Promise<string> {
	const path = join(folder, `${number++}.csv`);
	await writeFile(path, content);
	return path;
}

interface Printed {
	items: { name: string; n: number; mean: number | null; sd: number | null; ci95: [number, number] | null }[];
	alpha: { value: number | null; n: number };
	groups: (Omit<Printed, 'groups' | 'rows'> & { value: string })[];
	rows: { read: number; refused: number };
}
async function json(...args: string[]): Promise<Printed> {
	const answer = await stats(...args, '--json');
	expect(answer.code, answer.err).toBe(0);
	return JSON.parse(answer.out) as Printed;
}

const windows1257 = (text: string) => Uint8Array.from(text, (letter) => ({ ā: 0xe2, č: 0xe8, š: 0xf0, ž: 0xfe, ė: 0xeb })[letter] ?? letter.charCodeAt(0));

const bfi = resolve(import.meta.dirname, '../../../../shared/data/bfi.csv');
test.skipIf(!existsSync(bfi))('bfi: the figures of every scale and item are those of docs/statistics.md, which other programs calculated', async () => {
	const table = readFileSync(resolve(import.meta.dirname, '../../../docs/statistics.md'), 'utf8').split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
	const scales = table.filter(([name]) => /^[ACENO] [a-z]+$/.test(name ?? ''));
	expect(scales).toHaveLength(5);
	for (const [name = '', reversed = '', alpha = '', complete = ''] of scales) {
		const items = [1, 2, 3, 4, 5].map((i) => `${name[0]}${i}`);
		const figures = await json(bfi, '--items', items.join(), '--scale', '1-6', ...(reversed === 'none' ? [] : ['--reverse', reversed]));
		expect([figures.alpha.value?.toFixed(4), String(figures.alpha.n)]).toEqual([alpha, complete]);
		expect(figures.rows).toEqual({ read: 2800, refused: 0 });
		for (const item of figures.items) {
			const { n, mean, sd, ci95 } = item;
			expect([item.name, String(n), ...[mean, sd, ...(ci95 ?? [])].map((value) => value?.toFixed(4))]).toEqual(table.find(([first]) => first === item.name));
		}
	}
	const byGender = await json(bfi, '--items', 'A1,A2,A3,A4,A5', '--reverse', 'A1', '--scale', '1-6', '--group', 'gender');
	expect(byGender.groups.map(({ value, items, alpha }) => [value, items[0]?.n, alpha.n])).toEqual([['1', 918, 896], ['2', 1866, 1813]]);
}, 120_000);

const small = 'id,A1,A2,age\n1,2,4,old\n2,1,5,young\n3,,3,young\n4,3,3,\n5,2,NA,old\n';

test('items, α, groups and the population, as JSON and as a table', async () => {
	const path = await file(small);
	const options = [path, '--items', 'A1, A2', '--reverse', 'A1', '--scale', '1-5', '--group', 'age'];
	const figures = await json(...options, '--population', '4');
	expect(figures.items).toEqual([
		{ name: 'A1', n: 4, mean: 2, sd: expect.closeTo(Math.sqrt(2 / 3), 12), ci95: [2, 2] },
		{ name: 'A2', n: 4, mean: 3.75, sd: expect.closeTo(Math.sqrt(2.75 / 3), 12), ci95: [3.75, 3.75] }
	]);
	// Turned A1 of complete rows: 4, 5, 3 beside 4, 5, 3.
	expect(figures.alpha).toEqual({ value: 1, n: 3 });
	expect(figures.groups.map(({ value, items }) => [value, ...items.map(({ n, ci95 }) => [n, ci95 === null])])).toEqual([['old', [2, false], [1, true]], ['young', [1, true], [2, false]]]);
	expect(figures.rows).toEqual({ read: 5, refused: 0 });
	const { out, err } = await stats(...options);
	expect(out).toBe(`item          n      mean        sd   95 % interval
A1 ↔          4    2.0000    0.8165   0.7008 to 3.2992
A2            4    3.7500    0.9574   2.2265 to 5.2735
Cronbach's α 1.0000, from 3 complete rows

Group old
item          n      mean        sd   95 % interval
A1 ↔          2    2.0000    0.0000   2.0000 to 2.0000
A2            1    4.0000         –   –
Cronbach's α –, from 1 complete row

Group young
item          n      mean        sd   95 % interval
A1 ↔          1    1.0000         –   –
A2            2    4.0000    1.4142   -8.7062 to 16.7062
Cronbach's α –, from 1 complete row

↔ reversed: turned in α; the mean is of the answers as they were given
`);
	expect(err).toBe('1 row has no group: in the figures of all, in those of no group.\n');
});

test('groups are ordered by number where all are numbers', async () => {
	const path = await file('A,g\n1,10\n2,9\n3,2\n');
	expect((await json(path, '--items', 'A', '--scale', '1-5', '--group', 'g')).groups.map(({ value }) => value)).toEqual(['2', '9', '10']);
});

test('what is no answer of the scale refuses its row, is named and counted, and is in no figure', async () => {
	const path = await file('A1,A2\n1,2\n7,2\n2,x\n0,1\n3,3\n1\n1,2,9\n1e0,2\n\n,\n5,5\n');
	const answer = await stats(path, '--items', 'A1,A2', '--scale', '1-5', '--json');
	expect(answer.code).toBe(0);
	expect(JSON.parse(answer.out)).toMatchObject({ items: [{ n: 3, mean: 3 }, { n: 3, mean: 10 / 3 }], rows: { read: 3, refused: 6 } });
	expect(answer.err).toBe(`Line 3 was refused: A1 is 7, outside the scale 1 to 5.
Line 4 was refused: A2 is "x", which is no number.
Line 5 was refused: A1 is 0, outside the scale 1 to 5.
Line 7 was refused: 1 cell where the first line has 2.
Line 8 was refused: 3 cells where the first line has 2.
Line 9 was refused: A1 is "1e0", which is no number.
6 rows were refused and are in no figure.
`);
});

test.each([
	['a byte order mark', '\uFEFFatbildes,b\n1,2\n3,4\n'],
	['semicolons and decimal commas', 'atbildes;b\r\n"1";2\r\n3,0;4\r\n'],
	['tabs', 'atbildes\tb\n1\t2\n3\t4\n'],
	['quotes and decimal commas between commas', '"atbildes","b"\n"1,0","2"\n"3","4"\n'],
	['old line ends', 'atbildes,b\r1,2\r3,4\r'],
	['UTF-16', Buffer.from('\uFEFFatbildes,b\n1,2\n3,4\n', 'utf16le')]
])('a file with %s is read', async (_, content) => {
	expect((await json(await file(content), '--items', 'atbildes', '--scale', '1-5')).items).toMatchObject([{ name: 'atbildes', n: 2, mean: 2 }]);
});

test('a file in Windows-1257 is read, and says so', async () => {
	const path = await file(windows1257('jautājums;kalba\n1;lietuvių\n2;latviešu\n'.replace('ų', 'u')));
	const answer = await stats(path, '--items', 'jautājums', '--scale', '1-5', '--group', 'kalba', '--json');
	expect(answer.err).toBe(`${path} was read as windows-1257.\n`);
	expect(JSON.parse(answer.out)).toMatchObject({ items: [{ name: 'jautājums', mean: 1.5 }], groups: [{ value: 'latviešu' }, { value: 'lietuviu' }] });
});

const items = ['--items', 'A1,A2', '--scale', '1-5'];
test.each<[string, string | Uint8Array, string[], string]>([
	['an unknown column', small, ['--items', 'A1,B9', '--scale', '1-5'], 'has no column "B9". It has: id, A1, A2, age.'],
	['an unknown group', small, [...items, '--group', 'sex'], 'has no column "sex"'],
	['a reversed item that is no item', small, [...items, '--reverse', 'A3'], '"A3" of --reverse is not among --items.'],
	['an item twice', small, ['--items', 'A1,A1', '--scale', '1-5'], '"A1" stands twice in --items.'],
	['an empty name', small, ['--items', 'A1,', '--scale', '1-5'], 'A name in --items is empty.'],
	['a scale the wrong way round', small, ['--items', 'A1', '--scale', '5-1'], '"5-1" is no scale'],
	['a scale of words', small, ['--items', 'A1', '--scale', 'likert'], '"likert" is no scale'],
	['a population that is no number', small, [...items, '--population', 'many'], '"many" is no population'],
	['a population of nobody', small, [...items, '--population', '0'], '"0" is no population'],
	['a population smaller than the answers', small, [...items, '--population', '3'], 'The population (3) is smaller than the number of answers (4)'],
	['two columns of one name', 'A1,A1,A2\n1,2,3\n', items, 'has two columns "A1"'],
	['a quote left open', 'A1,A2\n1,2\n"3,4\n5,6\n', items, 'a quotation mark is missing or too many'],
	['a quote within a cell', 'A1,A2\n1,2\n3"x"y,4\n', items, 'a quotation mark is missing or too many'],
	['nothing', '', items, 'is empty'],
	['only a first line', 'A1,A2\n', items, 'no answers below'],
	['only rows of another scale', 'A1,A2\n6,7\n8,9\n', items, 'Every row of'],
	['a workbook', 'PK\u0003\u0004 and more', items, 'is a workbook'],
	['an image', Uint8Array.from([0x89, 0x50, 0, 0, 1, 2]), items, 'is no text file']
])('%s: one clear sentence and exit code 2', async (_, content, options, words) => {
	const { code, out, err } = await stats(await file(content), ...options);
	expect([code, out]).toEqual([2, '']);
	expect(err).toContain(words);
	expect(err.trimEnd().split('\n').at(-1)).toMatch(/^["A-Z/].*[.?]$/);
});

test('a missing file, a folder and a missing option end with exit code 2', async () => {
	expect(await stats(join(folder, 'none.csv'), ...items)).toMatchObject({ code: 2, err: expect.stringContaining('There is no file') as string });
	expect(await stats(folder, ...items)).toMatchObject({ code: 2 });
	expect(await stats(await file(small), '--items', 'A1')).toMatchObject({ code: 2, err: expect.stringContaining('--scale') as string });
});
