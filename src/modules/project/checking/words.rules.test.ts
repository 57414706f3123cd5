import { expect, test } from 'vitest';
import { hasMessage } from '#i18n/text.ts';
import { locales } from '#platform/locale.ts';
import { causes, checkSubjects, explanations, type ExplanationCode } from '../check/model.ts';
import { unreadableCodes, unreadReasons } from '../reading/index.ts';
import { checkAnswer, confidenceInWords, explainCheck, showCheckValue } from './words.ts';

const codes = Object.keys(explanations) as ExplanationCode[];

test.each(locales)('every result, cause and refusal is said in %s, with every figure that it names', (locale) => {
	for (const code of codes) {
		const names: readonly string[] = explanations[code];
		const params = Object.fromEntries(names.map((name) => [name, name === 'reason' ? 'picture' : `«${name}»`]));
		const said = explainCheck({ code, params, cause: null }, locale);
		for (const name of names) if (name !== 'reason') expect(said, code).toContain(`«${name}»`);
		expect(said, code).not.toMatch(/[{}]|undefined/);
	}
	for (const cause of causes) expect(explainCheck({ code: 'total_differs', params: { a: '1', b: '2' }, cause }, locale).length).toBeGreaterThan(explainCheck({ code: 'total_differs', params: { a: '1', b: '2' }, cause: null }, locale).length);
	for (const reason of unreadReasons) expect(explainCheck({ code: 'unread_part', params: { reason }, cause: null }, locale)).toMatch(/\.$/);
	expect([...unreadableCodes.map((code) => `error_${code}`), ...checkSubjects.map((subject) => `check_subject_${subject}`)].filter((key) => !hasMessage(key))).toEqual([]);
});

test('amounts, days and numbers are written as the language writes them, names as they are', () => {
	expect(showCheckValue('672567.74 EUR', 'lv').replace(/\s/g, ' ')).toBe('672 567,74 EUR');
	expect(showCheckValue('672567.74 EUR', 'en').replace(/\s/g, ' ')).toBe('EUR 672,567.74');
	expect(showCheckValue('76500.00', 'lt').replace(/\s/g, ' ')).toBe('76 500,00');
	expect(showCheckValue('2018-03-01/2020-02-29', 'lv')).toBe('01.03.2018. – 29.02.2020.');
	expect(showCheckValue('2018-03/2020', 'lt')).toBe('2018-03 – 2020');
	for (const locale of locales) expect(showCheckValue('2018-02-31', locale)).toBe('2018-02-31');
	expect(showCheckValue('8', 'lv')).toBe('8');
	expect(showCheckValue('1234.00 EUR; 1.23 EUR', 'lv').replace(/\s/g, ' ')).toBe('1 234,00 EUR; 1,23 EUR');
	for (const name of ['Auces novada pašvaldība', 'A/B', '', '12.', '2018. gads', '9'.repeat(40)]) expect(showCheckValue(name, 'lv')).toBe(name);
});

test('a sentence that ends with a Latvian date has one full stop', () => {
	expect(explainCheck({ code: 'end_differs', params: { a: '2020-02-29', b: '2020-03' }, cause: null }, 'lv')).toMatch(/29\.02\.2020\. un 03\.2020\.$/);
});

test('confidence in words follows its steps', () => {
	expect([1, 0.9, 0.89, 0.7, 0.69, 0.45, 0.44, 0].map((confidence) => confidenceInWords(confidence, 'en'))).toEqual(['almost certain', 'almost certain', 'likely', 'likely', 'possible', 'possible', 'unclear', 'unclear']);
});

test('the answer for programs holds what was promised and no more', () => {
	const value = { text: 'Kopā 5', value: '5', file: 'a.pdf', line: 3, page: 2 };
	expect(checkAnswer([{ kind: 'contradiction', subject: 'count', severity: 'warning', confidence: 0.7, values: [value], code: 'count_differs', params: { what: 'nometnes', a: '5', b: '8' }, cause: null, project: 'LLI-317' }], 'en')).toEqual([
		{ kind: 'contradiction', subject: 'count', severity: 'warning', confidence: 0.7, values: [{ text: 'Kopā 5', value: '5', file: 'a.pdf', line: 3 }], explanation: 'The count “nometnes” is given differently: 5 and 8.' }
	]);
});
