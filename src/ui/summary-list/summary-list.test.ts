import { describe, expect, it } from 'vitest';
import { html } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('summary list', () => {
	it('pairs terms and texts, with a link where given', () => {
		expect(body).toMatch(/<dt[^>]*>Methodology<\/dt> <dd[^>]*><a href="\/methodologies\/1">Social services, version 1.0.0<\/a><\/dd>/);
		expect(body).toMatch(/<dt[^>]*>Scoring mode<\/dt> <dd[^>]*>Fine-tuned<\/dd>/);
	});
});
