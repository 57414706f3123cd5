import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import type { Component } from 'svelte';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './testing/browser.ts';
import { html } from './testing/render.ts';

const examples = import.meta.glob<{ default: Component }>('./*/example.svelte', { eager: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const styles = ['tokens.css', 'base.css'].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n');

/** A page around an example: as little as a page needs, so that what axe finds is the component's. */
function pageOf(path: string, component: Component): string {
	const { head, body } = html(component);
	const bare = path.includes('/shell/') ? body : `<main id="main">${body.includes('<h1') ? '' : '<h1>Example</h1>'}${body}</main>`;
	const inside = path.includes('/shell/') ? `${bare}<main id="main"><h1>Example</h1></main>` : bare;
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head.includes('<title') ? '' : '<title>Example</title>'}<style>${styles}</style>${head}</head><body>${inside}</body></html>`;
}

describe('every example of a component', () => {
	let browser: Browser;
	beforeAll(async () => {
		browser = await openBrowser();
	});
	afterAll(() => browser.close());

	it('exists', () => {
		expect(Object.keys(examples).length).toBeGreaterThanOrEqual(18);
	});

	for (const [path, { default: component }] of Object.entries(examples)) {
		for (const colorScheme of ['light', 'dark'] as const) {
			it(`${path} is accessible in ${colorScheme} colours and fits 320 px`, async () => {
				const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 800 } });
				try {
					const page = await context.newPage();
					await page.setContent(pageOf(path, component));
					await page.evaluate(axe);
					const problems = await page.evaluate(async () => {
						const { axe: checker } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
						const { violations } = await checker.run();
						return violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join('\n')}`);
					});
					expect(problems).toEqual([]);
					expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
				} finally {
					await context.close();
				}
			});
		}
	}
});
