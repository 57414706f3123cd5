import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, origin, useBrowser, visit } from './browser.ts';

useBrowser();

const run = promisify(execFile);
const submit = (page: Page, action: string) => page.locator(`form[action="?/${action}"] button`).first().click();
const heading = (page: Page) => page.locator('h1').innerText();

/** The command line beside the running program. */
async function socquality(...args: string[]): Promise<string> {
	const { stdout } = await run(process.execPath, ['bin/socquality.ts', ...args], { env: { ...process.env, DATA_DIR: inject('dataDir'), LOG_LEVEL: 'silent', PUBLIC_URL: origin } });
	return stdout;
}

test.skipIf(!chromiumPath)('everything on the way to a score works by keyboard alone, and the focus is always visible', async () => {
	const member = await visit({ role: 'member' });
	const { page } = member;
	await page.goto('/desk');
	await page.keyboard.press('Tab');
	expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main');
	const { pages } = (await (await fetch(`${origin}/sitemap.json`)).json()) as { pages: { path: string; role: string }[] };
	await page.goto(pages.find((p) => p.role === 'member' && p.path.endsWith('/score/1.1'))?.path ?? '');
	const reached = new Set<string>();
	for (let n = 0; n < 120; n++) {
		await page.keyboard.press('Tab');
		const focus = await page.evaluate(() => {
			const element = document.activeElement as HTMLElement | null;
			const style = element && getComputedStyle(element);
			return { name: element?.getAttribute('name') ?? element?.tagName ?? '', ring: style ? style.outlineStyle !== 'none' || style.boxShadow !== 'none' : false };
		});
		reached.add(focus.name);
		if (focus.name !== 'BODY') expect(focus.ring, focus.name).toBe(true);
	}
	for (const name of ['judgement', 'value_plan', 'value_do', 'value_check', 'value_act', 'strengths', 'improvements', 'go']) expect([...reached]).toContain(name);
	await member.close();
});

test.skipIf(!chromiumPath)(
	'one cycle from methodology to report, without JavaScript: coordinator, lead, member with a code on a phone, head',
	async () => {
		const coordinator = await visit({ role: 'coordinator' });
		let page = coordinator.page;
		await page.goto('/cycles/new');
		await submit(page, 'create');
		expect(await page.locator('[role=alert], .error-summary').first().innerText()).not.toBe('');
		for (const name of ['name_lv', 'name_lt', 'name_en']) await page.fill(`[name=${name}]`, `Quick check ${name}`);
		const method = page.locator('label', { hasText: /European voluntary/i }).first();
		await method.click();
		await page.locator('label', { hasText: 'Vīgante' }).first().click();
		await page.fill('[name=starts_on]', '2026-11-01');
		await page.fill('[name=ends_on]', '2099-12-31');
		await submit(page, 'create');
		expect(await heading(page)).toBe('Quick check name_en');
		await submit(page, 'open');
		const cyclePath = new URL(page.url()).pathname;

		const lead = await visit({ role: 'lead', width: 390 });
		page = lead.page;
		await page.goto(cyclePath);
		const assessmentPath = await page.locator('main a[href^="/assessments/"]').first().getAttribute('href');
		expect(assessmentPath).toMatch(/^\/assessments\/[0-9a-f-]{36}/);
		const base = /^\/assessments\/[0-9a-f-]{36}/.exec(assessmentPath ?? '')?.[0] ?? '';
		await page.goto(`${base}/group/new`);
		await page.fill('[name=name]', 'Mirdza Testa');
		await submit(page, 'add');
		await submit(page, 'make');
		const code = (await page.locator('main code').first().innerText()).trim();

		const member = await visit({ width: 390, language: 'lv' });
		page = member.page;
		await page.goto('/sign-in/code');
		await page.fill('[name=code]', ` ${code.toLowerCase().replaceAll('-', ' ')} `);
		await page.locator('main form button').click();
		await page.goto(`${base}/score`);
		const nodes = await page.locator('main a[href*="/score/"]').evaluateAll((links) => [...new Set(links.map((a) => a.getAttribute('href') ?? ''))]);
		expect(nodes.length).toBeGreaterThanOrEqual(10);
		await page.goto(nodes[0] ?? '');
		for (let n = 0; n < 100 && /\/score\/./.test(page.url()); n++) {
			if (n === 1) await page.locator('label[for]', { hasText: /nevaru/i }).first().click();
			else await page.check(`[name=value_score][value="${1 + (n % 6)}"]`);
			await page.fill('[name=strengths]', `Stiprā puse nr. ${n}`);
			await page.locator('form[action="?/save"] button[name=go]').first().click();
		}
		await submit(page, 'finish');

		page = lead.page;
		const hidden = await page.goto(`${base}/consensus`).then(() => page.content());
		expect(hidden).not.toContain('Stiprā puse');
		await submit(page, 'open');
		await page.goto(`${base}/consensus`);
		expect(await page.content()).toContain('/consensus/');
		const agreeing = await page.locator('main a[href*="/consensus/"]').evaluateAll((links) => [...new Set(links.map((a) => a.getAttribute('href') ?? ''))].filter((h) => !h.includes('?')));
		for (const path of agreeing) {
			await page.goto(path);
			expect(await page.locator('[name=value_score][value="4"]').count(), `${path}: ${await heading(page)}`).toBe(1);
			await page.check('[name=value_score][value="4"]');
			await page.fill('[name=justification]', 'We looked at it together.');
			await page.locator('form[action="?/agree"] button[value=stay]').click();
		}
		await page.goto(`${base}/consensus`);
		await page.fill('[name=summary]', 'We know what to do next.');
		await submit(page, 'propose');

		const link = /https?:\S+/.exec(await socquality('user', 'add', '--email', 'head@test.example', '--name', 'Valdis Tests', '--role', 'head', '--region', 'zemgale', '--institution', 'jaunjelgava-group-home'))?.[0] ?? '';
		const head = await visit();
		page = head.page;
		await page.goto(link);
		await page.locator('main form button').click();
		await page.goto(`${base}/consensus`);
		await submit(page, 'sign');
		await page.goto(`${base}/profile`);
		expect(await page.locator('main').innerText()).toContain('4');
		const pdf = await head.context.request.get(`${base}/report/lt.pdf`);
		expect(pdf.status(), (await pdf.text()).slice(0, 300)).toBe(200);
		expect(pdf.headers()['content-disposition']).toContain('.lt.pdf');
		expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

		page = coordinator.page;
		await page.goto(`${cyclePath}/board`);
		expect(await page.locator('main').innerText()).toContain('4');
		for (const visitor of [coordinator, lead, member, head]) await visitor.close();
	},
	300_000
);
