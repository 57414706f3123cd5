import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/**
 * Whether a form came from a page of ours. Browsers say so (`Sec-Fetch-Site`); older ones name the origin, or `null`
 * because our pages send no referrer. Programs without either header are let in: the link itself is the secret.
 */
export function sameOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
	const site = headers['sec-fetch-site'];
	if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
	const { origin } = headers;
	if (origin === undefined || origin === 'null') return true;
	if (origin === publicUrl) return true;
	return URL.canParse(origin) && new URL(origin).host === headers.host;
}

/** The whole body, or null when it is longer than the limit, which is noticed before it has arrived where it says its length. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
	if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve(null);
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		let size = 0;
		request.on('data', (part: Buffer) => {
			size += part.length;
			if (size > limit) resolve(null);
			else parts.push(part);
		});
		request.once('end', () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
		request.once('error', reject);
		request.once('aborted', () => reject(new Error('The connection ended before the form had arrived')));
	});
}
