import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, exact, ratio, type Ratio } from '#platform/ratio.ts';
import type { NodeJudgement } from '../assessment/index.ts';
import { MethodologyDocument, type MethodologyNodeInput } from '../methodology/index.ts';
import type { Scoring } from './model.ts';
import { levelOf, overallId, scoreMethodology } from './rules.ts';
import { spreadOf } from './spread.ts';

const t = (en: string) => ({ en });
const bands = [[0, 10], [11, 30], [31, 50], [51, 70], [71, 90], [91, 100]].map(([from, to]) => ({ from, to, name: t(`${from}`) }));
const texts = (n: number) => Array.from({ length: n }, () => t('x'));

interface Shape {
	nodes: MethodologyNodeInput[];
	limiters?: { anyOf: string[]; below: number; node: string; at: number }[];
	overall?: 'mean' | 'lowest' | 'none';
}
const documentOf = ({ nodes, limiters = [], overall = 'mean' }: Shape): MethodologyDocument =>
	MethodologyDocument.parse({
		format: 'socquality-methodology/1',
		id: 'generated',
		version: '1.0.0',
		languages: ['en'],
		title: t('x'),
		description: t('x'),
		adaptation: t('x'),
		modes: [{ id: 'simple', title: t('x'), text: t('x') }],
		scales: { points: { min: 0, max: 100, levels: bands }, duty: { min: 0, max: 1, levels: [0, 1].map((v) => ({ from: v, to: v, name: t(`${v}`) })) } },
		evaluators: { points: { simple: { kind: 'points', scale: 'points', text: t('x'), levels: texts(6) } }, duty: { simple: { kind: 'met', scale: 'duty', text: t('x'), levels: texts(2) } } },
		overall: { aggregate: overall },
		nodes,
		limiters: limiters.map((l, i) => ({ id: `limiter-${i}`, title: t('x'), explanation: t('x'), when: { anyOf: l.anyOf, below: l.below }, caps: { node: l.node, at: l.at } }))
	});

