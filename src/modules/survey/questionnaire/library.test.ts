import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { adoptQuestionnaire } from './adopt.ts';
import { sampleDocument, sampleYaml } from './example.testing.ts';
import { keepQuestionnaireCatalogue, loadQuestionnaireLibrary, sealed, syncQuestionnaires } from './library.ts';
import { getQuestionnaire, listQuestionnaireLibrary, listQuestionnaires } from './queries.ts';
import { insertVersion } from './store.ts';

const db = useDatabase();
const sample = sampleDocument();
const { sha256 } = sealed(sample);
type Owner = Parameters<typeof syncQuestionnaires>[0];
let region: RegionId;
let other: RegionId;
let coordinator: Actor;
let dir: string;

beforeAll(async () => {
	[region, other] = [await db.region(), await db.region()];
	coordinator = await db.actor(region, 'coordinator');
	dir = await mkdtemp(join(tmpdir(), 'sq-questionnaires-'));
	await syncQuestionnaires(db.owner as Owner, [sample]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const adopt = (as: Actor | 'system' = coordinator) => db.as(region, as, (c) => adoptQuestionnaire(c, sha256));

test('a region adopts a questionnaire once, also when three do it at the same moment, and reads back the same text', async () => {
	const ids = await Promise.all([adopt(), adopt('system'), adopt()]);
	expect(new Set(ids).size).toBe(1);
	const version = await db.as(region, coordinator, (c) => getQuestionnaire(c, ids[0] ?? ''));
	expect(version).toMatchObject({ slug: 'sample', version: '1.0.0', sha256 });
	expect(sealed(version.document).sha256).toBe(sha256);
	expect(await db.as(region, coordinator, (c) => listQuestionnaires(c))).toHaveLength(1);
	expect(await db.as(region, coordinator, (c) => listQuestionnaireLibrary(c))).toMatchObject([{ sha256, adoptedAs: ids[0] }]);
	expect(Object.isFrozen(version.document.variants.standard.questions[0])).toBe(true);
});

test('only those who keep questionnaires adopt; unknown ones and those of other regions are not found', async () => {
	const institution = await db.institution(region);
	for (const role of ['lead', 'head', 'member', 'viewer'] as const) await expect(adopt(await db.actor(region, role, institution))).rejects.toMatchObject({ status: 403 });
	await expect(adopt(await db.actor(region, 'researcher'))).rejects.toMatchObject({ status: 403 });
	await expect(db.as(region, coordinator, (c) => adoptQuestionnaire(c, 'f'.repeat(64)))).rejects.toMatchObject({ status: 404 });
	const id = await adopt();
	await expect(db.as(other, 'system', (c) => getQuestionnaire(c, id))).rejects.toMatchObject({ status: 404 });
	await expect(db.as(region, 'system', (c) => getQuestionnaire(c, 'no-id'))).rejects.toMatchObject({ status: 404 });
	expect(await db.as(other, 'system', (c) => listQuestionnaires(c))).toEqual([]);
});

test('a region that published other words under the same number is told so', async () => {
	await db.as(other, 'system', (c) => insertVersion(c, { ...sealed(sampleDocument({ title: { lv: 'Cits', en: 'Other' } })), id: c.newId() }));
	await expect(db.as(other, 'system', (c) => adoptQuestionnaire(c, sha256))).rejects.toMatchObject({ status: 409, code: 'questionnaire_version_exists' });
});

test('the catalogue follows the files; a broken file names its line and changes nothing', async () => {
	await writeFile(join(dir, 'sample.yaml'), sampleYaml.replace('version: 1.0.0', 'version: 1.1.0'));
	await keepQuestionnaireCatalogue(db.owner as Owner, dir);
	const [newest] = await db.as(region, coordinator, (c) => listQuestionnaireLibrary(c));
	expect(newest).toMatchObject({ version: '1.1.0', adoptedAs: null });
	await writeFile(join(dir, 'sample.yaml'), sampleYaml.replace('kind: yes-no', 'kind: maybe'));
	await expect(keepQuestionnaireCatalogue(db.owner as Owner, dir)).rejects.toThrow(/sample\.yaml:5\d: variants\.standard\.questions\.4/);
	await expect(loadQuestionnaireLibrary(dir)).rejects.toThrow();
	expect((await db.as(region, coordinator, (c) => listQuestionnaireLibrary(c)))[0]?.version).toBe('1.1.0');
});
