import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyValue, bandsOf, coarsen, type Traits } from './coarsening.ts';

const traits = (groups: number): fc.Arbitrary<Traits> =>
	fc.record({
		groups: fc.tuple(...Array.from({ length: groups }, () => fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', 'none'))),
		assisted: fc.constantFrom('no', 'no', 'no', 'relative', 'staff', 'independent'),
		channel: fc.constantFrom('one-time', 'one-time', 'open', 'kiosk', 'paper', 'import')
	}) as fc.Arbitrary<Traits>;

test('every combination of traits that leaves occurs at least k times without open links', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 3 }).chain((groups) => fc.array(traits(groups), { maxLength: 120 })), fc.integer({ min: 3, max: 8 }), (rows, k) => {
			const { traits: kept, dropped, suppressed } = coarsen(rows, k);
			const classes = new Map<string, number>();
			for (const [i, values] of kept.entries()) if (values) classes.set(values.join(), (classes.get(values.join()) ?? 0) + (rows[i]?.channel === 'open' ? 0 : 1));
			for (const count of classes.values()) expect(count).toBeGreaterThanOrEqual(k);
			expect(kept.filter((values) => values === null)).toHaveLength(dropped);
			expect(kept.filter((values) => values?.every((value) => value === anyValue)).length).toBeGreaterThanOrEqual(suppressed);
			if (rows.filter(({ channel }) => channel !== 'open').length >= k) expect(rows.filter(({ channel }, i) => channel !== 'open' && kept[i] === null)).toEqual([]);
		}),
		{ numRuns: 300 }
	);
});

test('tables by group take nothing from the rows: whoever has lost the traits has k others of each group beside them', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 3 }).chain((groups) => fc.array(traits(groups), { minLength: 20, maxLength: 300 })), fc.integer({ min: 3, max: 5 }), (rows, k) => {
			const { traits: kept, levels } = coarsen(rows, k);
			const names = [...(rows[0]?.groups ?? []).keys(), 'assisted' as const];
			for (const [place, name] of names.entries()) {
				if ((levels[place] ?? 0) > 0) continue;
				const valueOf = (row: Traits): string => (name === 'assisted' ? row.assisted : (row.groups[name] ?? ''));
				for (const [value, same] of Map.groupBy(rows.keys(), (i) => valueOf(rows[i] as Traits))) {
					// What a published group has and its rows have not.
					const missing = same.filter((i) => rows[i]?.channel !== 'open' && kept[i]?.[place] !== value);
					expect(missing.length === 0 || missing.length >= k).toBe(true);
				}
			}
		}),
		{ numRuns: 300 }
	);
});

test('a few who were helped do not follow from the published total when they are left out of the rows', () => {
	const rows: Traits[] = Array.from({ length: 63 }, (_, i) => ({ groups: [], assisted: i < 3 ? 'staff' : 'no', channel: 'paper' }));
	const { traits: kept, levels } = coarsen(rows, 5);
	expect(kept.every((values) => values !== null)).toBe(true);
	expect(new Set(kept.map((values) => values?.[0]))).toEqual(new Set([anyValue]));
	expect(levels).toEqual([2, 0]);
});

test('what is common stays exact', () => {
	const rows: Traits[] = Array.from({ length: 40 }, (_, i) => ({ groups: [i % 2 ? 'a' : 'b'], assisted: 'no', channel: i % 4 < 2 ? 'paper' : 'one-time' }));
	const { levels, suppressed, dropped, traits } = coarsen(rows, 5);
	expect({ levels, suppressed, dropped }).toEqual({ levels: [0, 0, 0], suppressed: 0, dropped: 0 });
	expect(traits[0]).toEqual(['b', 'no', 'paper']);
});

test('numbers leave in ranges of at least k answers that hold each number', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 80 }), fc.integer({ min: 3, max: 8 }), (values, k) => {
			const band = bandsOf(values, k);
			if (values.length < k) {
				expect(band).toBeNull();
				return;
			}
			const counts = new Map<string, number>();
			for (const value of values) {
				const text = band?.(value) ?? '';
				const [low, high = low] = text.split('–').map(Number);
				expect(value >= (low ?? 0) && value <= (high ?? 0)).toBe(true);
				counts.set(text, (counts.get(text) ?? 0) + 1);
			}
			for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(k);
		})
	);
});
