import { expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { createProject, deleteProject, discardDraft, findProjectByCode, getDraft, getProject, loadProjectFor, openDraft, projectVersion, projectVersions, saveDraft, takeStep, versionOn } from './index.ts';
import { madeProject, projectScene, sampleProject } from './testing.ts';

const db = useDatabase();
const unknown = '00000000-0000-4000-8000-00000000dead';

test('a new project has a draft with its title and an address of its own', async () => {
	const { regionId, manager } = await projectScene(db);
	const as = <T>(work: (c: Context) => Promise<T>) => db.as(regionId, manager, work);
	const id = await as((c) => createProject(c, { title: { lv: 'Atver sirdi', en: 'Open heart' } }));
	expect(await as((c) => getProject(c, id))).toMatchObject({ slug: 'atver-sirdi', state: 'idea', versionId: null, publishedAt: null });
	expect(await as((c) => getDraft(c, id))).toMatchObject({ revision: 1, basedOn: null, document: { title: { lv: 'Atver sirdi', en: 'Open heart' }, currency: 'EUR', budget: [] } });
	const again = await as((c) => createProject(c, { title: { lv: 'Atver sirdi' } }));
	expect(await as((c) => getProject(c, again))).toMatchObject({ slug: 'atver-sirdi-2' });
	await expect(as((c) => createProject(c, { title: { lv: 'Cits' }, slug: 'atver-sirdi' }))).rejects.toMatchObject({ fields: { slug: { code: 'project_slug_taken' } } });
	await expect(as((c) => createProject(c, { title: { lv: 'Cits' }, slug: '../x' }))).rejects.toMatchObject({ fields: { slug: { code: 'project_slug_wrong' } } });
	await expect(as((c) => createProject(c, { title: {} }))).rejects.toBeInstanceOf(Invalid);
	const three = await Promise.all([1, 2, 3].map(() => as((c) => createProject(c, { title: { lv: 'Reizē' } }))));
	const slugs = await Promise.all(three.map((each) => as(async (c) => (await getProject(c, each)).slug)));
	expect(slugs.sort()).toEqual(['reize', 'reize-2', 'reize-3']);
});

test('only who keeps projects makes and writes them', async () => {
	const scene = await projectScene(db);
	const id = await madeProject(db, scene);
	const as = <T>(actor: Actor, work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);
	for (const actor of [scene.viewer, scene.partner, scene.partnerLead, scene.member, scene.outsider, scene.researcher]) await expect(as(actor, (c) => createProject(c, { title: { lv: 'Nē' } }))).rejects.toBeInstanceOf(Forbidden);
	const changes: ((c: Context) => Promise<unknown>)[] = [
		(c: Context) => saveDraft(c, id, 1, sampleProject(null)),
		(c: Context) => openDraft(c, id),
		(c: Context) => discardDraft(c, id, 1),
		(c: Context) => deleteProject(c, id),
		(c: Context) => takeStep(c, id, 'complete')
	];
	for (const change of changes) {
		for (const actor of [scene.viewer, scene.partner, scene.partnerLead, scene.partnerHead]) await expect(as(actor, change)).rejects.toBeInstanceOf(Forbidden);
		for (const actor of [scene.member, scene.outsider, scene.researcher]) await expect(as(actor, change)).rejects.toBeInstanceOf(NotFound);
	}
	for (const actor of [scene.coordinator, scene.administrator, scene.manager]) expect(await as(actor, (c) => openDraft(c, id))).toBe(1);
	expect(await as(scene.viewer, (c) => getDraft(c, id))).toMatchObject({ revision: 1 });
	for (const actor of [scene.partner, scene.partnerHead]) await expect(as(actor, (c) => getDraft(c, id))).rejects.toBeInstanceOf(Forbidden);
});

test('a project is nothing to another region, to who is no partner, and under an id that is none', async () => {
	const [scene, other] = [await projectScene(db), await projectScene(db)];
	const id = await madeProject(db, scene);
	const reads: ((c: Context, each: string) => Promise<unknown>)[] = [(c: Context, each: string) => getProject(c, each), (c: Context, each: string) => getDraft(c, each), (c: Context, each: string) => projectVersion(c, each, 1), (c: Context, each: string) => projectVersions(c, each), (c: Context, each: string) => versionOn(c, each, '2026-01-01'), (c: Context, each: string) => loadProjectFor(c, each, 'see')];
	for (const read of reads) {
		await expect(db.as(other.regionId, other.administrator, (c) => read(c, id))).rejects.toBeInstanceOf(NotFound);
		for (const actor of [scene.outsider, scene.member, scene.researcher]) await expect(db.as(scene.regionId, actor, (c) => read(c, id))).rejects.toBeInstanceOf(NotFound);
		for (const wrong of [unknown, 'nonsense', '', `${id}x`]) await expect(db.as(scene.regionId, scene.manager, (c) => read(c, wrong))).rejects.toBeInstanceOf(NotFound);
	}
	for (const number of [0, -1, 2, 1.5, Number.NaN, 1e12]) await expect(db.as(scene.regionId, scene.manager, (c) => projectVersion(c, id, number))).rejects.toBeInstanceOf(NotFound);
	expect(await db.as(other.regionId, other.manager, (c) => findProjectByCode(c, 'LLI-999'))).toBeNull();
});

test('who reports for a partner is asked for each partner', async () => {
	const scene = await projectScene(db);
	const id = await madeProject(db, scene);
	const load = (actor: Actor, partner?: string) => db.as(scene.regionId, actor, (c) => loadProjectFor(c, id, 'report', partner));
	for (const actor of [scene.partner, scene.partnerLead, scene.partnerHead]) {
		expect(await load(actor, 'lead')).toMatchObject({ project: { id }, version: { number: 1 } });
		expect(await load(actor)).toMatchObject({ project: { id } });
		await expect(load(actor, 'north')).rejects.toBeInstanceOf(Forbidden);
		await expect(load(actor, 'nobody')).rejects.toBeInstanceOf(NotFound);
	}
	for (const actor of [scene.manager, scene.coordinator]) expect(await load(actor, 'north')).toMatchObject({ project: { id } });
	await expect(load(scene.viewer, 'lead')).rejects.toBeInstanceOf(Forbidden);
	await expect(load(scene.viewer)).rejects.toBeInstanceOf(Forbidden);
	await expect(load(scene.outsider, 'lead')).rejects.toBeInstanceOf(NotFound);
});

test('two who save the same draft collide, and what the first saved stays', async () => {
	const scene = await projectScene(db);
	const as = <T>(work: (c: Context) => Promise<T>) => db.as(scene.regionId, scene.manager, work);
	const id = await madeProject(db, scene, 'idea');
	const saved = await Promise.allSettled(['A', 'B', 'C'].map((acronym) => as((c) => saveDraft(c, id, 2, sampleProject(null, { acronym })))));
	expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	for (const result of saved) if (result.status === 'rejected') expect(result.reason).toMatchObject({ status: 409, code: 'project_draft_changed' });
	expect(await as((c) => getDraft(c, id))).toMatchObject({ revision: 3 });
	expect(await as(async (c) => saveDraft(c, id, 3, (await getDraft(c, id))?.document ?? sampleProject(null)))).toBe(3);
	await expect(as((c) => saveDraft(c, id, 2, sampleProject(null)))).rejects.toMatchObject({ code: 'project_draft_changed' });
});

test('two who open a draft at once have one draft, and two who start one by saving collide', async () => {
	const scene = await projectScene(db);
	const as = <T>(work: (c: Context) => Promise<T>) => db.as(scene.regionId, scene.manager, work);
	const id = await madeProject(db, scene, 'running');
	expect(await Promise.all([1, 2, 3].map(() => as((c) => openDraft(c, id))))).toEqual([1, 1, 1]);
	const draft = await as((c) => getDraft(c, id));
	expect(draft?.basedOn).toBe((await as((c) => getProject(c, id))).versionId);
	await as((c) => discardDraft(c, id, 1));
	expect(await as((c) => getDraft(c, id))).toBeNull();
	const both = await Promise.allSettled(['A', 'B'].map((acronym) => as((c) => saveDraft(c, id, 1, sampleProject(null, { acronym })))));
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a draft is thrown away only as it was seen, and never where it is all there is', async () => {
	const scene = await projectScene(db);
	const as = <T>(work: (c: Context) => Promise<T>) => db.as(scene.regionId, scene.manager, work);
	const idea = await madeProject(db, scene, 'idea');
	await expect(as((c) => discardDraft(c, idea, 2))).rejects.toMatchObject({ code: 'project_draft_only' });
	const id = await madeProject(db, scene, 'concept');
	await expect(as((c) => discardDraft(c, id, 1))).rejects.toMatchObject({ code: 'project_draft_missing' });
	await as((c) => saveDraft(c, id, 1, sampleProject(null, { acronym: 'Other' })));
	await expect(as((c) => discardDraft(c, id, 1))).rejects.toMatchObject({ code: 'project_draft_changed' });
	await as((c) => discardDraft(c, id, 2));
	expect(await as((c) => getDraft(c, id))).toBeNull();
});

test('an idea can be deleted, a project of which something was agreed or kept cannot', async () => {
	const scene = await projectScene(db);
	const as = <T>(work: (c: Context) => Promise<T>) => db.as(scene.regionId, scene.manager, work);
	const idea = await madeProject(db, scene, 'idea');
	await as((c) => deleteProject(c, idea));
	await expect(as((c) => getProject(c, idea))).rejects.toBeInstanceOf(NotFound);
	const agreed = await madeProject(db, scene, 'concept');
	await expect(as((c) => deleteProject(c, agreed))).rejects.toMatchObject({ code: 'project_state' });
	const kept = await madeProject(db, scene, 'idea');
	await db.as(scene.regionId, 'system', (c) => c.tx.insertInto('project_file').values({ region_id: c.regionId, project_id: kept, title: 'F', name: 'f.pdf', media_type: 'application/pdf', size: 1, sha256: '0'.repeat(64), added_at: c.now }).execute());
	await expect(as((c) => deleteProject(c, kept))).rejects.toMatchObject({ code: 'project_in_use' });
});

test('a project is found by any of its codes however they are written, by its acronym and by its address', async () => {
	const scene = await projectScene(db);
	const id = await madeProject(db, scene, 'concept', sampleProject(scene.institution, { codes: [{ scheme: 'interreg', value: 'LLI-317' }, { scheme: 'erasmus', value: '2019-1-SE01-KA202-060416' }] }));
	const find = (actor: Actor, code: string) => db.as(scene.regionId, actor, (c) => findProjectByCode(c, code));
	for (const code of ['LLI-317', ' lli 317', 'lli317', '2019-1-SE01-KA202-060416', 'daycare', 'dienas-centri']) expect(await find(scene.manager, code)).toMatchObject({ id });
	for (const code of ['LLI-31', '317', '', '%', "' or 1=1", '…']) expect(await find(scene.manager, code)).toBeNull();
	expect(await find(scene.partner, 'LLI-317')).toMatchObject({ id });
	for (const actor of [scene.outsider, scene.member, scene.researcher]) expect(await find(actor, 'LLI-317')).toBeNull();
});
