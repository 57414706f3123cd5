import { createHash } from 'node:crypto';
import { atomFeed, projectFeed } from '#modules/project/index.ts';
import type { RequestHandler } from './$types';

/** The feed; readers that ask with the tag of what they have are told that nothing changed. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const feed = await locals.visit(params.region, projectFeed);
	const text = atomFeed(feed, url.origin, locals.locale);
	const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
	const headers = { etag, 'cache-control': 'no-cache' };
	const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
	if (known.includes(etag)) return new Response(null, { status: 304, headers });
	return new Response(text, { headers: { ...headers, 'content-type': 'application/atom+xml; charset=utf-8', 'x-content-type-options': 'nosniff' } });
};
