import { describe, expect, it } from 'vitest';
import { html } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('card', () => {
	it('has a heading of the level that the page needs', () => {
		expect(body).toMatch(/<h2[^>]*><a href="\/institutions\/auce"/);
		expect(body).toMatch(/<h3[^>]*>A deeper card/);
	});
});
