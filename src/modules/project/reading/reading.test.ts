import { createDeflate } from 'node:zlib';
import { Document, FootnoteReferenceRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, expect, test } from 'vitest';
import { stopRendering } from '#platform/typst/index.ts';
import { readDocument, stopReading } from './index.ts';
import { documentLimit } from './model.ts';
import { createReader, type Reader } from './reader.ts';
import { onePage, pdfStream, rawPdf, shown, typstPdf } from './samples.testing.ts';

afterAll(() => {
	stopReading();
	stopRendering();
});
const open: Reader[] = [];
afterEach(() => open.splice(0).forEach((reader) => reader.stop()));
const lines = async (name: string, bytes: Uint8Array) => (await readDocument(name, bytes)).lines.map(({ text }) => text);
const utf8 = (text: string) => Buffer.from(text, 'utf8');

test('a PDF gives paragraphs, items and rows as lines with their pages', async () => {
	const long = 'Projekta mērķis ir veicināt sociālo iekļaušanu un uzlabot sociālo pakalpojumu kvalitāti Vidusbaltijas reģionā cilvēkiem ar invaliditāti, bērniem un jauniešiem no riska ģimenēm, kā arī senioriem.';
	const bytes = await typstPdf(`= Projekts LLI-317\n${long}\n\n- Noorganizētas 2 vasaras nometnes\n- 8 pieredzes apmaiņas braucieni\n\n#table(columns: (1fr, 1fr), [Partneris], [Summa], [Zemgales plānošanas reģions], [76 500,00 EUR])\n#pagebreak()\nŠiaulių apskritis, ąčęėįšųūž`);
	const read = await readDocument('plāns.pdf', bytes);
	expect(read.lines).toEqual([
		{ line: 1, page: 1, text: 'Projekts LLI-317' },
		{ line: 2, page: 1, text: long },
		{ line: 3, page: 1, text: '• Noorganizētas 2 vasaras nometnes' },
		{ line: 4, page: 1, text: '• 8 pieredzes apmaiņas braucieni' },
		{ line: 5, page: 1, text: 'Partneris | Summa' },
		{ line: 6, page: 1, text: 'Zemgales plānošanas reģions | 76 500,00 EUR' },
		{ line: 7, page: 2, text: 'Šiaulių apskritis, ąčęėįšųūž' }
	]);
	expect(read).toMatchObject({ name: 'plāns.pdf', unread: [] });
});

test('two columns of a PDF are read one after the other', async () => {
	const column = (word: string) => Array.from({ length: 60 }, (_, i) => `${word}${i}`).join(' ');
	const text = (await lines('a.pdf', await typstPdf(`#set page(height: 12cm)\n#columns(2)[${column('pa')}\n#colbreak()\n${column('ot')}]`))).join(' ');
	expect(text).toBe(`${column('pa')} ${column('ot')}`);
});

test('pages without text are listed, and a PDF of pictures alone is refused', async () => {
	const picture = [pdfStream('/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8', Buffer.from([0, 255, 255, 0]))];
	await expect(readDocument('skenēts.pdf', onePage(Buffer.from('q 500 0 0 500 40 40 cm /I Do Q'), '', picture, '/XObject << /I 6 0 R >>'))).rejects.toMatchObject({ code: 'check_file_pictures', params: { name: 'skenēts.pdf' } });
	const read = await readDocument('a.pdf', await typstPdf('Pirmā\n#pagebreak()\n#pagebreak(weak: false)\nTrešā'));
	expect(read.unread).toEqual([{ line: 2, page: 2, reason: 'picture_page' }]);
	expect(read.lines.map(({ page }) => page)).toEqual([1, 3]);
});

