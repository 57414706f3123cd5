import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areSumsAlike, coarseRange, isAlike, leavesOpen, type Cell, type Shape } from './cells.ts';
import { allRules, chooseShown } from './hiding.ts';

const shape = (values: readonly (number | null)[], kind: Shape['kind'] = 'one'): Shape => ({
	question: 'q',
	kind,
	answers: values.flatMap((value, i) => (value === null ? [] : [i])),
	choices: values.map((value, i) => ({ id: `c${i}`, value })),
	range: { low: 0, high: 6 },
	scale: null,
	grouping: false
});
const five = shape([1, 2, 3, 4, 5, null]);
const cell = (...counts: number[]): Cell => ({ n: counts.slice(0, -1).reduce((a, b) => a + b, 0), counts, numbers: null });

test('a cell is alike when all, or all but one, told the same; "I don’t want to answer" does not make it various', () => {
	expect(isAlike(five, cell(0, 0, 0, 0, 9, 0))).toBe(true);
	expect(isAlike(five, cell(0, 0, 0, 1, 9, 4))).toBe(true);
	expect(isAlike(five, cell(0, 0, 0, 2, 9, 0))).toBe(false);
	expect(isAlike(five, cell(1, 0, 0, 1, 9, 0))).toBe(false);
	const many = shape([0, 1, null], 'many');
	expect(isAlike(many, { n: 9, counts: [8, 3, 0], numbers: null })).toBe(true);
	expect(isAlike(many, { n: 9, counts: [7, 0, 2], numbers: null })).toBe(false);
});

test('sums of numbers are alike exactly when one number can be taken away so that the rest are equal', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 9 }), (numbers) => {
			const sum = numbers.reduce((a, b) => a + b, 0);
			const squares = numbers.reduce((a, b) => a + b * b, 0);
			const truly = numbers.some((_, i) => new Set(numbers.toSpliced(i, 1)).size === 1);
			// Another list with the same sums may be alike: then the sums are treated as alike too.
			if (truly) expect(areSumsAlike(numbers.length, sum, squares, 0, 6)).toBe(true);
		})
	);
	expect(areSumsAlike(5, 15, 55, 0, 6)).toBe(false);
	expect(areSumsAlike(2, 3, 5, 0, 6)).toBe(true);
});

test('a coarse range holds the answer and at least one other, and different answers share it', () => {
	for (const count of [2, 3, 4, 5, 6, 7]) {
		const scale = shape([...Array.from({ length: count }, (_, i) => i + 1), null]);
		const ranges = Array.from({ length: count }, (_, answer) => coarseRange(scale, cell(...Array.from({ length: count }, (_, i) => (i === answer ? 9 : 0)), 0)));
		for (const [answer, range] of ranges.entries()) {
			expect(range).toContain(`c${answer}`);
			expect(range.length).toBeGreaterThan(1);
			expect(ranges.filter((other) => other.join() === range.join())).toHaveLength(range.length);
		}
	}
});

test('hidden groups protect each other: without any one of them k answers are left, of every kind that anybody gave', () => {
	const part = fc.record({ people: fc.integer({ min: 0, max: 14 }), missing: fc.integer({ min: 0, max: 4 }) }).map(({ people, missing }) => ({ people, n: Math.max(0, people - missing) }));
	fc.assert(
		fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.integer({ min: 3, max: 6 }), (groups, k) => {
			const parts = groups.map((group) => ({ ...group, fit: group.n >= k }));
			const shown = chooseShown(parts, k, () => true, allRules);
			const hidden = parts.filter(({ people }, i) => people > 0 && !shown.has(i));
			for (const i of shown) expect(parts[i]?.n ?? 0).toBeGreaterThanOrEqual(k);
			if (shown.size === 0 || hidden.length === 0) return;
			const all = hidden.reduce((sum, { n }) => sum + n, 0);
			for (const { n } of hidden) expect(all - n).toBeGreaterThanOrEqual(k);
			// The sizes must not follow from each being one, or from each pair being just k.
			expect(all).toBeGreaterThan(hidden.length);
			expect(hidden.some(({ n }) => all - n > k)).toBe(true);
		})
	);
	expect(leavesOpen(five, cell(2, 3, 0, 0, 2, 0), cell(9, 9, 0, 0, 9, 0))).toBe(true);
	expect(leavesOpen(five, cell(2, 3, 0, 0, 1, 0), cell(9, 9, 0, 0, 9, 0))).toBe(false);
	expect(leavesOpen(five, cell(2, 3, 0, 0, 2, 0), cell(9, 9, 1, 0, 9, 0))).toBe(false);
});

test('more is hidden before anything is shown that the rule forbids, the smallest first', () => {
	const parts = [20, 8, 6, 2].map((n) => ({ people: n, n, fit: n >= 5 }));
	expect([...chooseShown(parts, 5, () => true, allRules)].sort()).toEqual([0]);
	expect(chooseShown([20, 2].map((n) => ({ people: n, n, fit: n >= 5 })), 5, () => true, allRules).size).toBe(0);
	expect([...chooseShown([20, 15, 0].map((n) => ({ people: n, n, fit: n >= 5 })), 5, () => true, allRules)].sort()).toEqual([0, 1]);
	expect([...chooseShown(parts, 5, () => true, { ...allRules, complementary: false })].sort()).toEqual([0, 1, 2]);
});

test('the examples of docs/privacy.md are what the rules do', () => {
	const table = readFileSync('docs/privacy.md', 'utf8').split('| sizes | shown | why |')[1] ?? '';
	const rows = [...table.matchAll(/^\| ([\d ]+?) \| ([\d ]*?) ?\| /gm)].map(([, sizes = '', shown = '']) => ({ sizes: sizes.split(' ').map(Number), shown: shown.trim() }));
	expect(rows.length).toBeGreaterThanOrEqual(6);
	for (const { sizes, shown } of rows) {
		const chosen = chooseShown(sizes.map((n) => ({ people: n, n, fit: n >= 5 })), 5, () => true, allRules);
		expect([...chosen].sort((a, b) => a - b).map((i) => sizes[i]).join(' '), sizes.join(' ')).toBe(shown);
	}
});
