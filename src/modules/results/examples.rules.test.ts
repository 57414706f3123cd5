import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { exact, type Ratio } from '#platform/ratio.ts';
import { dimensions, evaluationOf, findNode, MethodologyDocument, type Values } from '../methodology/index.ts';
import { shown } from './format.ts';
import type { NodeScore } from './model.ts';
import { scoreMethodology } from './rules.ts';

const page = readFileSync(new URL('../../../docs/scoring.md', import.meta.url), 'utf8');
const document = MethodologyDocument.parse(parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''));

const tables = page.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('| ---'));
const rowsOf = (heading: string): string[][] => {
	const start = tables.findIndex((line) => line.startsWith(heading));
	const cells = tables.slice(start + 1).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
	const width = (tables[start] ?? '').split('|').length - 2;
	const end = cells.findIndex((row) => row.length !== width);
	return end === -1 ? cells : cells.slice(0, end);
};

function judgementsOf(text: string, mode: string) {
	return text.split(' ').map((part) => {
		const [nodeId = '', entered = ''] = part.split('=');
		if (entered === '?') return { nodeId, judgement: 'cannot-judge' as const, values: null };
		if (entered === '–') return { nodeId, judgement: 'not-applicable' as const, values: null };
		const evaluator = findNode(document, nodeId)?.node.evaluator ?? '';
		const names = dimensions[evaluationOf(document, { evaluator }, mode).evaluation.kind];
		const values: Values = Object.fromEntries(entered.split('/').map((value, i) => [names[i], Number(value)]));
		return { nodeId, judgement: 'judged' as const, values };
	});
}
const show = (score: NodeScore, value: Ratio): string => shown(value, score.places, 'en');

describe('the worked examples of docs/scoring.md', () => {
	const examples = rowsOf('| example');
	test('are there', () => expect(examples.length).toBeGreaterThanOrEqual(20));
	test.each(examples)('%s (%s)', (_name, mode = '', judgements = '', nodeId = '', value, rounded, level, coverage) => {
		const scoring = scoreMethodology(document, mode, judgementsOf(judgements, mode));
		const score = scoring.nodes.find((node) => node.nodeId === nodeId) as NodeScore;
		expect({
			value: score.value ? exact(score.value) : score.explanation.noValue,
			rounded: score.value ? show(score, score.value) : '',
			level: score.level?.name.en ?? '',
			coverage: `${score.coverage.judged} of ${score.coverage.total}`
		}).toEqual({ value, rounded, level, coverage });
		expect(scoring.ignored).toEqual([]);
	});

	const limited = rowsOf('| judgements');
	test('of limiters are there', () => expect(limited).toHaveLength(5));
	test.each(limited)('limiter: %s', (judgements = '', limiter, state) => {
		const { limiters } = scoreMethodology(document, 'simple', judgementsOf(judgements, 'simple'));
		expect(limiters.map((l) => [l.id, l.state])).toEqual([[limiter, state]]);
	});
});