/** Trees of two to three levels with weights; every leaf is scored on 0–100, so every node may have a value. */
const weight = fc.integer({ min: 1, max: 5000 }).map((w) => w / 1000);
const aggregate = fc.constantFrom('mean' as const, 'mean' as const, 'lowest' as const);
const tree = fc
	.array(fc.record({ weight, aggregate, groups: fc.array(fc.record({ weight, aggregate, leaves: fc.array(weight, { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 3 })
	.map((tops) =>
		tops.map((top, i): MethodologyNodeInput => ({
			id: `${i}`, kind: 'criterion', title: t('x'), weight: top.weight, aggregate: top.aggregate,
			children: top.groups.map((group, j): MethodologyNodeInput => ({
				id: `${i}.${j}`, kind: 'sub-criterion', title: t('x'), weight: group.weight, aggregate: group.aggregate,
				children: group.leaves.map((w, k): MethodologyNodeInput => ({ id: `${i}.${j}.${k}`, kind: 'requirement', text: t('x'), weight: w, evaluator: 'points' }))
			}))
		}))
	);
const leavesOf = (nodes: readonly MethodologyNodeInput[]): string[] => nodes.flatMap((n) => (n.evaluator ? [n.id] : leavesOf(n.children ?? [])));
const allOf = (nodes: readonly MethodologyNodeInput[]): string[] => nodes.flatMap((n) => [n.id, ...allOf(n.children ?? [])]);

const judgement = (nodeId: string, score: number | '?' | '–'): NodeJudgement =>
	score === '?' ? { nodeId, judgement: 'cannot-judge', values: null } : score === '–' ? { nodeId, judgement: 'not-applicable', values: null } : { nodeId, judgement: 'judged', values: { score } };
const entry = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 100 }) }, { weight: 1, arbitrary: fc.constantFrom('?' as const, '–' as const) });

/** A document (with limiters among its own nodes) and a judgement for each leaf; some leaves are left without one. */
const scene = tree.chain((nodes) => {
	const leaves = leavesOf(nodes);
	return fc.record({
		nodes: fc.constant(nodes),
		entries: fc.tuple(...leaves.map((id) => fc.option(entry, { nil: undefined, freq: 8 }).map((value) => ({ id, value })))),
		limiters: fc.array(fc.record({ anyOf: fc.subarray(leaves, { minLength: 1 }), below: fc.integer({ min: 1, max: 100 }), node: fc.constantFrom(...allOf(nodes), overallId), at: fc.integer({ min: 0, max: 100 }) }), { maxLength: 3 }),
		overall: aggregate
	});
});
type Scene = { nodes: MethodologyNodeInput[]; entries: { id: string; value: number | '?' | '–' | undefined }[]; limiters: NonNullable<Shape['limiters']>; overall: 'mean' | 'lowest' };
const judgementsOf = (s: Pick<Scene, 'entries'>) => s.entries.flatMap(({ id, value }) => (value === undefined ? [] : [judgement(id, value)]));
const score = (s: Scene, judgements = judgementsOf(s)): Scoring => scoreMethodology(documentOf(s), 'simple', judgements);
const valuesOf = (scoring: Scoring): (string | null)[] => [...scoring.nodes, scoring.overall].map(({ value }) => value && exact(value));
const holds = (property: (s: Scene) => void) => fc.assert(fc.property(scene as fc.Arbitrary<Scene>, property), { numRuns: 150 });

describe('scoring', () => {
	test('does not depend on the order of the judgements', () => {
		fc.assert(
			fc.property(scene as fc.Arbitrary<Scene>, fc.infiniteStream(fc.nat()), (s, stream) => {
				const shuffled = judgementsOf(s).map((j) => ({ j, key: stream.next().value ?? 0 })).sort((a, b) => a.key - b.key).map(({ j }) => j);
				expect(score(s, shuffled)).toEqual(score(s));
			})
		);
	});

	test('stays inside the scale, and a mean lies between the lowest and the highest of its inputs', () => {
		holds((s) => {
			const scoring = score({ ...s, limiters: [] });
			for (const { value, explanation, scale } of [...scoring.nodes, scoring.overall]) {
				if (!value || !scale) continue;
				expect(compare(value, ratio(scale.min))).toBeGreaterThanOrEqual(0);
				expect(compare(value, ratio(scale.max))).toBeLessThanOrEqual(0);
				const inputs = explanation.inputs.flatMap((i) => i.value ?? []).sort(compare);
				if (inputs.length === 0) continue;
				expect(compare(value, inputs[0] as Ratio)).toBeGreaterThanOrEqual(0);
				expect(compare(value, inputs.at(-1) as Ratio)).toBeLessThanOrEqual(0);
			}
		});
	});

	test('a blank said and a blank left unsaid are the same, and neither changes a value', () => {
		holds((s) => {
			const without = s.entries.filter(({ value }) => value !== '?' && value !== '–');
			const said = s.entries.map((e) => (e.value === '–' || e.value === undefined ? { ...e, value: '?' as const } : e));
			expect(valuesOf(score({ ...s, entries: without }))).toEqual(valuesOf(score({ ...s, entries: said })));
			expect(valuesOf(score(s))).toEqual(valuesOf(score({ ...s, entries: said })));
		});
	});

	test('a blank is not a zero: the mean over 60 and a blank is 60, over 60 and 0 it is 30', () => {
		const nodes: MethodologyNodeInput[] = [{ id: 'A', kind: 'criterion', title: t('x'), children: ['A.1', 'A.2'].map((id) => ({ id, kind: 'sub-criterion', title: t('x'), evaluator: 'points' })) }];
		const of = (second: number | '?') => scoreMethodology(documentOf({ nodes }), 'simple', [judgement('A.1', 60), judgement('A.2', second)]).overall.value;
		expect([of('?'), of(0)]).toEqual([ratio(60), ratio(30)]);
	});

	test('coverage counts every scored node below once, and expects only what applies', () => {
		holds((s) => {
			const { overall, nodes } = score(s);
			const count = (...wanted: unknown[]) => s.entries.filter(({ value }) => wanted.includes(typeof value === 'number' ? 'judged' : value)).length;
			expect(overall.coverage).toEqual({ judged: count('judged'), blank: count('?', undefined), notApplicable: count('–'), total: s.entries.length - count('–') });
			for (const { coverage } of nodes) expect(coverage.total).toBe(coverage.judged + coverage.blank);
		});
	});

	test('only the proportion of weights matters', () => {
		fc.assert(
			fc.property(scene as fc.Arbitrary<Scene>, fc.constantFrom(2, 4, 10, 100), (s, factor) => {
				const scaled = (nodes: MethodologyNodeInput[]): MethodologyNodeInput[] => nodes.map((n) => ({ ...n, weight: Math.round((n.weight ?? 1) * factor * 1000) / 1000, children: scaled(n.children ?? []) }));
				expect(valuesOf(score({ ...s, nodes: scaled(s.nodes) }))).toEqual(valuesOf(score(s)));
			})
		);
	});

	test('a limiter only lowers, never above its cap, and says so exactly where it does', () => {
		holds((s) => {
			const [limited, free] = [score(s), score({ ...s, limiters: [] })];
			for (const [i, node] of [...limited.nodes, limited.overall].entries()) {
				const other = [...free.nodes, free.overall][i]?.value ?? null;
				expect(node.value === null).toBe(other === null);
				if (node.value && other) expect(compare(node.value, other)).toBeLessThanOrEqual(0);
				if (node.limited) expect([compare(node.limited.to, node.limited.from), node.value]).toEqual([-1, node.limited.to]);
				const capping = limited.limiters.filter((l) => l.node === node.nodeId && (l.state === 'applied' || l.state === 'no-effect'));
				if (node.value) for (const l of capping) expect(compare(node.value, ratio(l.at))).toBeLessThanOrEqual(0);
				expect(node.limited !== null).toBe(capping.some((l) => l.state === 'applied'));
			}
		});
	});

	test('a limiter is unchecked when nothing is below and something is blank, and then changes nothing', () => {
		holds((s) => {
			const scoring = score(s);
			for (const [i, outcome] of scoring.limiters.entries()) {
				const named = s.entries.filter(({ id }) => s.limiters[i]?.anyOf.includes(id));
				const below = named.some(({ value }) => typeof value === 'number' && value < (s.limiters[i]?.below ?? 0));
				const blank = named.some(({ value }) => value === '?' || value === undefined);
				if (below) expect(['applied', 'no-effect']).toContain(outcome.state);
				else expect(outcome.state).toBe(blank ? 'unchecked' : 'clear');
			}
			const silent = score({ ...s, limiters: s.limiters.filter((_, i) => ['unchecked', 'clear'].includes(scoring.limiters[i]?.state ?? '')) });
			expect(valuesOf(silent)).toEqual(valuesOf(score({ ...s, limiters: [] })));
		});
	});

	test('a higher score never lowers any value', () => {
		fc.assert(
			fc.property(scene as fc.Arbitrary<Scene>, fc.nat(), fc.integer({ min: 0, max: 100 }), (s, pick, by) => {
				const judged = s.entries.filter(({ value }) => typeof value === 'number');
				const chosen = judged[pick % Math.max(1, judged.length)];
				const raised = s.entries.map((e) => (e === chosen && typeof e.value === 'number' ? { ...e, value: Math.min(100, e.value + by) } : e));
				const [before, after] = [score(s), score({ ...s, entries: raised })];
				for (const [i, { value }] of [...before.nodes, before.overall].entries()) {
					const higher = [...after.nodes, after.overall][i]?.value;
					if (value && higher) expect(compare(higher, value)).toBeGreaterThanOrEqual(0);
				}
			})
		);
	});

	test('a figure can be calculated again from its explanation', () => {
		holds((s) => {
			const scoring = score({ ...s, limiters: [] });
			for (const { value, explanation } of [...scoring.nodes, scoring.overall]) {
				if (explanation.rule !== 'mean' || !value) continue;
				const used = explanation.inputs.flatMap((i) => (i.value ? [{ value: i.value, weight: i.weight }] : []));
				const number = ({ n, d }: Ratio) => Number(n) / Number(d);
				const sum = (parts: number[]) => parts.reduce((a, b) => a + b, 0);
				expect(number(value)).toBeCloseTo(sum(used.map((i) => number(i.value) * number(i.weight))) / sum(used.map((i) => number(i.weight))), 9);
			}
		});
	});

	test('thirds stay exact through two levels', () => {
		const leaf = (id: string): MethodologyNodeInput => ({ id, kind: 'sub-criterion', title: t('x'), evaluator: 'points' });
		const nodes: MethodologyNodeInput[] = ['A', 'B', 'C'].map((id) => ({ id, kind: 'criterion', title: t('x'), children: [leaf(`${id}.1`), leaf(`${id}.2`), leaf(`${id}.3`)] }));
		const judgements = leavesOf(nodes).map((id, i) => judgement(id, i === 0 ? 1 : 0));
		expect(scoreMethodology(documentOf({ nodes }), 'simple', judgements).overall.value).toEqual(ratio(1, 9));
	});

	test('names what it did not use, and refuses two judgements of one node', () => {
		const nodes: MethodologyNodeInput[] = [{ id: 'A', kind: 'criterion', title: t('x'), children: [{ id: 'A.1', kind: 'sub-criterion', title: t('x'), evaluator: 'points' }] }];
		const document = documentOf({ nodes });
		const scoring = scoreMethodology(document, 'simple', [judgement('Z', 5), judgement('A', 5), judgement('A.1', 101)]);
		expect(scoring.ignored).toEqual([{ nodeId: 'A', reason: 'not-scored' }, { nodeId: 'A.1', reason: 'wrong-values' }, { nodeId: 'Z', reason: 'not-scored' }]);
		expect(scoring.overall).toMatchObject({ value: null, coverage: { judged: 0, blank: 1 } });
		expect(() => scoreMethodology(document, 'simple', [judgement('A.1', 1), judgement('A.1', 1)])).toThrow(RangeError);
		expect(() => scoreMethodology(document, 'other', [])).toThrow(/mode "other"/);
	});

	test('different scales are not combined, at any height and whatever was judged', () => {
		const pair = (id: string): MethodologyNodeInput => ({ id, kind: 'criterion', title: t('x'), children: [{ id: `${id}.1`, kind: 'sub-criterion', title: t('x'), evaluator: 'points' }, { id: `${id}.2`, kind: 'sub-criterion', title: t('x'), evaluator: 'duty' }] });
		const document = documentOf({ nodes: [{ id: 'P', kind: 'part', title: t('x'), children: [pair('A')] }] });
		for (const judgements of [[], [judgement('A.1', 50)], [judgement('A.1', 50), judgement('A.2', 1)], [judgement('A.2', '–')]]) {
			const { nodes, overall } = scoreMethodology(document, 'simple', judgements);
			for (const id of ['P', 'A']) expect(nodes.find((n) => n.nodeId === id)).toMatchObject({ value: null, scale: null, explanation: { noValue: 'mixed-scales' } });
			expect(overall.explanation.noValue).toBe('mixed-scales');
		}
	});

	test('the level is the last whose lower bound is reached', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 100 }), (n, d) => {
				const value = ratio(n, 100 * d);
				const number = n / (100 * d);
				expect(levelOf(bands as never, value)?.from).toBe(Math.max(...[0, 11, 31, 51, 71, 91].filter((from) => from <= number + 1e-12)));
			})
		);
	});
});

