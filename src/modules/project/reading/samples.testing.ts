import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderPdf } from '#platform/typst/index.ts';

/** A PDF as our own documents are made, from the body of a Typst template. */
export async function typstPdf(body: string): Promise<Uint8Array> {
	const folder = mkdtempSync(join(tmpdir(), 'check-'));
	try {
		const template = join(folder, 'document.typ');
		writeFileSync(template, `#let input = json("input.json")\n#set document(title: input.title)\n#set text(font: "SocQ Sans", lang: input.locale, fallback: false)\n${body}`);
		return await renderPdf(template, {}, { locale: 'lv', timestamp: new Date('2026-03-01T10:00:00Z'), title: 'Projekts' });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** A PDF from its objects, the first being the catalogue; `trailer` adds entries such as the encryption's. */
export function rawPdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
	const parts: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')];
	const places: number[] = [];
	let length = parts[0]?.length ?? 0;
	const push = (part: Buffer): void => {
		parts.push(part);
		length += part.length;
	};
	for (const [at, object] of objects.entries()) {
		places.push(length);
		push(Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), typeof object === 'string' ? Buffer.from(object, 'latin1') : object, Buffer.from('\nendobj\n')]));
	}
	const start = length;
	const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
	push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`));
	return Buffer.concat(parts);
}

export const pdfStream = (entries: string, content: Buffer): Buffer => Buffer.concat([Buffer.from(`<< ${entries} /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]);

/** A PDF of one page with these drawing commands, and more objects after the fifth. */
export const onePage = (commands: Buffer, filter = '', more: readonly (string | Buffer)[] = [], resources = '', trailer = ''): Buffer =>
	rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> ${resources} >> >>`, pdfStream(filter, commands), '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', ...more], trailer);

export const shown = (text: string): Buffer => Buffer.from(`BT /F1 11 Tf 60 780 Td (${text}) Tj ET`, 'latin1');
