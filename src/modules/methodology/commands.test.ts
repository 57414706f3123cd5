import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { Actor, Role } from '#platform/access.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../tests/support/database.ts';
import { canonicalText, hashOf } from './canonical.ts';
import { adoptFromLibrary, createDraft, discardDraft, importDraft, publishDraft, saveTexts } from './commands.ts';
import { editableTexts, fingerprint, type Target } from './editing.ts';
import { findNode } from './evaluation.ts';
import { changed, sampleYaml, soundDocument } from './example.testing.ts';
import { syncLibrary } from './library.ts';
import { mapBetween } from './mapping.ts';
import { getDraft, getVersion, latestVersion, listDrafts, listLibrary, listVersions } from './queries.ts';

const db = useDatabase();
const sample = soundDocument(sampleYaml);
const sha256 = hashOf(sample);
let region: RegionId;
let other: RegionId;
let coordinator: Actor;
const target: Target = { kind: 'node', id: '1.1' };

beforeAll(async () => {
	[region, other] = [await db.region(), await db.region()];
	coordinator = await db.actor(region, 'coordinator');
	await syncLibrary(db.owner as Parameters<typeof syncLibrary>[0], [sample]);
});

/** The typed fields of a target as the form sends them, with some of them changed. */
async function form(draftId: string, changes: Record<string, string> = {}, of: Target = target) {
	const draft = await db.as(region, coordinator, (c) => getDraft(c, draftId));
	const texts = editableTexts(draft.document, of) ?? [];
	const typed = Object.fromEntries(texts.flatMap((text) => draft.document.languages.map((language) => [`${text.name}.${language}`, text.values[language] ?? ''])));
	return { draftId, target: of, seen: fingerprint(texts), typed: { ...typed, ...changes } };
}
const adopt = () => db.as(region, coordinator, (c) => adoptFromLibrary(c, sha256));
const newDraft = async () => db.as(region, coordinator, async (c) => createDraft(c, { versionId: await adoptFromLibrary(c, sha256) }));
const auditOf = async (action: string): Promise<number> => (await db.as(region, 'system', ({ tx }) => tx.selectFrom('audit').select('id').where('region_id', '=', region).where('action', '=', action).execute())).length;

test('the library is put into the catalogue once, and a changed text under the same number replaces it', async () => {
	const count = async (): Promise<string[]> => {
		const client = new pg.Client(db.owner);
		await client.connect();
		const { rows } = await client.query<{ sha256: string }>('select sha256 from library_methodology order by sha256');
		await client.end();
		return rows.map((row) => row.sha256);
	};
	const owner = db.owner as Parameters<typeof syncLibrary>[0];
	expect(await syncLibrary(owner, [sample])).toEqual([sha256]);
	expect(await count()).toEqual([sha256]);
	await syncLibrary(owner, [soundDocument(changed('en: Sample', 'en: Example'))]);
	expect(await count()).not.toContain(sha256);
	await syncLibrary(owner, [sample]);
	expect(await count()).toEqual([sha256]);
});

test('adopting copies the exact text once, also when two do it at the same moment', async () => {
	const ids = await Promise.all([adopt(), adopt(), adopt()]);
	expect(new Set(ids).size).toBe(1);
	expect(await auditOf('methodology.adopted')).toBe(1);
	const version = await db.as(region, coordinator, (c) => getVersion(c, ids[0] ?? ''));
	expect(version).toMatchObject({ slug: 'sample', version: '1.0.0', sha256 });
	expect(canonicalText(version.document)).toBe(canonicalText(sample));
	expect(await db.as(region, coordinator, (c) => listLibrary(c))).toMatchObject([{ sha256, adoptedAs: ids[0] }]);
	await expect(db.as(region, coordinator, (c) => adoptFromLibrary(c, 'f'.repeat(64)))).rejects.toMatchObject({ status: 404 });
});

test('a version read twice is one frozen document', async () => {
	const id = await adopt();
	const [a, b] = [await db.as(region, coordinator, (c) => getVersion(c, id)), await db.as(region, coordinator, (c) => getVersion(c, id))];
	expect(a.document).toBe(b.document);
	expect(() => a.document.nodes.pop()).toThrow(TypeError);
});

test('another region sees neither version nor draft, though it knows their ids', async () => {
	const [versionId, draftId, stranger] = [await adopt(), await newDraft(), await db.actor(other, 'administrator')];
	await expect(db.as(other, stranger, (c) => getVersion(c, versionId))).rejects.toMatchObject({ status: 404 });
	await expect(db.as(other, stranger, (c) => getDraft(c, draftId))).rejects.toMatchObject({ status: 404 });
	await expect(db.as(other, stranger, (c) => createDraft(c, { versionId }))).rejects.toMatchObject({ status: 404 });
	await expect(db.as(other, stranger, async (c) => saveTexts(c, { ...(await form(draftId)), draftId }))).rejects.toMatchObject({ status: 404 });
	await expect(db.as(other, stranger, (c) => publishDraft(c, { draftId, revision: 1, version: '9.0.0', map: false }))).rejects.toMatchObject({ status: 404 });
	await expect(db.as(other, stranger, (c) => discardDraft(c, { draftId, revision: 1 }))).rejects.toMatchObject({ status: 404 });
	expect(await db.as(other, stranger, (c) => listVersions(c))).toEqual([]);
	expect(await db.as(other, stranger, (c) => listDrafts(c))).toEqual([]);
	for (const id of ['', 'x', randomUUID()]) await expect(db.as(region, coordinator, (c) => getVersion(c, id))).rejects.toMatchObject({ status: 404 });
});

