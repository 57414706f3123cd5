import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Question } from '../questionnaire/model.ts';
import { sampleDocument } from '../questionnaire/example.testing.ts';
import { agree, compareSheets, countSheets, differencesOf, nextNumber } from './compare.ts';
import { withoutUnasked } from './conditions.ts';
import type { Pass, Sheet } from './model.ts';

const sheet = (number: number, pass: Pass, choices: readonly (number | null)[] = [1, 2], change: Partial<Sheet> = {}): Sheet => ({ id: `${number}-${pass}`, number, pass, variant: 'standard', assisted: 'no', choices, texts: {}, enteredBy: `person-${pass}`, revision: 1, ...change });
const choices = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }), { minLength: 6, maxLength: 6 });

test('two rounds agree exactly when every answer and the help are equal', () => {
	fc.assert(
		fc.property(choices, choices, fc.boolean(), (a, b, helped) => {
			const differences = differencesOf(sheet(1, 1, a), sheet(1, 2, b, { assisted: helped ? 'staff' : 'no' }));
			expect(differences.questions).toEqual(a.flatMap((value, i) => (value === b[i] ? [] : [i])));
			expect(agree(differences)).toBe(JSON.stringify(a) === JSON.stringify(b) && !helped);
		})
	);
});

test('zero and nothing differ, and two different forms never agree', () => {
	expect(differencesOf(sheet(1, 1, [0]), sheet(1, 2, [null])).questions).toEqual([0]);
	expect(agree(differencesOf(sheet(1, 1), sheet(1, 2, [1, 2], { variant: 'easy' })))).toBe(false);
});

test('sheets are put side by side by number, whatever the order of typing', () => {
	const compared = compareSheets([sheet(3, 2), sheet(1, 1), sheet(10, 1), sheet(2, 2, [2, 2]), sheet(1, 2, [1, 2], { enteredBy: 'person-1' }), sheet(2, 1)]);
	expect(compared.map(({ number, state, sameTypist }) => [number, state, sameTypist])).toEqual([[1, 'agrees', true], [2, 'differs', false], [3, 'orphan', false], [10, 'once', false]]);
	expect(countSheets(compared)).toEqual({ sheets: 4, first: 3, second: 3, agrees: 1, differs: 1, once: 1, orphan: 1 });
	expect([nextNumber(compared, 1, 0), nextNumber(compared, 1, 1), nextNumber(compared, 1, 2), nextNumber([], 1, 0)]).toEqual([11, 3, 3, 1]);
	expect([nextNumber(compared, 2, 0), nextNumber(compared, 2, 10), nextNumber([], 2, 0)]).toEqual([10, 10, null]);
});

test('answers to questions that were not asked are taken out, texts are trimmed', () => {
	const { standard } = sampleDocument().variants;
	const typed = { choices: [1, 2, 1, 7, 2, 3], texts: { wish: '  Rest  ', 'no-such': 'x' } };
	expect(withoutUnasked(standard, typed)).toEqual({ choices: [1, 2, 1, null, 2, 3], texts: { wish: 'Rest' } });
	expect(withoutUnasked(standard, { ...typed, choices: [1, 2, 2, 7, 2, 3] }).choices).toEqual([1, 2, 2, 7, 2, 3]);
	expect(withoutUnasked(standard, { choices: [], texts: { wish: ' ' } })).toEqual({ choices: [null, null, null, null, null, null], texts: {} });
});

test('a question that hangs on one that was not asked was not asked either', () => {
	const { standard } = sampleDocument().variants;
	const source: Question = { id: 'visits-yes', kind: 'yes-no', text: { en: 'Visits?' }, maps: [], showIf: { question: 'service', anyOf: ['home'] } };
	const questions = standard.questions.map((question): Question => (question.id === 'helped' ? { ...question, showIf: { question: 'visits-yes', anyOf: ['yes'] } } : question.id === 'visits' ? source : question));
	const chained = { ...standard, questions };
	expect(withoutUnasked(chained, { choices: [1, 1, 1, 2, 2, null], texts: {} }).choices).toEqual([1, 1, 1, null, null, null]);
	expect(withoutUnasked(chained, { choices: [1, 1, 2, 2, 2, null], texts: {} }).choices).toEqual([1, 1, 2, 2, 2, null]);
});
