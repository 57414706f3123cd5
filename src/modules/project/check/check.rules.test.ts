import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDocuments } from './check.ts';
import type { CheckedText, CheckResult } from './model.ts';
import { tell, written, type Style, type Told } from './samples.testing.ts';

const daysIn = (y: number, m: number): number => new Date(Date.UTC(y, m, 0)).getUTCDate();

/** Whole months from a first of a month; amounts with all places used. */
const told: fc.Arbitrary<Told> = fc
	.record({ total: fc.integer({ min: 10_000_001, max: 999_999_999 }), share: fc.integer({ min: 30, max: 94 }), year: fc.integer({ min: 2008, max: 2032 }), month: fc.integer({ min: 1, max: 12 }), months: fc.integer({ min: 2, max: 48 }), camps: fc.integer({ min: 2, max: 9 }), visits: fc.integer({ min: 2, max: 9 }), courses: fc.integer({ min: 2, max: 9 }) })
	.map(({ total, share, year, month, months, ...counts }) => {
		const last = month - 1 + months - 1;
		const [y, m] = [year + Math.floor(last / 12), (last % 12) + 1];
		return { total, fund: Math.floor((total * share) / 100), from: [year, month, 1] as const, to: [y, m, daysIn(y, m)] as const, months, ...counts };
	});
const style: fc.Arbitrary<Style> = fc.record({ language: fc.constantFrom('lv' as const, 'lt' as const, 'en' as const), amount: fc.nat(50), money: fc.nat(50), period: fc.nat(50), counts: fc.nat(50) });
const check = (...texts: [string, string][]): CheckResult[] => checkDocuments(texts.map(([name, text]) => written(name, text)));
const brief = (results: readonly CheckResult[]): unknown => results.map(({ kind, code, values }) => [kind, code, ...values.map((v) => `${v.value} | ${v.text}`)]);

/** Swaps the first two neighbouring digits that differ, the leading one excepted. */
function swapped(value: number): number {
	const digits = [...String(value)];
	for (let i = digits.length - 3; i >= 1; i--) {
		if (digits[i] === digits[i - 1]) continue;
		[digits[i - 1], digits[i]] = [digits[i] as string, digits[i - 1] as string];
		if (digits[0] !== '0') return Number(digits.join(''));
		[digits[i - 1], digits[i]] = [digits[i] as string, digits[i - 1] as string];
	}
	return value;
}

test('the same facts in another language, style, inflection or number of decimals raise no alarm', () => {
	fc.assert(
		fc.property(told, style, style, (facts, a, b) => {
			expect(brief(check(['a.txt', tell(facts, a)], ['b.txt', tell(facts, b)]))).toEqual([]);
		}),
		{ numRuns: 150 }
	);
});

test('two swapped digits of the total or of the share are found, with their cause', () => {
	fc.assert(
		fc.property(told, style, style, fc.boolean(), (facts, a, b, share) => {
			const other = share ? { ...facts, fund: swapped(facts.fund) } : { ...facts, total: swapped(facts.total) };
			fc.pre(other.total !== facts.total || other.fund !== facts.fund);
			fc.pre(other.fund < other.total && Math.abs(other.total - facts.total) > 100 + 0 || share);
			const found = check(['a.txt', tell(facts, a)], ['b.txt', tell(other, b)]).filter((r) => r.subject === 'money' && r.code !== 'part_over_whole');
			expect(found.map(({ kind, code }) => [kind, code])).toEqual([['contradiction', share ? 'fund_differs' : 'total_differs']]);
			expect(found[0]?.cause).toBe('swapped_digits');
			expect(found[0]?.confidence).toBeGreaterThanOrEqual(0.8);
		}),
		{ numRuns: 120 }
	);
});

test('a decimal sign in the wrong place is found', () => {
	fc.assert(
		fc.property(told, style, style, (facts, a, b) => {
			const found = check(['a.txt', tell(facts, a)], ['b.txt', tell({ ...facts, total: facts.total * 10 }, b)]);
			expect(found.filter((r) => r.code === 'total_differs').map((r) => r.cause)).toEqual(['decimal_sign']);
		}),
		{ numRuns: 150 }
	);
});

test('another month or year of the period is found, and that the stated months do not fit', () => {
	fc.assert(
		fc.property(told, style, style, fc.constantFrom(1, 12), (facts, a, b, by) => {
			const month = facts.to[1] - 1 + by;
			const [y, m] = [facts.to[0] + Math.floor(month / 12), (month % 12) + 1];
			const later = { ...facts, to: [y, m, daysIn(y, m)] as const };
			const codes = check(['a.txt', tell(facts, a)], ['b.txt', tell(later, b)]).map((r) => r.code);
			expect(codes.toSorted()).toEqual(['months_off', 'period_differs']);
		}),
		{ numRuns: 100 }
	);
});

