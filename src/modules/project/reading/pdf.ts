import { getDocumentProxy } from 'unpdf';
import { numbered, pressed } from './clean.ts';
import { characterLimit, Refusal, type Content, type UnreadPlace } from './model.ts';
import { linesOfPage, type Piece } from './pdf-lines.ts';

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/**
 * The text of a PDF by pages, filled-in fields included. Pages without text are listed as unread. Throws Refusal when it is
 * encrypted, damaged, or nothing but pictures.
 */
export async function readPdf(bytes: Uint8Array): Promise<Content> {
	const file = await open(bytes);
	const lines: { text: string; page: number }[] = [];
	const unread: UnreadPlace[] = [];
	let characters = 0;
	for (let number = 1; number <= file.numPages; number++) {
		const page = await file.getPage(number).catch(() => null);
		const texts = page ? await textsOf(page) : [];
		page?.cleanup();
		const place = { line: lines.length + 1, page: number };
		if (texts.length === 0) unread.push({ ...place, reason: 'picture_page' });
		else if (garbled(texts.join(''))) unread.push({ ...place, reason: 'garbled_page' });
		else lines.push(...texts.map((text) => ({ text, page: number })));
		characters += texts.reduce((sum, text) => sum + text.length, 0);
		if (characters > characterLimit) break;
	}
	if (lines.length === 0) throw new Refusal('check_file_pictures');
	return numbered(lines, unread);
}

async function open(bytes: Uint8Array) {
	try {
		return await getDocumentProxy(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), { useSystemFonts: false, disableFontFace: true, verbosity: 0, maxImageSize: 1 });
	} catch (problem) {
		const name = problem instanceof Error ? problem.name : '';
		throw new Refusal(name === 'PasswordException' || Buffer.from(bytes).includes('/Encrypt') ? 'check_file_encrypted' : 'check_file_broken');
	}
}

async function textsOf(page: Page): Promise<string[]> {
	try {
		const content = await page.getTextContent();
		const pieces = content.items.flatMap((item): Piece[] => {
			if (!('str' in item)) return [];
			const [, , c, d, x, y] = item.transform.map(Number);
			return [{ text: item.str, x: x ?? 0, y: y ?? 0, width: item.width, size: Math.hypot(c ?? 0, d ?? 0) || item.height || 10 }];
		});
		return [...linesOfPage(pieces), ...(await filledIn(page))];
	} catch {
		// One damaged page is listed; the others are still read.
		return [];
	}
}

/** What people wrote into the fields of a form. */
async function filledIn(page: Page): Promise<string[]> {
	const annotations: readonly unknown[] = await page.getAnnotations();
	return annotations.flatMap((field) => {
		const value = typeof field === 'object' && field !== null && 'fieldType' in field && field.fieldType === 'Tx' && 'fieldValue' in field ? field.fieldValue : null;
		return typeof value === 'string' && pressed(value) !== '' ? value.split(/\r?\n|\r/).map(pressed).filter((line) => line !== '') : [];
	});
}

/** Fonts without a table of their letters give signs that nobody can read. */
function garbled(text: string): boolean {
	const signs = text.match(/[^\s]/gu) ?? [];
	const odd = signs.filter((sign) => /[\p{Co}\p{Cn}\ufffd]/u.test(sign)).length;
	return odd > signs.length * 0.1;
}
