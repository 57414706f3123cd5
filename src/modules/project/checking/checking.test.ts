import { createHash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { SpooledFile } from '#platform/files/index.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { stopReading } from '../reading/index.ts';
import { createProject, emptyDocument, storeVersion } from '../versions/index.ts';
import { runCheck, stopChecking, type SentFile } from './commands.ts';
import { keepCheck } from './keep.ts';
import type { CheckInput, KeptCheck } from './model.ts';
import { checkChoices, keptCheck } from './queries.ts';
import { inTurn } from './turn.ts';

const db = useDatabase();
afterAll(() => {
	stopReading();
	stopChecking();
});

const names = { text: 'Text', other: 'Second text' };
const input = (change: Partial<CheckInput> = {}): CheckInput => ({ text: '', other: '', project: '', ...change });
function sent(name: string, content: string | Buffer): SentFile {
	const bytes = Buffer.from(content);
	const file: SpooledFile = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), read: async (from, length) => bytes.subarray(from, from + length), dispose: async () => undefined };
	return { name, content: file };
}
const check = (regionId: RegionId, actor: Actor, change: Partial<CheckInput>, files: readonly SentFile[] = []) => runCheck((work) => db.as(regionId, actor, work), input(change), files, names);
const found = async (regionId: RegionId, actor: Actor, change: Partial<CheckInput>, files: readonly SentFile[] = []) => {
	const id = await check(regionId, actor, change, files);
	return db.as(regionId, actor, (context) => keptCheck(context, id));
};
async function registered(regionId: RegionId, code: string, institutionId: string | null = null) {
	return db.as(regionId, 'system', async (context) => {
		const id = await createProject(context, { title: { lv: `Projekts ${code}` } });
		const document = { ...emptyDocument(), title: { lv: `Projekts ${code}` }, codes: [{ scheme: 'Interreg', value: code }], partners: [{ key: 'p1', role: 'lead' as const, name: { lv: 'Centrs' }, country: 'LV', institutionId, municipalityId: null, from: null, to: null }], shares: [{ partner: null, total: '672567.74', funds: [] }] };
		await storeVersion(context, { id }, { stage: 'approved', document, inForceFrom: '2018-03-01', reason: '' });
		return id;
	});
}

test('only who follows projects checks documents', async () => {
	const regionId = await db.region();
	for (const role of ['member', 'evaluator'] as const) {
		const actor = await db.actor(regionId, role, await db.institution(regionId));
		await expect(check(regionId, actor, { text: 'Teksts' })).rejects.toBeInstanceOf(Forbidden);
		await expect(db.as(regionId, actor, checkChoices)).rejects.toBeInstanceOf(Forbidden);
		await expect(db.as(regionId, actor, (context) => keptCheck(context, 'a'))).rejects.toBeInstanceOf(Forbidden);
	}
});

test('nothing, an unknown project and files that cannot be read are said at their fields', async () => {
	const regionId = await db.region();
	const manager = await db.actor(regionId, 'project-manager');
	const code = (change: Partial<CheckInput>, files: readonly SentFile[] = []) => check(regionId, manager, change, files).catch((problem: Invalid) => problem.fields);
	expect(await code({ text: ' \n' })).toEqual({ files: { code: 'check_nothing' } });
	expect(await code({ text: 'Teksts', project: 'LLI-1' })).toEqual({ project: { code: 'check_project_unknown' } });
	expect(await code({}, [sent('a.pdf', '%PDF-1.7 garbage')])).toMatchObject({ files: { code: 'check_file_broken', params: { name: 'a.pdf' } } });
	expect(await code({}, [sent('a.txt', ''), { name: 'b.pdf', content: null }])).toEqual({ files: { code: 'check_files_unread', params: { names: 'a.txt, b.pdf' } } });
});

test('a project of another region and one of other partners are unknown; draft projects are no choice', async () => {
	const regionId = await db.region();
	const institution = await db.institution(regionId);
	const head = await db.actor(regionId, 'head', institution);
	await registered(regionId, 'LLI-1', institution);
	await registered(regionId, 'LLI-2');
	await registered(await db.region(), 'LLI-3');
	await db.as(regionId, 'system', (context) => createProject(context, { title: { lv: 'Ideja' } }));
	expect((await db.as(regionId, head, checkChoices))?.map(({ code }) => code)).toEqual(['LLI-1']);
	const viewer = await db.actor(regionId, 'viewer');
	expect((await db.as(regionId, viewer, checkChoices))?.map(({ code }) => code)).toEqual(['LLI-1', 'LLI-2']);
	for (const code of ['LLI-2', 'LLI-3']) await expect(check(regionId, head, { text: 'Teksts', project: code })).rejects.toMatchObject({ fields: { project: { code: 'check_project_unknown' } } });
});

