import { readDocx } from './docx.ts';
import { readHtml } from './html.ts';
import { Refusal, type Content } from './model.ts';
import { readPdf } from './pdf.ts';
import { decode, readPlain } from './plain.ts';

const begins = (bytes: Uint8Array, ...signs: readonly (string | readonly number[])[]): boolean => signs.some((sign) => [...(typeof sign === 'string' ? Buffer.from(sign, 'latin1') : sign)].every((byte, at) => bytes[at] === byte));

/**
 * Reads a file by what it is, whatever it is called. Throws Refusal when it cannot be read. Heavy and untrusted work: to be
 * done in a process of its own.
 */
export async function readContent(name: string, bytes: Uint8Array): Promise<Content> {
	const content = await byKind(name, bytes);
	if (content.lines.every(({ text }) => text.trim() === '')) throw new Refusal(content.unread.some(({ reason }) => reason === 'picture') ? 'check_file_pictures' : 'check_file_empty');
	return content;
}

async function byKind(name: string, bytes: Uint8Array): Promise<Content> {
	if (bytes.length === 0) throw new Refusal('check_file_empty');
	if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return readPdf(bytes);
	if (begins(bytes, 'PK\x03\x04', 'PK\x05\x06')) return readDocx(bytes);
	if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new Refusal(Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'check_file_encrypted' : 'check_file_old_word');
	if (begins(bytes, '\x89PNG', 'GIF8', [0xff, 0xd8, 0xff], 'II*\0', 'MM\0*', 'BM') || (begins(bytes, 'RIFF') && Buffer.from(bytes.subarray(8, 12)).equals(Buffer.from('WEBP')))) return picture(bytes);
	if (begins(bytes, '{\\rtf', '%!PS')) throw new Refusal('check_file_kind');
	return isHtml(name, bytes) ? readHtml(bytes) : readPlain(bytes);
}

/** "BM" also begins words: a picture holds zeros, a text does not. */
function picture(bytes: Uint8Array): Content {
	if (begins(bytes, 'BM') && !bytes.subarray(0, 200).includes(0)) return readPlain(bytes);
	throw new Refusal('check_file_picture');
}

function isHtml(name: string, bytes: Uint8Array): boolean {
	const start = decode(bytes.subarray(0, 4096)).trimStart();
	if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i.test(start)) return true;
	return /\.x?html?$/i.test(name) && /<[a-z!/][^>]*>/i.test(start);
}
