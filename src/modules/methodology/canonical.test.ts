import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, hashOf } from './canonical.ts';
import { sampleYaml, soundDocument } from './example.testing.ts';
import { MethodologyDocument } from './model.ts';
import { toYaml } from './present.ts';
import { unfitCharacter } from './read.ts';
import { methodologyJsonSchema } from './schema.ts';

const sample = soundDocument(sampleYaml);

/** The same value with the keys of every object in another order. */
function shuffled<T>(value: T, seed: number): T {
	if (Array.isArray(value)) return value.map((item: unknown) => shuffled(item, seed)) as T;
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item, seed)] as const);
	return Object.fromEntries(entries.sort(([a], [b]) => ((a.length * seed + (a.codePointAt(0) ?? 0)) % 7) - ((b.length * seed + (b.codePointAt(0) ?? 0)) % 7) || (seed % 2 ? -1 : 1))) as T;
}

/** Texts as people write them, with the signs that YAML and JSON treat in their own ways. */
const texts = fc
	.oneof(
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
		fc.constantFrom('yes', 'null', '1.0', '~', '# a', '- b', 'a: b', '"q"', "it's", '> x', '| y', '{a}', '[b]', '*c', '&d', '!e', '%f', '@g', '\tx\ty', 'a\n\nb', 'a \n b', '  a', 'Ā\u0304', 'e\u0301', '\u2028', 'a\u0085b', '0x1F', '2026-11-22', '<<', '---', '...')
	)
	.filter((text) => text.trim() !== '' && unfitCharacter(text) < 0 && !text.includes('\r'));
const documents = fc.record({ lv: texts, lt: texts, en: texts, weight: fc.integer({ min: 1, max: 1_000_000 }) }).map(({ lv, lt, en, weight }) => MethodologyDocument.parse({ ...sample, title: { lv, lt, en }, introduction: { lv: `${lv}\n\n${lt}`, lt, en }, nodes: sample.nodes.map((node) => ({ ...node, weight: weight / 1000, explanation: { lv, lt, en }, evidence: [{ lv, lt, en }] })) }));

test('the order of keys changes nothing', () => {
	fc.assert(fc.property(documents, fc.nat(50), (document, seed) => hashOf(shuffled(document, seed)) === hashOf(document)));
});

test('composed and decomposed letters, and both kinds of line ends, are the same text', () => {
	fc.assert(
		fc.property(documents, (document) => {
			const decomposed = JSON.parse(JSON.stringify(document).normalize('NFD').replaceAll('\\n', '\\r\\n')) as MethodologyDocument;
			expect(hashOf(decomposed)).toBe(hashOf(document));
		})
	);
});

test('the canonical text is its own canonical form, sorted and without spaces', () => {
	fc.assert(
		fc.property(documents, (document) => {
			const text = canonicalText(document);
			expect(canonicalText(MethodologyDocument.parse(JSON.parse(text)))).toBe(text);
		})
	);
	expect(canonicalText(sample)).toMatch(/^\{"adaptation":\{"en":"Adaptation","lt":"Adaptacija","lv":"Adaptācija"\},"description"/);
});

test('another word is another hash', () => {
	fc.assert(fc.property(documents, texts, (document, extra) => hashOf({ ...document, title: { ...document.title, en: `${document.title.en}${extra}x` } }) !== hashOf(document)));
});

test('a file written out and read back is the same document', () => {
	fc.assert(
		fc.property(documents, (document) => {
			expect(hashOf(soundDocument(toYaml(document)))).toBe(hashOf(document));
		}),
		{ numRuns: 60 }
	);
});

test('the file is written in the order of the format, without defaults', () => {
	const text = toYaml(MethodologyDocument.parse(JSON.parse(canonicalText(sample))));
	expect(text).toMatch(/^format: socquality-methodology\/1\nid: sample\nversion: 1\.0\.0\n/);
	expect(text).toMatch(/title:\n {2}lv: Paraugs\n {2}lt: Pavyzdys\n {2}en: Sample\n/);
	expect(text).not.toMatch(/children: \[\]|aggregate: mean|source: group|weight: 1\n/);
});

test('the published JSON Schema is the one of the program', async () => {
	expect(await readFile(join(import.meta.dirname, '../../../docs/methodology.schema.json'), 'utf8')).toBe(methodologyJsonSchema());
});
