import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changed, problemsOf, sampleYaml } from './example.testing.ts';
import { parseMethodology } from './parse.ts';
import { largestFile } from './read.ts';

const first = (text: string) => {
	const [problem] = problemsOf(text);
	return problem && { code: problem.code, line: problem.line };
};
const lines = (from: number, text: string): number => text.slice(0, from).split('\n').length;

test('what is no methodology file at all', () => {
	expect(first('')).toEqual({ code: 'empty_file', line: 1 });
	expect(first(' \n\n')).toEqual({ code: 'empty_file', line: 1 });
	expect(first('# only a comment\n')).toEqual({ code: 'empty_file', line: 1 });
	expect(first('<!DOCTYPE html>\n<html><body>404</body></html>')).toEqual({ code: 'html', line: 1 });
	expect(first('\uFEFF<html lang="lv">')).toEqual({ code: 'html', line: 1 });
	expect(first('a: 1\nb: \0')).toEqual({ code: 'bad_character', line: 2 });
	expect(first('PK\u0003\u0004')).toEqual({ code: 'bad_character', line: 1 });
	expect(first('a: \uD800')).toEqual({ code: 'bad_character', line: 1 });
	expect(first('just words')).toEqual({ code: 'expects_map', line: 1 });
	expect(first('- a\n- b')).toEqual({ code: 'expects_map', line: 1 });
	expect(first('x'.repeat(largestFile + 1))).toEqual({ code: 'too_large', line: 1 });
});

test('faults of YAML name their line', () => {
	expect(first('a:\n  b: 1\n   c: 2\n')?.line).toBe(2);
	expect(first('a:\n\tb: 1\n')).toEqual({ code: 'yaml_indent', line: 2 });
	expect(first('a: 1\nb: "open\n')?.code).toBe('yaml_quote');
	expect(first('a: 1\n---\nb: 2\n')?.code).toBe('yaml_documents');
	expect(first('a: 1\nb: !!js/function "x"\n')).toEqual({ code: 'yaml_tag', line: 2 });
	expect(first('a: 1\nb: 2\na: 3\n')).toEqual({ code: 'duplicate_key', line: 3 });
	expect(first('a: 1\n"a": 3\n')).toEqual({ code: 'duplicate_key', line: 2 });
	expect(first('a: 1\n__proto__: { polluted: true }\n')).toEqual({ code: 'bad_key', line: 2 });
	expect(first('a: 1\n? [x, y]\n: 1\n')?.code).toBe('bad_key');
	expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('aliases: unknown, circular, multiplied', () => {
	expect(first('a: 1\nb: *nowhere\n')).toEqual({ code: 'unknown_alias', line: 2 });
	expect(first('a: &x [ *x ]\n')).toEqual({ code: 'alias_cycle', line: 1 });
	expect(first('a: &x\n  b: &y\n    c: *x\n')).toEqual({ code: 'alias_cycle', line: 3 });
	const cyclic = changed('        children:\n          - id: 1.1.a', '        children: &loop\n          - id: 1.1.b\n            kind: part\n            children: *loop\n          - id: 1.1.a');
	expect(first(cyclic)).toEqual({ code: 'alias_cycle', line: lines(cyclic.indexOf('children: *loop'), cyclic) });
	const bomb = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]', ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(',')}]`)].join('\n');
	expect(first(bomb)?.code).toBe('too_many_values');
});

test('nesting without end is refused, not followed', () => {
	expect(first('['.repeat(50_000))?.code).toMatch(/too_deep|yaml/);
	expect(first(`${'['.repeat(60)}1${']'.repeat(60)}`)?.code).toBe('too_deep');
	expect(first(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)?.code).toBe('too_deep');
	expect(first(`${'- '.repeat(200)}x`)?.code).toBe('too_deep');
});

test('an escape cannot bring in what the file may not hold', () => {
	expect(problemsOf(changed('en: Direction', 'en: "\\0"')).map((p) => [p.code, p.node])).toContainEqual(['bad_character', '1.1']);
	expect(problemsOf(changed('en: Direction', 'en: "\\ud800"')).map((p) => [p.code, p.node])).toContainEqual(['bad_character', '1.1']);
});

test('a mapping of many keys is read in linear time', () => {
	const keys = (n: number): string => Array.from({ length: n }, (_, i) => `k${i}: 1`).join('\n');
	expect(problemsOf(keys(30_000)).length).toBe(100);
});

test('no text makes the reader throw', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.json(), fc.stringMatching(/^[-:{}[\]&*!|>'"#%@` \na-c0-9]{0,80}$/)), (text) => {
			const parsed = parseMethodology(text);
			expect('problems' in parsed && parsed.problems.length > 0 && parsed.problems.every((p) => p.line >= 1)).toBe(true);
		}),
		{ numRuns: 150 }
	);
});

test('one wrong character anywhere in a sound file is answered, never thrown', () => {
	fc.assert(
		fc.property(fc.nat(sampleYaml.length - 1), fc.constantFrom('', '{', '}', ':', '"', "'", '*', '&', '-', '\t', '\n', '<'), (at, insert) => {
			const parsed = parseMethodology(sampleYaml.slice(0, at) + insert + sampleYaml.slice(at + (insert === '' ? 1 : 0)));
			expect('document' in parsed || parsed.problems.length > 0).toBe(true);
		}),
		{ numRuns: 150 }
	);
});
