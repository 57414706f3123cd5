import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Markup } from './html.ts';

/** A page as bytes, in each encoding that browsers ask for. */
export interface Rendered {
	readonly status: number;
	readonly plain: Buffer;
	readonly gzip: Buffer;
	readonly brotli: Buffer;
}

/** A page that many people get: compressed once, as far as it goes. */
export function keep(page: Markup, status = 200): Rendered {
	const plain = Buffer.from(page.text, 'utf8');
	const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
	return { status, plain, gzip: gzipSync(plain, { level: 9 }), brotli };
}

/** What suits an Accept-Encoding header; a refusal by `q=0` is honoured. */
export function encodingFor(header: string | undefined): 'br' | 'gzip' | null {
	if (!header) return null;
	const accepts = (name: string): boolean => new RegExp(`(^|[\\s,])${name}(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(header);
	return accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : null;
}

/** A page for one person, compressed quickly. */
export const once = (page: Markup, encoding: 'br' | 'gzip' | null): Buffer => {
	const plain = Buffer.from(page.text, 'utf8');
	return encoding === null ? plain : encoding === 'gzip' ? gzipSync(plain, { level: 5 }) : brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });
};
