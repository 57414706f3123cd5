import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOf } from './canonical.ts';
import { placedNodes } from './tree.ts';
import { forEachText } from './check-texts.ts';
import { soundDocument } from './example.testing.ts';
import { libraryDir, loadLibrary } from './library.ts';
import { likeness, wordsOf } from './likeness.testing.ts';
import { languages, type Language, type MethodologyDocument, type MethodologyNode } from './model.ts';
import { toYaml } from './present.ts';

let documents: MethodologyDocument[] = [];
let folder = '';
beforeAll(async () => {
	documents = await loadLibrary();
	folder = await mkdtemp(join(tmpdir(), 'sq-library-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const byId = (id: string): MethodologyDocument => {
	const found = documents.find((document) => document.id === id);
	if (!found) throw new Error(`The library has no ${id}`);
	return found;
};
const below = (node: MethodologyNode, ...kinds: string[]): MethodologyNode[] => node.children.filter((child) => kinds.includes(child.kind));
const requirementsOf = (document: MethodologyDocument): MethodologyNode[] => placedNodes(document).map(({ node }) => node).filter((node) => node.kind === 'requirement' || node.kind === 'indicator');

test('three methodologies ship, complete in all three languages, and say that they are adaptations', () => {
	expect(documents.map((document) => document.id)).toEqual(['caf-social-services', 'european-quality-framework', 'statutory-duties']);
	for (const document of documents) {
		expect(document.languages).toEqual(['lv', 'lt', 'en']);
		forEachText(document, (text, path) => expect(Object.keys(text).sort(), path.join('.')).toEqual(['en', 'lt', 'lv']));
		expect(document.adaptation.en).toMatch(/not an official|does not replace/);
	}
});

test('each survives being written as one file and read back', () => {
	for (const document of documents) expect(hashOf(soundDocument(toYaml(document)))).toBe(hashOf(document));
});

test('the CAF-based methodology has 9 criteria, 28 sub-criteria, and at least 4 requirements or indicators in each', () => {
	const { nodes, modes } = byId('caf-social-services');
	expect(nodes.map((node) => [node.id, node.kind])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((id) => [id, 'criterion']));
	expect(nodes.map((node) => below(node, 'sub-criterion').length)).toEqual([4, 4, 3, 6, 3, 2, 2, 2, 2]);
	expect(modes.map((mode) => mode.id)).toEqual(['classical', 'fine-tuned']);
	for (const node of nodes.flatMap((criterion) => criterion.children)) {
		expect(below(node, 'requirement', 'indicator').length, node.id).toBeGreaterThanOrEqual(4);
		expect(node.evidence?.length ?? 0, node.id).toBeGreaterThanOrEqual(2);
		expect(node.explanation, node.id).toBeDefined();
		expect(node.evaluator, node.id).toBe(Number(node.id[0]) <= 5 ? 'enabler' : 'result');
		expect(node.source, node.id).toBe({ '6.1': 'survey', '7.1': 'survey', '8.1': 'survey', '6.2': 'indicator', '7.2': 'indicator', '8.2': 'indicator', '9.1': 'indicator', '9.2': 'indicator' }[node.id] ?? 'group');
	}
});

test('the other two prove the format: an ordinal six-point scale, and duties met or not met with limiters', () => {
	const kinds = (document: MethodologyDocument): string[] => Object.values(document.evaluators).flatMap((modes) => Object.values(modes).map((evaluation) => evaluation.kind));
	expect(kinds(byId('caf-social-services')).sort()).toEqual(['phases', 'points', 'points', 'trend-target']);
	expect(kinds(byId('european-quality-framework'))).toEqual(['ordinal']);
	expect(Object.values(byId('european-quality-framework').scales).map(({ min, max, levels }) => [min, max, levels.length])).toEqual([[1, 6, 6]]);
	expect(kinds(byId('statutory-duties')).sort()).toEqual(['met', 'ordinal']);
	expect(byId('statutory-duties').limiters.length).toBeGreaterThanOrEqual(1);
});

test('no level is left without words, and no two levels of a list say the same', () => {
	for (const document of documents) {
		forEachText(document.evaluators, (text, path) => {
			for (const language of languages) expect(text[language]?.trim().length ?? 0, `${document.id} ${path.join('.')} ${language}`).toBeGreaterThan(path.includes('levels') ? 14 : 1);
		});
		const lists = new Map<string, string[]>();
		forEachText(document.evaluators, (text, path) => {
			if (path.at(-2) === 'levels') for (const language of languages) lists.set(`${path.slice(0, -1).join('.')}.${language}`, [...(lists.get(`${path.slice(0, -1).join('.')}.${language}`) ?? []), text[language] ?? '']);
		});
		for (const [where, texts] of lists) expect(new Set(texts).size, `${document.id} ${where}`).toBe(texts.length);
	}
});

// Two sentences about related things share common words: the closest pairs inside one of our methodologies reach 0.63.
// A sentence made from another by changing every fourth word keeps three quarters of its words in their order: 0.75.
const template = 0.68;

const pairsFromOneTemplate = (texts: readonly { id: string; text: string }[]): string[] => {
	const split = texts.map(({ id, text }) => ({ id, words: wordsOf(text) }));
	return split.flatMap((a, i) => split.slice(0, i).flatMap((b) => (likeness(a.words, b.words) >= template ? [`${b.id} ~ ${a.id}`] : [])));
};
const textsIn = (document: MethodologyDocument, language: Language): { id: string; text: string }[] => requirementsOf(document).map((node) => ({ id: node.id, text: node.text?.[language] ?? '' }));

test('no two requirements of a methodology come from one template, in any language', () => {
	for (const document of documents) for (const language of languages) expect(pairsFromOneTemplate(textsIn(document, language)), `${document.id} ${language}`).toEqual([]);
});

test('that test sees a copy in which every fourth word was changed, of any requirement in any language', () => {
	const missed: string[] = [];
	for (const document of documents) {
		for (const language of languages) {
			for (const { id, text } of textsIn(document, language)) {
				const copy = text.replace(/\p{L}+/gu, ((n) => (word: string) => (n++ % 4 === 3 ? `zz${word}` : word))(0));
				if (likeness(wordsOf(text), wordsOf(copy)) < template) missed.push(`${document.id} ${id} ${language}`);
			}
		}
	}
	expect(missed).toEqual([]);
	const planted = ['The fire plan is written down, names a responsible person and is reviewed once a year.', 'The hygiene plan is written down, names a responsible employee and is reviewed once a year.'];
	expect(pairsFromOneTemplate(planted.map((text, i) => ({ id: String(i), text })))).toEqual(['0 ~ 1']);
});

test('a fault in a shipped file stops with the file, the line and the node', async () => {
	await cp(libraryDir, folder, { recursive: true });
	const file = join(folder, 'caf-social-services/nodes/2.yaml');
	const text = await readFile(file, 'utf8');
	await writeFile(file, text.replace('kind: sub-criterion', 'kind: subcriterion'));
	const line = text.slice(0, text.indexOf('kind: sub-criterion')).split('\n').length;
	await expect(loadLibrary(folder)).rejects.toThrow(`nodes/2.yaml:${line}: choice at nodes[1].children[0].kind (node 2.1)`);
	await writeFile(file, text.replace(/(title: \{ lv: "[^"]+"), lt: "[^"]+"/, '$1'));
	await expect(loadLibrary(folder)).rejects.toThrow(/nodes\/2\.yaml:\d+: translation_missing .*"language":"lt"/);
	await writeFile(file, 'id: "2"\n\tkind: x');
	await expect(loadLibrary(folder)).rejects.toThrow(/nodes\/2\.yaml:2: yaml_indent/);
});
