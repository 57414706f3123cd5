import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('select', () => {
	it('selects the value, or what was chosen before the form came back', () => {
		expect(body.match(/<option[^>]*selected[^>]*>[^<]*/g)?.map((o) => o.replace(/<[^>]*>/, ''))).toEqual(['Rokiškis', 'Rokiškis', 'All places']);
	});
	it('offers the empty choice first and leaves what is closed closed', () => {
		expect(body).toMatch(/<option value=""[^>]*>Choose<\/option>/);
		expect(tagWith(body, 'value="c"')).toContain('disabled');
		expect(tagWith(body, 'id="second"')).toContain('aria-describedby="second-error"');
	});
});