test('another count is found, whatever the words', () => {
	fc.assert(
		fc.property(told, style, style, fc.constantFrom('camps' as const, 'visits' as const, 'courses' as const), (facts, a, b, what) => {
			const other = { ...facts, [what]: facts[what] === 9 ? 2 : facts[what] + 1 };
			const found = check(['a.txt', tell(facts, a)], ['b.txt', tell(other, b)]);
			expect(found.map((r) => r.subject)).toEqual(['count']);
			expect(found[0]?.values.slice(0, 2).map((v) => v.value).toSorted()).toEqual([String(facts[what]), String(other[what])].toSorted());
		}),
		{ numRuns: 120 }
	);
});

test('what a concept says differently has changed and contradicts nothing', () => {
	fc.assert(
		fc.property(told, told, style, (concept, plan, way) => {
			fc.pre(concept.total !== plan.total);
			const results = check(['a.txt', `Projekta idejas koncepcija\n\nProjekta koncepcija, idejas iesniedzējs: biedrība\n\n${tell(concept, { ...way, language: 'lv' })}`], ['b.txt', tell(plan, { ...way, language: 'lv' })]);
			expect(results.filter((r) => r.kind === 'contradiction').map((r) => r.code)).toEqual([]);
			expect(results.some((r) => r.kind === 'changed' && r.subject === 'money')).toBe(true);
		}),
		{ numRuns: 100 }
	);
});

test('facts of different projects are never compared', () => {
	fc.assert(
		fc.property(told, told, style, style, (one, two, a, b) => {
			const other = tell(two, b).replaceAll('LLI-590', 'LLI-642').replace(/"[^"]+"|„[^“]+“/u, '"Ziemeļu gaisma pār upi"');
			expect(brief(check(['a.txt', tell(one, a)], ['b.txt', other]))).toEqual([]);
		}),
		{ numRuns: 150 }
	);
});

test('the order of the files does not matter, and every quotation stands where it is said to stand', () => {
	fc.assert(
		fc.property(told, told, told, style, style, style, (x, y, z, a, b, c) => {
			const texts = [written('a.txt', tell(x, a)), written('b.txt', tell(y, b)), written('c.txt', tell(z, c))];
			const results = checkDocuments(texts);
			expect(checkDocuments(texts.toReversed())).toEqual(results);
			for (const value of results.flatMap((r) => r.values)) {
				const line = texts.find((text) => text.name === value.file)?.lines.find((l) => l.line === value.line);
				expect(line?.text).toContain(value.text);
				expect(value.text.length).toBeGreaterThan(0);
			}
		}),
		{ numRuns: 100 }
	);
});

const scraps = fc.constantFrom('791 256,20', 'EUR', '2018', '.', ',', ' – ', 'gada', 'm.', 'marta', '(', ')', '"', 'projekta', 'kopējais', 'budžets', 'partneri:', '|', '\n', '•', 'LLI-317', '31.02.2020', '85%', 'divas', 'nometnes', 'novada', 'Auces', 'no', 'līdz', 'iki', '\u00A0', '€', '1.2.3.4', 'ē\u0304', '\uD800', '０１', 'İ');
test('whatever stands in a text, nothing fails', () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(scraps, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 80 }), fc.array(scraps, { maxLength: 80 }), (a, b) => {
			for (const result of check(['a', a.join(' ')], ['b', b.join('')])) {
				expect(result.confidence).toBeGreaterThanOrEqual(0);
				expect(result.confidence).toBeLessThanOrEqual(1);
				expect(result.values.length).toBeGreaterThan(0);
			}
		}),
		{ numRuns: 300 }
	);
});

test('nothing given and empty texts give nothing', () => {
	expect(checkDocuments([])).toEqual([]);
	expect(check(['a', ''], ['b', '\n\n \n'])).toEqual([]);
});

test('endless digits, dots, brackets and figures are answered, not waited for', { timeout: 60_000 }, () => {
	const long = (piece: string, length: number): CheckedText => ({ name: piece, lines: [{ text: piece.repeat(Math.ceil(length / piece.length)), line: 1 }], unread: [] });
	for (const piece of ['1', '.', '(('])  expect(checkDocuments([long(piece, 500_000)])).toEqual([]);
	for (const piece of ['1.', '1 ', '12,', '01.03.2018 ', '791 256,20 EUR ', 'Auces, ', '2 nometnes ', 'a'.repeat(99)]) expect(Array.isArray(checkDocuments([long(piece, 30_000)]))).toBe(true);
});
