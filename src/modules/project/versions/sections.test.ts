import { expect, test } from 'vitest';
import type { Context } from '#platform/context.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { filledForm, filledShares, getDraft, saveDraft, saveSection, sectionForm, sectionStamp, shareField, sourceField, type EditedSection, type Typed } from './index.ts';
import { madeProject, projectScene, sampleProject } from './testing.ts';

const db = useDatabase();

async function scene() {
	const made = await projectScene(db);
	const id = await madeProject(db, made, 'idea');
	const as = <T>(work: (c: Context) => Promise<T>) => db.as(made.regionId, made.manager, work);
	const draft = async () => {
		const found = await as((c) => getDraft(c, id));
		if (!found) throw new Error('There is a draft');
		return found.document;
	};
	const seen = async (section: EditedSection) => sectionStamp(await draft(), section);
	const save = (section: EditedSection, stamp: string, typed: Typed, w?: string) => as((c) => saveSection(c, id, { section, seen: stamp, typed, package: w }));
	return { ...made, id, as, draft, seen, save };
}

test('two who save one section collide, two who save different ones do not', async () => {
	const { draft, seen, save } = await scene();
	const document = await draft();
	const [basics, period] = [await seen('basics'), await seen('period')];
	const acronym = (text: string) => save('basics', basics, { ...filledForm(sectionForm('basics'), document), acronym: text });
	const done = await Promise.allSettled([acronym('One'), acronym('Two'), save('period', period, { ...filledForm(sectionForm('period'), document), 'period.months': '30' })]);
	expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
	expect(done[2].status).toBe('fulfilled');
	for (const result of done) if (result.status === 'rejected') expect(result.reason).toMatchObject({ status: 409, code: 'project_section_changed' });
	expect(await draft()).toMatchObject({ period: { months: 30 }, acronym: expect.stringMatching(/^(One|Two)$/) });
});

test('a partner is an institution and a municipality of the region or none', async () => {
	const { as, id, draft, seen, save, outside, institution } = await scene();
	const [other, foreign] = [await projectScene(db), await db.institution(await db.region())];
	const typed = async (institutionId: string): Promise<Typed> => ({ ...filledForm(sectionForm('partners'), await draft()), 'partners.1.institutionId': institutionId });
	for (const wrong of [other.institution, foreign, '00000000-0000-4000-8000-000000000000']) await expect(save('partners', await seen('partners'), await typed(wrong))).rejects.toMatchObject({ fields: { form: { code: 'project_place_unknown' } } });
	await save('partners', await seen('partners'), await typed(outside));
	expect((await draft()).partners.map(({ institutionId }) => institutionId)).toEqual([institution, outside]);
	await expect(as((c) => saveDraft(c, id, 3, sampleProject(foreign)))).rejects.toMatchObject({ status: 422 });
});

test('shares are read by partner and fund, and a rate without an amount is asked about', async () => {
	const { draft, seen, save } = await scene();
	const before = await draft();
	await save('shares', await seen('shares'), filledShares(before));
	expect(await draft()).toEqual(before);
	const typed = { ...filledShares(before), [shareField(null, null)]: '791 256,20', [shareField('north', 'erdf')]: '', [shareField('north', 'erdf', 'rate')]: '' };
	await save('shares', await seen('shares'), typed);
	expect((await draft()).shares).toMatchObject([{ partner: null, total: '791256.20', funds: [{ fund: 'erdf', amount: '85000.00', rate: '85' }] }, { partner: 'lead' }, { partner: 'north', total: '40000.00', funds: [] }]);
	await expect(save('shares', await seen('shares'), { ...typed, [shareField('north', 'erdf', 'rate')]: '85', [shareField('lead', null)]: '12,345' })).rejects.toMatchObject({
		fields: { [shareField('north', 'erdf')]: { code: 'project_share_amount_missing' }, [shareField('lead', null)]: { code: 'budget_amount_ambiguous' } }
	});
});

test('sources are kept by figure, and a place needs its document', async () => {
	const { draft, seen, save } = await scene();
	await save('sources', await seen('sources'), { [sourceField('period', 'document')]: 'agreement', [sourceField('period', 'place')]: ' page 1 ', [sourceField('shares/-/total', 'document')]: '' });
	expect((await draft()).sources).toEqual({ period: { document: 'agreement', place: 'page 1' } });
	await expect(save('sources', await seen('sources'), { [sourceField('period', 'document')]: '', [sourceField('period', 'place')]: 'p' })).rejects.toMatchObject({ fields: { [sourceField('period', 'document')]: { code: 'project_source_document_missing' } } });
});

test('what is in a work package is saved on its own page; one that is gone is not found', async () => {
	const { draft, seen, save } = await scene();
	await save('packages', await seen('packages'), { 'title.en': 'Learning together', 'activities.0.key': 'a1', 'activities.0.title.en': 'Visits', 'activities.0.deliverables.0.title.lv': 'Braucieni', 'activities.0.deliverables.0.planned': '8' }, 'w1');
	expect((await draft()).packages).toMatchObject([{ key: 'w1', title: { en: 'Learning together' }, activities: [{ key: 'a1', title: { en: 'Visits' }, deliverables: [{ key: 'braucieni', planned: 8 }] }] }]);
	const kept = await draft();
	await save('packages', await seen('packages'), { ...filledForm(sectionForm('packages'), kept), 'packages.0.title.lv': 'Mācīšanās', 'packages.1.title.lv': 'Jauna' });
	expect((await draft()).packages).toMatchObject([{ key: 'w1', activities: [{ key: 'a1' }] }, { key: 'jauna', activities: [] }]);
	await expect(save('packages', await seen('packages'), { 'title.en': 'x' }, 'ghost')).rejects.toMatchObject({ status: 404 });
});

test('who does not keep projects saves no section', async () => {
	const { regionId, id, seen, viewer, partner, outsider } = await scene();
	const input = { section: 'basics' as const, seen: await seen('basics'), typed: { 'title.lv': 'x' } };
	for (const [actor, status] of [[viewer, 403], [partner, 404], [outsider, 404]] as const) await expect(db.as(regionId, actor, (c) => saveSection(c, id, input))).rejects.toMatchObject({ status });
});
