import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from './run.ts';

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sq-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command line in this process. */
async function check(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	const written = { out: '', err: '' };
	const spies = [
		vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((written.out += String(text)))),
		vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((written.err += String(text))))
	];
	try {
		return { code: await run(['project', 'check', ...args]), ...written };
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
}

interface Printed {
	kind: string;
	subject: string;
	severity: string;
	confidence: number;
	values: { text: string; value: string; file: string; line: number }[];
	explanation: string;
}

const plan = 'Projekts LLI-733 "Dārzs bez žoga"\n\nProjekta kopējais budžets: 319 455,00 EUR (t.sk. ERAF finansējums 271 536,75 EUR)\nPlānotas 3 vasaras nometnes.';
const page = '<html><body>\n<h1>Projekts LLI-733 “Dārzs bez žoga” noslēdzies</h1>\n<p>Projekta kopējais budžets bija\n319 455,00 EUR, no kuriem 271 563,75 EUR ir ERAF līdzfinansējums.</p><p>Notika divas vasaras nometnes.</p></body></html>';

/** The least that a word processor writes. */
const docx = (...paragraphs: string[]): Uint8Array =>
	zipSync({
		'[Content_Types].xml': strToU8('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
		'word/document.xml': strToU8(`<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`)
	});

test('the printed list is exactly of its form, quotes the files as they were named, and something found is no failure', async () => {
	const files = [await file('plan.txt', plan), await file('page.html', page), await file('report.docx', docx('Projekts LLI-733 “Dārzs bez žoga”', 'Projekta kopējais budžets: 391 455,00 EUR'))];
	const { code, out, err } = await check(...files, '--json', '--lang', 'en');
	expect([code, err]).toEqual([0, '']);
	const printed = JSON.parse(out) as Printed[];
	expect(printed.length).toBeGreaterThanOrEqual(3);
	for (const result of printed) {
		expect(Object.keys(result)).toEqual(['kind', 'subject', 'severity', 'confidence', 'values', 'explanation']);
		expect(['contradiction', 'changed', 'unread']).toContain(result.kind);
		expect(['money', 'date', 'count', 'partner', 'place', 'text']).toContain(result.subject);
		expect(['error', 'warning', 'note']).toContain(result.severity);
		expect(result.confidence).toBeGreaterThan(0);
		expect(result.confidence).toBeLessThanOrEqual(1);
		for (const value of result.values) {
			expect(Object.keys(value)).toEqual(['text', 'value', 'file', 'line']);
			expect(files).toContain(value.file);
			expect(value.line).toBeGreaterThan(0);
			expect(value.text).not.toBe('');
		}
	}
	const fund = printed.find((result) => result.values.some(({ value }) => value === '271563.75 EUR'));
	expect(fund).toMatchObject({ kind: 'contradiction', subject: 'money', severity: 'error' });
	expect(fund?.explanation).toContain('swapped');
	expect(printed.flatMap((result) => result.values.map(({ value, file: name, line }) => `${value} ${name.slice(folder.length + 1)}:${line}`))).toEqual(expect.arrayContaining(['271536.75 EUR plan.txt:3', '3 plan.txt:4', '391455.00 EUR report.docx:2']));
});

test('texts that agree print an empty list and a sentence', async () => {
	const one = await file('same.txt', plan);
	expect(await check(one, '--json')).toEqual({ code: 0, out: '[]\n', err: '' });
	expect((await check(one, '--lang', 'lt')).out.trim()).not.toBe('');
});

test('what cannot be read is told in one sentence, with code 2 and nothing printed', async () => {
	const unreadable = [
		join(folder, 'missing.txt'),
		folder,
		await file('empty.txt', ''),
		await file('broken.pdf', '%PDF-1.7\nnothing of a document'),
		await file('encrypted.pdf', '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n3 0 obj\n<< /Filter /Standard /V 1 /R 2 /O (00000000000000000000000000000000) /U (00000000000000000000000000000000) /P -4 >>\nendobj\ntrailer\n<< /Root 1 0 R /Encrypt 3 0 R /ID [(a) (a)] >>\n%%EOF'),
		await file('broken.docx', 'PK\u0003\u0004 and nothing'),
		await file('picture.bin', new Uint8Array(2000).map((_, index) => (index * 37) % 256))
	];
	for (const path of unreadable) {
		const { code, out, err } = await check(await file('good.txt', plan), path, '--json');
		expect([path, code, out]).toEqual([path, 2, '']);
		expect(err.trim().split('\n')).toHaveLength(1);
		expect(err).toMatch(/\.\s*$/);
	}
}, 60_000);
