import { Parser } from 'htmlparser2';
import { numbered } from './clean.ts';
import type { Content } from './model.ts';
import { decode } from './plain.ts';
import { createWriter } from './writer.ts';

const silent = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'iframe', 'object', 'embed', 'canvas', 'audio', 'video', 'select', 'datalist', 'head']);
const blocks = new Set('address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary table tbody tfoot thead title ul'.split(' '));
/** Nested deeper than this, elements only carry their text. */
const deepest = 400;

/** The words of a page: blocks and rows as lines, cells kept apart; scripts, styles and hidden parts left out. */
export function readHtml(bytes: Uint8Array): Content {
	const writer = createWriter();
	const hidden: string[] = [];
	const tables: { rows: number }[] = [];
	const endRow = (): void => {
		const table = tables.at(-1);
		if (table && table.rows > 0) {
			writer.closeRow();
			table.rows--;
		}
	};
	const beginRow = (): void => {
		endRow();
		const table = tables.at(-1);
		if (table && tables.length < deepest) {
			writer.openRow();
			table.rows++;
		}
	};
	const parser = new Parser({
		onopentag: (name, attributes) => {
			if (hidden.length > 0) {
				if (name === hidden[0]) hidden.push(name);
				return;
			}
			if ((silent.has(name) && name !== 'embed') || ('hidden' in attributes && !voids.has(name))) return void hidden.push(name);
			if (name === 'table') {
				writer.endLine();
				tables.push({ rows: 0 });
			} else if (name === 'tr') beginRow();
			else if (name === 'td' || name === 'th') {
				if (tables.at(-1)?.rows === 0) beginRow();
				if (tables.length > 0) writer.openCell();
				else writer.endLine();
			} else if (name === 'title') writer.endLine();
			else if (blocks.has(name)) writer.endLine();
		},
		ontext: (text) => {
			if (hidden.length === 0) writer.text(text);
		},
		onclosetag: (name) => {
			if (hidden.length > 0) {
				if (name === hidden[0]) hidden.pop();
				return;
			}
			if (name === 'table') {
				endRow();
				tables.pop();
				writer.endLine();
			} else if (name === 'tr') endRow();
			else if (blocks.has(name)) writer.endLine();
		}
	});
	parser.write(decode(bytes, charsetOf(bytes)));
	parser.end();
	return numbered(writer.finish().map((text) => ({ text })));
}

const voids = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

/** The encoding that a page names in its first kilobytes. */
const charsetOf = (bytes: Uint8Array): string | null => /charset\s*=\s*["']?\s*([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))?.[1] ?? null;
