import { describe, expect, it } from 'vitest';
import { html, tagWith } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('progress', () => {
	it('stays between nothing and all, and draws an empty whole', () => {
		const bars = body.match(/<progress[^>]*>/g) ?? [];
		expect(bars.map((bar) => [/value="([^"]+)"/.exec(bar)?.[1], /max="([^"]+)"/.exec(bar)?.[1]])).toEqual([
			['9', '28'],
			['0', '1'],
			['28', '28']
		]);
	});
	it('is named by its sentence', () => {
		const label = /aria-labelledby="([^"]+)"/.exec(tagWith(body, '<progress'))?.[1];
		expect(tagWith(body, `id="${label}"`)).toMatch(/^<span/);
	});
});
