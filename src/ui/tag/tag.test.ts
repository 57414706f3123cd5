import { describe, expect, it } from 'vitest';
import { html } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('tag', () => {
	it('carries its meaning as text', () => {
		for (const text of ['Draft', 'Finished', 'Late', 'Cancelled', 'Open']) expect(body).toContain(`>${text}</span>`);
	});
});
