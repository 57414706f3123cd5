import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('empty state', () => {
	it('says what to do, and leads there where there is a way', () => {
		expect(tagWith(body, 'href="/cycles/new"')).toMatch(/^<a /);
		expect(body.match(/<a /g)).toHaveLength(1);
	});
});
