import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadLibrary, placedNodes } from '#modules/methodology/index.ts';
import { checkQuestionnaire } from './check.ts';
import { parseQuestionnaire, questionnaireYaml } from './file.ts';
import { loadQuestionnaireLibrary, questionnaireDir, sealed } from './library.ts';
import { audiences, perspectives } from './model.ts';
import { knownPictures } from './pictures.ts';
import { choicesOf, scaleOf, textQuestions } from './rules.ts';

const documents = await loadQuestionnaireLibrary();
const pictures = await knownPictures();
const nodes = new Map((await loadLibrary()).map((methodology) => [methodology.id, new Set(placedNodes(methodology).map(({ node }) => node.id))]));
const each = documents.map((document) => [document.id, document] as const);

test('there is a questionnaire for everybody who is asked, each in a file of its name', () => {
	expect(new Set(documents.map(({ audience }) => audience))).toEqual(new Set(audiences));
	expect(documents.every(({ perspective }) => perspectives.includes(perspective))).toBe(true);
	expect(readdirSync(questionnaireDir).filter((name) => name.endsWith('.yaml')).sort()).toEqual(documents.map(({ id }) => `${id}.yaml`).sort());
});

test.each(each)('%s is complete: every text in every language, pictures and nodes that exist', (_id, document) => {
	expect(checkQuestionnaire(document, { pictures, nodes }).filter(({ severity }) => severity !== 'warning')).toEqual([]);
	expect(document.languages).toEqual(expect.arrayContaining(['lv', 'lt', 'en']));
	// A mapping to a methodology that does not ship would never be checked.
	for (const { maps } of document.variants.standard.questions) for (const { methodology } of maps) expect([...nodes.keys()]).toContain(methodology);
});

test.each(each)('%s asks 12 to 24 questions, turns some statements round, and lets people write', (_id, document) => {
	const { standard, easy } = document.variants;
	expect(standard.questions.length).toBeGreaterThanOrEqual(12);
	expect(standard.questions.length - textQuestions(standard).length).toBeLessThanOrEqual(24);
	expect(textQuestions(standard).length).toBeGreaterThanOrEqual(1);
	if (standard.batteries.length > 0) expect(standard.questions.some((question) => question.kind === 'scale' && question.reversed)).toBe(true);
	// Reliability needs at least two statements.
	for (const { id } of standard.batteries) expect(standard.questions.filter((question) => question.kind === 'scale' && question.battery === id).length).toBeGreaterThan(1);
	if (easy) for (const language of ['lv', 'lt', 'en'] as const) expect(easy.languages).toContain(language);
});

test.each(each.filter(([, document]) => document.variants.easy))('%s: the easy-to-read variant is easy', (_id, document) => {
	expect(checkQuestionnaire(document).filter(({ variant, code }) => variant === 'easy' && code.startsWith('easy_')).map(({ code, path, params }) => ({ code, path, params }))).toEqual([]);
	const standard = new Set(document.variants.standard.questions.map(({ text }) => text.lv));
	expect(document.variants.easy?.questions.filter(({ text }) => standard.has(text.lv))).toEqual([]);
});

test('clients are asked twenty questions with five places on the scale and one free text, also in Russian', () => {
	const clients = documents.find(({ id }) => id === 'clients');
	if (!clients) throw new Error('no questionnaire for clients');
	const { standard, easy } = clients.variants;
	const rated = standard.questions.filter((question) => question.kind === 'scale');
	expect([rated.length, standard.questions.length]).toEqual([20, 21]);
	for (const question of rated) expect(scaleOf(standard, question.battery).options.filter(({ value }) => value !== null).map(({ value }) => value)).toEqual([1, 2, 3, 4, 5]);
	expect(rated.every((question) => choicesOf(standard, question).at(-1)?.id === 'declined')).toBe(true);
	expect(textQuestions(standard)).toHaveLength(1);
	expect(standard.languages).toContain('ru');
	expect(easy).toBeDefined();
});

test.each(each)('%s survives being written as a file and read back', (_id, document) => {
	const back = parseQuestionnaire(questionnaireYaml(document));
	expect('document' in back && sealed(back.document).sha256).toBe(sealed(document).sha256);
});
