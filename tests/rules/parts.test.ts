import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('every browser test belongs to a part, and every part is run', () => {
	const config = readFileSync(join(root, 'vitest.browser.config.ts'), 'utf8');
	const files = readdirSync(join(root, 'tests/browser')).filter((name) => name.endsWith('.test.ts'));
	expect(files.filter((name) => !config.includes(`tests/browser/${name}`))).toEqual([]);
	const parts = [...config.matchAll(/^\t(\w+): \['tests/gm)].map((match) => match[1] ?? '');
	const run = readFileSync(join(root, 'tests/run.sh'), 'utf8');
	expect(parts.filter((part) => !new RegExp(`(for part in .*|^run_part )\\b${part}\\b`, 'm').test(run) || !new RegExp(`\\{main,.*\\b${part}\\b`).test(run))).toEqual([]);
	expect(parts.length).toBeGreaterThan(3);
});
