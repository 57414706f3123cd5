import { redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { inLanguage, m, messageOf } from '#i18n/text.ts';
import { regionIdBySlug, resolveSession, sessionCookie } from '#modules/identity/index.ts';
import { visitorActor } from '#platform/access.ts';
import { AppError, NotFound } from '#platform/errors.ts';
import { isLocale, negotiateLocale, type Locale } from '#platform/locale.ts';
import { getRuntime, inContext } from '#platform/runtime.ts';
import { asAnswer } from '#platform/web/action.ts';

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
			// In a load it is the answer; in an action `act` puts it beside the form where there is one.
			throw problem instanceof AppError ? asAnswer(problem) : problem;
		}
	};

	event.locals.visit = async (slug, work) => {
		try {
			const regionId = await regionIdBySlug(database, slug);
			if (!regionId) throw new NotFound();
			return await inContext({ regionId, actor: visitorActor, locale }, work);
		} catch (problem) {
			throw problem instanceof AppError ? asAnswer(problem) : problem;
		}
	};

	const response = await inLanguage(locale, () => resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }));
	if (secure && config.PUBLIC_URL !== undefined) response.headers.set('strict-transport-security', 'max-age=31536000');
	if (event.locals.actor || response.headers.has('set-cookie')) response.headers.set('cache-control', 'private, no-store');
	response.headers.append('vary', 'accept-language, cookie');
	return response;
};

export const handleError: HandleServerError = ({ kind, error: problem, event }) => {
	// Thrown by `error()`: an answer whose sentence is ready to show.
	if (kind === 'app') return;
	// What the page framework itself refuses: an unknown address, a form in another format, a method that a page does not know.
	if (kind === 'framework') return { message: problem.status === 404 ? m.error_not_found() : problem.status === 415 ? m.error_form_wrong_type() : m.common_refused_title() };
	if (problem instanceof AppError) return { status: problem.status, message: messageOf(`error_${problem.code}`, problem.params) };
	getRuntime().log.error({ route: event.route.id, method: event.request.method, err: problem instanceof Error ? { type: problem.name, message: problem.message, stack: problem.stack } : String(problem) }, 'request failed');
	return { message: m.error_fault() };
};
