import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const runs = 15;

/** Milliseconds from opening an address to its first paint in Chromium, in turns; the median of each and its ratio to the first. */
export async function firstPaints(addresses: Record<string, string>): Promise<void> {
	const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => path && existsSync(path));
	if (!executablePath) {
		console.log('\nFirst paint: no Chromium was found');
		return;
	}
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
	const found = new Map<string, number[]>();
	let requests = 0;
	try {
		for (let run = 0; run < runs + 2; run++) {
			for (const [name, url] of Object.entries(addresses)) {
				const context = await browser.newContext({ viewport: { width: 400, height: 800 } });
				const page = await context.newPage();
				const asked: string[] = [];
				page.on('request', (request) => asked.push(request.url()));
				await page.goto(url);
				const paint = await page.evaluate(
					() =>
						new Promise<number>((resolve) => {
							new PerformanceObserver((list) => {
								const first = list.getEntriesByName('first-contentful-paint')[0];
								if (first) resolve(first.startTime);
							}).observe({ type: 'paint', buffered: true });
						})
				);
				requests = Math.max(requests, asked.length);
				// The first two turns warm the browser and the page's rendering up.
				if (run >= 2) found.set(name, [...(found.get(name) ?? []), paint]);
				await context.close();
			}
		}
	} finally {
		await browser.close();
	}
	console.log(`\nFirst paint in Chromium (median of ${runs}; at most ${requests} request a page)`);
	let base = 0;
	for (const [name, values] of found) {
		const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
		base ||= middle;
		console.log(`${name.padEnd(46)}${middle.toFixed(0).padStart(6)} ms   × ${(middle / base).toFixed(2)}`);
	}
}
