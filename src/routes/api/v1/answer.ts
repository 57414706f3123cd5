import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { isHttpError } from '@sveltejs/kit';
import { messageOf } from '#i18n/text.ts';
import { apiSchemas } from '#modules/project/index.ts';
import { AppError, Invalid } from '#platform/errors.ts';

// Public data: pages of other origins may read them too. The tag is asked for each time, so nobody keeps an old answer.
const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag, link', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" };

/** Sends a text, or tells a reader who has it already that nothing changed. */
export function tagged(request: Request, text: string, type: string, more: Readonly<Record<string, string>> = {}): Response {
	const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
	const known = (request.headers.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
	if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers: { ...headers, ...more, etag } });
	return new Response(text, { headers: { ...headers, ...more, etag, 'content-type': type } });
}

export const asJson = (request: Request, value: unknown, more: Readonly<Record<string, string>> = {}): Response => tagged(request, `${JSON.stringify(value, null, '\t')}\n`, 'application/json; charset=utf-8', more);

/** Runs the work and answers its refusals as a problem that programs can read; faults pass through. */
export async function answering(work: () => Promise<Response>): Promise<Response> {
	try {
		return await work();
	} catch (problem) {
		if (problem instanceof Invalid) {
			const [first] = Object.values(problem.fields);
			return refusal(400, first ? messageOf(`error_${first.code}`, first.params ?? {}) : messageOf('error_wrong'));
		}
		if (problem instanceof AppError) return refusal(problem.status, messageOf(`error_${problem.code}`, problem.params));
		if (isHttpError(problem)) return refusal(problem.status, problem.body.message);
		throw problem;
	}
}

function refusal(status: number, detail: string): Response {
	const body = apiSchemas.Problem.parse({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail });
	return new Response(`${JSON.stringify(body, null, '\t')}\n`, { status, headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8' } });
}

/** What a browser asks before it sends a tag from another origin. */
export const preflight = (): Response => new Response(null, { status: 204, headers: { ...headers, 'access-control-allow-methods': 'GET, HEAD, OPTIONS', 'access-control-allow-headers': 'if-none-match, accept-language', 'access-control-max-age': '86400' } });
