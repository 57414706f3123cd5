import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumPath, links, origin, useBrowser, visit } from './browser.ts';
import { Client } from './client.ts';
import { filled, formOf, sending } from '../../src/door/testing.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const languages = ['lv', 'lt', 'en'] as const;
const entry = (name: 'survey' | 'survey-easy' | 'survey-steps'): string => {
	const link = links[name];
	if (!link) throw new Error(`The demonstration has no link "${name}"`);
	return new URL(link).pathname;
};
const ways = ['survey', 'survey-easy', 'survey-steps'] as const;

useBrowser();

describe('a client without a browser', () => {
	test.each(ways)('fills the form and sends it until it is complete (%s)', async (name) => {
		const client = new Client('lv');
		let page = await client.get(entry(name));
		expect(page.status).toBe(200);
		for (let sent = 0; !page.text.includes('data-survey-state="complete"'); sent++) {
			expect(sent).toBeLessThan(60);
			const form = formOf(page.text);
			page = await client.send('POST', entry(name), { body: sending(form, filled(form, sent % 3)), headers: { origin, 'content-type': 'application/x-www-form-urlencoded' } });
			expect(page.status).toBe(200);
		}
	});

	test('finds twenty questions and a text in the one form of the first link', async () => {
		const form = formOf((await new Client('lv').get(entry('survey'))).text);
		expect([...form.groups.keys()].filter((name) => name.startsWith('s.'))).toHaveLength(20);
		expect(form.texts).toHaveLength(1);
	});
});

const whole = (page: Page) => page.evaluate(() => ({ width: document.documentElement.scrollWidth, h1: document.querySelectorAll('h1').length, scripts: document.scripts.length, styled: document.querySelectorAll('[style]').length, small: [...document.querySelectorAll('button:not(.first),summary,label:has(input),.button')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => `${e.textContent} ${e.getBoundingClientRect().height}`), text: parseFloat(getComputedStyle(document.body).fontSize) }));

/** Every kind of page that the door shows, by what leads to it. */
const scenes: [string, (page: Page) => Promise<unknown>][] = [
	['one page', (page) => page.goto(entry('survey'))],
	['easy-to-read', (page) => page.goto(entry('survey-easy'))],
	['information', (page) => page.goto(entry('survey-steps'))],
	['help', (page) => page.goto(entry('survey-steps')).then(() => page.click('main .main'))],
	['question', (page) => page.goto(entry('survey-steps')).then(() => page.click('main .main')).then(() => page.click('main .main'))],
	['easy question', (page) => page.goto(entry('survey-easy')).then(() => page.click('header summary')).then(() => page.click('button[value="layout:steps"]')).then(() => page.click('main .main')).then(() => page.click('main .main'))],
	['empty', (page) => page.goto(entry('survey')).then(() => page.click('main .main'))],
	['contrast', (page) => page.goto(entry('survey')).then(() => page.click('header summary')).then(() => page.click('button[value="contrast:on"]'))],
	['large', (page) => page.goto(entry('survey-easy')).then(() => page.click('header summary')).then(() => page.click('button[value="large:on"]'))],
	['resume', (page) => page.goto(entry('survey')).then(() => page.click('button[value="resume"]'))],
	['saved', (page) => page.goto(entry('survey')).then(() => page.locator('fieldset label').last().click()).then(() => page.click('button[value="save"]'))],
	['in Russian', (page) => page.goto(entry('survey')).then(() => page.click('button[value="language:ru"]'))],
	['protection', (page) => page.goto(`${entry('survey')}/privacy`)],
	['unknown', (page) => page.goto('/s/0000')],
	['complete', (page) => page.goto(entry('survey')).then(() => page.locator('fieldset label').last().click()).then(() => page.click('main .main'))]
];

