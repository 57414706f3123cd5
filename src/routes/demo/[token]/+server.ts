import { error, redirect, type RequestHandler } from '@sveltejs/kit';
import { m } from '#i18n/text.ts';
import { deviceOf, signInForDemo } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { home, openSession } from '../../sign-in/session.ts';

/** Signs an invented person in, again and again; only in a demonstration. */
export const GET: RequestHandler = async (event) => {
	const signedIn = await signInForDemo(getRuntime(), event.params['token'] ?? '', deviceOf(event.request.headers.get('user-agent')));
	if (!signedIn) error(404, m.error_not_found());
	redirect(303, await openSession(event, signedIn, home));
};
