import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isShortened, piecesOf } from './texts.ts';

test('words with capital letters, numbers and addresses are marked, and the pieces give the text again', () => {
	const marked = (text: string) => piecesOf(text).filter((piece) => piece.marked).map((piece) => piece.text);
	expect(marked('man palīdz Ilze Bērziņa, zvaniet +371 29 123 456 vai ilze@centrs.lv')).toEqual(['Ilze', 'Bērziņa', '+371 29 123 456', 'ilze@centrs.lv']);
	expect(marked('viskas gerai, Šarūnas labai geras, 3 kambarys')).toEqual(['Šarūnas', '3']);
	expect(marked('viss ir labi')).toEqual([]);
	fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => void expect(piecesOf(text).map((piece) => piece.text).join('')).toBe(text)));
});

test('a released text is the written one with parts left out; square brackets are the reader’s own', () => {
	const original = 'Ilze no otrā stāva ir laipna, bet Pēteris kliedz.';
	for (const fits of [original, 'ir laipna, bet kliedz.', '[vārds] no otrā stāva ir laipna, bet [cits vārds] kliedz.', 'Kliedz']) expect(isShortened(original, fits)).toBe(true);
	for (const not of ['Ilze ir ļoti laipna', 'kliedz, bet laipna', 'Ilze Ilze']) expect(isShortened(original, not)).toBe(false);
	fc.assert(fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 20 }), fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (words, keep) => void expect(isShortened(words.join(' '), words.filter((_, i) => keep[i]).join(' '))).toBe(true)));
});
