import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { chromiumPath, useBrowser, visit } from './browser.ts';
import { kindOf, lookInTwo } from './pages.ts';

useBrowser();

/** The most that a page may weigh, in bytes as they are sent; respondents may have an old telephone and a poor line. */
function limitOf(path: string, pictures: boolean): { bytes: number; requests: number } {
	return path.startsWith('/s/') ? { bytes: pictures ? 40_000 : 8_000, requests: 2 } : { bytes: 50_000, requests: Infinity };
}

test.skipIf(!chromiumPath)(
	'every page weighs at most 50 kB compressed, those for respondents 8 kB (40 kB with pictures) in two requests, loads nothing from elsewhere, and breaks no security rule of its own',
	async () => {
		const heavy: string[] = [];
		await lookInTwo(async (role, paths) => {
			const visitor = await visit({ role, language: 'lv' });
			const violations: string[] = [];
			visitor.page.on('console', (message) => {
				if (/Content Security Policy|refused/i.test(message.text())) violations.push(message.text());
			});
			let bytes = 0;
			let requests = 0;
			const foreign: string[] = [];
			const sizes: Promise<void>[] = [];
			visitor.page.on('response', (response) => {
				const url = new URL(response.url());
				if (url.protocol === 'data:') return;
				if (url.origin !== new URL(visitor.page.url() === 'about:blank' ? response.url() : visitor.page.url()).origin) foreign.push(response.url());
				requests++;
				sizes.push(response.body().then((body) => void (bytes += gzipSync(body).length), () => undefined));
			});
			// Every visit is a first one: nothing is in the cache.
			await visitor.context.route('**/*', (route) => route.continue({ headers: { ...route.request().headers(), 'cache-control': 'no-cache' } }));
			for (const path of paths) {
				[bytes, requests] = [0, 0];
				await visitor.page.goto(path, { waitUntil: 'load' });
				await Promise.all(sizes.splice(0));
				const limit = limitOf(path, (await visitor.page.locator('img, svg').count()) > 0);
				if (bytes > limit.bytes || requests > limit.requests) heavy.push(`${kindOf(path)}: ${bytes} bytes in ${requests} requests`);
			}
			expect([...foreign, ...violations]).toEqual([]);
			await visitor.close();
		});
		expect([...new Set(heavy)]).toEqual([]);
	},
	600_000
);
