import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkQuestionnaire } from './check.ts';
import { sampleDocument, sampleYaml } from './example.testing.ts';
import { parseQuestionnaire, questionnaireJson, questionnaireYaml } from './file.ts';
import { sealed } from './library.ts';
import { textSlots, withTexts } from './texts.ts';

const sample = sampleDocument();
const read = (text: string) => {
	const parsed = parseQuestionnaire(text);
	if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
	return parsed.document;
};

test('a document written as YAML or JSON comes back with the same hash, whatever its words', () => {
	const keys = textSlots(sample).map(({ key }) => key);
	const words = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom('ā', 'Ž', ':', '#', '-', '"', "'", '{', '\n', ' ', 'x', '1', '&', '*', '!', '|') }).map((text) => text.trim()).filter((text) => text !== '');
	fc.assert(
		fc.property(fc.dictionary(fc.constantFrom(...keys), words), (texts) => {
			const document = withTexts(sample, new Map(Object.entries(texts).map(([key, lv]) => [key, { lv }])));
			for (const written of [questionnaireYaml(document), questionnaireJson(document)]) expect(sealed(read(written)).sha256).toBe(sealed(document).sha256);
		}),
		{ numRuns: 50 }
	);
});

test('a file written for people leaves out what is assumed', () => {
	expect(questionnaireYaml(sample)).not.toMatch(/value: null|reversed: false|group: false|maps: \[\]/);
});

test.each<[string, string, string, string]>([
	['a question of no known kind', 'kind: yes-no', 'kind: maybe', '51 methodology_problem_choice'],
	['an id with spaces', 'id: helped', 'id: did it help', '50 questionnaire_problem_bad_id'],
	['a field that is not known', 'reversed: true', 'reverse: true', '34 methodology_problem_unknown_key'],
	['a version of two numbers', 'version: 1.0.0', 'version: "1.0"', '4 methodology_problem_bad_version'],
	['a language of nobody', '{lv: Paraugs, en: Sample}', '{lv: Paraugs, xx: Sample}', '8 methodology_problem_unknown_key'],
	['a battery that is not there', 'battery: care', 'battery: nothing', '28 questionnaire_problem_unknown_battery'],
	['a text with a comma and no quotation marks', 'en: Disagree}', 'en: Disagree, in full}', '19 methodology_problem_text_with_comma'],
	['tabs', '  standard:', '\tstandard:', '12 methodology_problem_yaml_indent']
])('%s is named with its line', (_name, from, to, expected) => {
	const parsed = parseQuestionnaire(sampleYaml.replace(from, to));
	expect('problems' in parsed && parsed.problems.map(({ line, message }) => `${line} ${message}`)).toContain(expected);
});

test('nothing that is not a questionnaire is taken for one', () => {
	fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => 'problems' in parseQuestionnaire(text)));
	fc.assert(fc.property(fc.json({ maxDepth: 4 }), (text) => 'problems' in parseQuestionnaire(text)));
});

test('the example for authors is a sound questionnaire, complete for publication', () => {
	const text = readFileSync(join(import.meta.dirname, '../../../../docs/questionnaire-format.md'), 'utf8');
	const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '').filter((block) => block.startsWith('format:'));
	expect(examples).toHaveLength(1);
	for (const example of examples) expect(checkQuestionnaire(read(example))).toEqual([]);
	for (const kind of ['scale', 'single', 'multiple', 'yes-no', 'number', 'short-text', 'long-text']) expect(examples[0]).toContain(`kind: ${kind}`);
	for (const word of ['reversed:', 'showIf:', 'maps:', 'group:', 'unit:', 'hint:', 'picture:', 'easy:', 'introduction:']) expect(examples[0]).toContain(word);
});