test('everyone signed in reads versions; drafts and changes belong to those who run the region', async () => {
	const [versionId, draftId, institution] = [await adopt(), await newDraft(), await db.institution(region)];
	for (const role of ['lead', 'head', 'member', 'evaluator', 'viewer'] satisfies Role[]) {
		const actor = await db.actor(region, role, institution);
		await expect(db.as(region, actor, (c) => getVersion(c, versionId))).resolves.toMatchObject({ sha256 });
		expect((await db.as(region, actor, (c) => listVersions(c))).length).toBeGreaterThan(0);
		for (const work of [
			() => db.as(region, actor, (c) => adoptFromLibrary(c, sha256)),
			() => db.as(region, actor, (c) => createDraft(c, { versionId })),
			() => db.as(region, actor, (c) => importDraft(c, sample)),
			() => db.as(region, actor, (c) => getDraft(c, draftId)),
			() => db.as(region, actor, (c) => listDrafts(c)),
			() => db.as(region, actor, async (c) => saveTexts(c, await form(draftId))),
			() => db.as(region, actor, (c) => publishDraft(c, { draftId, revision: 1, version: '9.0.0', map: false })),
			() => db.as(region, actor, (c) => discardDraft(c, { draftId, revision: 1 }))
		]) await expect(work()).rejects.toMatchObject({ status: 403 });
	}
});

test('texts of a node are saved, emptied ones left out, evidence closes up', async () => {
	const draftId = await newDraft();
	const input = await form(draftId, { 'title.lt': ' Nauja kryptis ', 'text.en': 'About e\u0301', 'wording.staff.lv': 'Es zinu', 'evidence.1.lv': 'Plāns', 'evidence.1.lt': 'Planas', 'evidence.1.en': 'Plan' });
	await db.as(region, coordinator, (c) => saveTexts(c, input));
	const after = await db.as(region, coordinator, (c) => getDraft(c, draftId));
	expect(findNode(after.document, '1.1')?.node).toMatchObject({ title: { lt: 'Nauja kryptis' }, text: { en: 'About \u00e9' }, wording: { staff: { lv: 'Es zinu' } }, evidence: [{ lv: 'Plāns', lt: 'Planas', en: 'Plan' }] });
	expect(after.revision).toBe(2);
	expect(after.incomplete.map(({ node, params }) => `${node} ${params['language']}`).sort()).toEqual(['1.1 en', '1.1 lt', '1.1 lt', '1.1 lv']);
	await db.as(region, coordinator, async (c) => saveTexts(c, await form(draftId)));
	expect((await db.as(region, coordinator, (c) => getDraft(c, draftId))).revision).toBe(2);
	const head: Target = { kind: 'head' };
	await db.as(region, coordinator, async (c) => saveTexts(c, await form(draftId, { 'title.lv': 'Mūsu', 'introduction.lv': 'Ievads' }, head)));
	expect((await db.as(region, coordinator, (c) => getDraft(c, draftId))).document).toMatchObject({ title: { lv: 'Mūsu', en: 'Sample' }, introduction: { lv: 'Ievads' } });
});