test.each([
	['a password', onePage(shown('x'), '', [`<< /Filter /Standard /V 1 /R 2 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> /P -4 >>`], '', '/Encrypt 6 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]'), 'check_file_encrypted'],
	['garbage', Buffer.from('%PDF-1.7\n garbage'), 'check_file_broken'],
	['its beginning alone', onePage(shown('x')).subarray(0, 120), 'check_file_broken'],
	['no pages', rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']), 'check_file_pictures']
])('a PDF with %s is refused', async (_name, bytes, code) => {
	await expect(readDocument('a.pdf', bytes)).rejects.toMatchObject({ status: 422, code });
});

test('a PDF of nearly 50 MB is read without holding up the program, a larger one is refused', async () => {
	const late = { worst: 0, last: performance.now() };
	const watch = setInterval(() => {
		const now = performance.now();
		late.worst = Math.max(late.worst, now - late.last);
		late.last = now;
	}, 10);
	const big = onePage(shown('Total 672 567.74 EUR'), '', [pdfStream('', Buffer.alloc(49 * 1024 * 1024, 7))]);
	late.last = performance.now();
	late.worst = 0;
	expect(await lines('big.pdf', big)).toEqual(['Total 672 567.74 EUR']);
	clearInterval(watch);
	expect(late.worst).toBeLessThan(1000);
	await expect(readDocument('big.pdf', Buffer.alloc(documentLimit + 1))).rejects.toMatchObject({ code: 'check_file_too_large', params: { megabytes: 50 } });
});

test('what unpacks to more than the memory ends the reading process alone, and the next document is read', async () => {
	const packed = await new Promise<Buffer>((done) => {
		const deflate = createDeflate({ level: 1 });
		const parts: Buffer[] = [];
		deflate.on('data', (part: Buffer) => parts.push(part));
		deflate.on('end', () => done(Buffer.concat(parts)));
		for (let i = 0; i < 64; i++) deflate.write(Buffer.alloc(1 << 24, 32));
		deflate.end(shown('x'));
	});
	const before = process.memoryUsage.rss();
	await expect(readDocument('bomb.pdf', onePage(packed, '/Filter /FlateDecode'))).rejects.toMatchObject({ code: 'check_file_too_heavy', params: { name: 'bomb.pdf' } });
	expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
	expect(await lines('a.txt', utf8('Viens'))).toEqual(['Viens']);
});

test('a document that takes too long is given up; too many at once are asked to wait', async () => {
	const hasty = createReader({ timeout: 1, idle: 1000, waiting: 10 });
	open.push(hasty);
	await expect(hasty.read('a.txt', utf8('Viens'))).rejects.toMatchObject({ code: 'check_file_too_heavy' });
	const busy = createReader({ timeout: 5000, idle: 1000, waiting: 1 });
	open.push(busy);
	const answers = await Promise.allSettled([1, 2, 3, 4].map((n) => busy.read(`${n}.txt`, utf8('Viens'))));
	expect(answers.map((answer) => (answer.status === 'fulfilled' ? 'read' : (answer.reason as { code: string }).code))).toEqual(['read', 'read', 'check_busy', 'check_busy']);
});

const cell = (text: string, ...more: string[]) => new TableCell({ children: [text, ...more].map((part) => new Paragraph(part)) });

test('a Word document gives paragraphs, line breaks, rows and footnotes', async () => {
	const document = new Document({
		footnotes: { 1: { children: [new Paragraph('Piezīme: 5 vizītes')] } },
		sections: [
			{
				children: [
					new Paragraph('Kopējais finansējums 791 256,20 EUR'),
					new Paragraph({ children: [new TextRun('Projekta '), new TextRun({ text: 'ilgums', bold: true }), new TextRun({ text: '24 mēneši', break: 1 }), new FootnoteReferenceRun(1)] }),
					new Table({ rows: [new TableRow({ children: [cell('Partneris'), cell('Summa')] }), new TableRow({ children: [cell('Zemgales', 'reģions'), cell('76\u00a0500,00')] })] }),
					new Paragraph('Beigas & „gals” <b>')
				]
			}
		]
	});
	expect(await lines('a.docx', await Packer.toBuffer(document))).toEqual(['Kopējais finansējums 791 256,20 EUR', 'Projekta ilgums', '24 mēneši', 'Partneris | Summa', 'Zemgales reģions | 76\u00a0500,00', 'Beigas & „gals” <b>', 'Piezīme: 5 vizītes']);
});

const word = (body: string) => strToU8(`<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`);
const docx = (body: string) => zipSync({ 'word/document.xml': word(body) });

test('deleted text, field codes and second copies of a Word document are left out, pictures are listed', async () => {
	const body = '<w:p><w:r><w:t>Viens</w:t></w:r><w:del><w:r><w:delText>dzēsts</w:delText></w:r></w:del><w:ins><w:r><w:t> divi</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p><mc:AlternateContent><mc:Choice><w:r><w:t>Reizi</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>Reizi</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p><w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>';
	expect(await readDocument('a.docx', docx(body))).toMatchObject({ lines: [{ line: 1, text: 'Viens divi' }, { line: 2, text: 'Reizi' }], unread: [{ line: 3, reason: 'picture' }] });
});

/** The same archive with another claim about the unpacked size of its first entry. */
function lying(zip: Uint8Array, size: number): Uint8Array {
	const copy = Buffer.from(zip);
	copy.writeUInt32LE(size, copy.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24);
	copy.writeUInt32LE(size, 22);
	return copy;
}
const bomb = () => zipSync({ 'word/document.xml': new Uint8Array(60 * 1024 * 1024) });

test.each([
	['a bomb', bomb, 'check_file_too_heavy'],
	['a bomb that claims to be small', () => lying(bomb(), 1000), 'check_file_broken'],
	['a claim of 4 GB', () => lying(docx('<w:p/>'), 0xfffffff0), 'check_file_too_heavy'],
	['no main part', () => zipSync({ 'xl/workbook.xml': word('') }), 'check_file_kind'],
	['a main part that ends in the middle', () => zipSync({ 'word/document.xml': word('<w:p/>').subarray(0, 60) }), 'check_file_broken'],
	['entities of its own', () => zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document><w:p><w:t>&a;</w:t></w:p></w:document>') }), 'check_file_broken'],
	['half of its bytes', () => docx('<w:p><w:r><w:t>Viens divi trīs četri pieci</w:t></w:r></w:p>').subarray(0, 90), 'check_file_broken'],
	['no words', () => docx('<w:p/>'), 'check_file_empty'],
	['a picture alone', () => docx('<w:p><pic:pic/></w:p>'), 'check_file_pictures'],
	['a password', () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]), 'check_file_encrypted'],
	['the old format', () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]), 'check_file_old_word']
])('a Word document with %s is refused', async (_name, make, code) => {
	await expect(readDocument('a.docx', make())).rejects.toMatchObject({ status: 422, code });
});

