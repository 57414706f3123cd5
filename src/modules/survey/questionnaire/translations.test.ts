import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { getQuestionnaireDraft } from './draft-queries.ts';
import { createQuestionnaireDraft } from './drafts.ts';
import { sampleDocument } from './example.testing.ts';
import { toXliff } from './translation-xliff.ts';
import { importTranslations } from './translations.ts';

const db = useDatabase();
let region: RegionId;
let coordinator: Actor;
beforeAll(async () => {
	region = await db.region();
	coordinator = await db.actor(region, 'coordinator');
});

const newDraft = () => db.as(region, coordinator, (c) => createQuestionnaireDraft(c, { from: 'document', document: sampleDocument() }));
const send = (draftId: string, text: string, anyway = false, actor = coordinator, at = region) =>
	db.as(at, actor, (c) => importTranslations(c, { draftId, bytes: new TextEncoder().encode(text), source: 'lv', target: 'en', anyway }));
const read = (draftId: string) => db.as(region, coordinator, (c) => getQuestionnaireDraft(c, draftId));

test('a translator’s file changes the draft once, in one step, and reports the rows that were left out', async () => {
	const draftId = await newDraft();
	const file = 'key;source (lv);target (en)\r\ntitle;Paraugs;Example\r\norigin;Cits;Other\r\nnothing;a;b\r\n';
	expect(await send(draftId, file)).toMatchObject({ changed: 1, rows: 3, encoding: 'utf-8', notes: [{ row: 3, code: 'source_changed', target: 'Other' }, { row: 4, code: 'unknown_key' }] });
	expect(await read(draftId)).toMatchObject({ revision: 2, document: { title: { lv: 'Paraugs', en: 'Example' } } });
	expect(await send(draftId, file)).toMatchObject({ changed: 0 });
	expect((await read(draftId)).revision).toBe(2);
	expect(await send(draftId, file, true)).toMatchObject({ changed: 1 });
	expect((await read(draftId)).document.origin.en).toBe('Other');
});

test('XLIFF is known by its content, and the languages that a file names go before those of the form', async () => {
	const draftId = await newDraft();
	const swapped = toXliff(sampleDocument(), 'en', 'lv', () => 'x').replace('>Paraugs<', '>Jauns paraugs<');
	expect(await send(draftId, swapped)).toMatchObject({ changed: 1, notes: [], source: 'en', target: 'lv' });
	expect((await read(draftId)).document.title.lv).toBe('Jauns paraugs');
});

test('a file that cannot be used says why and changes nothing', async () => {
	const draftId = await newDraft();
	const refused = async (text: string, code: string) => expect(send(draftId, text)).rejects.toMatchObject({ status: 422, fields: { file: { code: `questionnaire_file_${code}` } } });
	await refused('', 'empty');
	await refused('a,b\n1,2\n', 'columns');
	await refused('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff version="2.0">&e;</xliff>', 'doctype');
	await refused('<xliff', 'xml');
	await refused('key,source (lv),target (lv)\ntitle,a,b\n', 'languages');
	await refused('key,source (lv),target (lt)\ntitle,Paraugs,b\n', 'language');
	expect((await read(draftId)).revision).toBe(1);
});

test('only those who keep questionnaires bring translations, and only to drafts of their region', async () => {
	const draftId = await newDraft();
	const other = await db.region();
	const file = 'key,source,target\ntitle,Paraugs,Example\n';
	await expect(send(draftId, file, false, await db.actor(region, 'lead', await db.institution(region)))).rejects.toMatchObject({ status: 403 });
	await expect(send(draftId, file, false, await db.actor(other, 'coordinator'), other)).rejects.toMatchObject({ status: 404 });
});
