import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('the header', () => {
	it('marks where the person is and leaves the rest unmarked', () => {
		expect(tagWith(body, 'href="/cycles"')).toContain('aria-current="true"');
		expect(tagWith(body, 'href="/institutions"')).not.toContain('aria-current');
	});
	it('offers every language in its own name and language', () => {
		const link = tagWith(body, 'lang="lt"');
		expect(link).toContain('hreflang="lt"');
		expect(link).toContain('href="/cycles/7?page=2&amp;lang=lt"');
		expect(tagWith(body, 'hreflang="en"')).toContain('aria-current="true"');
	});
	it('says in which language the name of the region is', () => {
		expect(tagWith(body, 'class="region')).toContain('lang="lv"');
	});
	it('signs out by a form, never by a link', () => {
		expect(tagWith(body, 'action="/sign-out"')).toContain('method="POST"');
	});
});
