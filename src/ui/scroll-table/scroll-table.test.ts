import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('scroll table', () => {
	it('is a region named by its caption that can be reached by keyboard', () => {
		const region = tagWith(body, 'role="region"');
		expect(region).toContain('tabindex="0"');
		const label = /aria-labelledby="([^"]+)"/.exec(region)?.[1];
		expect(body).toContain(`<caption id="${label}"`);
	});
	it('hides a caption from the eye only', () => {
		expect(body).toMatch(/<caption[^>]*class="visually-hidden[^>]*>A hidden caption/);
	});
	it('gives every table its own name', () => {
		expect(new Set(body.match(/caption id="[^"]+"/g)).size).toBe(2);
	});
});
