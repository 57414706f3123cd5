import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../../routes/cycles/[id]/board/tints.css', import.meta.url), 'utf8');
const themes = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) => new Map([...body.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name = '', colour = '']) => [name, colour])));

function luminance(hex: string): number {
	const full = hex.length === 4 ? Array.from(hex.slice(1), (digit) => digit + digit).join('') : hex.slice(1);
	const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: string, b: string): number => {
	const [x, y] = [luminance(a), luminance(b)];
	return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

test('every tint carries its ink with a contrast of at least 4.5 : 1, in light, dark and print', () => {
	expect(themes).toHaveLength(3);
	for (const theme of themes) {
		const pairs = [1, 2, 3, 4, 5, 6].map((step) => contrast(theme.get(`tint-${step}`) ?? '', theme.get(step < 5 ? 'tint-ink' : 'tint-ink-strong') ?? ''));
		for (const pair of pairs) expect(pair).toBeGreaterThanOrEqual(4.5);
	}
});

test('the steps of a theme go one way', () => {
	for (const theme of themes) {
		const steps = [1, 2, 3, 4, 5, 6].map((step) => luminance(theme.get(`tint-${step}`) ?? ''));
		const sorted = steps.toSorted((a, b) => a - b);
		expect([sorted, sorted.toReversed()]).toContainEqual(steps);
	}
});
