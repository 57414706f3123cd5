import { expect, test } from 'vitest';
import { hasMessage } from '#i18n/text.ts';
import { changed, problemsOf, sampleYaml, soundDocument } from './example.testing.ts';
import { parseMethodology } from './parse.ts';
import { problemCodes } from './problems.ts';

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

test('the sample is sound, as YAML and as JSON', () => {
	const document = soundDocument(sampleYaml);
	expect(document.nodes[0]?.children[1]).toMatchObject({ id: '1.2', weight: 1.5, source: 'survey', perspective: 'clients', aggregate: 'mean' });
	expect(soundDocument(JSON.stringify(document))).toEqual(document);
});

test('every problem has its sentence', () => {
	expect(problemCodes.filter((code) => !hasMessage(`methodology_problem_${code}`))).toEqual([]);
	for (const reason of ['split', 'merged', 'removed', 'unmapped', 'other_version']) expect(hasMessage(`methodology_trend_${reason}`)).toBe(true);
});

// [what is replaced, by what, code, the part on whose line it is reported (in the changed text), node]
const faults: [string, string, string, string, string | null][] = [
	['version: 1.0.0', 'version: 1', 'expects_text', 'version: 1', null],
	['version: 1.0.0', 'version: latest', 'bad_version', 'version:', null],
	['id: sample', 'id: My Sample', 'bad_slug', 'id: My', null],
	['format: socquality-methodology/1', 'format: other', 'choice', 'format:', null],
	['description: {', 'descripton: {', 'unknown_key', 'descripton', null],
	['languages: [lv, lt, en]', 'languages: [lv, lt, de]', 'unknown_language', 'languages:', null],
	['languages: [lv, lt, en]', 'languages: [lv, lt, en, lv]', 'list_long', 'languages:', null],
	['languages: [lv, lt, en]', 'languages: [lv, lt, lt]', 'duplicate_language', 'languages:', null],
	['languages: [lv, lt, en]', 'languages: [lv, lt]', 'language_undeclared', 'title: { lv: Paraugs', null],
	['lv: Virziens, lt: Kryptis, en: Direction', 'lv: Virziens, ru: X', 'unknown_language', 'lv: Virziens', '1.1'],
	['lv: Virziens, lt: Kryptis, en: Direction', 'lv: Virziens, ko sauc par kursu', 'text_with_comma', 'lv: Virziens', '1.1'],
	['lv: Virziens, lt: Kryptis, en: Direction', "lv: ' '", 'text_empty', "lv: ' '", '1.1'],
	['{ lv: Virziens, lt: Kryptis, en: Direction }', '{}', 'no_text', 'title: {}', '1.1'],
	['{ lv: Virziens, lt: Kryptis, en: Direction }', 'Virziens', 'expects_map', 'title: Virziens', '1.1'],
	['clients: { lv: Es zinu.', 'robots: { lv: Es zinu.', 'unknown_perspective', 'robots', '1.1.a'],
	['kind: sub-criterion', 'kind: subcriterion', 'choice', 'kind: subcriterion', '1.1'],
	['    kind: criterion\n', '', 'missing', '- id: "1"', '1'],
	['weight: 1.5', 'weight: -1', 'weight', 'weight:', '1.2'],
	['weight: 1.5', 'weight: 0.00005', 'weight', 'weight:', '1.2'],
	['weight: 1.5', 'weight: .inf', 'expects_number', 'weight:', '1.2'],
	['id: 1.1.a', 'id: "1.1"', 'duplicate_id', 'id: "1.1"\n            kind', '1.1'],
	['id: 1.1.a', 'id: overall', 'reserved_id', 'id: overall', 'overall'],
	['id: 1.1.a', 'id: "a b"', 'bad_id', 'id: "a b"', 'a b'],
	['evaluator: enabler', 'evaluator: enablr', 'unknown_evaluator', 'evaluator: enablr', '1.1'],
	['text: { lv: Mums ir mērķis., lt: Turime tikslą., en: We have an aim. }', 'evaluator: duty\n            title: { lv: A, lt: B, en: C }', 'evaluator_nested', 'evaluator: duty\n            title', '1.1.a'],
	['text: { lv: Mums ir mērķis., lt: Turime tikslą., en: We have an aim. }', 'explanation: { lv: A, lt: B, en: C }', 'node_without_text', 'id: 1.1.a', '1.1.a'],
	['kind: points, scale: points, text: &t', 'kind: points, scale: pionts, text: &t', 'unknown_scale', 'scale: pionts', null],
	['kind: points, scale: points, text: &t', 'kind: ponts, scale: points, text: &t', 'choice', 'kind: ponts', null],
	['levels: &l [ *t, *t ]', 'levels: &l [ *t, *t, *t ]', 'levels_count', 'levels: &l', null],
	['- id: fine\n', '- id: classical\n', 'duplicate_id', '- id: classical\n    title: { lv: Sīki', null],
	['- id: fine\n', '- id: finest\n', 'unknown_mode', 'fine:\n      kind: phases', null],
	['- id: fine\n', '- id: finest\n', 'evaluator_mode_missing', 'enabler:', null],
	['from: 51', 'from: 50', 'scale_gap', 'from: 50', null],
	['from: 51', 'from: 52', 'scale_gap', 'from: 52', null],
	['from: 51, to: 100', 'from: 51, to: 101', 'scale_gap', 'to: 101', null],
	['from: 51, to: 100', 'from: 51, to: 99', 'scale_gap', 'to: 99', null],
	['from: 0, to: 50', 'from: 1, to: 50', 'scale_gap', 'from: 1,', null],
	['max: 100', 'max: -5', 'scale_range', 'points:', null],
	['kind: ordinal, scale: yes', 'kind: ordinal, scale: points', 'ordinal_rung', 'kind: ordinal', null],
	['kind: met, scale: yes', 'kind: met, scale: points', 'met_levels', 'kind: met', null],
	['anyOf: ["2.1"]', 'anyOf: ["2.9"]', 'limiter_unknown', 'anyOf', null],
	['anyOf: ["2.1"]', 'anyOf: ["2"]', 'limiter_not_scored', 'anyOf', null],
	['below: 1', 'below: 0', 'limiter_below', 'below: 0', null],
	['below: 1', 'below: 2', 'limiter_below', 'below: 2', null],
	['node: "1", at: 40', 'node: "1", at: 100', 'limiter_cap', 'at: 100', null],
	['node: "1", at: 40', 'node: "9", at: 40', 'limiter_unknown', 'node: "9"', null],
	['node: "1", at: 40', 'node: "2.1", at: 0', 'limiter_self', 'anyOf', null],
	['node: "1", at: 40', 'node: overall, at: 40', 'limiter_no_value', 'node: overall', null],
	['evaluator: result', 'evaluator: duty', 'siblings_scale', '- id: "1"', '1'],
	['nodes:\n', 'overall: { aggregate: mean }\nnodes:\n', 'siblings_scale', 'overall:', null],
	['        perspective: clients\n', '', 'survey_without_perspective', 'source: survey', '1.2'],
	['limiters:\n', `mapping: { from: "${'a'.repeat(64)}", changes: [ { kind: same, from: ["1"], to: ["7"] } ] }\nlimiters:\n`, 'mapping_unknown', 'mapping:', null],
	['limiters:\n', `mapping: { from: "${'a'.repeat(64)}", changes: [ { kind: split, from: ["1"], to: ["1"] } ] }\nlimiters:\n`, 'mapping_shape', 'mapping:', null],
	['limiters:\n', `mapping: { from: "${'a'.repeat(64)}", changes: [ { kind: same, from: ["x"], to: ["1"] }, { kind: same, from: ["x"], to: ["2"] } ] }\nlimiters:\n`, 'mapping_twice', 'mapping:', null],
	['limiters:\n', 'mapping: { from: abc, changes: [] }\nlimiters:\n', 'bad_hash', 'mapping:', null]
];

