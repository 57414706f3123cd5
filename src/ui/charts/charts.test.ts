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
	it('gives every drawing a name and what it shows, by ids that exist once', () => {
		const drawings = body.match(/<svg role="img"[^>]*>/g) ?? [];
		const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const drawing of drawings) for (const [, id] of drawing.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)) expect(ids).toContain(id);
	});
	it('tells the parts of a stacked bar in words that add up to 100, and why a bar is missing', () => {
		expect(body).toContain('Strongly disagree: 3 %; Tend to disagree: 7 %; Partly yes, partly no: 10 %; Tend to agree: 30 %; Strongly agree: 50 %</desc>');
		expect(body).toContain('Fewer than 5 answers.');
	});
	it('fills no two answers of a scale alike', () => {
		const fills = [...body.slice(body.lastIndexOf('Six points')).matchAll(/fill="url\(#([^)]+)\)"/g)].slice(0, 6).map(([, fill]) => fill);
		expect(new Set(fills).size).toBe(6);
	});
});
