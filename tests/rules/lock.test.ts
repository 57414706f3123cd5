import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Entry {
	version?: string;
	resolved?: string;
	optionalDependencies?: Record<string, string>;
}
const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as { packages: Record<string, Entry> };

test('the lock file names every optional package of every platform, so that npm ci takes it anywhere', () => {
	const missing = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}).filter((name) => !lock.packages[`node_modules/${name}`]));
	expect(missing).toEqual([]);
	expect(Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.version)).toEqual([]);
});

test('the lock file names no download address', () => {
	expect(Object.values(lock.packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
});