test.each(faults)('%s → %s: %s', (from, to, code, part, node) => {
	const text = changed(from, to);
	const problem = problemsOf(text).find((found) => found.code === code);
	expect(problem, JSON.stringify(problemsOf(text).slice(0, 4))).toBeDefined();
	expect({ line: problem?.line, node: problem?.node }).toEqual({ line: lineOf(text, part), node });
});

test('nothing scored, a tree too deep, too many nodes', () => {
	const node = (id: string, children: unknown[] = []): unknown => ({ id, kind: 'part', title: { en: 'x' }, children });
	const withNodes = (nodes: unknown[]): string => JSON.stringify({ ...soundDocument(sampleYaml), limiters: [], nodes });
	expect(problemsOf(withNodes([node('a')])).map((p) => p.code)).toEqual(['nothing_scored']);
	let deep = node('n13');
	for (let i = 12; i > 0; i--) deep = node(`n${i}`, [deep]);
	expect(problemsOf(withNodes([deep])).find((p) => p.code === 'nodes_too_deep')?.node).toBe('n13');
	const many = Array.from({ length: 26 }, (_, i) => node(`m${i}`, Array.from({ length: 199 }, (_x, j) => node(`m${i}.${j}`))));
	expect(problemsOf(withNodes(many)).some((p) => p.code === 'nodes_too_many')).toBe(true);
});

test('missing translations stand in the way of publication only', () => {
	const parsed = parseMethodology(changed('lv: Virziens, lt: Kryptis, en: Direction', 'lv: Virziens'));
	expect('document' in parsed && parsed.incomplete.map(({ node, path, code, params, line }) => [node, path, code, params['language'], line])).toEqual([
		['1.1', 'nodes[0].children[0].title', 'translation_missing', 'lt', lineOf(sampleYaml, 'title: { lv: Virziens')],
		['1.1', 'nodes[0].children[0].title', 'translation_missing', 'en', lineOf(sampleYaml, 'title: { lv: Virziens')]
	]);
});
