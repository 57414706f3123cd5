import { describe, expect, it } from 'vitest';
import { html } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('disclosure', () => {
	it('opens without a script', () => {
		expect(body.match(/<details/g)).toHaveLength(2);
		expect(body.match(/<details[^>]* open[^>]*>/g)).toHaveLength(1);
	});
});
