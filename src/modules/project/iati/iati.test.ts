import { expect, test } from 'vitest';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { createProject, getDraft, projectVersion, projectVersions, publishProject, saveDraft, takeStep } from '../versions/index.ts';
import { achievementsOf } from '../things/index.ts';
import type { ProjectDocument } from '../model.ts';
import { exportIati, importIati, publishedIati, publisherPage, savePublisher } from './index.ts';
import { sampleDocument } from './example.testing.ts';

const db = useDatabase();
const bytes = (text: string): Uint8Array => Buffer.from(text);
const bare = (xml: string): string => xml.replace(/ (?:generated|last-updated)-datetime="[^"]*"/g, '');
const options = { fileName: 'projects.xml' };

async function madeProject(regionId: RegionId, slug: string, steps: readonly ('approve' | 'start' | 'complete' | 'conceive' | 'close' | 'publish')[], change: Partial<ProjectDocument> = {}): Promise<string> {
	return db.as(regionId, 'system', async (c) => {
		const id = await createProject(c, { title: { en: 'Quality' }, slug });
		await saveDraft(c, id, 1, { ...sampleDocument(), ...change });
		for (const [index, step] of steps.entries()) await takeStep(c, id, step, { inForceFrom: `2018-0${index + 2}-01` });
		return id;
	});
}

test('what one region exports another imports, with states, versions, achievements and sources, and exports the same', async () => {
	const [from, to] = [await db.region(), await db.region()];
	await madeProject(from, 'idea', []);
	await madeProject(from, 'concept', ['conceive']);
	const running = await madeProject(from, 'running', ['approve', 'start']);
	await madeProject(from, 'closed', ['approve', 'start', 'complete', 'close'], { currency: 'LVL' });
	await db.as(from, 'system', (c) => c.tx.insertInto('project_achievement').values({ region_id: from, id: c.newId(), project_id: running, subject: 'indicator', subject_key: 'visits', reached: '5', by_day: '2020-02-29', note: 'five, not eight', recorded_at: c.now }).execute());
	const first = await db.as(from, 'system', exportIati);
	expect(first).toMatchObject({ activities: 3, leftOut: [{ slug: 'idea', reason: 'no_version' }] });
	const report = await db.as(to, 'system', (c) => importIati(c, bytes(first.xml), options));
	expect(report).toMatchObject({ stored: 3, activities: [{ outcome: 'new' }, { outcome: 'new' }, { outcome: 'new' }] });
	const second = await db.as(to, 'system', exportIati);
	expect(bare(second.xml)).toBe(bare(first.xml));
	const imported = await db.as(to, 'system', async (c) => (await c.tx.selectFrom('project').select(['id', 'slug', 'state', 'published_at']).where('region_id', '=', to).orderBy('slug').execute()));
	expect(imported.map(({ slug, state, published_at }) => [slug, state, published_at])).toEqual([['closed', 'closed', null], ['concept', 'concept', null], ['running', 'running', null]]);
	const id = imported[2]?.id ?? '';
	const version = await db.as(to, 'system', (c) => projectVersion(c, id, 'in-force'));
	expect(version).toMatchObject({ stage: 'approved', inForceFrom: '2018-02-01', reason: 'projects.xml' });
	expect(version.document.sources['shares/-/erdf']).toEqual({ document: 'iati-file', place: `LV-SOCQUALITY-${(await slugOf(from))}-running` });
	expect(await db.as(to, 'system', (c) => achievementsOf(c, id))).toMatchObject([{ key: 'visits', reached: '5', byDay: '2020-02-29', note: 'five, not eight' }]);
	expect(await db.as(to, 'system', (c) => getDraft(c, id))).toBeNull();
	expect((await db.as(to, 'system', (c) => projectVersions(c, imported[0]?.id ?? ''))).map(({ stage, inForceFrom }) => [stage, inForceFrom])).toEqual([['completion', '2018-04-01'], ['approved', '2018-02-01']]);
	// Once more: everything is here already, whether it was made here or imported.
	for (const region of [from, to]) expect(await db.as(region, 'system', (c) => importIati(c, bytes(first.xml), options))).toMatchObject({ stored: 0, activities: [{ outcome: 'same' }, { outcome: 'same' }, { outcome: 'same' }] });
});

const slugOf = async (id: RegionId): Promise<string> => (await db.database.global((tx) => tx.selectFrom('region').select('slug').where('id', '=', id).executeTakeFirstOrThrow())).slug;

test('a project that is here and differs is named with its differences and stays as it is', async () => {
	const region = await db.region();
	const id = await madeProject(region, 'running', ['approve', 'start']);
	const { xml } = await db.as(region, 'system', exportIati);
	const other = xml.replace('>8<', '>9<').replace('target value="8"', 'target value="9"');
	expect(await db.as(region, 'system', (c) => importIati(c, bytes(other), options))).toMatchObject({ stored: 0, activities: [{ outcome: 'differs', differs: ['result'], projectId: id }] });
	expect(await db.as(region, 'system', exportIati)).toMatchObject({ xml });
});

