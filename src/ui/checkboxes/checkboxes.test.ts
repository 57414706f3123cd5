import { describe, expect, it } from 'vitest';
import { html } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('checkboxes', () => {
	it('ticks the values, or what was ticked before the form came back', () => {
		const ticked = body.match(/<input[^>]*checked[^>]*>/g)?.map((tag) => /id="([^"]+)"/.exec(tag)?.[1]);
		expect(ticked).toEqual(['places', 'again-2', 'again-3']);
	});
	it('says hint and error in the group', () => {
		expect(body).toContain('aria-describedby="places-hint"');
		expect(body).toContain('aria-describedby="again-error"');
	});
});
