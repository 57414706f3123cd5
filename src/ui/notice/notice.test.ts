import { describe, expect, it } from 'vitest';
import { html } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('notice', () => {
	it('says its kind in words, not by colour alone', () => {
		for (const kind of ['Note:', 'Done:', 'Attention:', 'Error:']) expect(body).toContain(`>${kind}</span>`);
	});
	it('speaks the language of the page', () => {
		expect(html(Example, 'lv').body).toContain('>Kļūda:</span>');
	});
});
