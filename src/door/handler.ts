import type { IncomingMessage, ServerResponse } from 'node:http';
import { Entrances, kioskPinFits, type Entrance } from '#modules/survey/index.ts';
import { systemActor } from '#platform/access.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import type { Sound } from './audio/index.ts';
import { encodingFor, once } from './encode.ts';
import { formLimit, readFields, type Fields } from './form.ts';
import { isAnswerLanguage, kindPage, leavePage, leftPage, privacyPage, statusOf, type Kind } from './notices.ts';
import { headers } from './page.ts';
import { pauseMinutes } from './screens.ts';
import { Saving } from './saving.ts';
import { SurveyDoor, type Reply } from './survey.ts';
import { Tries } from './tries.ts';
import { firstView, readView } from './view.ts';
import { negotiateLanguage } from './words.ts';
import { readBody, sameOrigin } from './request.ts';

/** Answers a request for the door and says true; false for any other path. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean;

const noQuery = new URLSearchParams();

/** Opens the respondents' pages under `/s/`. `sound` is left out where nothing can be read aloud. */
export function openDoor(runtime: Runtime, sound: Sound | null = null): Door {
	const entrances = new Entrances(runtime);
	const survey = new SurveyDoor(runtime, entrances, new Saving(runtime), sound !== null);
	const pins = new Tries(5, 10 * 60_000);
	const pageHeaders = headers();
	const flatHeaders = Object.entries(pageHeaders).flat();

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = request.url ?? '/s/';
		const at = url.indexOf('?');
		const path = at < 0 ? url : url.slice(0, at);
		const query = at < 0 ? noQuery : new URLSearchParams(url.slice(at + 1));
		const asked = query.get('language');
		const acceptLanguage = isAnswerLanguage(asked) ? asked : request.headers['accept-language'];
		const parts = path.slice(3).split('/');
		if (sound && parts[0] === 'audio' && (await sound(request, response, parts.slice(1)))) return;
		const kind = (what: Kind, entrance: Entrance | null = null): void => {
			const language = entrance ? firstView(entrance.offer, isAnswerLanguage(asked) ? { ...entrance.way, language: null } : entrance.way, acceptLanguage).language : negotiateLanguage(acceptLanguage);
			send(request, response, { status: statusOf[what], page: kindPage(what, language, entrance?.offer ?? null) });
		};
		const { method } = request;
		if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
			response.setHeader('allow', 'GET, HEAD, POST');
			return kind('method');
		}
		const known = parts.length <= 2 ? await entrances.find(decoded(parts[0] ?? ''), method === 'POST') : null;
		// Whether a kiosk has a PIN is asked afresh: it is made a moment before it is first wanted.
		const found = known && query.has('leave') ? await entrances.again(known) : known;
		if (!found) return kind('unknown');
		const entrance = isAnswerLanguage(asked) ? { ...found, way: { ...found.way, language: asked } } : found;
		const page = parts[1] || (query.has('privacy') ? 'privacy' : query.has('leave') ? 'leave' : '');
		const view = readView(query.has('variant') ? `${entrance.way.language ?? ''}.${query.get('variant')}` : undefined, firstView(entrance.offer, entrance.way, acceptLanguage), entrance.offer);
		if (page === 'privacy') return send(request, response, { status: 200, page: privacyPage(entrance.offer, view, { href: `/s/${parts[0]}` }) });
		if (page !== '' && page !== 'leave') return kind('unknown');
		if (page === 'leave' && entrance.way.kind !== 'kiosk') return kind('unknown');
		if (method !== 'POST') {
			if (page === 'leave') return send(request, response, { status: 200, page: leavePage(entrance, view, null) });
			return send(request, response, survey.open({ entrance, acceptLanguage }));
		}
		if (!sameOrigin(request.headers, runtime.config.PUBLIC_URL)) return kind('origin', entrance);
		const fields = await fieldsOf(request, response);
		if (typeof fields === 'string') return kind(fields, entrance);
		if (page === 'leave' || fields['at']?.[0] === 'leave') return send(request, response, await leave(entrance, view, fields));
		send(request, response, await survey.take({ entrance: found, acceptLanguage }, fields));
	}

	async function leave(entrance: Entrance, view: Parameters<typeof leavePage>[1], fields: Fields): Promise<Reply> {
		const refresh = pauseMinutes({ ...view, layout: 'steps' }) * 60;
		if (entrance.way.kind !== 'kiosk' || !entrance.offer.hasKioskPin) return { status: 422, page: leavePage(entrance, view, null), refresh };
		const key = entrance.offer.surveyId;
		if (!pins.may(key)) return { status: 429, page: leavePage(entrance, view, 'wait'), refresh };
		pins.count(key);
		const { regionId } = entrance.offer;
		const fits = await inContext({ regionId, actor: systemActor, locale: 'lv' }, (context) => kioskPinFits(context, entrance.offer.surveyId, (fields['pin']?.[0] ?? '').slice(0, 40)), runtime);
		return fits ? { status: 200, page: leftPage(view) } : { status: 422, page: leavePage(entrance, view, 'wrong'), refresh };
	}

	function send(request: IncomingMessage, response: ServerResponse, { status, page, refresh }: Reply): void {
		const encoding = encodingFor(request.headers['accept-encoding'] as string | undefined);
		const bytes = 'plain' in page ? (encoding === 'br' ? page.brotli : encoding === 'gzip' ? page.gzip : page.plain) : once(page, encoding);
		const all = ['content-length', String(bytes.length), ...flatHeaders];
		if (encoding) all.push('content-encoding', encoding);
		// As a header and not in the page: back to the link itself, by GET, with nothing that was typed.
		if (refresh !== undefined) all.push('refresh', `${refresh};url=?`);
		response.writeHead(status, all);
		response.end(request.method === 'HEAD' ? undefined : bytes);
	}

	return (request, response) => {
		const { url = '' } = request;
		if (!url.startsWith('/s/') && url !== '/s') return false;
		answer(request, response).catch((problem: unknown) => {
			if (response.headersSent || request.destroyed) return void response.destroy();
			runtime.log.error({ err: { type: problem instanceof Error ? problem.name : 'unknown', code: (problem as { code?: unknown } | null)?.code } }, 'a survey page failed');
			send(request, response, { status: 500, page: kindPage('fault', negotiateLanguage(request.headers['accept-language'])) });
		});
		return true;
	};
}

async function fieldsOf(request: IncomingMessage, response: ServerResponse): Promise<Fields | Kind> {
	const type = request.headers['content-type'] ?? '';
	if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type) && Number(request.headers['content-length'] ?? 0) > 0) return drained(request, response, 'form');
	const body = await readBody(request, formLimit);
	if (body === null) return drained(request, response, 'large');
	return readFields(body) ?? 'form';
}

/** The rest of a body that is not read is not waited for: the connection ends with the answer. */
function drained(request: IncomingMessage, response: ServerResponse, kind: Kind): Kind {
	response.setHeader('connection', 'close');
	request.resume();
	return kind;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return '';
	}
}
