import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { AppError, Invalid } from '../errors.ts';
import { useDatabase } from '../../../tests/support/database.ts';
import { attachment, fileInfo, fileLimit, mediaTypeOf, readFile, readUpload, safeFileName, spool, storeFile } from './index.ts';
import { chunkSize } from './store.ts';

const db = useDatabase();
const limits = { maxBytes: fileLimit };

/** So many bytes, a piece at a time, never all at once; each byte depends on its place. */
async function* bytes(total: number, seed = 7): AsyncGenerator<Uint8Array> {
	const piece = Buffer.alloc(64 * 1024);
	for (let sent = 0; sent < total; ) {
		const length = Math.min(piece.length, total - sent);
		for (let i = 0; i < length; i++) piece[i] = ((sent + i) * 31 + seed + ((sent + i) >> 16)) & 0xff;
		yield Buffer.from(piece.subarray(0, length));
		sent += length;
	}
}
async function* of(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
	for (const part of parts) yield Buffer.from(part);
}
const fieldOf = async (work: Promise<unknown>): Promise<string> => {
	const problem = await work.then(
		() => null,
		(e: unknown) => e
	);
	if (!(problem instanceof AppError)) throw problem ?? new Error('It was not refused');
	return problem instanceof Invalid ? Object.entries(problem.fields).map(([field, e]) => `${field}:${e.code}`).join() : problem.code;
};
const storedFiles = async (region: Awaited<ReturnType<typeof db.region>>) => db.as(region, 'system', ({ tx }) => tx.selectFrom('file').selectAll().where('region_id', '=', region).execute());
// The machine's own temporary folder holds what other programs, running or killed, have left there.
const outside = process.env['TMPDIR'];
const folder = mkdtempSync(join(tmpdir(), 'sq-files-'));
process.env['TMPDIR'] = folder;
afterAll(() => {
	if (outside === undefined) delete process.env['TMPDIR'];
	else process.env['TMPDIR'] = outside;
	rmSync(folder, { recursive: true, force: true });
});
const temporary = async (): Promise<string[]> => {
	expect(tmpdir()).toBe(folder);
	return readdir(folder);
};

test('a stored file comes back byte for byte, in chunks, and its address is its hash', async () => {
	const region = await db.region();
	for (const size of [0, 1, chunkSize, chunkSize + 1, 3 * chunkSize - 5]) {
		const hash = createHash('sha256');
		for await (const part of bytes(size)) hash.update(part);
		const stored = await db.as(region, 'system', (c) => storeFile(c, bytes(size), limits));
		expect(stored).toEqual({ size, sha256: hash.digest('hex') });
		const again = createHash('sha256');
		await db.as(region, 'system', async (c) => {
			for await (const chunk of readFile(c, stored.sha256)) {
				expect(chunk.byteLength).toBeLessThanOrEqual(chunkSize);
				again.update(chunk);
			}
		});
		expect(again.digest('hex')).toBe(stored.sha256);
	}
});

test('the same bytes are kept once, also when they arrive together; another region keeps its own', async () => {
	const [a, b] = [await db.region(), await db.region()];
	const all = await Promise.all(Array.from({ length: 6 }, () => db.as(a, 'system', (c) => storeFile(c, bytes(chunkSize * 2 + 3), limits))));
	expect(new Set(all.map((f) => f.sha256)).size).toBe(1);
	expect(await storedFiles(a)).toHaveLength(1);
	const sha256 = all[0]?.sha256 ?? '';
	expect(await db.as(a, 'system', ({ tx }) => tx.selectFrom('file_chunk').select('number').where('sha256', '=', sha256).orderBy('number').execute())).toEqual([{ number: 0 }, { number: 1 }, { number: 2 }]);
	await expect(db.as(b, 'system', (c) => fileInfo(c, sha256))).rejects.toMatchObject({ status: 404 });
	await expect(db.as(b, 'system', async (c) => (await readFile(c, sha256).next()).value)).rejects.toMatchObject({ status: 404 });
});

test('101 MB are refused at the field, nothing is kept, and memory does not grow', async () => {
	const region = await db.region();
	const before = process.memoryUsage().rss;
	let peak = before;
	async function* watched(): AsyncGenerator<Uint8Array> {
		for await (const part of bytes(101 * 1024 * 1024)) {
			peak = Math.max(peak, process.memoryUsage().rss);
			yield part;
		}
	}
	expect(await fieldOf(db.as(region, 'system', (c) => storeFile(c, watched(), limits)))).toBe('file:file_too_large');
	expect(await storedFiles(region)).toEqual([]);
	expect(await temporary()).toEqual([]);
	expect((peak - before) / 1024 / 1024).toBeLessThan(60);
});

