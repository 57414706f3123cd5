import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The Chromium of the machine, or the one that `CHROMIUM_PATH` names. Throws with advice when there is none. */
export async function openBrowser(): Promise<Browser> {
	const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
	if (!existsSync(executablePath)) throw new Error(`There is no Chromium at ${executablePath}. Install it, or set CHROMIUM_PATH.`);
	return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
}