describe('spread', () => {
	test('is the lowest and highest of what each member alone would give; blanks take no part', () => {
		fc.assert(
			fc.property(fc.array(fc.record({ one: entry, two: entry }), { maxLength: 6 }), (members) => {
				const nodes: MethodologyNodeInput[] = [{ id: 'A', kind: 'criterion', title: t('x'), children: ['A.1', 'A.2'].map((id) => ({ id, kind: 'sub-criterion', title: t('x'), evaluator: 'points' })) }];
				const document = documentOf({ nodes });
				const all = members.map(({ one, two }) => [judgement('A.1', one), judgement('A.2', two)]);
				const spreads = spreadOf(document, 'simple', all);
				const ones = members.flatMap(({ one }) => (typeof one === 'number' ? [one] : []));
				expect(spreads.get('A.1')).toEqual(ones.length === 0 ? undefined : { low: ratio(Math.min(...ones)), high: ratio(Math.max(...ones)), people: ones.length });
				const own = all.flatMap((j) => scoreMethodology(document, 'simple', j).nodes.find((n) => n.nodeId === 'A')?.value ?? []).sort(compare);
				expect(spreads.get('A')).toEqual(own.length === 0 ? undefined : { low: own[0], high: own.at(-1), people: own.length });
			})
		);
	});
});
