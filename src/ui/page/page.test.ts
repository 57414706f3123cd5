import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { head, body } = html(Example);

describe('page', () => {
	it('names the window after the page and the one above, and says first that there is an error', () => {
		expect(head).toContain('<title>Error: New institution – Institutions – SocQuality</title>');
	});
	it('has one h1', () => {
		expect(body.match(/<h1/g)).toHaveLength(1);
	});
	it('leads from every error to its field, and takes the focus', () => {
		expect(body).toContain('<a href="#name"');
		expect(body).toMatch(/<li[^>]*>The cycle has been closed meanwhile\.<\/li>/);
		expect(tagWith(body, 'role="group"')).toMatch(/tabindex="-1".*autofocus/);
	});
	it('names the field in the list of errors', () => {
		expect(body).toContain('>Name: Fill in this field.</a>');
	});
	it('shows the way back', () => {
		expect(body).toMatch(/<nav[^>]*aria-label="Where you are"/);
		expect(body).toContain('<a href="/institutions"');
	});
});
