import type { Answer, Sending } from './client.ts';

/** What is wrong with an answer to nonsense: a fault, or a refusal that is no page in the reader's language. */
export function complaint(answer: Answer): string | null {
	if (answer.status >= 500) return `${answer.status}`;
	if (answer.status < 400) return null;
	// Programs that read data are told in their own form, in the language they ask for.
	if ((answer.headers.get('content-type') ?? '').startsWith('application/problem+json')) return /"detail":\s*"\p{L}/u.test(answer.text) ? null : `${answer.status} without words: ${answer.text.slice(0, 80)}`;
	const page = /<html[^>]* lang="lv"/.test(answer.text) && /<h1[^>]*>[^<]*\p{L}/u.test(answer.text);
	return page ? null : `${answer.status} without a page: ${answer.text.slice(0, 80)}`;
}

const someId = '00000000-0000-4000-8000-000000000000';
/** Values for a part of an address. */
export const nonsense = ['x', 'a'.repeat(3000), someId, '%2F..%2F..%2Fetc', '%00', "'%20or%201=1--", '%22%3E%3Cscript%3E', '%F0%9F%92%A9', '%EF%BF%BF', '__proto__', 'constructor', '-1', '99999999999999999999', 'NaN'];

export const form = 'application/x-www-form-urlencoded';
/** Bodies that no page of ours sends, for a form with these fields. */
export const odd = (fields: Record<string, string | string[]>): Record<string, Sending> => {
	const names = Object.keys(fields);
	const encode = (value: (name: string) => string) => names.map((name) => `${encodeURIComponent(name)}=${value(name)}`).join('&');
	return {
		empty: { body: '' },
		large: { body: `x=${'a'.repeat(2_000_000)}` },
		json: { body: '{"a":1}', headers: { 'content-type': 'application/json' } },
		plain: { body: 'a=1', headers: { 'content-type': 'text/plain' } },
		'no boundary': { body: 'a=1', headers: { 'content-type': 'multipart/form-data' } },
		'cut off': { body: '--b\r\nContent-Disposition: form-data; name="file"; filename="x.pdf"\r\n\r\n%PDF', headers: { 'content-type': 'multipart/form-data; boundary=b' } },
		'not UTF-8': { body: Buffer.concat([Buffer.from('name='), Buffer.from([0xff, 0xfe, 0xc3])]) },
		'not UTF-8, escaped': { body: encode(() => '%FF%C3') },
		twice: { body: `${encode(() => 'x')}&${encode(() => 'y')}` },
		inherited: { body: '__proto__=x&__proto__=y&__proto__[a]=1&constructor=x&toString=x&hasOwnProperty=x' },
		long: { body: encode(() => '9'.repeat(7000)) },
		...(names.some((name) => name === 'revision') ? { 'huge numbers': { body: `${encode((name) => (name === 'revision' ? '99999999999999999999' : [fields[name]].flat()[0] ?? ''))}&value_score=1e999&value_plan=99999999999999999999` }, fractions: { body: encode((name) => (name === 'revision' ? '2147483648' : 'x')) } } : {})
	};
};
