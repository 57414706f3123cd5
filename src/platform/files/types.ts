import { Invalid } from '../errors.ts';
import { extensionOf } from './names.ts';
import type { SpooledFile } from './spool.ts';
import { zipNames } from './zip.ts';

type Check = (file: SpooledFile, head: Buffer) => boolean | Promise<boolean>;

const startsWith =
	(...starts: (string | number[])[]): Check =>
	(_file, head) =>
		starts.some((start) => head.subarray(0, start.length).equals(typeof start === 'string' ? Buffer.from(start, 'latin1') : Buffer.from(start)));

const zip = startsWith('PK\x03\x04');

/** Office Open XML: a ZIP archive with the main part of its kind. */
const office =
	(part: string): Check =>
	async (file, head) =>
		(await zip(file, head)) && ((await zipNames(file))?.some((name) => name === part) ?? false);

/** OpenDocument: the archive's first entry is its media type, stored as it is. */
const openDocument =
	(type: string): Check =>
	async (file, head) =>
		(await zip(file, head)) && head.subarray(30, 38 + type.length).toString('latin1') === `mimetype${type}`;

// A text has no NUL and none of the control characters that programs and pictures are full of.
const plainText: Check = (_file, head) => !head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));

const ooxml = 'application/vnd.openxmlformats-officedocument';
const odf = 'application/vnd.oasis.opendocument';

/** What may be uploaded: extension → the media type it is served as, and how its bytes show that it is that. */
const allowed: Record<string, { mediaType: string; check: Check }> = {
	pdf: { mediaType: 'application/pdf', check: startsWith('%PDF-') },
	docx: { mediaType: `${ooxml}.wordprocessingml.document`, check: office('word/document.xml') },
	xlsx: { mediaType: `${ooxml}.spreadsheetml.sheet`, check: office('xl/workbook.xml') },
	pptx: { mediaType: `${ooxml}.presentationml.presentation`, check: office('ppt/presentation.xml') },
	odt: { mediaType: `${odf}.text`, check: openDocument(`${odf}.text`) },
	ods: { mediaType: `${odf}.spreadsheet`, check: openDocument(`${odf}.spreadsheet`) },
	odp: { mediaType: `${odf}.presentation`, check: openDocument(`${odf}.presentation`) },
	png: { mediaType: 'image/png', check: startsWith('\x89PNG\r\n\x1a\n') },
	jpg: { mediaType: 'image/jpeg', check: startsWith([0xff, 0xd8, 0xff]) },
	jpeg: { mediaType: 'image/jpeg', check: startsWith([0xff, 0xd8, 0xff]) },
	webp: { mediaType: 'image/webp', check: (_file, head) => head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP' },
	txt: { mediaType: 'text/plain', check: plainText },
	csv: { mediaType: 'text/csv', check: plainText }
};

/** Extensions that may be uploaded, for hints and the browser's file chooser. */
export const allowedExtensions: readonly string[] = Object.keys(allowed);

/**
 * The media type under which a file will be served, once its bytes are what its name says. Throws Invalid at the field
 * `file`: empty, a type that is not kept, or content that differs from the name (a web page named .pdf).
 */
export async function mediaTypeOf(fileName: string, file: SpooledFile): Promise<string> {
	const refuse = (code: string, params: Record<string, string> = {}): never => {
		throw new Invalid({ file: { code, params } });
	};
	const extension = extensionOf(fileName);
	const type = Object.hasOwn(allowed, extension) ? allowed[extension] : undefined;
	if (!type) return refuse('file_type_not_allowed', { types: allowedExtensions.join(', ') });
	if (file.size === 0) return refuse('file_empty');
	if (!(await type.check(file, await file.read(0, 8192)))) return refuse('file_content_differs', { extension: `.${extension}` });
	if ((await zipNames(file))?.some((name) => /(^|\/)vbaProject\.bin$/i.test(name) || /^Basic\/./.test(name))) return refuse('file_with_macros');
	return type.mediaType;
}
