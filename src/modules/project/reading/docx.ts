import { unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import { numbered } from './clean.ts';
import { Refusal, type Content, type UnreadPlace } from './model.ts';
import { decode } from './plain.ts';
import { createWriter, type LineWriter } from './writer.ts';

/** The main text and what stands under it. Headers and comments are no part of what a document says. */
const parts = ['word/document.xml', 'word/footnotes.xml', 'word/endnotes.xml'];
/** The most bytes that one part may unpack to; a page of text has some kilobytes. */
const largestPart = 40 * 1024 * 1024;
/** Deleted text, field codes, and the second copy that Word writes for older programs. */
const silent = new Set(['w:del', 'w:movefrom', 'w:instrtext', 'w:deltext', 'w:delinstrtext', 'mc:fallback', 'w:ppr', 'w:rpr', 'w:sectpr']);
const paragraphs = new Set(['w:p', 'w:br', 'w:cr']);

/** The paragraphs and rows of a Word document. Throws Refusal when it is none, damaged, or a trap that unpacks without end. */
export function readDocx(bytes: Uint8Array): Content {
	const unpacked = unpack(bytes);
	const main = unpacked['word/document.xml'];
	if (!main) throw new Refusal('check_file_kind');
	const writer = createWriter();
	const unread: UnreadPlace[] = [];
	for (const part of parts) {
		const xml = unpacked[part];
		if (xml) readPart(decode(xml), writer, unread);
	}
	return numbered(writer.finish().map((text) => ({ text })), unread);
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
	const trap = { found: false };
	try {
		const unpacked = unzipSync(bytes, {
			filter: ({ name, originalSize, size }) => {
				if (!parts.includes(name)) return false;
				// Deflate cannot press more than about a thousand to one; text reaches some twenty.
				if (originalSize > largestPart || (originalSize > 4_000_000 && originalSize > size * 200)) trap.found = true;
				return !trap.found;
			}
		});
		if (!trap.found) return unpacked;
	} catch {
		throw new Refusal('check_file_broken');
	}
	throw new Refusal('check_file_too_heavy');
}

function readPart(xml: string, writer: LineWriter, unread: UnreadPlace[]): void {
	const root = /<([\w:]+)[\s>/]/.exec(xml.replace(/<\?[^>]*>/g, ''))?.[1];
	if (root === undefined || !root.startsWith('w:') || !/<\/w:(document|footnotes|endnotes)>\s*$/.test(xml) || /<!DOCTYPE/i.test(xml.slice(0, 2000))) throw new Refusal('check_file_broken');
	const hidden: string[] = [];
	let spoken = 0;
	const parser = new Parser(
		{
			onopentagname: (raw) => {
				const name = raw.toLowerCase();
				if (hidden.length > 0) {
					if (name === hidden[0]) hidden.push(name);
				} else if (silent.has(name)) hidden.push(name);
				else if (name === 'w:tr') writer.openRow();
				else if (name === 'w:tc') writer.openCell();
				else if (name === 'w:tab' || name === 'w:ptab') writer.text('\t');
				else if (name === 'w:nobreakhyphen') writer.text('-');
				else if (name === 'w:t') spoken++;
				else if (name === 'pic:pic' || name === 'w:pict') unread.push({ line: writer.count + 1, reason: 'picture' });
				else if (paragraphs.has(name)) writer.endLine();
			},
			ontext: (text) => {
				if (hidden.length === 0 && spoken > 0) writer.text(text);
			},
			onclosetag: (raw) => {
				const name = raw.toLowerCase();
				if (hidden.length > 0) {
					if (name === hidden[0]) hidden.pop();
				} else if (name === 'w:t') spoken--;
				else if (name === 'w:tr') writer.closeRow();
				else if (name === 'w:p') writer.endLine();
			}
		},
		{ xmlMode: true, decodeEntities: true }
	);
	parser.write(xml);
	parser.end();
}
