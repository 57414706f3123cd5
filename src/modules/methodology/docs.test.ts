import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMethodology } from './parse.ts';

const blocks = async (): Promise<string[]> => {
	const text = await readFile(join(import.meta.dirname, '../../../docs/methodology-format.md'), 'utf8');
	return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
};

test('every whole example of the documentation is a sound methodology, complete for publication', async () => {
	const whole = (await blocks()).filter((block) => block.startsWith('format:'));
	expect(whole.length).toBe(4);
	for (const block of whole) {
		const parsed = parseMethodology(block);
		expect('problems' in parsed ? parsed.problems : parsed.incomplete).toEqual([]);
	}
});

test('the examples show every kind of evaluation, source and limiter', async () => {
	const all = (await blocks()).join('\n');
	for (const word of ['kind: points', 'kind: phases', 'kind: trend-target', 'kind: ordinal', 'kind: met', 'source: survey', 'aggregate: lowest', 'caps:', 'wording:', 'weight:', 'mapping:']) expect(all).toContain(word);
});

test('the parts of examples fit into a whole one', async () => {
	const all = await blocks();
	const [small = ''] = all.filter((block) => block.startsWith('format:'));
	const node = all.find((block) => block.startsWith('- id:')) ?? '';
	const mapping = all.find((block) => block.startsWith('mapping:')) ?? '';
	expect('document' in parseMethodology(small.trimEnd() + '\n' + node.replace(/^/gm, '  '))).toBe(true);
	const problems = parseMethodology(small + mapping);
	// Its ids are not those of the small example; its shape is right.
	expect('problems' in problems && [...new Set(problems.problems.map((problem) => problem.code))]).toEqual(['mapping_unknown']);
});
