import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Speech } from './model.ts';

/** The part of a file that a Range header asks for: `null` for the whole, `'outside'` for a part that the file has not. */
export function rangeOf(header: string | undefined, length: number): { readonly from: number; readonly to: number } | 'outside' | null {
	// Several parts at once, or another unit: the whole file is a right answer too (RFC 9110, section 14.2).
	const [, from = '', to = ''] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(header?.replace(/\s/g, '') ?? '') ?? [];
	if (from === '' && to === '') return null;
	if (from === '') return to === '0' || Number(to) === 0 ? 'outside' : { from: Math.max(0, length - Number(to)), to: length - 1 };
	if (to !== '' && Number(to) < Number(from)) return null;
	if (Number(from) >= length) return 'outside';
	return { from: Number(from), to: to === '' ? length - 1 : Math.min(Number(to), length - 1) };
}

const always = {
	'accept-ranges': 'bytes',
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
	'cross-origin-resource-policy': 'same-origin',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff'
};

/** Sends a clip, or the part that a player asks for. `seconds`: how long the address means the same sound. */
export function sendClip(request: IncomingMessage, response: ServerResponse, { key, bytes, mediaType }: Speech & { readonly key: string }, seconds: number): void {
	const etag = `"${key.slice(0, 32)}"`;
	// Not in caches that several people share: what was listened to is nobody's business.
	const headers = { ...always, etag, 'cache-control': `private, max-age=${seconds}, immutable` };
	if (request.headers['if-none-match']?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === etag)) return void response.writeHead(304, headers).end();
	const fits = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
	const range = request.method === 'GET' && fits ? rangeOf(request.headers.range, bytes.length) : null;
	if (range === 'outside') return void response.writeHead(416, { ...always, 'content-range': `bytes */${bytes.length}` }).end();
	const part = range ? bytes.subarray(range.from, range.to + 1) : bytes;
	response.writeHead(range ? 206 : 200, { ...headers, 'content-type': mediaType, 'content-length': part.length, ...(range ? { 'content-range': `bytes ${range.from}-${range.to}/${bytes.length}` } : {}) });
	response.end(request.method === 'HEAD' ? undefined : part);
}

/** Too many texts wait to be spoken: come again. */
export const sendBusy = (response: ServerResponse): void => void response.writeHead(503, { ...always, 'cache-control': 'no-store', 'retry-after': '10' }).end();
