import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDocument } from '../questionnaire/example.testing.ts';
import { closedQuestions, choicesOf } from '../questionnaire/rules.ts';
import type { Question } from '../questionnaire/model.ts';
import { assistances } from '../model.ts';
import { allowedDigits, positionsOf, readAssistance, readDigits, readLine, writeAssistance, writeDigits, writeLine } from './digits.ts';

const { standard } = sampleDocument().variants;
const easy = sampleDocument().variants.easy ?? standard;
const question = (id: string): Question => standard.questions.find((q) => q.id === id) ?? expect.fail(`no question ${id}`);

/** Any answer that a form of the variant can hold. */
const answerTo = (asked: Question): fc.Arbitrary<number | null> => {
	const count = choicesOf(standard, asked).length;
	const given = asked.kind === 'number' ? fc.integer({ min: asked.min, max: asked.max }) : asked.kind === 'multiple' ? fc.oneof(fc.integer({ min: 1, max: 2 ** (count - 1) - 1 }), fc.constant(2 ** (count - 1))) : fc.integer({ min: 1, max: count });
	return fc.option(given, { nil: null, freq: 4 });
};
const sheet = fc.tuple(...closedQuestions(standard).map(answerTo));

test('what is stored, shown as digits and typed again is what was stored', () => {
	fc.assert(
		fc.property(sheet, fc.constantFrom(' ', ',', ', ', '+', ' ; '), (choices, joint) => {
			expect(closedQuestions(standard).map((asked, i) => readDigits(standard, asked, writeDigits(asked, choices[i] ?? null, joint)))).toEqual(choices.map((value) => ({ value })));
			expect(readLine(standard, writeLine(standard, choices))).toEqual({ choices });
			expect(readLine(standard, `  ${writeLine(standard, choices).replaceAll(' ', '\t ').replaceAll(',', ' , ')} `)).toEqual({ choices });
		})
	);
});

test('no text at all breaks the reading, and what is accepted is an answer of the form', () => {
	fc.assert(
		fc.property(fc.constantFrom(...closedQuestions(standard)), fc.oneof(fc.string(), fc.stringMatching(/^[-0-9 ,+;.]{0,12}$/)), (asked, typed) => {
			const read = readDigits(standard, asked, typed);
			if ('problem' in read) return void expect(read.problem.code).toMatch(/^paper_digits_/);
			if (read.value === null) return void expect(typed.trim()).toMatch(/^-?$/);
			expect(readDigits(standard, asked, writeDigits(asked, read.value))).toEqual(read);
			if (asked.kind === 'number') expect(read.value >= asked.min && read.value <= asked.max).toBe(true);
			else for (const position of asked.kind === 'multiple' ? positionsOf(read.value) : [read.value]) expect(choicesOf(standard, asked)[position - 1]).toBeDefined();
		})
	);
});

test('the digits are those printed beside the boxes: "I don\'t want to answer" is the last', () => {
	expect(allowedDigits(standard, question('kind-staff'))).toBe('1–5');
	expect(readDigits(standard, question('kind-staff'), '5')).toEqual({ value: 5 });
	expect(readDigits(standard, question('helped'), '2')).toEqual({ value: 2 });
	expect(readDigits(standard, question('activities'), '1 2')).toEqual({ value: 3 });
	expect(readDigits(standard, question('activities'), '2 2 1')).toEqual({ value: 3 });
	expect([readDigits(standard, question('activities'), '3'), readDigits(standard, question('activities'), '3 1')]).toEqual([{ value: 4 }, { value: 1 }]);
	expect(readDigits(standard, question('visits'), '031')).toEqual({ value: 31 });
	expect(readDigits(standard, question('visits'), '0')).toEqual({ value: 0 });
});

test.each([
	['kind-staff', '6', 'paper_digits_wrong'],
	['kind-staff', '0', 'paper_digits_wrong'],
	['kind-staff', '9', 'paper_digits_wrong'],
	['kind-staff', 'x', 'paper_digits_wrong'],
	['kind-staff', '2.5', 'paper_digits_wrong'],
	['kind-staff', ',', 'paper_digits_wrong'],
	['kind-staff', '1 2', 'paper_digits_one'],
	['visits', '32', 'paper_digits_wrong'],
	['visits', '-1', 'paper_digits_wrong'],
	['activities', '4', 'paper_digits_wrong']
])('%s: "%s" is refused', (id, typed, code) => {
	expect(readDigits(standard, question(id), typed)).toMatchObject({ problem: { code } });
});

test('a line says which question does not fit, and how many answers are missing', () => {
	expect(readLine(standard, '1 2 1 - 2 9')).toMatchObject({ problem: { code: 'paper_line_question', params: { question: 6, typed: '9', allowed: '1–3' } } });
	expect(readLine(standard, '1 2 1')).toMatchObject({ problem: { code: 'paper_line_count', params: { given: 3, wanted: 6 } } });
	expect(readLine(standard, '')).toMatchObject({ problem: { code: 'paper_line_count', params: { given: 0, wanted: 6 } } });
	expect(readLine(easy, '3')).toEqual({ choices: [3] });
});

test('digits may stand without blanks only where every question takes one digit', () => {
	const battery = { ...standard, questions: standard.questions.filter(({ kind }) => kind === 'scale' || kind === 'yes-no') };
	expect(readLine(battery, '1-4')).toEqual({ choices: [1, null, 4] });
	expect(readLine(standard, '12121')).toMatchObject({ problem: { code: 'paper_line_count' } });
});

test('who helped is a printed digit too', () => {
	expect(assistances.map((assisted) => readAssistance(writeAssistance(assisted)))).toEqual(assistances.map((value) => ({ value })));
	expect(readAssistance('')).toEqual({ value: 'no' });
	for (const wrong of ['0', '5', '12', 'x']) expect(readAssistance(wrong)).toMatchObject({ problem: { code: 'paper_digits_wrong' } });
});
