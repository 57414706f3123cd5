import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('text area', () => {
	it('keeps what was typed as text, never as markup', () => {
		expect(body).toContain('Typed &lt;b>text&lt;/b>\nwith two lines</textarea>');
		expect(body).toContain('Regular supervision</textarea>');
	});
	it('ties the error to the control and marks another language', () => {
		expect(tagWith(body, 'id="areas"')).toContain('aria-describedby="areas-error"');
		expect(tagWith(body, 'id="wording"')).toContain('lang="lv"');
	});
});
