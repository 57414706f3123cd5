import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerLanguages } from '#modules/survey/index.ts';
import { openSpeller } from '../../../tests/support/spelling.ts';
import { spokenDay } from './day.ts';
import { buttonsClip, buttonsOf, informationClip, surveyOfClip } from './names.ts';
import { inTurn, normalise } from './normalise.ts';
import { rangeOf } from './serve.ts';

test.each([
	['lv', '“Vai Jums palīdz?”', 'Vai Jums palīdz?'],
	['lv', 'Nr. 5 (piem., telefons)', 'numurs 5, piemēram, telefons.'],
	['lv', 'Tas ir labi – ļoti labi', 'Tas ir labi, ļoti labi.'],
	['lv', 'Ēdiens, telpas u. c. Ko vēl?', 'Ēdiens, telpas un citi. Ko vēl?'],
	['lv', 'Zvaniet: 6300 0000', 'Zvaniet: 6 3 0 0, 0 0 0 0.'],
	['lt', 'Pavyzdžiui: kas gerai – ir t. t.', 'Pavyzdžiui: kas gerai, ir taip toliau.'],
	['lt', 'pvz., kambarys / virtuvė', 'pavyzdžiui, kambarys arba virtuvė.'],
	['en', 'I don’t know', 'I don’t know.'],
	['en', '‘Yes’ [[h@loU]] e.g. 112…', 'Yes h@loU for example 112.'],
	['ru', 'Примерно 5 мин.', 'Примерно 5 минут.'],
	['ru', 'дом/двор и т. д.', 'дом или двор и так далее.']
] as const)('%s: %s', (language, text, spoken) => expect(normalise(text, language)).toBe(spoken));

test('whatever is written, one line without marks of the synthesiser remains, with an end', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...answerLanguages), (text, language) => {
			const spoken = normalise(text, language);
			expect(spoken).not.toMatch(/[[\]<>\n\0]/);
			expect(spoken).toMatch(/[.?!:]$/);
			expect(spoken).toBe(spoken.trim());
		})
	);
	expect(normalise('a'.repeat(10_000), 'lv').length).toBeLessThan(6_010);
});

test('texts follow each other with a pause, empty ones leave none', () => expect(inTurn(['Vai?', '', null, ' – ', 'Jā', 'Nē'], 'lv')).toBe('Vai?\n\nJā.\n\nNē.'));

test('days are words in the case that "until" asks for, in the survey\'s place', () => {
	const late = new Date('2026-12-20T23:30:00Z');
	expect(answerLanguages.map((language) => spokenDay(late, language, 'Europe/Riga'))).toEqual(['divdesmit pirmajam decembrim', 'gruodžio dvidešimt pirmos dienos', '21 December', 'двадцать первого декабря']);
	const days = Array.from({ length: 366 }, (_, i) => new Date(Date.UTC(2028, 0, 1 + i, 12)));
	for (const language of answerLanguages) {
		const said = days.map((day) => spokenDay(day, language, 'Europe/Riga'));
		expect(new Set(said).size).toBe(366);
		expect(said.filter((day) => /undefined|^\s|\s$/.test(day))).toEqual([]);
		if (language !== 'en') expect(said.filter((day) => /\d/.test(day))).toEqual([]);
	}
});

test.each(['lv', 'lt', 'ru'] as const)('every word of a day in %s is in the dictionary', async (language) => {
	const speller = await openSpeller(language);
	const words = new Set(Array.from({ length: 366 }, (_, i) => spokenDay(new Date(Date.UTC(2028, 0, 1 + i, 12)), language, 'Europe/Riga')).flatMap((day) => day.split(' ')));
	expect([...words].filter((word) => !speller.knows(word))).toEqual([]);
	speller.close();
});

test('names of clips lead back to what they name', () => {
	expect(buttonsOf(buttonsClip('next', true, true))).toEqual(['next', 'back', 'save']);
	expect(buttonsOf(buttonsClip('start', false, false))).toEqual(['start']);
	for (const name of ['_buttons', '_buttons-save', '_buttons-next-save-back', '_buttons-next-back-back', '_buttons-nextback', 'next']) expect(buttonsOf(name), name).toBeNull();
	const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
	expect(surveyOfClip(informationClip(id))).toBe(id);
	expect(surveyOfClip('_information')).toBeNull();
});

test.each([
	[undefined, null],
	['bytes=0-', { from: 0, to: 99 }],
	['bytes=10-19', { from: 10, to: 19 }],
	['bytes=90-500', { from: 90, to: 99 }],
	['bytes=-10', { from: 90, to: 99 }],
	['bytes=-500', { from: 0, to: 99 }],
	['bytes=99-99', { from: 99, to: 99 }],
	['bytes=100-', 'outside'],
	['bytes=-0', 'outside'],
	['bytes=20-10', null],
	['bytes=0-1,5-6', null],
	['bytes=-', null],
	['lines=1-2', null],
	['bytes=99999999999999999999-', null]
])('the part %s of 100 bytes', (header, part) => expect(rangeOf(header, 100)).toEqual(part));

test('a part always lies within the file', () => {
	fc.assert(
		fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 400 }), (a, b, length) => {
			for (const header of [`bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
				const part = rangeOf(header, length);
				if (part === null || part === 'outside') continue;
				expect(part.from >= 0 && part.from <= part.to && part.to < length).toBe(true);
			}
		})
	);
});
