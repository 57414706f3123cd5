import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { createRenderer, type Renderer } from './renderer.ts';
import { packageRoot } from './root.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'typst-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const open: Renderer[] = [];
afterEach(() => open.splice(0).forEach((renderer) => renderer.stop()));

function renderer(limits: Partial<Parameters<typeof createRenderer>[0]> = {}): Renderer {
	const made = createRenderer({ timeout: 20_000, idle: 20_000, waiting: 10, ...limits });
	open.push(made);
	return made;
}
function template(name: string, body: string): string {
	const path = join(folder, name);
	writeFileSync(path, `#let input = json("input.json")\n#set document(title: input.title)\n#set text(font: "SocQ Sans", lang: input.locale, fallback: false)\n${body}`);
	return path;
}
const options = { locale: 'lv', timestamp: new Date('2026-03-01T10:00:00Z'), title: 'Ziņojums' };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const listing = template('list.typ', '= #input.title\n#for t in input.data.texts [#par(t)]\n');
const nasty = ['# not a heading $x^2$ *bold* _it_ ] [ \\ #panic("no") @ref <label> `code` // no /* no', 'שלום مرحبا 😀 日本', 'x'.repeat(500), '\u0000\u0007\u200e\ufeff\ud800 end', 'e\u0301'];

test('a document is tagged PDF/UA-1 in the given language with the given date', async () => {
	const bytes = await renderer().render(listing, { texts: ['Teksts'] }, options);
	const text = Buffer.from(bytes).toString('latin1');
	expect(text.startsWith('%PDF-1.7')).toBe(true);
	expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
	expect(text).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
	expect(text).toMatch(/\/Lang\s*\(lv/);
	expect(text).toContain('D:20260301100000');
});

test('the same input gives the same bytes in two processes, another input others', async () => {
	const script = `import { renderPdf, stopRendering } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
		import { createHash } from 'node:crypto';
		const bytes = await renderPdf(${JSON.stringify(listing)}, { texts: ${JSON.stringify(nasty)} }, { locale: 'lv', timestamp: new Date('2026-03-01T10:00:00Z'), title: 'Ziņojums' });
		console.log(createHash('sha256').update(bytes).digest('hex'));
		stopRendering();`;
	const other = async () => (await run(process.execPath, ['--input-type=module-typescript', '-e', script], { cwd: packageRoot() })).stdout.trim();
	const here = sha256(await renderer().render(listing, { texts: nasty }, options));
	expect(await other()).toBe(here);
	expect(sha256(await renderer().render(listing, { texts: ['a'] }, options))).not.toBe(here);
});

test('a failing template says where, and the next document is made all the same', async () => {
	const broken = template('broken.typ', '#panic("broken on purpose")');
	const made = renderer();
	const [failed, good] = await Promise.allSettled([made.render(broken, {}, options), made.render(listing, { texts: ['a'] }, options)]);
	expect(failed).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('broken on purpose') } });
	expect(good.status).toBe('fulfilled');
});

test('a template reads nothing outside its folder', async () => {
	await expect(renderer().render(template('escape.typ', '#read("../../../../etc/passwd")'), {}, options)).rejects.toThrow(/cannot read file outside|access denied/);
});

test('a document that takes too long is given up, and the process is replaced', async () => {
	const made = renderer({ timeout: 3_000 });
	await made.render(listing, { texts: ['a'] }, options);
	const first = made.processId;
	const endless = template('endless.typ', '#let f(n) = { let s = 0; let i = 0; while i < 9000 { i += 1; let j = 0; while j < 9000 { j += 1; s += j } }; s }\n#range(100000).map(f)');
	await expect(made.render(endless, {}, options)).rejects.toThrow(/not finished after 3000 ms/);
	await made.render(listing, { texts: ['a'] }, options);
	expect(made.processId).not.toBe(first);
});

test('the process starts with the first document and leaves when nothing comes', async () => {
	const made = renderer({ idle: 50 });
	expect(made.processId).toBeNull();
	const work = made.render(listing, { texts: ['a'] }, options);
	expect(made.processId).not.toBeNull();
	await work;
	await expect.poll(() => made.processId, { timeout: 5_000 }).toBeNull();
});

test('more documents than may wait are refused with an answer, not a fault', async () => {
	const made = renderer({ waiting: 1 });
	const results = await Promise.allSettled([1, 2, 3].map(() => made.render(listing, { texts: ['a'] }, options)));
	expect(results.map((r) => r.status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
	expect(results[2]).toMatchObject({ reason: expect.any(AppError) });
});
