import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { visitorActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { downloadResponse } from '#platform/files/index.ts';
import type { ProjectId } from '#platform/ids.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { projectStates } from '../../lifecycle.ts';
import { publishProject, saveDraft, withdrawProject } from '../../versions/index.ts';
import { madeProject, projectScene, type ProjectScene } from '../../versions/testing.ts';
import { plannedProject, refusal, statusOf, unknownId, withFile } from '../testing.ts';
import { addFile, assertMayAddFile, changeFile, fileDownload, filePage, filesOf, filesPage, publicFileDownload, publicFilesOf, removeFile } from './index.ts';

const db = useDatabase();
const nothing = (): Promise<unknown> => Promise.reject(new Error('No such work'));
let s: ProjectScene;
let project: ProjectId;
const as = <T>(actor: Actor | 'system', work: (c: Context) => Promise<T>): Promise<T> => db.as(s.regionId, actor, work);
const add = (actor: Actor, bytes: string | Buffer = 'text', name = 'līgums.txt', change: { title?: string; public?: boolean } = {}, id: string = project) => withFile(name, bytes, (file) => as(actor, (c) => addFile(c, id, { title: 'Līgums', public: false, ...change }, file)));

beforeAll(async () => {
	s = await projectScene(db);
	project = await madeProject(db, s, 'running', plannedProject(s.institution));
});

test('a file comes back byte for byte under its name; visitors get only public ones of published projects', async () => {
	const open = await madeProject(db, s, 'running', plannedProject(s.institution));
	const [secret, shown] = [await add(s.partner, 'inside', 'plāns.txt', {}, open), await add(s.manager, 'for all', 'raksts.txt', { public: true }, open)];
	const response = downloadResponse(await as(s.viewer, (c) => fileDownload(c, open, secret)), (work) => as(s.viewer, work));
	expect([await response.text(), response.headers.get('content-disposition')]).toEqual(['inside', expect.stringContaining('pl%C4%81ns.txt')]);
	for (const id of [secret, shown]) expect(await refusal(as(visitorActor, (c) => publicFileDownload(c, open, id)))).toBe('404 not_found');
	await as(s.manager, (c) => publishProject(c, open));
	expect((await as(visitorActor, (c) => publicFilesOf(c, open))).map((file) => file.id)).toEqual([shown]);
	expect((await as(visitorActor, (c) => publicFileDownload(c, open, shown))).fileName).toBe('raksts.txt');
	expect(await refusal(as(visitorActor, (c) => publicFileDownload(c, open, secret)))).toBe('404 not_found');
	expect(await refusal(as(visitorActor, (c) => fileDownload(c, open, shown)))).toBe('404 not_found');
	await as(s.manager, (c) => changeFile(c, open, shown, 1, { title: 'Raksts', public: false }));
	expect(await refusal(as(visitorActor, (c) => publicFileDownload(c, open, shown)))).toBe('404 not_found');
	await as(s.manager, (c) => changeFile(c, open, shown, 2, { title: 'Raksts', public: true }));
	await as(s.manager, (c) => withdrawProject(c, open));
	expect(await refusal(as(visitorActor, (c) => publicFileDownload(c, open, shown)))).toBe('404 not_found');
	expect(await refusal(as(visitorActor, (c) => publicFilesOf(c, open)))).toBe('404 not_found');
});

test('files are taken in every state, letters come after the end too', async () => {
	for (const state of projectStates) {
		const id = await madeProject(db, s, state, plannedProject(s.institution));
		await add(s.manager, state, 'a.txt', {}, id);
		expect(await as(s.viewer, (c) => filesOf(c, id))).toHaveLength(1);
	}
});

test('wrong, empty and foreign files are told at the file and leave nothing', async () => {
	const count = () => as('system', async ({ tx }) => [(await tx.selectFrom('project_file').select('id').execute()).length, (await tx.selectFrom('file').select('sha256').execute()).length]);
	const before = await count();
	expect(await refusal(add(s.manager, '<html>', 'a.pdf'))).toBe('file:file_content_differs');
	expect(await refusal(add(s.manager, '', 'a.pdf'))).toBe('file:file_empty');
	expect(await refusal(add(s.manager, 'MZ', 'a.exe'))).toBe('file:file_type_not_allowed');
	expect(await refusal(add(s.manager, 'x', 'name'))).toBe('file:file_type_not_allowed');
	expect(await refusal(add(s.partner, 'x', 'a.txt', { public: true }))).toBe('403 things_file_public');
	expect(await refusal(add(s.manager, 'x', 'a.txt', {}, unknownId))).toBe('404 not_found');
	expect(await count()).toEqual(before);
});

test('a large file of many parts is kept and read in parts', async () => {
	const bytes = Buffer.alloc(3 * 1024 * 1024 + 17, 'a b c\n');
	const id = await add(s.partner, bytes, 'liels.txt');
	const download = await as(s.viewer, (c) => fileDownload(c, project, id));
	expect(download).toMatchObject({ size: bytes.length, chunks: 13 });
	expect(Buffer.from(await downloadResponse(download, (work) => as(s.viewer, work)).arrayBuffer()).equals(bytes)).toBe(true);
});

test('rights by property: keepers everything, partners add and change their own, only keepers decide what is public', async () => {
	const [theirs, ours] = [await add(s.partner, 'partner'), await add(s.manager, 'manager', 'b.txt', { public: true })];
	await fc.assert(
		fc.asyncProperty(fc.constantFrom('manager', 'coordinator', 'administrator', 'viewer', 'partner', 'partnerLead', 'partnerHead', 'member', 'outsider', 'researcher'), fc.boolean(), fc.nat(3), async (who, own, what) => {
			const actor = s[who as 'manager'];
			const id = own ? theirs : ours;
			const keeps = ['manager', 'coordinator', 'administrator'].includes(who);
			const adds = keeps || who.startsWith('partner');
			const knows = adds || who === 'viewer';
			const changes = keeps || (own && who === 'partner');
			const works = [
				(c: Context) => assertMayAddFile(c, project), (c: Context) => changeFile(c, project, id, 99, { title: 'T', public: !own }), (c: Context) => changeFile(c, project, id, 99, { title: 'T', public: own }), (c: Context) => fileDownload(c, project, id)
			];
			const allowed = [adds ? 200 : 403, changes ? 409 : 403, keeps ? 409 : 403, 200][what];
			expect(await statusOf(as(actor, works[what] ?? nothing))).toBe(knows ? allowed : 404);
			expect(await as(actor, (c) => filePage(c, project, id)).then((page) => [page.mayAdd, page.file.mayChange], () => null)).toEqual(knows ? [adds, changes] : null);
		}),
		{ numRuns: 80 }
	);
	expect(await refusal(as(s.partnerLead, (c) => removeFile(c, project, theirs)))).toBe('403 things_file_of_another');
	await as(s.partner, (c) => removeFile(c, project, theirs));
	for (const actor of [s.partner, s.manager]) expect(await refusal(as(actor, (c) => fileDownload(c, project, theirs)))).toBe('404 not_found');
	expect((await Promise.all([1, 2, 3].map(() => statusOf(as(s.manager, (c) => changeFile(c, project, ours, 1, { title: 'New', public: true })))))).sort()).toEqual([200, 409, 409]);
});

test('a file that a version or the draft names stays, because figures are traced to it', async () => {
	const id = await madeProject(db, s, 'idea', plannedProject(s.institution));
	const [named, loose] = [await add(s.manager, 'agreement', 'a.txt', {}, id), await add(s.manager, 'loose', 'b.txt', {}, id)];
	const document = plannedProject(s.institution);
	await as(s.manager, (c) => saveDraft(c, id, 2, { ...document, documents: document.documents.map((d) => ({ ...d, fileId: named })) }));
	expect(await refusal(as(s.manager, (c) => removeFile(c, id, named)))).toBe('409 things_file_in_use');
	await as(s.manager, (c) => removeFile(c, id, loose));
	expect((await as(s.viewer, (c) => filesPage(c, id))).files.map((file) => file.id)).toEqual([named]);
});

test('another region, another project and unknown ids reach nothing', async () => {
	const id = await add(s.manager, 'mine', 'm.txt', { public: true });
	const other = await madeProject(db, s, 'running', plannedProject(s.institution));
	const elsewhere = await projectScene(db);
	const works = (p: string, file: string): ((c: Context) => Promise<unknown>)[] => [(c: Context) => filePage(c, p, file), (c: Context) => fileDownload(c, p, file), (c: Context) => publicFileDownload(c, p, file), (c: Context) => changeFile(c, p, file, 1, { title: 'T', public: true }), (c: Context) => removeFile(c, p, file)];
	for (const work of [...works(other, id), ...works(project, unknownId), ...works(project, "x'"), ...works('x', id)]) expect(await refusal(as(s.administrator, work))).toBe('404 not_found');
	for (const work of [...works(project, id), (c: Context): Promise<unknown> => filesOf(c, project), (c: Context) => assertMayAddFile(c, project)]) expect(await refusal(db.as(elsewhere.regionId, elsewhere.administrator, work))).toBe('404 not_found');
});
