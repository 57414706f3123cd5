import { describe, expect, it } from 'vitest';
import { languageLinks } from './languages.ts';

describe('the language switch', () => {
	it('leads to the same page with the same query', () => {
		expect(languageLinks('/cycles?page=2&q=dien%26nakts').map((l) => l.href)).toEqual([
			'/cycles?page=2&q=dien%26nakts&lang=lv',
			'/cycles?page=2&q=dien%26nakts&lang=lt',
			'/cycles?page=2&q=dien%26nakts&lang=en'
		]);
	});
	it('replaces a language that is already there, and leaves the notice and the form action behind', () => {
		expect(languageLinks('/people?lang=lt&done=people_invited').map((l) => l.href)).toContain('/people?lang=en');
		expect(languageLinks('/people?/invite')[0]?.href).toBe('/people?lang=lv');
	});
	it('names every language in itself', () => {
		expect(languageLinks('/').map((l) => l.name)).toEqual(['Latviešu', 'Lietuvių', 'English']);
	});
});
