import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { chromiumPath, useBrowser, visit } from './browser.ts';
import { kindOf, lookInTwo, refusals } from './pages.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

useBrowser();

/** What is wrong with the shape of the page at 320 px: width, headings, scripts, styles. */
async function shapeProblems(page: Page, kind: string): Promise<string[]> {
	await page.setViewportSize({ width: 320, height: 900 });
	const { width, levels, scripts, styles } = await page.evaluate(() => ({
		width: document.documentElement.scrollWidth,
		levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1])),
		scripts: document.querySelectorAll('script').length,
		styles: document.querySelectorAll('[style]').length
	}));
	await page.setViewportSize({ width: 1200, height: 900 });
	const firsts = levels.filter((level) => level === 1).length;
	return [
		...(width > 320 ? [`${kind} is ${width} px wide`] : []),
		...(firsts === 1 ? [] : [`${kind} has ${firsts} h1`]),
		...levels.flatMap((level, i) => (i > 0 && level > (levels[i - 1] ?? 0) + 1 ? [`${kind} steps from h${levels[i - 1]} to h${level}`] : [])),
		...(scripts || styles ? [`${kind} has ${scripts} scripts and ${styles} style attributes`] : [])
	];
}

test.skipIf(!chromiumPath).each(['lv', 'lt', 'en'] as const)(
	'axe finds nothing on any page of the sitemap, and the page is in its language (%s); in Lithuanian each fits 320 px, has one h1, steps no heading level over, and carries no script',
	async (language) => {
		const findings: string[] = [];
		await lookInTwo(async (role, paths) => {
			// Our pages carry no script; the switch is on only so that axe can run in them.
			const visitor = await visit({ role, language, script: true, dark: language === 'lt' });
			const { page } = visitor;
			for (const path of paths) {
				const response = await page.goto(path);
				if (response?.status() !== (refusals[path] ?? 200)) findings.push(`${response?.status()} ${role} ${path}`);
				if ((await page.locator('html').getAttribute('lang')) !== language) findings.push(`${path} is not in ${language}`);
				// Checked here, so that axe need not load every sound, which would have each spoken first.
				if ((await page.locator('[autoplay]').count()) > 0) findings.push(`${path} plays by itself`);
				// The longest words.
				if (language === 'lt') findings.push(...(await shapeProblems(page, kindOf(path))));
				await page.evaluate(axeSource);
				// Colours do not depend on the language: dark ones are looked at in Lithuanian, light ones in English.
				const options = { runOnly: tags, resultTypes: ['violations'], preload: { assets: ['cssom'] }, rules: { 'color-contrast': { enabled: language !== 'lv' } } };
				const results = (await page.evaluate((how) => (globalThis as unknown as { axe: { run(options: unknown): Promise<unknown> } }).axe.run(how), options)) as AxeResults;
				for (const violation of results.violations) findings.push(`${kindOf(path)}: ${violation.id} – ${violation.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')}`);
			}
			await visitor.close();
		});
		expect([...new Set(findings)]).toEqual([]);
	},
	900_000
);