test('a stream that breaks leaves nothing behind', async () => {
	const region = await db.region();
	async function* breaking(): AsyncGenerator<Uint8Array> {
		yield* bytes(chunkSize * 3);
		throw new Error('connection reset');
	}
	await expect(db.as(region, 'system', (c) => storeFile(c, breaking(), limits))).rejects.toThrow('connection reset');
	expect(await storedFiles(region)).toEqual([]);
	expect(await temporary()).toEqual([]);
});

const boundary = 'XyZ';
const part = (name: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const filePart = (fileName: string | Uint8Array, content: string) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="`), Buffer.from(fileName), Buffer.from(`"\r\nContent-Type: text/html\r\n\r\n${content}\r\n`)]);
const end = `--${boundary}--\r\n`;
const upload = (source: AsyncIterable<Uint8Array>, maxBytes = 1000, type = `multipart/form-data; boundary=${boundary}`) =>
	readUpload(new Request('http://x/', { method: 'POST', headers: { 'content-type': type }, body: Readable.toWeb(Readable.from(source)), duplex: 'half' } as RequestInit), { maxBytes }, () => undefined);

test('a form with a file is read as a stream: fields before and after it, lists, line ends', async () => {
	const form = await upload(of(part('title', 'Plāns\r\nrinda'), part('nodes', '1.1'), part('nodes', '1.2'), filePart('a.txt', 'hello'), part('late', 'x'), end));
	expect(form.fields).toEqual({ title: 'Plāns\nrinda', nodes: ['1.1', '1.2'], late: 'x' });
	expect(form.file?.name).toBe('a.txt');
	expect((await form.file?.content.read(0, 100))?.toString()).toBe('hello');
	await form.dispose();
	const none = await upload(of(part('title', 'x'), filePart('', ''), end));
	expect(none.file).toBeNull();
	await none.dispose();
});

test('bad forms are refused and leave nothing', async () => {
	expect(await fieldOf(upload(of(part('t', 'x'), filePart('a.txt', 'y'.repeat(1001)), end)))).toBe('file:file_too_large');
	expect(await fieldOf(upload(of(part('t', 'x'), filePart('a.txt', 'cut')), 1000))).toBe('form_cut_off');
	expect(await fieldOf(upload(of(Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="t"\r\n\r\n`), Buffer.from([0xe2, 0x28, 0xa1]), Buffer.from('\r\n')]), end)))).toBe('form_wrong_encoding');
	expect(await fieldOf(upload(of('x'), 10, 'multipart/form-data'))).toBe('form_wrong_type');
	expect(await fieldOf(upload(of('a=b'), 10, 'application/x-www-form-urlencoded'))).toBe('form_wrong_type');
	expect(await fieldOf(upload(of(part('t', 'z'.repeat(200_000)), end)))).toBe('t:too_long');
	expect(await fieldOf(upload(of('garbage without any boundary')))).toBe('form_cut_off');
	const exact = await upload(of(filePart('a.txt', 'y'.repeat(1000)), end));
	expect(exact.file?.content.size).toBe(1000);
	await exact.dispose();
	expect(await temporary()).toEqual([]);
});

test('an upload of 101 MB is stopped while it arrives and a broken connection stores nothing', async () => {
	async function* large(): AsyncGenerator<Uint8Array> {
		yield* of(part('title', 'x'), `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n`);
		yield* bytes(101 * 1024 * 1024);
		yield* of(`\r\n${end}`);
	}
	const before = process.memoryUsage().rss;
	expect(await fieldOf(upload(large(), fileLimit))).toBe('file:file_too_large');
	expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(60);
	async function* broken(): AsyncGenerator<Uint8Array> {
		yield* of(part('title', 'x'), `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n`);
		yield* bytes(3_000_000);
		throw new Error('aborted');
	}
	expect(await fieldOf(upload(broken(), fileLimit))).toBe('form_cut_off');
	expect(await temporary()).toEqual([]);
});