test('ten files at once: each is read, listed as the same, or refused with its reason, and nothing is lost', async () => {
	const regionId = await db.region();
	const manager = await db.actor(regionId, 'project-manager');
	const files = [sent('a.txt', 'Pirmais'), sent('a.txt', 'Otrais'), sent('c.txt', 'Pirmais'), sent('d.bin', Buffer.alloc(500)), { name: 'e.pdf', content: null }, ...Array.from({ length: 5 }, (_, i) => sent(`f${i}.html`, `<html><p>Teksts ${i}`))];
	const result = await found(regionId, manager, { text: 'Viens\nDivi', other: 'Viens\nDivi' }, files);
	expect(result.documents.map(({ name, lines, sameAs, refused }) => [name, lines, sameAs, refused?.code ?? null])).toEqual([
		['Text', 2, null, null],
		['Second text', 0, 'Text', null],
		['a.txt', 1, null, null],
		['a.txt (2)', 1, null, null],
		['c.txt', 0, 'a.txt', null],
		['d.bin', 0, null, 'check_file_binary'],
		['e.pdf', 0, null, 'check_file_too_large'],
		...Array.from({ length: 5 }, (_, i) => [`f${i}.html`, 1, null, null])
	]);
	expect(result.typed).toEqual({ text: 'Viens\nDivi', other: 'Viens\nDivi', project: '' });
});

test('two swapped digits between a pasted text and a file are found, and so are those against the registered version', async () => {
	const regionId = await db.region();
	const manager = await db.actor(regionId, 'project-manager');
	await registered(regionId, 'LLI-317');
	const text = 'Projekts LLI-317. Projekta kopējais finansējums ir 672 576,74 EUR.';
	const apart = await found(regionId, manager, { text }, [sent('b.txt', 'Projekts LLI-317.\nProjekta kopējais finansējums ir 672 567,74 EUR.')]);
	expect(apart.results).toContainEqual(expect.objectContaining({ kind: 'contradiction', subject: 'money', cause: 'swapped_digits' }));
	const against = await found(regionId, manager, { text, project: 'lli 317' });
	expect(against.project).toMatchObject({ code: 'LLI-317', versions: 1 });
	expect(against.results).toContainEqual(expect.objectContaining({ subject: 'money', cause: 'swapped_digits' }));
});

test('two megabytes of pasted text do not hold up the program', async () => {
	const regionId = await db.region();
	const manager = await db.actor(regionId, 'project-manager');
	const text = `Projekts LLI-317: nometne 2019. gadā maksāja 76 500,00 EUR.\n${'Projekta mērķis ir veicināt sociālo iekļaušanu un uzlabot pakalpojumu kvalitāti reģionā.\n'.repeat(440)}`.repeat(50);
	expect(text.length).toBeGreaterThan(1_900_000);
	const late = { worst: 0, last: performance.now() };
	const watch = setInterval(() => {
		const now = performance.now();
		late.worst = Math.max(late.worst, now - late.last);
		late.last = now;
	}, 10);
	const { documents, typed } = await found(regionId, manager, { text });
	clearInterval(watch);
	expect(documents).toMatchObject([{ lines: 22_051, refused: null }]);
	expect(typed.text).toBe(text);
	expect(late.worst).toBeLessThan(1500);
});

test('a result is its owner’s, for an hour', async () => {
	const regionId = await db.region();
	const manager = await db.actor(regionId, 'project-manager');
	const result: KeptCheck = { at: new Date(0), documents: [], typed: { text: 'x', other: '', project: '' }, project: null, results: [] };
	const id = await db.as(regionId, manager, async (context) => keepCheck(context, result));
	expect((await db.as(regionId, manager, (context) => keptCheck(context, id))).at).toEqual(new Date('2026-11-22T09:00:00Z'));
	const other = await db.actor(regionId, 'project-manager');
	await expect(db.as(regionId, other, (context) => keptCheck(context, id))).rejects.toBeInstanceOf(NotFound);
	await expect(db.as(await db.region(), manager, (context) => keptCheck(context, id))).rejects.toMatchObject({ status: 404, code: 'check_gone' });
	await expect(db.as(regionId, manager, async (context) => keptCheck({ ...context, now: new Date(context.now.getTime() + 3_600_000) }, id))).rejects.toBeInstanceOf(NotFound);
});

test('results make room for newer ones', async () => {
	const regionId = await db.region();
	const manager = await db.actor(regionId, 'project-manager');
	// Random text does not press together: 3 MB each.
	const large = (): KeptCheck => ({ at: new Date(0), documents: [], typed: { text: Buffer.from(crypto.getRandomValues(new Uint8Array(65_536))).toString('base64') + Array.from({ length: 40 }, () => Buffer.from(crypto.getRandomValues(new Uint8Array(65_536))).toString('base64')).join(''), other: '', project: '' }, project: null, results: [] });
	const ids = await db.as(regionId, manager, async (context) => Array.from({ length: 12 }, () => keepCheck(context, large())));
	const kept = await db.as(regionId, manager, (context) => Promise.all(ids.map((id) => keptCheck(context, id).then(() => true, () => false))));
	expect(kept.at(-1)).toBe(true);
	expect(kept[0]).toBe(false);
	expect(kept.filter(Boolean).length).toBeGreaterThan(4);
});

test('one check after another; too many that wait are asked to come back, and a failed one stops nobody', async () => {
	const order: number[] = [];
	const gate = Promise.withResolvers<void>();
	const work = Array.from({ length: 10 }, (_, i) =>
		inTurn(async () => {
			await gate.promise;
			order.push(i);
			if (i === 1) throw new Error('failed');
		})
	);
	gate.resolve();
	const states = (await Promise.allSettled(work)).map((answer) => (answer.status === 'fulfilled' ? 'done' : (answer.reason as Error).message));
	expect(states).toEqual(['done', 'failed', 'done', 'done', 'done', 'done', 'done', 'done', 'check_busy', 'check_busy']);
	expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
