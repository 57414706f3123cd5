import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSpeller, wordsOf } from '../../../../../tests/support/spelling.ts';
import { answerLanguages, variantNames } from '../../questionnaire/model.ts';
import { wordsFor } from './words.ts';

const read = (language: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'words', `${language}.json`), 'utf8')) as Record<string, string>;
const placeholders = (text: string): string => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join();

test('the form says the same in every language, with the same places to fill', () => {
	const english = read('en');
	for (const language of answerLanguages) {
		const words = read(language);
		expect(Object.keys(words).sort(), language).toEqual(Object.keys(english).sort());
		for (const [key, text] of Object.entries(words)) expect([key, placeholders(text), text], language).toEqual([key, placeholders(english[key] ?? ''), text.trim()]);
	}
});

test('easy reading has its own words where it needs them, and every key has some', () => {
	expect(wordsFor('en', 'easy')('declined')).toBe('I do not want to say');
	expect(wordsFor('en', 'standard')('declined')).toBe("I don't want to answer");
	for (const language of answerLanguages) for (const variant of variantNames) for (const key of Object.keys(read('en')).filter((k) => !k.startsWith('easy.'))) expect(wordsFor(language, variant)(key, { total: 1 })).not.toBe('');
	expect(() => wordsFor('lv', 'standard')('no-such')).toThrow(RangeError);
});

test.each(['lv', 'lt', 'ru'] as const)('every word of the form in %s is in the dictionary or in the reviewed list', async (language) => {
	const speller = await openSpeller(language);
	const unknown = Object.values(read(language)).flatMap(wordsOf).filter((word) => !speller.knows(word));
	speller.close();
	expect([...new Set(unknown)]).toEqual([]);
});
