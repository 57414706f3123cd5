import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('button', () => {
	it('sends the form, with its own name and action where given', () => {
		expect(tagWith(body, 'name="next"')).toMatch(/type="submit".*value="yes"/);
		expect(tagWith(body, 'danger')).toContain('formaction="?/remove"');
	});
	it('is a link where it leads somewhere', () => {
		expect(tagWith(body, 'href="/cycles"')).toMatch(/^<a /);
	});
});
