import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const src = join(root, 'src');

interface Import {
	readonly from: string;
	readonly to: string;
}

/** Every import of our own files below src/, as paths from the project's root; tests and generated code left out. */
function imports(): Import[] {
	const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(ts|svelte)$/.test(f) && !/\.test\.ts$|^i18n\/generated\//.test(f));
	return files.flatMap((file) => {
		const path = join(src, file);
		const text = readFileSync(path, 'utf8');
		return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, target = '']) => {
			const to = target.startsWith('#') ? join(src, target.slice(1)) : target.startsWith('.') ? resolve(dirname(path), target) : null;
			return to ? [{ from: relative(root, path), to: relative(root, to) }] : [];
		});
	});
}

const all = imports();
const moduleOf = (path: string): string | null => /^src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null;
const where = (i: Import) => `${i.from} → ${i.to}`;

test('the test sees the imports of the project', () => {
	expect(all.length).toBeGreaterThan(100);
	expect(all.some((i) => i.from.startsWith('src/routes/') && moduleOf(i.to) !== null)).toBe(true);
});

test('a module is entered only through its index.ts', () => {
	const wrong = all.filter((i) => moduleOf(i.to) !== null && moduleOf(i.from) !== moduleOf(i.to) && !/^src\/modules\/[^/]+\/index(\.ts)?$/.test(i.to));
	expect(wrong.map(where)).toEqual([]);
});

test('modules form no circle', () => {
	const edges = new Map<string, Set<string>>();
	for (const i of all) {
		const [a, b] = [moduleOf(i.from), moduleOf(i.to)];
		if (a && b && a !== b) edges.set(a, (edges.get(a) ?? new Set()).add(b));
	}
	const circles: string[] = [];
	const walk = (path: string[]) => {
		for (const next of edges.get(path.at(-1) ?? '') ?? []) {
			if (path.includes(next)) circles.push([...path.slice(path.indexOf(next)), next].join(' → '));
			else walk([...path, next]);
		}
	};
	for (const start of edges.keys()) walk([start]);
	expect([...new Set(circles)]).toEqual([]);
});

test('routes and components touch no database', () => {
	const direct = readdirSync(join(src, 'routes'), { recursive: true, encoding: 'utf8' })
		.filter((f) => /\.(ts|svelte)$/.test(f))
		.filter((f) => /from '(kysely|pg)'|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(readFileSync(join(src, 'routes', f), 'utf8')));
	expect(direct).toEqual([]);
	expect(all.filter((i) => /^src\/(routes|ui)\//.test(i.from) && /\/store(\.ts)?$/.test(i.to)).map(where)).toEqual([]);
});

test('the platform knows no module, and models and rules know no database', () => {
	expect(all.filter((i) => i.from.startsWith('src/platform/') && /^src\/(modules|routes|ui|program)\//.test(i.to)).map(where)).toEqual([]);
	const pure = all.filter((i) => /^src\/modules\/.*\/(model|rules)\.ts$/.test(i.from) && /^src\/platform\/(database|runtime|context)|\/store\.ts$|\/queries\.ts$|\/commands\.ts$/.test(i.to));
	expect(pure.map(where)).toEqual([]);
});

test('only stores speak to the database', () => {
	const speakers = readdirSync(join(src, 'modules'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.endsWith('/testing.ts') && /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(readFileSync(join(src, 'modules', f), 'utf8')));
	const allowed = /(^|\/)(store|[a-z-]+-store|access|sessions)\.ts$/;
	expect(speakers.filter((f) => !allowed.test(f))).toEqual([]);
});
