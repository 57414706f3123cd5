import type { RequestEvent } from '@sveltejs/kit';
import { deviceOf, endSession, localPath, sessionCookie, type Origin, type SignedIn } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';

/** Where people go after signing in when no page asked them to. */
export const home = '/desk';

export const originOf = (event: Pick<RequestEvent, 'request' | 'getClientAddress'>): Origin => ({ address: event.getClientAddress(), device: deviceOf(event.request.headers.get('user-agent')) });

/**
 * Puts the new session into the cookie and ends the one that the browser came with, so that nobody can plant a session.
 * Returns where to go: the page that was asked for, or the choice of a region before it.
 */
export async function openSession(event: Pick<RequestEvent, 'cookies' | 'locals' | 'url'>, signedIn: SignedIn, next: unknown = home): Promise<string> {
	if (event.locals.session) await endSession(getRuntime().database, event.locals.session.tokenSha256);
	event.cookies.set(sessionCookie, signedIn.token, { path: '/', httpOnly: true, sameSite: 'lax', secure: event.url.protocol === 'https:', expires: signedIn.expires });
	const target = localPath(next, home);
	return signedIn.regionChosen ? target : `/sign-in/region?next=${encodeURIComponent(target)}`;
}

export function closeSession(event: Pick<RequestEvent, 'cookies' | 'url'>): void {
	event.cookies.delete(sessionCookie, { path: '/', httpOnly: true, sameSite: 'lax', secure: event.url.protocol === 'https:' });
}
