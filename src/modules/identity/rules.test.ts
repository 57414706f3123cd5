import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeFrom, deviceOf, localPath, normaliseCode, passwordProblem } from './rules.ts';

const bytes = fc.uint8Array({ minLength: 12, maxLength: 12 });

describe('codes on paper', () => {
	test('look like ABCD-EFGH-JKLM and hold no letter that can be confused', () => {
		fc.assert(fc.property(bytes, (b) => void expect(codeFrom(b)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)));
	});

	test('are read however they are typed: case, spaces, dashes, O for 0, I or L for 1', () => {
		const noise = fc.constantFrom('', ' ', '-', ' - ', '–', '\u00A0', '_');
		const typist = fc.func(fc.integer({ min: 0, max: 3 }));
		fc.assert(
			fc.property(bytes, fc.array(noise, { minLength: 13, maxLength: 13 }), typist, (b, gaps, choose) => {
				const code = codeFrom(b).replaceAll('-', '');
				const typed = [...code].map((symbol, i) => {
					const alike = { 0: ['0', 'O', 'o', '0'], 1: ['1', 'I', 'l', 'i'] }[symbol] ?? [symbol, symbol.toLowerCase(), symbol, symbol.toLowerCase()];
					return `${gaps[i]}${alike[choose(i, symbol)]}`;
				});
				expect(normaliseCode(typed.join('') + gaps[12])).toBe(code);
			})
		);
	});

	test('different bytes modulo 32 give different codes: 60 bits', () => {
		fc.assert(fc.property(bytes, bytes, (a, b) => void expect(codeFrom(a) === codeFrom(b)).toBe(a.every((x, i) => x % 32 === (b[i] ?? 0) % 32))));
		expect(12 * Math.log2(32)).toBeGreaterThanOrEqual(60);
	});

	test.each(['', 'ABCD', 'ABCD-EFGH-JKM', 'ABCD-EFGH-JKMNP', 'ABCD-EFGH-JKM!', 'ABCD-EFGH-JKMU', 'ĀBCD-EFGH-JKMN'])('%j is no code', (typed) => {
		expect(normaliseCode(typed)).toBeNull();
	});
});

describe('where to go after signing in', () => {
	test.each(['https://evil.example/', '//evil.example', '/\\evil.example', '\\\\evil', 'javascript:alert(1)', '/a\nb', '/\t/evil.example', 'desk', '', null, 5, '/.//evil.example', '/sign-in?next=/x', '/sign-out', `/${'a'.repeat(600)}`])(
		'%j is refused',
		(next) => expect(localPath(next, '/desk')).toBe('/desk')
	);

	test.each(['/', '/people', '/assessments/1/score?node=1.1', '/invitation/abc_-', '/sign-input'])('%j is kept', (next) => expect(localPath(next, '/desk')).toBe(next));

	test('whatever comes in, the result stays on this site', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string().map((s) => `/${s}`), fc.string().map((s) => `//${s}`)), (next) => {
				expect(new URL(localPath(next, '/desk'), 'https://here.example').origin).toBe('https://here.example');
			})
		);
	});
});

test('a device is named coarsely, without versions', () => {
	expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0')).toBe('Firefox, Linux');
	expect(deviceOf('Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36')).toBe('Chrome, Android');
	expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1')).toBe('Safari, iPhone');
	expect(deviceOf('curl/8')).toBe('');
	expect(deviceOf(null)).toBe('');
	fc.assert(fc.property(fc.string({ maxLength: 2000 }), (agent) => void expect(deviceOf(agent)).not.toMatch(/\d/)));
});

describe('passwords', () => {
	const person = { email: 'anna.liepina@iestade.lv', name: 'Anna Liepiņa' };
	test.each([
		['mazs', 'password_short'],
		['12345678901', 'password_short'],
		['aaaaaaaaaaaaaaaa', 'password_common'],
		['Password1234', 'password_common'],
		['Slaptažodis123', 'password_common'],
		['anna.liepina@iestade.lv', 'password_personal'],
		['Anna Liepiņa1', 'password_personal'],
		['anna.liepina1', 'password_personal'],
		['a b c d e '.repeat(21), 'too_long']
	])('%j is refused', (password, code) => expect(passwordProblem(password, person)?.code).toBe(code));

	test.each(['zirgs bateris skava', 'ā'.repeat(3) + 'ķūģš lietus', 'anna.liepina un 17 zirgi brien'])('%j is accepted', (password) => expect(passwordProblem(password, person)).toBeNull());

	test('nothing shorter than twelve characters passes, however it is counted', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 11 }), (password) => void expect([...password.normalize('NFKC')].length >= 12 || passwordProblem(password, person) !== null).toBe(true)));
	});
});
