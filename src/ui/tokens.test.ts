import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const colours = (text: string): Record<string, string> => Object.fromEntries([...text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name = '', value = '']) => [name, value]));
const light = colours(css.slice(0, css.indexOf('@media')));
const dark = { ...light, ...colours(css.slice(css.indexOf('prefers-color-scheme: dark'), css.indexOf('@media print'))) };

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(scheme: Record<string, string>, one: string, other: string): number {
	const [a, b] = [scheme[one], scheme[other]];
	if (a === undefined || b === undefined) throw new Error(`There is no colour ${a === undefined ? one : other}.`);
	const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
	return (high + 0.05) / (low + 0.05);
}

const surfaces = ['paper', 'surface', 'sunken'];
const text: [string, string][] = [
	...surfaces.flatMap((s) => ['ink', 'ink-soft', 'link', 'bad-ink', 'warning-ink'].map((t): [string, string] => [t, s])),
	...['good', 'warning', 'bad', 'info'].flatMap((tone): [string, string][] => [
		[`${tone}-ink`, `${tone}-wash`],
		['ink', `${tone}-wash`],
		['link', `${tone}-wash`]
	]),
	...['chart-ground', 'chart-ground-even', 'chart-value-wash', 'chart-low-wash'].map((s): [string, string] => ['ink', s]),
	['on-action', 'action'],
	['on-action', 'action-strong'],
	['on-danger', 'danger'],
	['on-danger', 'danger-strong'],
	['on-deep', 'deep'],
	['focus', 'focus-glow']
];
const signs: [string, string][] = [
	...surfaces.flatMap((s) => ['line-strong', 'action', 'danger'].map((t): [string, string] => [t, s])),
	...['chart-ground', 'chart-ground-even', 'surface', 'paper'].flatMap((s) => ['chart-value', 'chart-spread', 'chart-previous', 'chart-second', 'chart-low'].map((t): [string, string] => [t, s])),
	// numbers on a full bar are large and bold
	['surface', 'chart-value'],
	['surface', 'chart-low'],
	['chart-value', 'chart-value-wash'],
	['chart-low', 'chart-low-wash']
];

describe.each([
	['light', light],
	['dark', dark]
])('colours in %s', (_, scheme) => {
	it.each(text)('%s is read on %s at 7:1', (one, other) => {
		expect(contrast(scheme, one, other)).toBeGreaterThanOrEqual(7);
	});
	it.each(signs)('%s is seen on %s at 3:1', (one, other) => {
		expect(contrast(scheme, one, other)).toBeGreaterThanOrEqual(3);
	});
	it.each(surfaces.concat('deep', 'action'))('the focus ring is seen on %s', (surface) => {
		// one of its two lines stands out
		expect(Math.max(contrast(scheme, 'focus', surface), contrast(scheme, 'focus-glow', surface))).toBeGreaterThanOrEqual(3);
	});
});
