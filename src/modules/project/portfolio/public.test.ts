import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { inLanguage } from '#i18n/text.ts';
import { visitorActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { ProjectDocument } from '../model.ts';
import { addFile, addObject, addPhoto, recordAchievement } from '../things/index.ts';
import { png, withFile } from '../things/testing.ts';
import { openDraft, projectVersions, publishProject, saveDraft, takeStep, withdrawProject } from '../versions/index.ts';
import { madeProject, projectScene, sampleProject, type ProjectScene } from '../versions/testing.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { atomFeed, projectFeed, publicFile, publicPhoto, publicProject, publicProjects, publicRegion } from './index.ts';

const db = useDatabase();
const as = <T>(scene: ProjectScene, actor: Actor, work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);
const visit = <T>(scene: ProjectScene, work: (c: Context) => Promise<T>) => as(scene, visitorActor, work);
const slug = 'dienas-centri';

async function published(change: Partial<ProjectDocument> = {}): Promise<{ scene: ProjectScene; id: string }> {
	const scene = await projectScene(db);
	const id = await madeProject(db, scene, 'running', sampleProject(scene.institution, change));
	await as(scene, scene.manager, (c) => publishProject(c, id));
	return { scene, id };
}

test('an unpublished, a withdrawn, a foreign and an unknown project are all not there, for everybody', async () => {
	const scene = await projectScene(db);
	const id = await madeProject(db, scene);
	const reads: ((c: Context) => Promise<unknown>)[] = [(c) => publicProject(c, slug), (c) => publicFile(c, slug, id), (c) => publicPhoto(c, slug, id)];
	for (const actor of [visitorActor, scene.manager]) for (const read of reads) await expect(as(scene, actor, read)).rejects.toBeInstanceOf(NotFound);
	await as(scene, scene.manager, (c) => publishProject(c, id));
	expect(await visit(scene, (c) => publicProject(c, slug))).toMatchObject({ id, slug, state: 'running' });
	for (const read of reads.slice(1)) await expect(visit(scene, read)).rejects.toBeInstanceOf(NotFound);
	const other = await projectScene(db);
	await expect(visit(other, (c) => publicProject(c, slug))).rejects.toBeInstanceOf(NotFound);
	for (const wrong of ['', '..', 'Dienas-Centri', "x' or 1=1", '\0', 'x'.repeat(5000), id]) await expect(visit(scene, (c) => publicProject(c, wrong))).rejects.toBeInstanceOf(NotFound);
	await as(scene, scene.manager, (c) => withdrawProject(c, id));
	await expect(visit(scene, (c) => publicProject(c, slug))).rejects.toBeInstanceOf(NotFound);
	expect((await visit(scene, projectFeed)).entries).toEqual([]);
	expect((await visit(scene, publicProjects)).count).toBe(0);
});

test('planned and achieved stand side by side with their sources; what was agreed first is still named', async () => {
	const { scene, id } = await published();
	const reach = (subject: 'indicator' | 'deliverable', key: string, reached: string) => as(scene, scene.manager, (c) => recordAchievement(c, id, { subject, key, reached, byDay: '2026-10-31', source: { document: 'agreement', place: 'page 9' } }));
	await reach('indicator', 'people', '900');
	await reach('deliverable', 'd1', '5');
	const before = await visit(scene, (c) => publicProject(c, slug));
	const result = (project: typeof before, key: string) => project.results.find((row) => row.key === key);
	expect(result(before, 'people')).toMatchObject({ planned: '706', atLeast: true, reached: '900', standing: 'as-planned', byDay: '2026-10-31', firstPlanned: null, reachedSource: { number: 1, title: 'Agreement', place: 'page 9' } });
	expect(result(before, 'd1')).toMatchObject({ planned: '8', reached: '5', standing: 'less', within: [{ en: 'Learning' }, { en: 'Exchange visits' }] });
	expect(result(before, 'seniors')).toMatchObject({ planned: '120', reached: null, byDay: null, standing: 'not-recorded' });
	const document = sampleProject(scene.institution);
	const less = { ...document, indicators: document.indicators.map((indicator) => ({ ...indicator, target: '950' })), shares: [{ partner: null, total: '90000.00', funds: [{ fund: 'erdf', amount: '76500.00', rate: '85' }] }] };
	await as(scene, scene.manager, async (c) => saveDraft(c, id, await openDraft(c, id), less));
	expect(await visit(scene, (c) => publicProject(c, slug))).toEqual(before);
	await as(scene, scene.manager, (c) => takeStep(c, id, 'modify', { reason: 'Dearer than thought: talks with Ms Private', inForceFrom: '2026-01-01' }));
	const after = await visit(scene, (c) => publicProject(c, slug));
	expect(result(after, 'people')).toMatchObject({ planned: '950', firstPlanned: '706', standing: 'less' });
	expect(after).toMatchObject({ total: { amount: '90000.00' }, firstTotal: { amount: '100000.00' }, unexplained: { amount: '13500.00' } });
	expect(after.versions).toMatchObject([{ number: 1, stage: 'approved', total: { amount: '100000.00' }, eu: { amount: '85000.00' }, partners: 2, period: { months: 24 } }, { number: 2, stage: 'modification', total: { amount: '90000.00' }, eu: { amount: '76500.00' } }]);
	// Reasons are written for those within.
	expect(JSON.stringify(after)).not.toContain('Private');
	expect(await as(scene, scene.manager, (c) => projectVersions(c, id))).toHaveLength(2);
});

test('the money adds up as printed, in lats and in euro, and nothing is made up where nothing was published', async () => {
	const { scene } = await published({
		currency: 'LVL', budget: [], lines: [], periods: [],
		shares: [{ partner: null, total: '117561.42', funds: [{ fund: 'erdf', amount: '99927.20', rate: '85' }] }, { partner: 'lead', total: '10.00', funds: [] }]
	});
	const project = await visit(scene, (c) => publicProject(c, slug));
	expect(project.total).toEqual({ amount: '117561.42', currency: 'LVL', inEuro: '167274.83' });
	expect(project.funds).toMatchObject([{ key: 'erdf', kind: 'eu', rate: '85', share: { amount: '99927.20', currency: 'LVL', inEuro: '142183.60' } }]);
	expect(project.unexplained).toEqual({ amount: '17634.22', currency: 'LVL', inEuro: '25091.23' });
	expect(project.partners.map(({ total }) => total)).toEqual([{ amount: '10.00', currency: 'LVL', inEuro: '14.23' }, null]);
	expect(project.lines).toEqual([]);
	const bare = await published({ currency: 'SEK', shares: [], budget: [], funds: [], lines: [], periods: [], indicators: [], groups: [], packages: [], objects: [], partners: [], documents: [], sources: {} });
	const empty = await visit(bare.scene, (c) => publicProject(c, slug));
	expect(empty).toMatchObject({ total: null, firstTotal: null, funds: [], unexplained: null, results: [], partners: [], union: [], otherDonors: [], sources: [], objects: [] });
	expect(empty.answersFor).toEqual(empty.region.name);
});

test('planned objects stand beside what was built; sources of figures are numbered as they are listed', async () => {
	const { scene, id } = await published({
		documents: [
			{ key: 'concept', kind: 'concept', title: 'Concept', issuedOn: null, address: 'https://example.org/concept', fileId: null },
			{ key: 'agreement', kind: 'agreement', title: 'Agreement', issuedOn: '2025-02-01', address: null, fileId: null }
		],
		sources: { 'shares/-/total': { document: 'agreement', place: 'page 2' }, 'objects/centre/quantity': { document: 'concept', place: 'Results' } }
	});
	const text = { en: 'Two rooms' };
	const object = await as(scene, scene.manager, (c) => addObject(c, id, { planKey: 'centre', partner: 'lead', place: { en: 'Town' }, municipalityId: null, ownership: 'municipality', built: text, quantity: 2, cost: '19 000,50', currency: 'EUR', state: 'in-use', finishedOn: '2026-05-01', asOf: null, source: null }));
	const photo = await withFile('a.png', png(8, 6), (file) => as(scene, scene.manager, (c) => addPhoto(c, id, object, { alternative: { en: 'Two bright rooms' }, takenOn: '2026-05-02' }, file)));
	const files = await Promise.all([true, false].map((open, seed) => withFile('b.png', png(4, 3, seed + 1), (file) => as(scene, scene.manager, (c) => addFile(c, id, { title: open ? 'Plan' : 'Contract', public: open }, file)))));
	const project = await visit(scene, (c) => publicProject(c, slug));
	expect(project.files).toMatchObject([{ id: files[0], title: 'Plan', mediaType: 'image/png' }]);
	expect(await visit(scene, (c) => publicPhoto(c, slug, photo))).toMatchObject({ mediaType: 'image/png' });
	expect(await visit(scene, (c) => publicFile(c, slug, files[0] ?? ''))).toMatchObject({ mediaType: 'image/png' });
	await expect(visit(scene, (c) => publicFile(c, slug, files[1] ?? ''))).rejects.toBeInstanceOf(NotFound);
	const other = await projectScene(db);
	await expect(visit(other, (c) => publicPhoto(c, slug, photo))).rejects.toBeInstanceOf(NotFound);
	expect(project.objects).toMatchObject([{ place: { en: 'Town' }, planned: { quantity: 1, cost: { amount: '20000.00', currency: 'EUR' }, source: { number: 1, place: 'Results' } }, built: { what: text, quantity: 2, cost: { amount: '19000.50' }, state: 'in-use', photos: [{ id: photo, alternative: { en: 'Two bright rooms' }, width: 8, height: 6 }] } }]);
	expect(project.totalSource).toEqual({ number: 2, title: 'Agreement', place: 'page 2' });
	expect(project.periodSource).toBeNull();
	expect(project.sources).toEqual([{ number: 1, kind: 'concept', title: 'Concept', issuedOn: null, address: 'https://example.org/concept' }, { number: 2, kind: 'agreement', title: 'Agreement', issuedOn: '2025-02-01', address: null }]);
});

test('an address that no page has stays words', async () => {
	const { scene } = await published({ documents: [{ key: 'agreement', kind: 'agreement', title: 'A', issuedOn: null, address: 'javascript:alert(1)', fileId: null }] });
	expect((await visit(scene, (c) => publicProject(c, slug))).sources).toMatchObject([{ title: 'A', address: null }]);
});

test('the feed is XML whatever titles hold, in the language asked for, and knows projects by their own id', async () => {
	const { scene, id } = await published({ title: { lv: 'Atver <sirdi> & "durvis"\u0007 ]]>', en: 'Open 😀' }, acronym: '<b>' });
	const feed = await visit(scene, projectFeed);
	const { slug: region } = await visit(scene, publicRegion);
	const entry = feed.entries[0];
	for (const [locale, title, state] of [['lv', '<b> – Atver <sirdi> & "durvis" ]]>', 'Tiek īstenots'], ['lt', '<b> – Open 😀', 'Įgyvendinamas'], ['en', '<b> – Open 😀', 'Under way']] as const) {
		const text = inLanguage(locale, () => atomFeed(feed, 'https://quality.example', locale));
		expect(XMLValidator.validate(text)).toBe(true);
		const parsed = new XMLParser({ ignoreAttributes: false, htmlEntities: true }).parse(text) as { feed: { '@_xml:lang': string; id: string; updated: string; entry: { id: string; title: string | { '#text': string; '@_xml:lang': string }; link: { '@_href': string }; summary: string; updated: string } } };
		expect(parsed.feed['@_xml:lang']).toBe(locale);
		expect(parsed.feed.entry.id).toBe(`urn:uuid:${id}`);
		expect(parsed.feed.entry.link['@_href']).toBe(`https://quality.example/regions/${region}/projects/${entry?.slug}`);
		expect(parsed.feed.entry.title).toEqual(locale === 'lt' ? { '#text': title, '@_xml:lang': 'en' } : title);
		expect(parsed.feed.entry.summary.split(' · ')[0]).toBe(state);
		expect(parsed.feed.updated).toBe(entry?.changedAt.toISOString());
	}
	const other = await projectScene(db);
	const empty = await visit(other, projectFeed);
	expect(empty.entries).toEqual([]);
	expect(XMLValidator.validate(inLanguage('lv', () => atomFeed(empty, 'https://quality.example', 'lv')))).toBe(true);
});
