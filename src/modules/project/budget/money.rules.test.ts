import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents, compareAmounts, convert, difference, fromCents, latsPerEuro, percentOf, sum } from '#platform/money.ts';

const value = fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n });
const rate = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 999_999 })).map(([whole, millionths]) => `${whole}.${String(millionths).padStart(6, '0')}`);
const millionths = (text: string): bigint => BigInt(text.replace('.', ''));

test('the lats are divided by the fixed rate', () => {
	expect(convert('100.00', latsPerEuro)).toBe('142.29');
	expect(convert('50000.00', latsPerEuro)).toBe('71143.59');
	expect(convert('117561.42', latsPerEuro)).toBe('167274.83');
	expect(convert('249027.00', latsPerEuro)).toBe('354333.50');
	expect(convert('120888.00', latsPerEuro)).toBe('172008.13');
});

test('a converted amount is the quotient rounded half up to the cent, and the sign changes nothing but itself', () => {
	fc.assert(
		fc.property(value, rate, (raw, units) => {
			const result = cents(convert(fromCents(raw), units));
			const size = result < 0n ? -result : result;
			const exact = raw < 0n ? -raw : raw;
			// |2·size·rate − 2·exact·10⁶| ≤ rate, and a half goes away from zero.
			const double = 2n * size * millionths(units) - 2n * exact * 1_000_000n;
			expect(double > -millionths(units) && double <= millionths(units)).toBe(true);
			expect(cents(convert(fromCents(-raw), units))).toBe(-result);
			expect(convert(fromCents(raw), '1')).toBe(fromCents(raw));
		}),
		{ numRuns: 1000 }
	);
});

test('parts of a hundred percent lie within a cent each of the whole', () => {
	fc.assert(
		fc.property(value, fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 6 }), (raw, cuts) => {
			const bounds = [0, ...cuts.sort((a, b) => a - b), 10_000];
			const percents = bounds.slice(1).map((to, index) => to - (bounds[index] ?? 0)).map((hundredths) => `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`);
			const parts = percents.map((percent) => percentOf(fromCents(raw), percent));
			const off = cents(difference(sum(parts), fromCents(raw)));
			expect((off < 0n ? -off : off) * 2n <= BigInt(parts.length)).toBe(true);
			expect(percentOf(fromCents(raw), '100')).toBe(fromCents(raw));
			expect(percentOf(fromCents(raw), '0')).toBe('0.00');
		})
	);
});

test('sums are exact in any order, and amounts keep their order', () => {
	fc.assert(
		fc.property(fc.array(value), (raws) => {
			const amounts = raws.map(fromCents);
			expect(sum(amounts)).toBe(sum([...amounts].reverse()));
			expect(cents(sum(amounts))).toBe(raws.reduce((a, b) => a + b, 0n));
			const [a = 0n, b = 0n] = raws;
			expect(compareAmounts(fromCents(a), fromCents(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
		})
	);
});

test.each(['', '1.', '.5', '1,5', '1.234', '1e3', '1234567890123', 'NaN'])('"%s" is no amount for sums', (text) => expect(() => sum([text])).toThrow(RangeError));
test.each(['0', '-1', '1,5'])('"%s" is no rate', (text) => expect(() => convert('1.00', text)).toThrow(RangeError));