test('a page of the web gives blocks as lines and rows with their cells apart, without scripts and hidden parts', async () => {
	const page = '<!doctype html><html><head><title>T</title><style>p{}</style></head><body><script>"9 nometnes"</script><h1>Projekts</h1><p>Kopā&nbsp;5 &euro;<br>otrs</p><ul><li>Pirmais<li>Otrais</ul><table><tr><th>Gads<th>Summa<tr><td>2018<td><p>76 500,00</p><p>EUR</p></table><table><tr><td><p>Sleja</p><p>Vēl</p></td></tr></table><p hidden>slēpts</p><noscript>bez</noscript><div>gals';
	expect(await lines('a.html', utf8(page))).toEqual(['Projekts', 'Kopā\u00a05 €', 'otrs', 'Pirmais', 'Otrais', 'Gads | Summa', '2018 | 76 500,00 EUR', 'Sleja', 'Vēl', 'gals']);
	expect(await lines('lapa', Buffer.concat([utf8('<html><meta charset="windows-1257"><p>'), Buffer.from([0xc2, 0xe2, 0xd0])]))).toEqual(['ĀāŠ']);
});

test('a page with thousands of open elements is read in time', async () => {
	expect(await lines('a.html', utf8(`<html>${'<div><table><tr><td>'.repeat(5_000)}gals`))).toEqual(['gals']);
	expect(await lines('a.html', utf8(`<html>${'<b>'.repeat(20_000)}gals`))).toEqual(['gals']);
});

const latvian = 'Projekta „Āžu ķēde” budžets ir 672 567,74 EUR.\r\nŠķēršļi – ņemti vērā; ąčęėįšųūž';
const wide = Buffer.from(latvian, 'utf16le');

test.each([
	['UTF-8', utf8(latvian)],
	['UTF-8 with a mark', utf8(`\ufeff${latvian}`)],
	['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), wide])],
	['UTF-16 of the other order', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()])],
	['UTF-16 without a mark', wide],
	['decomposed letters', utf8(latvian.normalize('NFD'))]
])('text in %s is read', async (_name, bytes) => {
	expect(await lines('a.txt', bytes)).toEqual(latvian.split('\r\n'));
});

test('text in Windows-1257 is read, and single damaged letters of UTF-8 are listed', async () => {
	expect(await lines('a.txt', Buffer.from([0xd0, 0xed, 0xe7, 0x72, 0xf0, 0xef, 0x69, 0x20, 0xe0, 0xe8, 0xe6, 0xeb, 0xe1, 0xf8, 0xfb, 0xfe]))).toEqual(['Šķēršļi ąčęėįųūž']);
	expect(await readDocument('a.txt', Buffer.concat([utf8('āžu ķēde, ļoti gara\n'), Buffer.from([0x6e, 0xff, 0x6d])]))).toMatchObject({ lines: [{ text: 'āžu ķēde, ļoti gara' }, { text: 'n\ufffdm' }], unread: [{ line: 2, reason: 'undecodable' }] });
});

test('lines are counted as editors count them', async () => {
	expect((await readDocument('a.txt', utf8('a\n\n\tb \fc\r\nd\n'))).lines).toEqual([{ line: 1, text: 'a' }, { line: 2, text: '' }, { line: 3, text: '\tb  c' }, { line: 4, text: 'd' }, { line: 5, text: '' }]);
	expect(await lines('mac.txt', utf8('a\rb'))).toEqual(['a', 'b']);
});

test.each([
	['nothing', Buffer.alloc(0), 'check_file_empty'],
	['blanks', utf8(' \r\n\t\u00a0 '), 'check_file_empty'],
	['a mark alone', utf8('\ufeff'), 'check_file_empty'],
	['zeros', Buffer.alloc(5000), 'check_file_binary'],
	['bytes of a program', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)), 'check_file_binary'],
	['a picture', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]), 'check_file_picture'],
	['RTF', utf8('{\\rtf1 Teksts}'), 'check_file_kind']
])('a file of %s is refused', async (_name, bytes, code) => {
	await expect(readDocument('a.txt', bytes)).rejects.toMatchObject({ status: 422, code });
});

test('two megabytes are read in full, more than three million characters up to there', async () => {
	const line = 'Nometne 2019. gadā maksāja 76 500,00 EUR.\n';
	const whole = await readDocument('a.txt', utf8(line.repeat(48_000)));
	expect(whole).toMatchObject({ unread: [] });
	expect(whole.lines.length).toBe(48_001);
	const cut = await readDocument('a.txt', utf8('x'.repeat(2_999_999) + '\n' + 'y'.repeat(10)));
	expect(cut.unread).toEqual([{ line: 2, reason: 'rest' }]);
	expect(cut.lines.at(-1)).toEqual({ line: 2, text: 'y' });
});
