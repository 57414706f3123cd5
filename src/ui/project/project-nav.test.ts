import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

describe('the parts of a project', () => {
	const { body } = html(Example);
	it('lead to every part and say which one is shown', () => {
		for (const part of ['', '/versions', '/budget', '/spending', '/reports', '/results', '/objects', '/procurement', '/files', '/findings']) expect(body).toContain(`href="/projects/00000000-0000-4000-8000-000000000000${part}"`);
		expect(body.match(/aria-current="page"/g)).toHaveLength(1);
		expect(tagWith(body, 'aria-current="page"')).toContain('/results"');
	});
	it('are named in the reader\'s language', () => {
		expect(html(Example, 'lt').body).toContain('aria-label="Projekto dalys"');
		expect(html(Example, 'lv').body).toContain('aria-label="Projekta daļas"');
	});
});