test('one activity that does not fit: nothing is stored, and each is named with its reason', async () => {
	const [from, to] = [await db.region(), await db.region()];
	await madeProject(from, 'first', ['approve']);
	await madeProject(from, 'second', ['approve']);
	const { xml } = await db.as(from, 'system', exportIati);
	const broken = xml.replace(/(second[\s\S]*?<value [^>]*>)[\d.]+/, '$1672 567,74');
	const report = await db.as(to, 'system', (c) => importIati(c, bytes(broken), options));
	expect(report).toMatchObject({ stored: 0, activities: [{ outcome: 'new', projectId: null }, { outcome: 'refused', problems: [{ code: 'amount_wrong', params: { value: '672 567,74' } }] }] });
	await expect(db.as(to, 'system', exportIati)).rejects.toEqual(new Conflict('exchange_nothing'));
	const dry = await db.as(to, 'system', (c) => importIati(c, bytes(xml), { ...options, dryRun: true }));
	expect(dry).toMatchObject({ stored: 0, dryRun: true, activities: [{ outcome: 'new' }, { outcome: 'new' }] });
	expect((await db.as(to, 'system', (c) => c.tx.selectFrom('project').select('id').where('region_id', '=', to).execute()))).toEqual([]);
});

test('two imports of one file at once make each project once', async () => {
	const [from, to] = [await db.region(), await db.region()];
	await madeProject(from, 'one', ['approve']);
	const { xml } = await db.as(from, 'system', exportIati);
	const both = await Promise.allSettled([1, 2].map(() => db.as(to, 'system', (c) => importIati(c, bytes(xml), options))));
	expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
	for (const result of both) if (result.status === 'rejected') expect([Conflict, Invalid]).toContain((result.reason as Error).constructor);
	expect(await db.as(to, 'system', exportIati)).toMatchObject({ activities: 1 });
});

test('who may: those who keep projects import and publish, those who see all of them export, visitors read what is published', async () => {
	const [region, elsewhere] = [await db.region(), await db.region()];
	const id = await madeProject(region, 'seen', ['approve']);
	await madeProject(region, 'unseen', ['approve']);
	const institution = await db.institution(region);
	const [manager, viewer, head, partners] = [await db.actor(region, 'project-manager'), await db.actor(region, 'viewer'), await db.actor(region, 'head', institution), await db.actor(region, 'project-manager', institution)];
	const { xml } = await db.as(region, manager, exportIati);
	expect((await db.as(region, viewer, exportIati)).xml).toBe(xml);
	for (const actor of [head, partners]) await expect(db.as(region, actor, exportIati)).rejects.toBeInstanceOf(Forbidden);
	for (const actor of [viewer, head, partners]) {
		await expect(db.as(region, actor, (c) => importIati(c, bytes(xml), options))).rejects.toBeInstanceOf(Forbidden);
		await expect(db.as(region, actor, (c) => savePublisher(c, { reference: 'LV-RE-1', kind: '15', language: 'lv', revision: 0 }))).rejects.toBeInstanceOf(Forbidden);
	}
	await expect(db.as(region, 'system', publishedIati)).rejects.toBeInstanceOf(NotFound);
	await db.as(region, 'system', (c) => publishProject(c, id));
	const published = await db.as(region, { personId: null, name: '', memberships: [], system: false }, publishedIati);
	expect(published.activities).toBe(1);
	expect(published.xml).toContain('-seen<');
	expect(published.xml).not.toContain('unseen');
	await expect(db.as(elsewhere, 'system', publishedIati)).rejects.toBeInstanceOf(NotFound);
});

test('the reference is the beginning of identifiers; two who change it at once collide', async () => {
	const region = await db.region();
	await madeProject(region, 'one', ['approve']);
	expect((await db.as(region, 'system', publisherPage)).publisher).toMatchObject({ provisional: true, revision: 0 });
	const input = { reference: 'LV-RE-90000000000', kind: '15', language: 'lv', revision: 0 } as const;
	await db.as(region, 'system', (c) => savePublisher(c, input));
	await expect(db.as(region, 'system', (c) => savePublisher(c, input))).rejects.toEqual(new Conflict('exchange_publisher_changed'));
	await db.as(region, 'system', (c) => savePublisher(c, { ...input, language: 'en', revision: 1 }));
	expect((await db.as(region, 'system', exportIati)).xml).toContain('<iati-identifier>LV-RE-90000000000-one<');
});

test('certified expenditure is told by partner and period, and not to visitors', async () => {
	const region = await db.region();
	const id = await madeProject(region, 'one', ['approve', 'start', 'publish']);
	await db.as(region, 'system', async (c) => {
		const item = { region_id: region, project_id: id, partner_key: 'zpr', line_key: 'staff', period_key: 'p1', kind: 'item', invoice: '1', supplier: 'S', invoiced_on: '2018-05-01', net: '10.00', vat: '0.00', currency: 'EUR', amount: '10.00', entered_at: c.now };
		await c.tx.insertInto('expenditure').values([{ ...item, state: 'certified', certified: '10.00', deducted: '0.00', paid_on: '2018-05-03' }, { ...item, state: 'deducted', certified: '0.55', deducted: '9.45', paid_on: '2018-06-03' }, { ...item, state: 'declared' }]).execute();
	});
	const { xml } = await db.as(region, 'system', exportIati);
	expect(xml).toMatch(/<transaction-type code="4"\/>\s*<transaction-date iso-date="2018-06-03"\/>\s*<value currency="EUR" value-date="2018-06-03">10.55<\/value>/);
	expect((await db.as(region, 'system', publishedIati)).xml).not.toContain('<transaction-type code="4"');
	const other = await db.region();
	await db.as(other, 'system', (c) => importIati(c, bytes(xml), options));
	expect(bare((await db.as(other, 'system', exportIati)).xml)).toBe(bare(xml));
});
