import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('radios', () => {
	it('is a named group whose first button carries the id of the field', () => {
		expect(body).toContain('Scoring mode');
		expect(tagWith(body, '<fieldset')).toContain('aria-describedby="mode-hint"');
		expect(tagWith(body, 'id="state"')).toContain('type="radio"');
		expect(tagWith(body, 'id="mode"')).toContain('aria-describedby="mode-note"');
	});
	it('checks the value only', () => {
		expect(body.match(/<input[^>]*checked[^>]*>/g)).toHaveLength(1);
		expect(tagWith(body, 'id="mode-2"')).toContain('checked');
	});
	it('says the error in the group', () => {
		expect(body).toContain('aria-describedby="state-error"');
	});
});