test('two tabs: the second is told, nothing is overwritten; other nodes and equal words do not collide', async () => {
	const draftId = await newDraft();
	const [first, second, same, elsewhere] = [await form(draftId, { 'title.en': 'First' }), await form(draftId, { 'title.en': 'Second' }), await form(draftId, { 'title.en': 'First' }), await form(draftId, { 'title.en': 'Other node' }, { kind: 'node', id: '1.2' })];
	await db.as(region, coordinator, (c) => saveTexts(c, first));
	await expect(db.as(region, coordinator, (c) => saveTexts(c, second))).rejects.toMatchObject({ status: 409, code: 'methodology_texts_changed' });
	await db.as(region, coordinator, (c) => saveTexts(c, same));
	await db.as(region, coordinator, (c) => saveTexts(c, elsewhere));
	const { document } = await db.as(region, coordinator, (c) => getDraft(c, draftId));
	expect([findNode(document, '1.1')?.node.title?.en, findNode(document, '1.2')?.node.title?.en]).toEqual(['First', 'Other node']);
	const start = await form(draftId);
	const saves = await Promise.allSettled(['A', 'B', 'C'].map((word) => db.as(region, coordinator, (c) => saveTexts(c, { ...start, typed: { ...start.typed, 'title.en': word } }))));
	expect(saves.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
});

test('bad texts are refused at their fields', async () => {
	const draftId = await newDraft();
	const save = async (changes: Record<string, string>, of: Target = target) => {
		const input = await form(draftId, changes, of);
		return db.as(region, coordinator, (c) => saveTexts(c, input));
	};
	await expect(save({ 'title.lv': 'x'.repeat(301) })).rejects.toMatchObject({ fields: { 'title.lv': { code: 'too_long', params: { max: 300 } } } });
	await expect(save({ 'text.en': 'a\u0007b' })).rejects.toMatchObject({ fields: { 'text.en': { code: 'methodology_bad_character' } } });
	await expect(save({ 'title.lv': '', 'title.lt': '', 'title.en': ' ' })).rejects.toMatchObject({ fields: { 'title.lv': { code: 'required' } } });
	await expect(save({ 'adaptation.lv': '', 'adaptation.lt': '', 'adaptation.en': '' }, { kind: 'head' })).rejects.toMatchObject({ fields: { 'adaptation.lv': { code: 'required' } } });
	await expect(db.as(region, coordinator, async (c) => saveTexts(c, { ...(await form(draftId)), target: { kind: 'node', id: 'nowhere' } }))).rejects.toMatchObject({ status: 404 });
});

test('publishing: complete, a higher number, once; the draft closes and the map is written', async () => {
	const draftId = await newDraft();
	const publish = (version: string, revision: number) => db.as(region, coordinator, (c) => publishDraft(c, { draftId, revision, version, map: true }));
	await db.as(region, coordinator, async (c) => saveTexts(c, await form(draftId, { 'title.en': '' })));
	await expect(publish('1.1.0', 2)).rejects.toMatchObject({ status: 409, code: 'methodology_not_complete', params: { count: 1 } });
	await db.as(region, coordinator, async (c) => saveTexts(c, await form(draftId, { 'title.en': 'Bearing' })));
	await expect(publish('1.1.0', 2)).rejects.toMatchObject({ code: 'methodology_draft_changed' });
	await expect(publish('1.0.0', 3)).rejects.toMatchObject({ fields: { version: { code: 'methodology_version_taken' } } });
	await expect(publish('0.9.9', 3)).rejects.toMatchObject({ fields: { version: { code: 'methodology_version_taken' } } });
	await expect(publish('two', 3)).rejects.toMatchObject({ fields: { version: { code: 'methodology_version_format' } } });
	const results = await Promise.allSettled([publish('1.10.0', 3), publish('1.10.0', 3)]);
	expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(results.find((r) => r.status === 'rejected')).toMatchObject({ reason: { code: 'methodology_draft_published' } });
	const id = results.find((r) => r.status === 'fulfilled')?.value ?? '';
	const version = await db.as(region, coordinator, (c) => getVersion(c, id));
	expect(version.sha256).toBe(hashOf(version.document));
	expect(version.document.version).toBe('1.10.0');
	expect(mapBetween(sha256, version, '1.1')).toEqual({ to: ['1.1'], kind: 'reworded', refused: null });
	expect(mapBetween(sha256, version, '1.2').kind).toBe('same');
	expect(await db.as(region, coordinator, (c) => latestVersion(c, 'sample'))).toBe('1.10.0');
	await expect(db.as(region, coordinator, (c) => discardDraft(c, { draftId, revision: 4 }))).rejects.toMatchObject({ code: 'methodology_draft_published' });
	expect((await db.as(region, coordinator, (c) => listDrafts(c))).some((draft) => draft.id === draftId)).toBe(false);
	expect(await auditOf('methodology.published')).toBe(1);
});

test('the number 1.10.0 is above 1.9.0, and an own text under a library’s number is not overwritten', async () => {
	const place = await db.region();
	const editor = await db.actor(place, 'administrator');
	const draftId = await db.as(place, editor, (c) => importDraft(c, soundDocument(changed('en: Sample', 'en: Our own'))));
	await db.as(place, editor, (c) => publishDraft(c, { draftId, revision: 1, version: '1.0.0', map: true }));
	await expect(db.as(place, editor, (c) => adoptFromLibrary(c, sha256))).rejects.toMatchObject({ status: 409, code: 'methodology_version_exists' });
});

test('a discarded draft is gone, but not from another revision', async () => {
	const draftId = await newDraft();
	await expect(db.as(region, coordinator, (c) => discardDraft(c, { draftId, revision: 7 }))).rejects.toMatchObject({ status: 409 });
	await db.as(region, coordinator, (c) => discardDraft(c, { draftId, revision: 1 }));
	await expect(db.as(region, coordinator, (c) => getDraft(c, draftId))).rejects.toMatchObject({ status: 404 });
});

test('the application cannot change a published version or the catalogue', async () => {
	await adopt();
	await expect(db.as(region, 'system', ({ tx }) => tx.updateTable('methodology_version').set({ version: '2.0.0' }).execute())).rejects.toThrow(/permission denied/);
	await expect(db.as(region, 'system', ({ tx }) => tx.deleteFrom('library_methodology').execute())).rejects.toThrow(/permission denied/);
});
