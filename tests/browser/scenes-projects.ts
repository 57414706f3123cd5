import { systemActor } from '#platform/access.ts';
import { spool } from '#platform/files/index.ts';
import { inContext } from '#platform/runtime.ts';
import { addFile, addObject, addPhoto, addProcurement, certifyReport, createProject, enterItem, openDraft, publishProject, saveDraft, saveRate, submitReport, takeStep } from '#modules/project/index.ts';
import { sampleProject } from '../../src/modules/project/versions/testing.ts';
import { addIndicator, IndicatorForm } from '#modules/programme/index.ts';
import type { Client } from './client.ts';
import { multipart } from './permission-rules.ts';
import type { Inside } from './people.ts';
import type { Scene } from './scenes.ts';

/** What a partner wrote about an item of expenditure, and the name of a draft: never on a public page. */
export const itemText = 'Slepens-rekins-2d7b';
export const draftText = 'Slepens-projekts-a41e';

const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const received = (bytes: Uint8Array) =>
	spool(
		(async function* () {
			yield bytes;
		})(),
		{ maxBytes: 1_000_000 }
	);

/**
 * A running project whose lead partner is the institution, shown to visitors, with one of each thing, and an idea that is
 * only a draft.
 */
export async function projectExamples(inside: Inside, coordinator: Client, institution: string, description: string): Promise<Scene['examples']> {
	const { region, program } = inside;
	const system = <T>(work: Parameters<typeof inContext<T>>[1]) => inContext<T>({ regionId: region, actor: systemActor, locale: 'lv' }, work, program.runtime);
	const made = await system(async (context) => {
		const slug = `day-centres-${institution.slice(0, 8)}-${context.newId().slice(0, 8)}`;
		const id = await createProject(context, { title: { lv: 'Dienas centri' }, slug });
		await saveDraft(context, id, 1, sampleProject(institution));
		await takeStep(context, id, 'approve', { inForceFrom: '2025-03-01' });
		await takeStep(context, id, 'start');
		await publishProject(context, id);
		const source = { document: 'agreement', place: 'page 3' };
		const object = await addObject(context, id, { planKey: 'centre', partner: 'lead', place: { lv: 'Pilsēta' }, municipalityId: null, ownership: 'municipality', built: { lv: 'Dienas centrs' }, quantity: 1, cost: '', currency: '', state: 'under-way', finishedOn: null, asOf: null, source });
		const photo = await addPhoto(context, id, object, { alternative: { lv: 'Ieeja dienas centrā' }, takenOn: null }, { name: 'ieeja.png', content: await received(picture) });
		const procurement = await addProcurement(context, id, { partner: 'lead', subject: { lv: 'Galdi' }, kind: 'equipment', contract: 'L-1', supplier: 'SIA Galds', amount: '1200,00', currency: 'EUR', signedOn: null, deliveredOn: null });
		const file = await addFile(context, id, { title: 'Līgums', public: true }, { name: 'ligums.txt', content: await received(Buffer.from('Līgums\n')) });
		// One item is certified, one waits in a report that was handed in, and one was just entered.
		const enter = (partner: string, line: string, period: string, day: string) => enterItem(context, id, { partner, line, period, invoice: `A-${day}`, supplier: 'SIA Darbs', description, invoicedOn: day, paidOn: day, net: '100.00', vat: '21.00', currency: 'EUR' });
		const certified = await enter('lead', 'staff', 'p1', '2025-04-01');
		await enter('north', 'equipment', 'p1', '2025-04-02');
		for (const partner of ['lead', 'north']) await submitReport(context, id, { partner, period: 'p1' }, { summary: 'Darīts' });
		await certifyReport(context, id, { partner: 'lead', period: 'p1' }, { rest: true });
		const item = await enter('lead', 'staff', 'p2', '2025-10-01');
		await openDraft(context, id);
		const idea = await createProject(context, { title: { lv: draftText } });
		return { id, slug, object, photo, procurement, file, item, certified, idea };
	});
	const { id } = made;
	const checked = await coordinator.post('/projects/check', {}, multipart({ text: 'Kopējais budžets 100,00 EUR' }));
	return {
		'/projects/[id]': { id, section: 'basics', package: 'w1', number: '1', step: 'complete', object: made.object, photo: made.photo, file: made.file, partner: 'lead', period: 'p2', subject: 'indicator', key: 'people' },
		'/projects/[id]/procurement': { id, item: made.procurement },
		'/projects/[id]/reports/partners/[partner]/[period]/decide': { id, partner: 'north', period: 'p1' },
		'/projects/[id]/reports/partners/[partner]/[period]/return': { id, partner: 'north', period: 'p1' },
		'/projects/[id]/spending': { id, item: made.item },
		'/projects/[id]/spending/[item]/correct': { id, item: made.certified },
		'/projects/[id]/steps/delete': { id: made.idea },
		'/projects/check': { check: checked.location.split('/').at(-1) ?? '' },
		'/projects/tables': { table: 'projects', format: 'csv' },
		'/api/v1/regions/[region]': { region: 'zemgale', slug: made.slug },
		'/regions/[region]': { region: 'zemgale', slug: made.slug, file: made.file, photo: made.photo }
	};
}

/** The demonstration's programme with an indicator and a monitoring report that was issued. */
export async function programmeExamples({ value, region, program }: Inside, coordinator: Client): Promise<Scene['examples']> {
	const id = await value('select id from programme where region_id = $1', region);
	const node = await value(`select n.id from programme_node n join programme_link l on l.node_id = n.id where n.programme_id = $1 and n.code = '5.2.1' limit 1`, id);
	await inContext({ regionId: region, actor: systemActor, locale: 'lv' }, (context) => addIndicator(context, id, node, IndicatorForm.parse({ name_lv: 'Klienti', unit_lv: 'cilvēki', direction: 'up', revision: '0' })), program.runtime);
	await inContext({ regionId: region, actor: systemActor, locale: 'lv' }, (context) => saveRate(context, { currency: 'SEK', day: '2026-01-02', rate: '11,2', source: 'Banka' }), program.runtime);
	const issued = await coordinator.post(`/programme/${id}/monitoring/2019`, { language: 'lv', format: 'docx' });
	if (issued.status !== 303) throw new Error(`No monitoring report was issued: ${issued.status} ${issued.text.slice(0, 2000)}`);
	return {
		'/programme/[id]': { id, node, year: '2019', report: await value('select id from programme_report where programme_id = $1 limit 1', id), indicator: await value('select id from programme_indicator where node_id = $1 limit 1', node) }
	};
}
