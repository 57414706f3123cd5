import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'static/pictures');
const pictures = new Map(readdirSync(folder).map((file) => [file.replace(/\.svg$/, ''), readFileSync(join(folder, file), 'utf8')]));

test('every picture is one small drawing of its own, with nothing that runs, loads or clashes', () => {
	expect(pictures.size).toBeGreaterThan(30);
	for (const [name, source] of pictures) {
		expect(source, name).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 64 64" [^>]+>.*<\/svg>\n$/);
		expect(source.length, name).toBeLessThan(1_200);
		expect(source.slice(40), name).not.toMatch(/<script|<style|<image|<use|<text|href|url\(|\bon[a-z]+=|\bid=|\bclass=|\bstyle=/);
		for (const [, width = ''] of source.matchAll(/stroke-width="([^"]+)"/g)) expect(Number(width), name).toBeGreaterThanOrEqual(3);
	}
});

/** The relative luminance of `#rrggbb` (WCAG 2.2). */
const luminance = (colour: string): number => {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
	const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
};

test('lines are seen on every filling, and fillings on a dark page', () => {
	for (const [name, source] of pictures) {
		const ink = /<svg[^>]* stroke="(#[0-9a-f]{6})"/.exec(source)?.[1] ?? '';
		const fills = [...source.matchAll(/fill="(#[0-9a-f]{6})"/g)].map(([, fill = '']) => fill).filter((fill) => fill !== ink);
		expect(fills.length, name).toBeGreaterThan(0);
		for (const fill of fills) expect(contrast(ink, fill), `${name} ${fill}`).toBeGreaterThan(3);
		for (const page of ['#141a17', '#1b231f', '#000000']) for (const fill of fills) expect(contrast(page, fill), `${name} ${fill}`).toBeGreaterThan(3);
		for (const page of ['#ffffff', '#fbf7ee']) expect(contrast(page, ink), name).toBeGreaterThan(3);
	}
});

test('every picture that a questionnaire of the product names exists', () => {
	const dir = join(root, 'questionnaires');
	const named = readdirSync(dir)
		.filter((file) => file.endsWith('.yaml'))
		.flatMap((file) => [...readFileSync(join(dir, file), 'utf8').matchAll(/\bpicture: *([a-z][a-z0-9-]*)/g)].map(([, name = '']) => name));
	expect(named.length).toBeGreaterThan(10);
	expect(named.filter((name) => !pictures.has(name))).toEqual([]);
});
