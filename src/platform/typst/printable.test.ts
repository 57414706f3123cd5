import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadFonts } from './fonts.ts';
import { printable, printableData } from './printable.ts';

const { covers } = loadFonts();

test('the fonts have every letter of the three languages and the signs of the templates', () => {
	for (const sign of 'AĀČĒĢĪĶĻŅŠŪŽaāčēģīķļņšūžĄĘĖĮŲąęėįų„“”‘’–—−×•·…€§%0123456789\uFFFD') expect(covers(sign.codePointAt(0) ?? 0), sign).toBe(true);
	expect(covers(0x5d0)).toBe(false);
});

test.each([
	['a → b', 'a –> b'],
	['שלום!', '\uFFFD!'],
	['ok 😀\u200d❤️ ok', 'ok \uFFFD ok'],
	['e\u0301', 'é'],
	['a\tb\u0000c\r\nd', 'a bc\nd'],
	['\ud800', '\uFFFD'],
	['#let x = $y$ \\ ] *z*', '#let x = $y$ \\ ] *z*']
])('%j is printed as %j', (typed, shown) => expect(printable(typed, covers)).toBe(shown));

test('a very long word gets places to break, an ordinary one does not', () => {
	expect(printable('nepiekļūstamības', covers)).toBe('nepiekļūstamības');
	expect(printable('x'.repeat(60), covers)).toBe(`${'x'.repeat(28)}\u200B${'x'.repeat(28)}\u200Bxxxx`);
});

test('whatever is typed, only signs that the fonts have remain, and nothing grows without a limit', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (typed) => {
			const shown = printable(typed, covers);
			expect([...shown].every((sign) => sign === '\n' || covers(sign.codePointAt(0) ?? 0))).toBe(true);
			expect(printable(shown, covers)).toBe(shown);
		})
	);
});

test('numbers, nulls and keys are left alone', () => {
	expect(printableData({ 'ש': [1, null, true, 'ש'] }, covers)).toEqual({ 'ש': [1, null, true, '\uFFFD'] });
});
