import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, test } from 'vitest';
import { chromiumPath, useBrowser, visit } from './browser.ts';
import { kindOf, pagesByRole, refusals } from './pages.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

useBrowser();

test.skipIf(!chromiumPath).each(['lv', 'lt', 'en'] as const)(
	'axe finds nothing on any page of the sitemap, and the page is in its language (%s)',
	async (language) => {
		const findings: string[] = [];
		// Two browsers side by side: axe is busy with one page for a second, and a machine has more than one core.
		const halves = [...(await pagesByRole())].flatMap(([role, paths]) => [0, 1].map((half) => ({ role, half, paths: paths.filter((_, i) => i % 2 === half) })));
		const look = async ({ role, paths }: (typeof halves)[number]): Promise<void> => {
			if (paths.length === 0) return;
			// Our pages carry no script; the switch is on only so that axe can run in them.
			const visitor = await visit({ role, language, script: true, dark: language === 'lt' });
			for (const path of paths) {
				const response = await visitor.page.goto(path);
				if (response?.status() !== (refusals[path] ?? 200)) findings.push(`${response?.status()} ${role} ${path}`);
				if ((await visitor.page.locator('html').getAttribute('lang')) !== language) findings.push(`${path} is not in ${language}`);
				// Checked here, so that axe need not load every sound, which would have each spoken first.
				if ((await visitor.page.locator('[autoplay]').count()) > 0) findings.push(`${path} plays by itself`);
				await visitor.page.evaluate(axeSource);
				const results = (await visitor.page.evaluate((runOnly) => (globalThis as unknown as { axe: { run(options: unknown): Promise<unknown> } }).axe.run({ runOnly, resultTypes: ['violations'], preload: { assets: ['cssom'] } }), tags)) as AxeResults;
				for (const violation of results.violations) findings.push(`${kindOf(path)}: ${violation.id} – ${violation.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')}`);
			}
			await visitor.close();
		};
		await Promise.all([0, 1].map(async (half) => {
			for (const part of halves.filter((one) => one.half === half)) await look(part);
		}));
		expect([...new Set(findings)]).toEqual([]);
	},
	900_000
);

test.skipIf(!chromiumPath)(
	'every page fits 320 px without scrolling sideways, has one h1, steps no heading level over, and carries no script',
	async () => {
		const findings: string[] = [];
		for (const [role, paths] of await pagesByRole()) {
			const visitor = await visit({ role, language: 'lt', width: 320, script: true });
			for (const path of paths) {
				await visitor.page.goto(path);
				const facts = await visitor.page.evaluate(() => ({
					width: document.documentElement.scrollWidth,
					levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1])),
					scripts: document.querySelectorAll('script').length,
					styles: document.querySelectorAll('[style]').length
				}));
				const kind = kindOf(path);
				if (facts.width > 320) findings.push(`${kind} is ${facts.width} px wide`);
				if (facts.levels.filter((l) => l === 1).length !== 1) findings.push(`${kind} has ${facts.levels.filter((l) => l === 1).length} h1`);
				facts.levels.forEach((level, i) => {
					if (i > 0 && level > (facts.levels[i - 1] ?? 0) + 1) findings.push(`${kind} steps from h${facts.levels[i - 1]} to h${level}`);
				});
				if (facts.scripts || facts.styles) findings.push(`${kind} has ${facts.scripts} scripts and ${facts.styles} style attributes`);
			}
			await visitor.close();
		}
		expect([...new Set(findings)]).toEqual([]);
	},
	600_000
);
