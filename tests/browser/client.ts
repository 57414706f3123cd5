import { origin } from './browser.ts';

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly location: string;
}

/** Told of every answer; a test looks for what must never be in one. */
export const watchers: ((answer: Answer, about: { client: Client; method: string; path: string }) => void)[] = [];

export interface Sending {
	readonly headers?: Record<string, string | null>;
	readonly body?: BodyInit;
}

/** Somebody with cookies but without a browser: what the server answers, as it came. */
export class Client {
	readonly cookies: Record<string, string>;
	readonly language: string;
	constructor(language = 'lv', cookies: Record<string, string> = {}) {
		this.language = language;
		this.cookies = cookies;
	}

	get(path: string): Promise<Answer> {
		return this.send('GET', path, {});
	}

	/** Sends a form as a page of the program itself does, unless `sending` says otherwise (null takes a header away). */
	post(path: string, fields: Record<string, string | string[]>, sending: Sending = {}): Promise<Answer> {
		const body = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])));
		return this.send('POST', path, { body: body.toString(), ...sending, headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...sending.headers } });
	}

	async send(method: string, path: string, { headers = {}, body }: Sending): Promise<Answer> {
		const cookie = Object.entries(this.cookies).map(([name, value]) => `${name}=${value}`).join('; ');
		const all: Record<string, string | null> = { 'accept-language': this.language, accept: 'text/html', ...(cookie ? { cookie } : {}), ...headers };
		const response = await fetch(`${origin}${path}`, {
			method,
			redirect: 'manual',
			headers: Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
			...(body === undefined ? {} : { body })
		});
		const answer = { status: response.status, headers: response.headers, text: await response.text(), location: response.headers.get('location') ?? '' };
		for (const watch of watchers) watch(answer, { client: this, method, path });
		return answer;
	}
}

/** Refused, whatever the reason: not there, not allowed, or not signed in. */
export const refused = (answer: Answer): boolean => answer.status === 404 || answer.status === 403 || (answer.status === 303 && /^\/sign-in(\?|$)/.test(answer.location));

/** Does the work for all, a few at a time, and returns what was said about each, without the silent ones. */
export async function forAll<T>(items: readonly T[], work: (item: T) => Promise<string | null>): Promise<string[]> {
	const said: string[] = [];
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let item = items[next++]; item !== undefined; item = items[next++]) {
			const word = await work(item);
			if (word !== null) said.push(word);
		}
	};
	await Promise.all(Array.from({ length: 6 }, worker));
	return said.sort();
}