test.skipIf(!chromiumPath).each(languages)(
	'axe finds nothing on any page, each fits 320 px, has one h1, large letters and large targets, and nothing that runs (%s)',
	async (language) => {
		const findings: string[] = [];
		const visitor = await visit({ role: null, language, width: 320, script: true, dark: language === 'lt' });
		for (const [name, go] of scenes) {
			await go(visitor.page);
			if ((await visitor.page.locator('html').getAttribute('lang')) !== (name === 'in Russian' ? 'ru' : language)) findings.push(`${name} is not in ${language}`);
			const facts = await whole(visitor.page);
			if (facts.width > 320) findings.push(`${name} is ${facts.width} px wide`);
			if (facts.h1 !== 1 || facts.scripts || facts.styled) findings.push(`${name}: ${JSON.stringify({ ...facts, small: 0 })}`);
			if (facts.text < 18) findings.push(`${name}: letters of ${facts.text} px`);
			for (const target of facts.small) findings.push(`${name}: small target ${target}`);
			await visitor.page.evaluate(axeSource);
			const results = (await visitor.page.evaluate((runOnly) => (globalThis as unknown as { axe: { run(options: unknown): Promise<unknown> } }).axe.run({ runOnly }), tags)) as AxeResults;
			for (const violation of results.violations) findings.push(`${name}: ${violation.id} – ${violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`);
		}
		await visitor.close();
		expect([...new Set(findings)]).toEqual([]);
	},
	600_000
);

test.skipIf(!chromiumPath)('the keyboard alone answers and sends: Tab, arrows, Space and Enter', async () => {
	const visitor = await visit({ role: null, language: 'en' });
	const { page } = visitor;
	await page.goto(entry('survey-steps'));
	const to = async (what: string): Promise<void> => {
		for (let i = 0; i < 60; i++) {
			await page.keyboard.press('Tab');
			if (await page.locator(`${what}:focus`).count()) return;
		}
		throw new Error(`Tab does not reach ${what}`);
	};
	const enter = async (): Promise<void> => {
		const loaded = page.waitForEvent('domcontentloaded');
		await page.keyboard.press('Enter');
		await loaded;
	};
	await to('main .main');
	await enter();
	for (let i = 0; i < 30 && !(await page.locator('html[data-survey-state=complete]').count()); i++) {
		if (await page.locator('input[type=radio]').count()) {
			await to('input[type=radio]');
			await page.keyboard.press('Space');
			await page.keyboard.press('ArrowDown');
			// Enter in a field goes on, as the first button of the form says.
			await enter();
		} else {
			await to('main .main');
			await enter();
		}
	}
	expect(await page.locator('html[data-survey-state=complete]').count()).toBe(1);
	await visitor.close();
});

test.skipIf(!chromiumPath)('language and wording can be switched in the middle, and everything typed is still there', async () => {
	const visitor = await visit({ role: null, language: 'lv' });
	const { page } = visitor;
	await page.goto(entry('survey'));
	await page.locator('textarea').fill('Mans <b>teksts</b>');
	const third = page.locator('fieldset').nth(3).locator('input').nth(2);
	await third.check();
	await page.click('button[value="language:lt"]');
	expect(await page.locator('html').getAttribute('lang')).toBe('lt');
	expect(await page.locator('textarea').inputValue()).toBe('Mans <b>teksts</b>');
	await page.click('button[value="variant:easy"]');
	expect(await page.locator('html.easy').count()).toBe(1);
	await page.locator('fieldset').nth(1).locator('input').first().check();
	await page.click('button[value="variant:standard"]');
	expect(await third.isChecked()).toBe(true);
	expect(await page.locator('textarea').inputValue()).toBe('Mans <b>teksts</b>');
	await page.click('button[value="variant:easy"]');
	expect(await page.locator('fieldset').nth(1).locator('input').first().isChecked()).toBe(true);
	await visitor.close();
});

test.skipIf(!chromiumPath)('a page is at most two requests, 8 kB (40 kB with pictures), and no sound is loaded before it is asked for', async () => {
	for (const [name, limit] of [['survey', 8_000], ['survey-steps', 8_000], ['survey-easy', 40_000]] as const) {
		for (const encoding of ['gzip', 'br']) {
			for (const language of [...languages, 'ru']) {
				const response = await fetch(origin + entry(name), { headers: { 'accept-encoding': encoding, 'accept-language': language } });
				const size = Number(response.headers.get('content-length'));
				expect(`${name} ${language} ${encoding} ${size} ${size <= limit}`).toBe(`${name} ${language} ${encoding} ${size} true`);
			}
		}
		const visitor = await visit({ role: null, language: 'lv', script: true });
		const asked: string[] = [];
		visitor.page.on('request', (request) => asked.push(request.url()));
		await visitor.page.goto(entry(name));
		await visitor.page.waitForTimeout(500);
		expect(asked).toHaveLength(1);
		await visitor.close();
	}
});
