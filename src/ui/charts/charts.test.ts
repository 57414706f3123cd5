import { describe, expect, it } from 'vitest';
import { html } from '../testing/render.ts';
import Example from './example.svelte';

const { body } = html(Example);

describe('charts', () => {
	it('tells as text what it draws', () => {
		expect(body).toContain('>1. Leadership: 62</title>');
		expect(body).toContain('Scores of the members: from 45 to 80. Previous cycle: 48.</desc>');
		expect(body).toContain('Member 1: 40; Member 2: 40; Member 3: 42; Member 4: 85; Evaluator: 55; Agreed score: 50</desc>');
	});
	it('draws no bar where nothing was judged, and zero as a value', () => {
		const drawings = body.split('<svg role="img"');
		const missing = drawings.find((d) => d.includes('4. Partnerships: No score</title>')) ?? '';
		const zero = drawings.find((d) => d.includes(': 0</title>')) ?? '';
		expect(missing).toContain('class="previous');
		expect(missing).not.toMatch(/class="value/);
		expect(zero).toMatch(/class="value/);
	});
	it('names every drawing once', () => {
		const names = body.match(/<title id="[^"]+"/g) ?? [];
		expect(names).toHaveLength(7);
		expect(new Set(names).size).toBe(7);
	});
});
