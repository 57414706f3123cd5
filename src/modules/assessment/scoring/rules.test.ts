import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluationOf } from '../../methodology/index.ts';
import { answer, smallMethodology } from '../../../../tests/support/assessment.ts';
import { checkFields } from '#platform/web/form.ts';
import { ScoreForm, toScoreInput } from './model.ts';
import { checkAnswer, sameAnswer } from './rules.ts';

const points = evaluationOf(smallMethodology, { evaluator: 'enabler' }, 'classical');
const phases = evaluationOf(smallMethodology, { evaluator: 'enabler' }, 'fine');
const check = (change: Parameters<typeof answer>[1], how = points) => checkAnswer(how.evaluation, how.scale, answer('1.1', change));

test('blank is never zero: "cannot judge" and "not applicable" store no values, whatever was typed', () => {
	fc.assert(
		fc.property(fc.option(fc.integer({ min: -5, max: 105 }), { nil: undefined }), fc.constantFrom('cannot-judge' as const, 'not-applicable' as const), (typed, judgement) => {
			const checked = check({ judgement, values: typed === undefined ? {} : { score: typed }, reason: 'no such service' });
			return 'answer' in checked && checked.answer.values === null;
		})
	);
});

test('a judged answer holds exactly the integers of its evaluator, inside the scale', () => {
	fc.assert(
		fc.property(fc.oneof(fc.integer({ min: -20, max: 120 }), fc.double({ noNaN: false })), (value) => {
			const checked = check({ values: { score: value, plan: 3 } });
			const fits = Number.isInteger(value) && value >= 0 && value <= 100;
			return fits ? 'answer' in checked && JSON.stringify(checked.answer.values) === JSON.stringify({ score: value }) : 'problems' in checked;
		})
	);
	expect(check({ values: { plan: 1, do: 2, check: 3 } }, phases)).toEqual({ problems: { value_act: { code: 'score_missing', params: { min: 0, max: 100 } } } });
	expect(check({ values: { plan: 101, do: 2, check: -3, act: 1.5 } }, phases)).toMatchObject({ problems: { value_plan: { code: 'score_out_of_scale' }, value_check: { code: 'score_out_of_scale' }, value_act: { code: 'score_not_integer' } } });
});

test('"not applicable" needs a reason, and only it keeps one', () => {
	expect(check({ judgement: 'not-applicable', reason: '  ' })).toEqual({ problems: { reason: { code: 'scoring_reason_missing' } } });
	expect(check({ reason: 'left over' })).toMatchObject({ answer: { reason: '' } });
});

test('the form reads numbers as typed: empty is missing, words and decimals are no integers', () => {
	const read = (value: string) => toScoreInput('1.1', checkFields(ScoreForm, { revision: '0', judgement: 'judged', value_score: value })).values.score;
	expect(read('')).toBeUndefined();
	expect(read(' 45 ')).toBe(45);
	expect(read('0')).toBe(0);
	for (const wrong of ['4,5', '4.5', '1e2', '٣', '0x10', '5 0', 'fifty', '--1']) expect(read(wrong), wrong).toBeNaN();
	expect(() => checkFields(ScoreForm, { revision: '0', judgement: 'guessed' })).toThrow();
	expect(() => checkFields(ScoreForm, { revision: '-1', judgement: 'judged' })).toThrow();
	expect(() => checkFields(ScoreForm, { revision: '0', judgement: 'judged', strengths: 'x'.repeat(4001) })).toThrow();
});

test('the same answer is recognised whatever the order of evidence and dimensions', () => {
	const stored = { id: '', assessorId: '', nodeId: '1.1', enteredByLead: false, changedAfterOpening: false, revision: 1, updatedAt: new Date(0), judgement: 'judged' as const, values: { act: 1, plan: 2, do: 3, check: 4 }, reason: '', strengths: 'a', improvements: '', evidenceIds: ['b', 'a'] };
	const same = { judgement: 'judged' as const, values: { plan: 2, do: 3, check: 4, act: 1 }, reason: '', strengths: 'a', improvements: '', evidenceIds: ['a', 'b'] };
	expect(sameAnswer(stored, same)).toBe(true);
	expect(sameAnswer(stored, { ...same, values: { ...same.values, act: 0 } })).toBe(false);
	expect(sameAnswer({ ...stored, values: { score: 0 } }, { ...same, values: null })).toBe(false);
	expect(sameAnswer(stored, { ...same, strengths: 'b' })).toBe(false);
	expect(sameAnswer(stored, { ...same, evidenceIds: ['a'] })).toBe(false);
});
