import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, exact, ratio } from '#platform/ratio.ts';
import { checkValues, dimensions, evaluationOf, findNode, scoredNodes, scoreOf, type Values } from './evaluation.ts';
import { sampleYaml, soundDocument } from './example.testing.ts';
import type { Evaluation, Scale } from './model.ts';

const document = soundDocument(sampleYaml);
const pairs = document.modes.flatMap(({ id }) => Object.keys(document.evaluators).map((evaluator) => evaluationOf(document, { evaluator }, id)));
const valuesFor = (evaluation: Evaluation, scale: Scale): fc.Arbitrary<Values> => fc.record(Object.fromEntries(dimensions[evaluation.kind].map((name) => [name, fc.integer({ min: scale.min, max: scale.max })])));
const judged = fc.constantFrom(...pairs).chain((pair) => valuesFor(pair.evaluation, pair.scale).map((values) => ({ ...pair, values })));

test('complete integers inside the scale pass, and their score lies between the lowest and the highest', () => {
	fc.assert(
		fc.property(judged, ({ evaluation, scale, values }) => {
			expect(checkValues(evaluation, scale, values)).toEqual([]);
			const entered = Object.values(values);
			const score = scoreOf(evaluation, values);
			expect(compare(score, ratio(Math.min(...entered)))).toBeGreaterThanOrEqual(0);
			expect(compare(score, ratio(Math.max(...entered)))).toBeLessThanOrEqual(0);
		})
	);
});

test('the order in which values were entered does not matter, and the score is exact', () => {
	fc.assert(
		fc.property(judged, ({ evaluation, values }) => {
			const turned = Object.fromEntries(Object.entries(values).reverse());
			const sum = Object.values(values).reduce((total, value) => total + value, 0);
			expect(exact(scoreOf(evaluation, turned))).toBe(exact(ratio(sum, Object.keys(values).length)));
		})
	);
});

test('a missing value, a fraction and a value outside the scale are each refused at their dimension', () => {
	fc.assert(
		fc.property(judged, fc.nat(), fc.constantFrom('missing', 'fraction', 'low', 'high', 'nan'), ({ evaluation, scale, values }, pick, way) => {
			const names = dimensions[evaluation.kind];
			const name = names[pick % names.length] ?? 'score';
			const wrong = { missing: undefined, fraction: scale.min + 0.5, low: scale.min - 1, high: scale.max + 1, nan: Number.NaN }[way];
			const code = { missing: 'score_missing', fraction: 'score_not_integer', nan: 'score_not_integer', low: 'score_out_of_scale', high: 'score_out_of_scale' }[way];
			expect(checkValues(evaluation, scale, { ...values, [name]: wrong })).toEqual([{ dimension: name, code }]);
			if (way === 'missing') expect(() => scoreOf(evaluation, { ...values, [name]: undefined })).toThrow(RangeError);
		})
	);
});

test('worked example: plan 40, do 35, check 20, act 20 is 115/4', () => {
	const { evaluation } = evaluationOf(document, { evaluator: 'enabler' }, 'fine');
	expect(exact(scoreOf(evaluation, { plan: 40, do: 35, check: 20, act: 20 }))).toBe('115/4');
});

test('zero is a value and no value is none', () => {
	const { evaluation, scale } = evaluationOf(document, { evaluator: 'enabler' }, 'classical');
	expect(checkValues(evaluation, scale, { score: 0 })).toEqual([]);
	expect(exact(scoreOf(evaluation, { score: 0 }))).toBe('0');
	expect(checkValues(evaluation, scale, {})).toHaveLength(1);
});

test('nodes are found with those above them, and scored ones in reading order', () => {
	expect(scoredNodes(document).map((node) => node.id)).toEqual(['1.1', '1.2', '2.1']);
	expect(findNode(document, '1.1.a')?.ancestors.map((node) => node.id)).toEqual(['1', '1.1']);
	expect(findNode(document, '9')).toBeNull();
	expect(() => evaluationOf(document, { evaluator: 'none' }, 'fine')).toThrow(/no evaluator/);
});
