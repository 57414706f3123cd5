import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alphaOf, alphaOfRows } from './reliability.ts';
import { figuresOfRows } from './rows.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const squares = (values: readonly number[]) => sum(values.map((value) => value * value));
const scale = (items: readonly string[], reversed: readonly string[] = []) => ({ items, reversed: new Set(reversed), low: 1, high: 5 });

/** A battery as a tally keeps it. */
function battery(rows: readonly (readonly number[])[]) {
	const columns = (rows[0] ?? []).map((_, i) => rows.map((row) => row[i] ?? 0));
	return { n: rows.length, sums: columns.map(sum), squares: columns.map(squares), total: { sum: sum(rows.map(sum)), squares: squares(rows.map(sum)) } };
}

const anyRows = fc.integer({ min: 2, max: 8 }).chain((items) => fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: items, maxLength: items }), { minLength: 2, maxLength: 60 }));

test('an example that can be calculated by hand', () => {
	// Variances 2.5, 2.3, 2.2 of the items and 19.7 of the totals: 3/2 · (1 − 7/19.7) = 381/394.
	const rows = [[3, 4, 3], [4, 5, 4], [2, 2, 3], [5, 5, 5], [1, 2, 1]];
	expect(alphaOf(battery(rows))).toEqual({ value: expect.closeTo(381 / 394, 14) as number, n: 5 });
	expect(alphaOfRows(rows)).toEqual({ value: expect.closeTo(381 / 394, 12) as number, n: 5 });
});

test('items that say the same give 1, items that contradict a negative value, unrelated ones about 0', () => {
	expect(alphaOf(battery([[1, 1], [3, 3], [5, 5]]))).toEqual({ value: 1, n: 3 });
	expect(alphaOf(battery([[1, 4], [3, 3], [5, 1]])).value).toBeLessThan(-1);
	expect(alphaOf(battery([[1, 1], [1, 2], [2, 1], [2, 2]])).value).toBeCloseTo(0, 14);
});

test.each([
	['no answers', []],
	['one person', [[1, 2, 3]]],
	['one item', [[1], [2], [5]]],
	['everybody alike', [[2, 3], [2, 3], [2, 3]]],
	['totals alike though items differ', [[1, 5], [5, 1], [3, 3]]],
	['decimal totals alike but for their last binary digit', [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.2, 0.3, 0.1]]]
])('%s: no α', (_, rows) => {
	expect(alphaOfRows(rows)).toEqual({ value: null, n: rows.length });
	if (rows.flat().every(Number.isInteger)) expect(alphaOf(battery(rows))).toEqual({ value: null, n: rows.length });
});

test('the order of people and of items does not matter, nor a constant added to an item, nor a common factor', () => {
	fc.assert(
		fc.property(anyRows, fc.nat(7), fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 9 }), (rows, place, constant, factor) => {
			const { value } = alphaOf(battery(rows));
			expect(alphaOf(battery(rows.toReversed())).value).toBe(value);
			const near = (other: readonly (readonly number[])[]) => {
				const changed = alphaOf(battery(other)).value;
				if (value === null || changed === null) expect(changed).toBe(value);
				else expect(Math.abs(changed - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
			};
			near(rows.map((row) => row.toReversed()));
			near(rows.map((row) => row.map((v, i) => (i === place % row.length ? v + constant : v))));
			near(rows.map((row) => row.map((v) => v * factor)));
			expect(value === null || value <= 1 + 1e-12).toBe(true);
		})
	);
});

test('sums and rows give the same α', () => {
	fc.assert(
		fc.property(anyRows, (rows) => {
			const [sums, direct] = [alphaOf(battery(rows)), alphaOfRows(rows)];
			expect(direct.n).toBe(sums.n);
			if (sums.value === null) expect(direct.value).toBeNull();
			else expect(Math.abs((direct.value ?? NaN) - sums.value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(sums.value)));
		})
	);
});

test('reversing turns an item in α and not in its mean; all items reversed, or an item turned twice, change nothing', () => {
	fc.assert(
		fc.property(anyRows, (rows) => {
			const items = (rows[0] ?? []).map((_, i) => `q${i}`);
			const plain = figuresOfRows(scale(items), rows);
			const one = figuresOfRows(scale(items, ['q0']), rows);
			expect(one.items).toEqual(plain.items);
			const turned = rows.map((row) => row.map((value, i) => (i === 0 ? 6 - value : value)));
			expect(figuresOfRows(scale(items, ['q0']), turned).alpha).toEqual(plain.alpha);
			const all = figuresOfRows(scale(items, items), rows).alpha.value;
			if (plain.alpha.value === null) expect(all).toBeNull();
			else expect(Math.abs((all ?? NaN) - plain.alpha.value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(plain.alpha.value)));
		})
	);
});

test('α takes complete rows, an item every answer it has', () => {
	const { items, alpha } = figuresOfRows(scale(['a', 'b', 'c'], ['b']), [[1, 5, 1], [2, 4, null], [5, 1, 5], [null, null, null], [3, 3, 4]], 10);
	expect(items.map(({ name, n, mean }) => [name, n, mean])).toEqual([['a', 4, 2.75], ['b', 4, 3.25], ['c', 3, 10 / 3]]);
	expect(alpha.n).toBe(3);
	expect(alpha.value).toBeGreaterThan(0.9);
	expect(figuresOfRows(scale(['a']), [[null]]).items).toEqual([{ name: 'a', n: 0, mean: null, sd: null, ci95: null }]);
});
