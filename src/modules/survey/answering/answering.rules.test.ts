import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallQuestionnaire } from '../../../../tests/support/survey.ts';
import { choicesOf, closedQuestions } from '../questionnaire/rules.ts';
import { askedQuestions, checkAnswers, isAsked, questionPages } from './rules.ts';
import { normaliseCode } from './saved.ts';
import { groupedToken, newLinkToken, normaliseToken, tokenSha256 } from './token.ts';

const { standard } = smallQuestionnaire().variants;
const place = (id: string): number => closedQuestions(standard).findIndex((question) => question.id === id);

describe('answers', () => {
	test('are places counted from 1, bits, numbers and texts', () => {
		const { choices, texts, problems, answered, asked } = checkAnswers(standard, { kind: ['a3'], home: ['yes'], visits: [' 12 '], help: ['cook', 'clean'], word: [' Warm '], more: [''] });
		expect(problems).toEqual([]);
		expect([choices[place('kind')], choices[place('home')], choices[place('visits')], choices[place('help')]]).toEqual([3, 2, 12, 3]);
		expect(texts).toEqual({ word: 'Warm' });
		expect([answered, asked]).toEqual([5, 6]);
	});

	test('to a question that is not asked are no answers, whatever was typed', () => {
		for (const home of [[], ['no'], ['declined'], ['unknown']]) expect(checkAnswers(standard, { home, visits: ['99'] }).choices[place('visits')]).toBeNull();
		expect(checkAnswers(standard, { home: ['no'], visits: ['99'] }).problems).toEqual([]);
	});

	test('that do not fit name the question', () => {
		const code = (answers: Record<string, string[]>) => checkAnswers(standard, answers).problems.map(({ question, code }) => `${question} ${code}`);
		expect(code({ kind: ['a9'] })).toEqual(['kind choice']);
		expect(code({ kind: ['a1', 'a2'] })).toEqual(['kind once']);
		expect(code({ kind: ['a1', 'a1'] })).toEqual([]);
		for (const number of ['32', '-1', '1.5', 'two', '1e1', '0x1', '9999999999']) expect(code({ home: ['yes'], visits: [number] })).toEqual(['visits number']);
		expect(code({ word: ['x'.repeat(301)] })).toEqual(['word long']);
		expect(code({ more: ['x'.repeat(4000)] })).toEqual([]);
		expect(code({ more: ['x'.repeat(4001)] })).toEqual(['more long']);
		expect(code({ more: ['one', 'two'] })).toEqual(['more once']);
	});

	test('declining is an answer, and takes nothing back beside real ones', () => {
		const help = (values: string[]): number | null | undefined => checkAnswers(standard, { help: values }).choices[place('help')];
		expect(help(['declined'])).toBe(4);
		expect(help(['declined', 'cook'])).toBe(1);
	});

	test('any text from outside gives a stored form or problems, never a fault', () => {
		const names = fc.oneof(fc.constantFrom(...standard.questions.map(({ id }) => id)), fc.string(), fc.constantFrom('__proto__', 'constructor'));
		const ids = standard.questions.flatMap((question) => choicesOf(standard, question).map(({ id }) => id));
		fc.assert(
			fc.property(fc.dictionary(names, fc.array(fc.oneof(fc.constantFrom(...ids), fc.string(), fc.integer().map(String)), { maxLength: 4 })), (answers) => {
				const { choices, texts, problems } = checkAnswers(standard, answers);
				expect(choices).toHaveLength(closedQuestions(standard).length);
				choices.forEach((choice, i) => {
					const question = closedQuestions(standard)[i];
					if (choice === null || !question) return;
					const count = choicesOf(standard, question).length;
					if (question.kind === 'number') expect(choice >= question.min && choice <= question.max).toBe(true);
					else expect(choice >= 1 && choice <= (question.kind === 'multiple' ? 2 ** count - 1 : count)).toBe(true);
				});
				for (const text of Object.values(texts)) expect(text.trim()).not.toBe('');
				for (const { question } of problems) expect(standard.questions.some(({ id }) => id === question)).toBe(true);
			})
		);
	});
});

test('a page never asks what depends on an answer of the same page, and every question stands on one page', () => {
	const pages = questionPages(standard);
	expect(pages.flat()).toEqual(standard.questions);
	for (const page of pages) for (const { showIf } of page) expect(page.some(({ id }) => id === showIf?.question)).toBe(false);
	expect(pages).toHaveLength(2);
});

test('a question behind one that is not asked is not asked either', () => {
	const document = smallQuestionnaire();
	const variant = { ...document.variants.standard, questions: document.variants.standard.questions.map((question) => (question.id === 'more' ? { ...question, showIf: { question: 'visits', anyOf: ['7'] } } : question)) };
	const more = variant.questions.find(({ id }) => id === 'more');
	expect(more && isAsked(variant, more, { home: ['no'], visits: ['7'] })).toBe(false);
	expect(more && isAsked(variant, more, { home: ['yes'], visits: ['7'] })).toBe(true);
	expect(askedQuestions(variant, {}).map(({ id }) => id)).toEqual(['kind', 'home', 'help', 'word']);
});

describe('tokens', () => {
	test('survive paper: groups, capitals and letters read as digits', () => {
		for (let i = 0; i < 200; i++) {
			const token = newLinkToken('1a2b3c4d');
			expect(token).toMatch(/^1a2b3c4d[0-9a-hjkmnp-tv-z]{16}$/);
			expect(normaliseToken(groupedToken(token).toUpperCase().replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(token);
		}
		expect(tokenSha256('x')).toHaveLength(32);
	});
	test('anything else is none', () => {
		for (const text of ['', 'abc', `${newLinkToken('1a2b3c4d')}0`, 'zzzzzzzz0000000000000000', '../../etc/passwd', '1a2b3c4du000000000000000']) expect(normaliseToken(text)).toBeNull();
	});
});

test('a code is twelve digits however it is spaced', () => {
	for (const text of ['123 456 789 012', '123-456-789-012', '123456789012', ' 123.456.789.012 ']) expect(normaliseCode(text)).toBe('123456789012');
	for (const text of ['', '123', '123 456 789 01x', '1234567890123']) expect(normaliseCode(text)).toBeNull();
});
