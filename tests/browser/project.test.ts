import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, useBrowser, visit } from './browser.ts';

useBrowser();

const send = (page: Page) => page.locator('main form.form button').first().click();
const errors = (page: Page) => page.locator('.error-summary, [role=alert]').first().innerText();

test.skipIf(!chromiumPath)('a project from the idea to a modification that visitors can read, without JavaScript', async () => {
	const manager = await visit({ role: 'project-manager' });
	const { page } = manager;
	await page.goto('/projects/new');
	await page.fill('[name=slug]', 'a new project');
	await page.fill('[name="title.en"]', 'Neighbours');
	await send(page);
	expect(await errors(page)).not.toBe('');
	expect(await page.inputValue('[name="title.en"]')).toBe('Neighbours');
	await page.fill('[name=slug]', 'neighbours');
	await send(page);
	const base = /^\/projects\/[0-9a-f-]{36}/.exec(new URL(page.url()).pathname)?.[0] ?? '';
	expect(base).not.toBe('');

	await page.goto(`${base}/draft/period`);
	await page.fill('[name="period.from"]', '2024-03-01');
	await page.fill('[name="period.to"]', '2026-02-28');
	await page.fill('[name="period.months"]', '24');
	await page.locator('main form[action="?/save"] .bar button').first().click();
	for (const step of ['approve', 'start', 'publish']) {
		await page.goto(`${base}/steps/${step}`);
		if (await page.locator('[name=in_force_from]').count()) await page.fill('[name=in_force_from]', '2024-03-01');
		await send(page);
		expect(new URL(page.url()).pathname, step).toBe(base);
	}
	const visitor = await visit();
	await visitor.page.goto('/regions/zemgale/projects/neighbours');
	expect(await visitor.page.locator('h1').innerText()).toContain('Neighbours');

	await page.goto(`${base}/draft`);
	await page.locator('main form[action="?/start"] button').click();
	await page.goto(`${base}/draft/period`);
	await page.fill('[name="period.to"]', '2026-08-31');
	await page.fill('[name="period.months"]', '30');
	await page.locator('main form[action="?/save"] .bar button').first().click();
	await page.goto(`${base}/steps/modify`);
	await page.locator('[name=reason]').evaluate((element) => element.removeAttribute('required'));
	await send(page);
	expect(await errors(page)).not.toBe('');
	await page.fill('[name=reason]', 'Works take longer');
	await send(page);
	await page.goto(`${base}/compare?a=1&b=2`);
	expect(await page.locator('main').innerText()).toMatch(/24[\s\S]*30/);
	await visitor.page.reload();
	expect(await visitor.page.locator('main').innerText()).toMatch(/August 2026|31\/08\/2026|31 Aug/);
	await visitor.close();
	await manager.close();
}, 120_000);

test.skipIf(!chromiumPath)('a partner enters an invoice and reports, and who keeps projects decides, without JavaScript', async () => {
	const [partner, manager] = [await visit({ role: 'lead', width: 390 }), await visit({ role: 'project-manager' })];
	let { page } = partner;
	await page.goto('/projects');
	await page.locator('main a', { hasText: 'Closer together' }).click();
	const base = new URL(page.url()).pathname;
	await page.goto(`${base}/spending/new`);
	await page.selectOption('[name=period]', 'p3');
	await page.selectOption('[name=line]', 'staff');
	const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
	for (const [name, value] of Object.entries({ invoice: 'E2E-1', supplier: 'SIA Pārbaude', invoicedOn: day, paidOn: day, net: '1.234', vat: '0,00' })) await page.fill(`[name=${name}]`, value);
	await send(page);
	expect(await errors(page)).toContain('1.234');
	expect(await page.inputValue('[name=invoice]')).toBe('E2E-1');
	await page.fill('[name=net]', '1 234,50');
	await send(page);
	await page.goto(`${base}/spending`);
	expect(await page.locator('main').innerText()).toContain('E2E-1');
	await page.goto(`${base}/reports/partners/jaunjelgava/p3`);
	await page.fill('[name=summary]', 'Two people worked with ten families.');
	await send(page);

	page = manager.page;
	await page.goto(`${base}/reports/partners/jaunjelgava/p3`);
	expect(await page.locator('main').innerText()).toContain('3,284.50');
	await page.locator('[name=rest]').check();
	await page.locator('main form[action="?/certify"] button').click();
	expect(await page.locator('main').innerText()).toMatch(/certified/i);
	await page.goto(`${base}/spending/plan`);
	expect(await page.locator('main table').count()).toBeGreaterThan(0);
	await partner.close();
	await manager.close();
}, 120_000);

test.skipIf(!chromiumPath)('a pasted text with swapped digits is found out, with its sentence and both values', async () => {
	const { page, close } = await visit({ role: 'project-manager' });
	await page.goto('/projects/check');
	await page.fill('[name=text]', 'Projekta kopējais finansējums: 791 256,20 EUR (t.sk. ERAF finansējums 672 567,74 EUR).');
	await page.locator('main details', { has: page.locator('[name=other]') }).locator('summary').click();
	await page.fill('[name=other]', 'Projekta kopējais budžets ir 791 256,20 EUR, no kuriem 672 576,74 EUR ir ERAF līdzfinansējums.');
	await page.locator('main form button').first().click();
	const found = await page.locator('main').innerText();
	expect(found).toContain('672,576.74');
	expect(found).toMatch(/swapped/i);
	const answer = await page.request.get(`${new URL(page.url()).pathname}/result.json`);
	expect(await answer.json()).toMatchObject([{ kind: 'contradiction', subject: 'money', severity: 'error' }]);
	await close();
}, 120_000);
