import { expect, test } from 'vitest';
import { openSpeller, sentencesOf, wordsOf } from '../support/spelling.ts';

test.each(['lv', 'lt', 'ru'] as const)('every word of our own texts in %s is in the dictionary or in the reviewed list', async (language) => {
	const speller = await openSpeller(language);
	const unknown = new Map<string, string>();
	for (const { where, text } of sentencesOf(language)) for (const word of wordsOf(text)) if (!unknown.has(word) && !speller.knows(word)) unknown.set(word, where);
	speller.close();
	expect([...unknown].map(([word, where]) => `${word} (${where})`)).toEqual([]);
});

test('the test notices a wrong letter', async () => {
	for (const [language, right, wrong] of [['lv', 'pašnovērtējums', 'pasnovērtējums'], ['lt', 'vertinimas', 'vertynimas'], ['ru', 'анкета', 'онкета']] as const) {
		const speller = await openSpeller(language);
		expect([speller.knows(right), speller.knows(wrong)]).toEqual([true, false]);
		speller.close();
	}
});