/** A ZIP archive of stored entries, as office programs write them. */
function archive(entries: Record<string, string>): Buffer {
	const local: Buffer[] = [];
	const central: Buffer[] = [];
	let offset = 0;
	for (const [name, content] of Object.entries(entries)) {
		const head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt32LE(content.length, 18);
		head.writeUInt32LE(content.length, 22);
		head.writeUInt16LE(name.length, 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt32LE(offset, 42);
		local.push(head, Buffer.from(name + content));
		central.push(entry, Buffer.from(name));
		offset += 30 + name.length + content.length;
	}
	const directory = Buffer.concat(central);
	const tail = Buffer.alloc(22);
	tail.write('PK\x05\x06', 'latin1');
	tail.writeUInt32LE(directory.length, 12);
	tail.writeUInt32LE(offset, 16);
	return Buffer.concat([...local, directory, tail]);
}

test('the bytes must be what the name says', async () => {
	const odt = archive({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' });
	const docx = archive({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>' });
	const kinds: [string, string | Buffer, string][] = [
		['plan.pdf', '%PDF-1.7\n…', 'application/pdf'],
		['PLAN.PDF', '%PDF-1.7\n…', 'application/pdf'],
		['plan.pdf', '<!doctype html><script>alert(1)</script>', 'file:file_content_differs'],
		['plan.pdf', '<html>%PDF-1.7', 'file:file_content_differs'],
		['plan.pdf', '', 'file:file_empty'],
		['plan.html', '<html>', 'file:file_type_not_allowed'],
		['plan.svg', '<svg>', 'file:file_type_not_allowed'],
		['plan.pdf.exe', 'MZ', 'file:file_type_not_allowed'],
		['plan', '%PDF-', 'file:file_type_not_allowed'],
		['constructor', 'x', 'file:file_type_not_allowed'],
		['x.constructor', 'x', 'file:file_type_not_allowed'],
		['a.odt', odt, 'application/vnd.oasis.opendocument.text'],
		['a.ods', odt, 'file:file_content_differs'],
		['a.docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
		['a.xlsx', docx, 'file:file_content_differs'],
		['a.docx', archive({ 'word/document.xml': '', 'word/vbaProject.bin': 'x' }), 'file:file_with_macros'],
		['a.docx', 'PK\x03\x04 and nothing else', 'file:file_content_differs'],
		['a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'image/png'],
		['a.png', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'file:file_content_differs'],
		['a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
		['a.csv', 'vārds;skaits\nĀbols;3\n', 'text/csv'],
		['a.csv', Buffer.from([0x41, 0, 0x42]), 'file:file_content_differs'],
		['a.txt', Buffer.from([0xe2, 0xe7, 0x41]), 'text/plain']
	];
	for (const [name, content, expected] of kinds) {
		const file = await spool(of(content), { maxBytes: 10_000 });
		const answer = await mediaTypeOf(name, file).then((type) => type, () => fieldOf(mediaTypeOf(name, file)));
		expect([name, answer]).toEqual([name, expected]);
		await file.dispose();
	}
});

test('file names are made safe and downloads carry them in both forms', () => {
	expect(safeFileName('../../etc/passwd')).toBe('passwd');
	expect(safeFileName('C:\\Users\\a\\Plāns: 2026.pdf')).toBe('Plāns_ 2026.pdf');
	expect(safeFileName('a\u202Efdp.exe')).toBe('afdp.exe');
	expect(safeFileName('x\r\nset-cookie: a=b.pdf')).toBe('xset-cookie_ a=b.pdf');
	expect(safeFileName('...')).toBe('file');
	expect(safeFileName('.htaccess')).toBe('htaccess');
	expect(safeFileName('con.txt')).toBe('_con.txt');
	expect(safeFileName('pl\uFFFDns.pdf')).toBe('pl_ns.pdf');
	expect([...safeFileName(`${'ž'.repeat(400)}.pdf`)]).toHaveLength(150);
	expect(safeFileName(`${'ž'.repeat(400)}.pdf`)).toMatch(/ž\.pdf$/);
	expect(attachment('Plāns "A"; 2026.pdf')).toBe(`attachment; filename="Plans _A__ 2026.pdf"; filename*=UTF-8''Pl%C4%81ns%20_A_%3B%202026.pdf`);
	expect(attachment('š\r\nx.pdf')).not.toMatch(/[\r\n]/);
});

test('a name with bytes that are not UTF-8 is kept readable', async () => {
	const form = await upload(of(filePart(Buffer.from([0x70, 0x6c, 0xe2, 0x6e, 0x73, 0x2e, 0x74, 0x78, 0x74]), 'hi'), end));
	expect(form.file?.name).toBe('pl_ns.txt');
	await form.dispose();
	const path = await upload(of(filePart('../../x/y.txt', 'hi'), end));
	expect(path.file?.name).toBe('y.txt');
	await path.dispose();
});
