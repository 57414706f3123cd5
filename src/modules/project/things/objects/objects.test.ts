import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { visitorActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { downloadResponse } from '#platform/files/index.ts';
import type { ProjectId } from '#platform/ids.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { publishProject } from '../../versions/index.ts';
import { madeProject, projectScene, type ProjectScene } from '../../versions/testing.ts';
import { jpeg, plannedProject, png, refusal, statusOf, unknownId, webp, withFile } from '../testing.ts';
import { addObject, addPhoto, assertMayAddPhoto, changeObject, changePhoto, objectPage, objectsOf, objectsPage, photoDownload, photoPage, removeObject, removePhoto, type ObjectInput, type PhotoInput } from './index.ts';

const db = useDatabase();
const nothing = (): Promise<unknown> => Promise.reject(new Error('No such work'));
let s: ProjectScene;
let project: ProjectId;
const as = <T>(actor: Actor | 'system', work: (c: Context) => Promise<T>): Promise<T> => db.as(s.regionId, actor, work);
const input = (change: Partial<ObjectInput> = {}): ObjectInput => ({ planKey: 'centre', partner: 'lead', place: { lv: 'Auce' }, municipalityId: null, ownership: 'municipality', built: { lv: 'Dienas centrs' }, quantity: 5, cost: '12 345,67', currency: '', state: 'in-use', finishedOn: '2026-10-01', asOf: '2026-11-01', source: { document: 'agreement', place: 'page 3' }, ...change });
const words: PhotoInput = { alternative: { lv: 'Jauna rampa pie ieejas' }, takenOn: '2026-10-02' };
const photo = (object: string, bytes: Buffer, name = 'rampa.png', change: Partial<PhotoInput> = {}, actor: Actor = s.partner) => withFile(name, bytes, (file) => as(actor, (c) => addPhoto(c, project, object, { ...words, ...change }, file)));
const made = () => as(s.partner, (c) => addObject(c, project, input()));

beforeAll(async () => {
	s = await projectScene(db);
	project = await madeProject(db, s, 'running', plannedProject(s.institution));
});

test('what was built stands beside the plan, with its cost in the project\'s currency, day and source', async () => {
	const id = await made();
	const page = await as(s.viewer, (c) => objectPage(c, project, id));
	expect(page.row.plan?.key).toBe('centre');
	expect(page.row.object).toMatchObject({ quantity: 5, cost: '12345.67', currency: 'EUR', state: 'in-use', finishedOn: '2026-10-01', asOf: '2026-11-01', source: { document: 'agreement', place: 'page 3' }, revision: 1, photos: [] });
	expect(page.writes).toBe(false);
	await as(s.partner, (c) => changeObject(c, project, id, 1, input({ cost: '', quantity: null, planKey: null })));
	expect((await as(s.viewer, (c) => objectPage(c, project, id))).row).toMatchObject({ plan: null, object: { cost: null, currency: null, quantity: null, revision: 2 } });
	await as(s.partner, (c) => removeObject(c, project, id, 2));
	expect(await refusal(as(s.viewer, (c) => objectPage(c, project, id)))).toBe('404 not_found');
});

test('bad input is told at every field at once; what the version or the region lacks is refused', async () => {
	const told = (change: Partial<ObjectInput>) => refusal(as(s.manager, (c) => addObject(c, project, input(change))));
	expect(await told({ built: {}, cost: '1.234', asOf: '2027-01-01' })).toBe('asOf:things_day_to_come,built_lv:things_text_missing,cost:budget_amount_ambiguous');
	expect(await told({ currency: 'XQZ' })).toBe('currency:things_currency_wrong');
	expect(await told({ municipalityId: unknownId })).toBe('municipality:wrong');
	expect(await told({ source: { document: 'gone', place: '' } })).toBe('document:things_document_unknown');
	expect(await told({ partner: 'gone' })).toBe('404 not_found');
	const elsewhere = await projectScene(db);
	const foreign = await db.as(elsewhere.regionId, 'system', ({ tx }) => tx.selectFrom('municipality').select('id').executeTakeFirstOrThrow());
	expect(await told({ municipalityId: foreign.id })).toBe('municipality:wrong');
});

test('who changes on an older sight is told; of several at once one is kept', async () => {
	const id = await made();
	const outcomes = await Promise.all(['1', '2', '3', '4'].map((cost) => statusOf(as(s.partner, (c) => changeObject(c, project, id, 1, input({ cost }))))));
	expect(outcomes.sort()).toEqual([200, 409, 409, 409]);
	expect((await Promise.all([1, 2].map(() => statusOf(as(s.partner, (c) => removeObject(c, project, id, 2)))))).sort()).toEqual([200, 404]);
});

test('rights by property: keepers everything, a partner its own, the rest is refused or knows nothing', async () => {
	const mine = await made();
	const theirs = await as(s.manager, (c) => addObject(c, project, input({ partner: 'north', planKey: null })));
	const [photoId, foreignPhoto] = [await photo(mine, png(3, 3, 1)), await photo(theirs, png(3, 3, 1), 'a.png', {}, s.manager)];
	await fc.assert(
		fc.asyncProperty(fc.constantFrom('manager', 'coordinator', 'administrator', 'viewer', 'partner', 'partnerLead', 'partnerHead', 'member', 'outsider', 'researcher'), fc.boolean(), fc.nat(5), async (who, own, what) => {
			const actor = s[who as 'manager'];
			const [object, picture, partner] = own ? [mine, photoId, 'lead'] : [theirs, foreignPhoto, 'north'];
			const keeps = ['manager', 'coordinator', 'administrator'].includes(who);
			const knows = keeps || who === 'viewer' || who.startsWith('partner');
			const may = keeps || (own && who.startsWith('partner'));
			const works = [
				(c: Context) => addObject(c, project, input({ partner })), (c: Context) => assertMayAddPhoto(c, project, object), (c: Context) => changePhoto(c, project, object, picture, 99, words),
				(c: Context) => changeObject(c, project, object, 99, input({ partner })), (c: Context) => removeObject(c, project, object, 99), (c: Context) => changeObject(c, project, object, 99, input({ partner: own ? 'north' : 'lead' }))
			];
			// A wrong revision keeps the things as they are: 409 says that the right was there. Giving away needs the right for both.
			const allowed = what < 2 ? 200 : 409;
			const mayThis = what === 5 ? keeps : may;
			expect(await statusOf(as(actor, works[what] ?? nothing))).toBe(!knows ? 404 : mayThis ? allowed : 403);
			expect(await statusOf(as(actor, (c) => photoDownload(c, project, picture)))).toBe(knows ? 200 : 404);
			expect(await statusOf(as(actor, (c) => objectsPage(c, project)))).toBe(knows ? 200 : 404);
		}),
		{ numRuns: 80 }
	);
});

test('another region and another project reach neither object nor photo', async () => {
	const id = await made();
	const picture = await photo(id, png(5, 5, 2));
	const other = await madeProject(db, s, 'running', plannedProject(s.institution));
	const elsewhere = await projectScene(db);
	const works = (p: string): ((c: Context) => Promise<unknown>)[] => [
		(c: Context) => objectPage(c, p, id), (c: Context) => changeObject(c, p, id, 1, input()), (c: Context) => removeObject(c, p, id, 1), (c: Context) => photoPage(c, p, id, picture),
		(c: Context) => changePhoto(c, p, id, picture, 1, words), (c: Context) => removePhoto(c, p, id, picture), (c: Context) => photoDownload(c, p, picture), (c: Context) => assertMayAddPhoto(c, p, id)
	];
	for (const work of works(other)) expect(await refusal(as(s.administrator, work))).toBe('404 not_found');
	for (const work of [...works(project), (c: Context) => objectsOf(c, project)]) {
		expect(await refusal(db.as(elsewhere.regionId, elsewhere.administrator, work))).toBe('404 not_found');
		expect(await refusal(as(visitorActor, work))).toBe('404 not_found');
	}
	for (const nonsense of [unknownId, 'x', '../..']) {
		expect(await refusal(as(s.manager, (c) => objectPage(c, project, nonsense)))).toBe('404 not_found');
		expect(await refusal(as(s.manager, (c) => changeObject(c, project, nonsense, 1, input())))).toBe('404 not_found');
		expect(await refusal(as(s.manager, (c) => photoDownload(c, project, nonsense)))).toBe('404 not_found');
		expect(await refusal(as(s.manager, (c) => removePhoto(c, nonsense, id, picture)))).toBe('404 not_found');
	}
});

test('a photo is kept without what the camera wrote; visitors see it once the project is published, and no longer once it is removed', async () => {
	const open = await madeProject(db, s, 'running', plannedProject(s.institution));
	const id = await as(s.partner, (c) => addObject(c, open, input()));
	const add = (name: string, bytes: Buffer) => withFile(name, bytes, (file) => as(s.partner, (c) => addPhoto(c, open, id, words, file)));
	const ids = [await add('a.jpg', jpeg()), await add('b.png', png()), await add('c.webp', webp())];
	const page = await as(s.viewer, (c) => objectPage(c, open, id));
	expect(page.row.object.photos.map((p) => [p.mediaType, p.width, p.height, p.alternative]).sort()).toEqual([['image/jpeg', 480, 640, words.alternative], ['image/png', 4, 3, words.alternative], ['image/webp', 300, 200, words.alternative]]);
	await as(s.manager, (c) => publishProject(c, open));
	for (const photoId of ids) {
		const download = await as(visitorActor, (c) => photoDownload(c, open, photoId));
		const response = downloadResponse(download, (work) => as(visitorActor, work));
		expect(response.headers.get('content-type')).toMatch(/^image\//);
		expect(Buffer.from(await response.arrayBuffer()).includes('GPS')).toBe(false);
	}
	expect((await as(visitorActor, (c) => objectsOf(c, open)))[0]?.photos).toHaveLength(3);
	await as(s.partner, (c) => removePhoto(c, open, id, ids[0] ?? ''));
	expect(await refusal(as(visitorActor, (c) => photoDownload(c, open, ids[0] ?? '')))).toBe('404 not_found');
	await as(s.partner, (c) => removeObject(c, open, id, 1));
	expect(await refusal(as(visitorActor, (c) => photoDownload(c, open, ids[1] ?? '')))).toBe('404 not_found');
	expect(await as(visitorActor, (c) => objectsOf(c, open))).toEqual([]);
});

test('no photo without an alternative text; wrong, broken, doubled and huge files are told at the file and leave nothing', async () => {
	const id = await made();
	const stored = () => as('system', async ({ tx }) => [(await tx.selectFrom('project_photo').select('id').execute()).length, (await tx.selectFrom('file').select('sha256').execute()).length]);
	const picture = await photo(id, png(7, 7, 3));
	const before = await stored();
	expect(await refusal(photo(id, png(7, 7, 4), 'b.png', { alternative: {} }))).toBe('alternative_lv:things_alternative_missing');
	expect(await refusal(photo(id, png(7, 7, 4), 'b.png', { alternative: { lt: 'IMG_1.jpg' } }))).toBe('alternative_lt:things_alternative_empty');
	expect(await refusal(photo(id, png(7, 7, 4), 'b.png', { takenOn: '2027-01-01' }))).toBe('takenOn:things_day_to_come');
	expect(await refusal(photo(id, png(7, 7, 3)))).toBe('file:things_photo_twice');
	expect(await refusal(photo(id, Buffer.from('%PDF-1.7\n'), 'plan.pdf'))).toBe('file:things_photo_type');
	expect(await refusal(photo(id, Buffer.from('<svg onload=alert(1)>'), 'a.svg'))).toBe('file:file_type_not_allowed');
	expect(await refusal(photo(id, Buffer.from('<html>'), 'a.png'))).toBe('file:file_content_differs');
	expect(await refusal(photo(id, Buffer.alloc(0), 'a.png'))).toBe('file:file_empty');
	expect(await refusal(photo(id, png().subarray(0, 50), 'a.png'))).toBe('file:things_photo_broken');
	expect(await refusal(photo(id, jpeg().subarray(0, 60), 'a.jpg'))).toBe('file:things_photo_broken');
	expect(await refusal(photo(id, png(60_000, 60_000), 'a.png'))).toBe('file:things_photo_pixels');
	expect(await refusal(photo(id, Buffer.concat([png(), Buffer.alloc(15 * 1024 * 1024)]), 'a.png'))).toBe('file:file_too_large');
	expect(await refusal(as(s.partner, (c) => changePhoto(c, project, id, picture, 1, { alternative: {}, takenOn: null })))).toBe('alternative_lv:things_alternative_missing');
	expect(await stored()).toEqual(before);
	await as(s.partner, (c) => changePhoto(c, project, id, picture, 1, { alternative: { lv: 'Rampa', lt: 'Pandusas', en: 'A ramp' }, takenOn: null }));
	expect(await refusal(as(s.partner, (c) => changePhoto(c, project, id, picture, 1, words)))).toBe('409 things_changed_elsewhere');
	expect((await as(s.viewer, (c) => photoPage(c, project, id, picture))).photo).toMatchObject({ alternative: { lv: 'Rampa', lt: 'Pandusas', en: 'A ramp' }, revision: 2, takenOn: null });
});

test('a closed project and one that is not yet approved take nothing', async () => {
	for (const [state, code] of [['closed', '409 project_closed'], ['concept', '409 things_not_now'], ['idea', '409 things_not_now']] as const) {
		const id = await madeProject(db, s, state, plannedProject(s.institution));
		expect(await refusal(as(s.manager, (c) => addObject(c, id, input())))).toBe(code);
	}
});
