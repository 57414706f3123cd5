import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#platform/context.ts';
import { Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { stopRendering } from '#platform/typst/index.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { normaliseToken, tokenSha256 } from '../answering/index.ts';
import { createOneTimeLinks, createOpenLink, mostLetters, printLetters, printMergedLetters, printPoster, surveyView } from './index.ts';
import { madeSurvey, openedSurvey, surveyInput, surveyScene, type SurveyScene } from './testing.ts';
import { createSurvey, openSurvey } from './index.ts';

const db = useDatabase();
let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'socquality-letters-'));
});
afterAll(async () => {
	stopRendering();
	await rm(folder, { recursive: true, force: true });
});
const withPdftotext = test.skipIf(spawnSync('pdftotext', ['-v']).error !== undefined);

function pages(bytes: Uint8Array): string[] {
	const path = join(folder, 'letters.pdf');
	writeFileSync(path, bytes);
	return execFileSync('pdftotext', ['-layout', path, '-']).toString().split('\f').filter((page) => page.trim() !== '');
}
const runAs = (scene: SurveyScene, actor: Parameters<typeof db.as>[1]) => <T>(work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);
const tokenOn = (page: string): string | null => normaliseToken(/((?:[0-9a-z]{4}-){5}[0-9a-z]{4})/.exec(page)?.[1] ?? '');
const order = (surveyId: string, count: number, change: object = {}) => ({ surveyId, count, language: 'lv' as const, variant: 'standard' as const, ...change });

withPdftotext('one letter a page with its own code, which opens the survey; the file is tagged and says its language', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene, { contact: { lv: 'Zvaniet 116006,\nbez maksas', en: 'Call 116006' } });
	const { bytes, fileName } = await printLetters(runAs(scene, scene.lead), [order(id, 3)], 'Anketas kasti atradīsiet pie durvīm.');
	expect(fileName).toMatch(/\.letters\.pdf$/);
	const source = Buffer.from(bytes).toString('latin1');
	expect(source).toContain('/MarkInfo');
	expect(source).toMatch(/\/Lang\s*\(lv\)/);
	const letters = pages(bytes);
	expect(letters).toHaveLength(3);
	for (const page of letters) {
		for (const words of ['Klientu aptauja', 'brīvprātīga', 'Anketas kasti atradīsiet pie durvīm.', '116006', '20.12.2026.']) expect(page).toContain(words);
	}
	const tokens = letters.map(tokenOn);
	expect(new Set(tokens).size).toBe(3);
	const stored = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('survey_link').select('token_sha256').where('survey_id', '=', id).execute());
	expect(tokens.map((token) => tokenSha256(token ?? '').toString('hex')).sort()).toEqual(stored.map((row) => row.token_sha256.toString('hex')).sort());
});

withPdftotext('letters for several institutions come in one file, each with its institution and language', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	const otherId = await db.as(scene.regionId, scene.otherLead, (c) => createSurvey(c, surveyInput(scene, { institutionId: scene.other })));
	await db.as(scene.regionId, scene.otherLead, (c) => openSurvey(c, otherId));
	const orders = [order(id, 1), order(otherId, 2, { language: 'en' })];
	const { bytes, fileName } = await printMergedLetters(runAs(scene, scene.coordinator), orders, '');
	expect(fileName).toBe('surveys.letters.pdf');
	const letters = pages(bytes);
	expect(letters.map((page) => (page.includes('voluntary') ? 'en' : 'lv'))).toEqual(['lv', 'en', 'en']);
	await expect(printMergedLetters(runAs(scene, scene.lead), orders, '')).rejects.toBeInstanceOf(Forbidden);
	await expect(printLetters(runAs(scene, scene.lead), orders, '')).rejects.toBeInstanceOf(NotFound);
	// All or nothing: the refused file left no links of the first survey behind.
	expect((await db.as(scene.regionId, scene.coordinator, (c) => surveyView(c, id))).links).toMatchObject([{ count: 1 }]);
});

withPdftotext('a poster carries an open link of this survey and no other', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	const run = runAs(scene, scene.lead);
	const open = await run((c) => createOpenLink(c, id, { layout: 'page', variant: 'standard', dailyLimit: 50 }));
	const { bytes } = await printPoster(run, id, { token: open, language: 'en', sentence: '' });
	const [page = '', ...more] = pages(bytes);
	expect(more).toEqual([]);
	expect(tokenOn(page)).toBe(open);
	const [once = ''] = await run((c) => createOneTimeLinks(c, id, 1));
	for (const token of [once, `${open.slice(0, -1)}${open.endsWith('0') ? '1' : '0'}`, 'nothing', '']) await expect(printPoster(run, id, { token, language: 'en', sentence: '' })).rejects.toBeInstanceOf(NotFound);
	await expect(printPoster(runAs(scene, scene.head), id, { token: open, language: 'en', sentence: '' })).rejects.toBeInstanceOf(Forbidden);
});

test('what cannot be printed is refused before any link is made', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	const draft = await madeSurvey(db, scene);
	const run = runAs(scene, scene.lead);
	for (const count of [0, -1, 1.5, mostLetters + 1, Number.NaN]) await expect(printLetters(run, [order(id, count)], '')).rejects.toBeInstanceOf(Invalid);
	await expect(printLetters(run, [], '')).rejects.toBeInstanceOf(Invalid);
	await expect(printLetters(run, [order(id, 1, { language: 'lt' })], '')).rejects.toBeInstanceOf(Invalid);
	await expect(printLetters(run, [order(id, 1)], 'x'.repeat(301))).rejects.toMatchObject({ fields: { sentence: { code: 'too_long' } } });
	await expect(printLetters(run, [order(draft, 1)], '')).rejects.toMatchObject({ code: 'survey_state' });
	expect((await run((c) => surveyView(c, id))).links).toEqual([]);
});
