import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';

export const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
export const origin = inject('origin');
export const links = inject('links');

const held: { browser?: Browser } = {};

/** One browser for a test file. */
export function useBrowser(): void {
	beforeAll(async () => {
		held.browser = await chromium.launch({
			executablePath: chromiumPath,
			args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage']
		});
	});
	afterAll(() => held.browser?.close());
}

export interface Visitor {
	readonly context: BrowserContext;
	readonly page: Page;
	close(): Promise<void>;
}

/** A person with a browser of their own: a role of the demonstration (null: nobody), a language, a window. JavaScript is off unless asked for. */
export async function visit(options: { role?: string | null; language?: 'lv' | 'lt' | 'en'; width?: number; script?: boolean; dark?: boolean } = {}): Promise<Visitor> {
	if (!held.browser) throw new Error('useBrowser() comes first');
	const context = await held.browser.newContext({
		javaScriptEnabled: options.script ?? false,
		locale: options.language ?? 'en',
		viewport: { width: options.width ?? 1200, height: 900 },
		colorScheme: options.dark ? 'dark' : 'light',
		baseURL: origin
	});
	const page = await context.newPage();
	if (options.role) {
		const link = links[options.role];
		if (!link) throw new Error(`The demonstration has no link for ${options.role}`);
		await page.goto(link);
	}
	return { context, page, close: () => context.close() };
}
