import { error, redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { inLanguage, m, messageOf } from '#i18n/text.ts';
import { resolveSession, sessionCookie } from '#modules/identity/index.ts';
import { AppError } from '#platform/errors.ts';
import { isLocale, negotiateLocale, type Locale } from '#platform/locale.ts';
import { getRuntime, inContext } from '#platform/runtime.ts';

const languageCookie = 'language';

export const handle: Handle = async ({ event, resolve }) => {
	const { config, database, clock } = getRuntime();
	const chosen = event.url.searchParams.get('lang');
	const remembered = event.cookies.get(languageCookie);
	const locale: Locale = isLocale(chosen) ? chosen : isLocale(remembered) ? remembered : negotiateLocale(event.request.headers.get('accept-language'));
	const secure = event.url.protocol === 'https:';

	if (isLocale(chosen)) {
		event.cookies.set(languageCookie, chosen, { path: '/', maxAge: 31_536_000, httpOnly: true, sameSite: 'lax', secure });
		if (event.request.method === 'GET') {
			const target = new URL(event.url);
			target.searchParams.delete('lang');
			redirect(303, target.pathname + target.search);
		}
	}

	const token = event.cookies.get(sessionCookie);
	const session = token ? await resolveSession(database, clock, token) : null;
	event.locals.locale = locale;
	event.locals.actor = session?.actor ?? null;
	event.locals.region = session?.region ?? null;
	event.locals.session = session ? { tokenSha256: session.tokenSha256 } : null;
	event.locals.run = async (work) => {
		const { actor, region } = event.locals;
		if (!actor || !region) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname + event.url.search)}`);
		try {
			return await inContext({ regionId: region.id, actor, locale }, work);
		} catch (problem) {
			// A page that may not be seen and a page that does not exist answer alike.
			if (problem instanceof AppError && event.request.method === 'GET') error(problem.status, messageOf(`error_${problem.code}`, problem.params));
			if (problem instanceof AppError && problem.status === 404) error(404, messageOf(`error_${problem.code}`, problem.params));
			throw problem;
		}
	};

	const response = await inLanguage(locale, () => resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }));
	setSecurityHeaders(response.headers, secure, config.PUBLIC_URL !== undefined);
	if (event.locals.actor || response.headers.has('set-cookie')) response.headers.set('cache-control', 'private, no-store');
	response.headers.append('vary', 'accept-language, cookie');
	return response;
};

function setSecurityHeaders(headers: Headers, secure: boolean, known: boolean): void {
	headers.set('x-content-type-options', 'nosniff');
	headers.set('referrer-policy', 'same-origin');
	headers.set('cross-origin-opener-policy', 'same-origin');
	headers.set('cross-origin-resource-policy', 'same-origin');
	headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
	headers.set('x-frame-options', 'DENY');
	if (secure && known) headers.set('strict-transport-security', 'max-age=31536000');
}

export const handleError: HandleServerError = ({ error: problem, event, status }) => {
	if (status === 404) return { message: m.error_not_found() };
	if (problem instanceof AppError) return { message: messageOf(`error_${problem.code}`, problem.params) };
	getRuntime().log.error({ route: event.route.id, method: event.request.method, err: problem instanceof Error ? { type: problem.name, message: problem.message, stack: problem.stack } : String(problem) }, 'request failed');
	return { message: m.error_fault() };
};
