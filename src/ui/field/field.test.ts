import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('field', () => {
	it('ties label, hint and error to the control', () => {
		expect(body).toContain('<label for="name"');
		expect(tagWith(body, 'id="name"')).toContain('aria-describedby="name-hint"');
		expect(tagWith(body, 'id="name"')).toContain('aria-required="true"');
		expect(tagWith(body, 'id="email"')).toContain('aria-describedby="email-error"');
		expect(tagWith(body, 'id="email"')).toContain('aria-invalid="true"');
		expect(tagWith(body, 'id="score"')).not.toContain('aria-');
	});
	it('keeps what was typed, and never shows a password', () => {
		expect(tagWith(body, 'id="email"')).toContain('value="anna@"');
		expect(tagWith(body, 'id="name"')).toContain('value="Dienas centrs"');
		expect(tagWith(body, 'id="secret"')).not.toContain('value=');
	});
	it('shows zero as zero and takes numbers as text', () => {
		expect(tagWith(body, 'id="score"')).toContain('value="0"');
		expect(tagWith(body, 'id="score"')).toContain('type="text"');
		expect(tagWith(body, 'id="score"')).toContain('inputmode="numeric"');
		expect(tagWith(body, 'id="day"')).toContain('min="2018-03-01"');
	});
});
