import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { ProjectId } from '#platform/ids.ts';
import { fromCents, sum } from '#platform/money.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { openDraft, saveDraft, takeStep } from '../versions/index.ts';
import { madeProject, projectScene, sampleProject, type ProjectScene } from '../versions/testing.ts';
import { acceptBundle, bundleView, certifiedByFundAndPeriod, certifyReport, decideItems, decideView, enterItem, expenditureOf, itemView, reportsPage, reportView, returnReport, saveBundle, saveReport, submitBundle, submitReport, takeBackBundle, withdrawItem, type Decision, type Expenditure, type ItemInput, type Sums } from './index.ts';

const db = useDatabase();
let scene: ProjectScene;
beforeAll(async () => {
	scene = await projectScene(db);
});

const p1 = { partner: 'lead', period: 'p1' };
const p2 = { partner: 'lead', period: 'p2' };
const as = <T>(work: (c: Context) => Promise<T>, actor: Actor = scene.partner): Promise<T> => db.as(scene.regionId, actor, work);
const keeper = <T>(work: (c: Context) => Promise<T>): Promise<T> => as(work, scene.manager);
const made = (): Promise<ProjectId> => madeProject(db, scene);
const input = (change: Partial<ItemInput> = {}): ItemInput => ({ partner: 'lead', line: 'staff', period: 'p1', invoice: 'A-1', supplier: 'SIA Balts', invoicedOn: '2025-04-30', paidOn: '2025-05-05', net: '100.00', vat: '0.00', currency: 'EUR', ...change });
const enter = (project: string, change: Partial<ItemInput> = {}, actor?: Actor) => as((c) => enterItem(c, project, input(change)), actor);
const submit = (project: string, place = p1, takeUp: string[] = [], actor?: Actor) => as((c) => submitReport(c, project, place, { summary: 'Done', takeUp }), actor);
const itemsOf = async (project: string): Promise<Expenditure[]> => (await keeper((c) => expenditureOf(c, project, { size: 500 }))).items;
const item = async (project: string, id: string): Promise<Expenditure> => (await keeper((c) => itemView(c, project, id))).item;
const decide = async (project: string, id: string, decision: Decision['decision'], more: Partial<Decision> = {}, place = p1) => {
	const { revision } = await item(project, id);
	return keeper((c) => decideItems(c, project, place, [{ itemId: id, revision, decision, reason: 'Not in the contract', ...more }]));
};
const certify = (project: string, place = p1, rest = true) => keeper((c) => certifyReport(c, project, place, { rest }));
const agrees = (sums: Sums) => expect(sum([sums.certified, sums.deducted, sums.parked, sums.waiting])).toBe(sums.declared);

test('a report declares what was entered, once: whoever submits again, or at the same time, is told', async () => {
	const project = await made();
	await enter(project);
	await enter(project, { net: '50.00' });
	const results = await Promise.allSettled([1, 2, 3].map(() => submit(project)));
	expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
	for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'spending_report_submitted' });
	await expect(submit(project)).rejects.toBeInstanceOf(Conflict);
	const view = await keeper((c) => reportView(c, project, 'lead', 'p1'));
	expect(view.total).toMatchObject({ declared: '172.50', waiting: '172.50' });
	expect(view.lines).toMatchObject([{ line: 'staff', declared: '150.00', planned: '60000.00', count: 2 }, { line: 'office', declared: '22.50', flatRate: { percent: '15' }, planned: null }]);
	for (const one of await itemsOf(project)) expect((await keeper((c) => itemView(c, project, one.id))).events.map(({ action }) => action)).toEqual(['declare']);
});

test('unpaid items and an empty report are refused with words', async () => {
	const project = await made();
	await expect(as((c) => submitReport(c, project, p1, { summary: ' ' }))).rejects.toBeInstanceOf(Invalid);
	await enter(project, { paidOn: null });
	await expect(submit(project)).rejects.toMatchObject({ code: 'spending_unpaid', params: { count: 1 } });
	expect((await as((c) => reportView(c, project, 'lead', 'p1'))).entered).toEqual({ count: 1, amount: '100.00', unpaid: 1 });
});

test('every item is certified, in part, deducted or parked; the whole always is the sum of its parts', async () => {
	const project = await made();
	const [whole, part, none, parked] = [await enter(project), await enter(project, { net: '80.00' }), await enter(project, { net: '7.01' }), await enter(project, { net: '12.99', line: 'equipment' })];
	await submit(project);
	await decide(project, whole, 'certify', { reason: '' });
	await decide(project, part, 'certify', { certified: '30.00' });
	await decide(project, none, 'deduct');
	await decide(project, parked, 'park');
	const { total } = await keeper((c) => reportView(c, project, 'lead', 'p1'));
	expect(total).toEqual({ declared: '228.05', certified: '149.50', deducted: '65.56', parked: '12.99', waiting: '0.00' });
	agrees(total);
	expect(await item(project, part)).toMatchObject({ state: 'certified', certified: '30.00', deducted: '50.00', reason: 'Not in the contract' });
	expect(await item(project, none)).toMatchObject({ state: 'deducted', certified: '0.00', deducted: '7.01' });
	await certify(project, p1, false);
	await expect(decide(project, whole, 'deduct')).rejects.toMatchObject({ code: 'spending_report_certified' });
});

test('a decision needs its reason and an amount within the claim; all or none is written', async () => {
	const project = await made();
	const [a, b] = [await enter(project), await enter(project)];
	await submit(project);
	const fails = async (decisions: Partial<Decision>[], fields: Record<string, { code: string }>) => {
		const all = await Promise.all([a, b].slice(0, decisions.length).map(async (id, i) => ({ itemId: id, revision: (await item(project, id)).revision, decision: 'certify' as const, ...decisions[i] })));
		await expect(keeper((c) => decideItems(c, project, p1, all))).rejects.toMatchObject({ fields });
	};
	await fails([{}, { decision: 'park' }], { [`reason-${b}`]: { code: 'spending_decision_reason' } });
	await fails([{ certified: '100.01', reason: 'x' }], { [`certified-${a}`]: { code: 'spending_certified_outside' } });
	await fails([{ certified: '-0.01', reason: 'x' }], { [`certified-${a}`]: { code: 'spending_certified_outside' } });
	expect((await itemsOf(project)).map(({ state }) => state)).toEqual(['declared', 'declared']);
	await expect(certify(project, p1, false)).rejects.toMatchObject({ code: 'spending_items_waiting', params: { count: 2 } });
});

test('two who decide about one item at once: one decision holds, the other is told', async () => {
	const project = await made();
	const id = await enter(project);
	await submit(project);
	const { revision } = await item(project, id);
	const results = await Promise.allSettled((['certify', 'park', 'deduct'] as const).map((decision) => keeper((c) => decideItems(c, project, p1, [{ itemId: id, revision, decision, reason: decision }]))));
	expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
	for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'spending_decided_elsewhere' });
	expect((await keeper((c) => itemView(c, project, id))).events).toHaveLength(2);
	await decide(project, id, 'reopen');
	expect(await item(project, id)).toMatchObject({ state: 'declared', certified: null, deducted: null });
	await Promise.allSettled([certify(project), certify(project), keeper((c) => returnReport(c, project, p1, 'x'))]);
	agrees((await keeper((c) => reportView(c, project, 'lead', 'p1'))).total);
});

test('what was parked is taken up in a later period, once, and each report keeps its own sums', async () => {
	const project = await made();
	const [parked, other] = [await enter(project), await enter(project, { net: '20.00' })];
	await submit(project);
	await decide(project, parked, 'park');
	// Its report is still being checked.
	await expect(submit(project, p2, [parked])).rejects.toMatchObject({ code: 'spending_not_parked' });
	await certify(project);
	await expect(submit(project, p2, [other])).rejects.toMatchObject({ code: 'spending_not_parked' });
	expect((await as((c) => reportView(c, project, 'lead', 'p2'))).parked.map(({ id }) => id)).toEqual([parked]);
	const both = await Promise.allSettled([submit(project, p2, [parked, parked]), submit(project, p2, [parked])]);
	expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	expect(await item(project, parked)).toMatchObject({ state: 'declared', period: 'p2' });
	await keeper((c) => returnReport(c, project, p2, 'The contract is missing'));
	expect(await item(project, parked)).toMatchObject({ state: 'parked', period: 'p1' });
	await submit(project, p2, [parked]);
	await decide(project, parked, 'certify', { certified: '60.00' }, p2);
	await certify(project, p2);
	const first = (await keeper((c) => reportView(c, project, 'lead', 'p1'))).total;
	const second = (await keeper((c) => reportView(c, project, 'lead', 'p2'))).total;
	expect(first).toEqual({ declared: '138.00', certified: '23.00', deducted: '0.00', parked: '115.00', waiting: '0.00' });
	expect(second).toEqual({ declared: '115.00', certified: '69.00', deducted: '46.00', parked: '0.00', waiting: '0.00' });
	expect((await keeper((c) => itemView(c, project, parked))).events.map(({ action, period }) => [action, period])).toEqual([['declare', 'p1'], ['park', 'p1'], ['take-up', 'p2'], ['return', 'p2'], ['take-up', 'p2'], ['certify', 'p2']]);
});

test('a parked item may be withdrawn once its report is certified; the report still says that it was parked', async () => {
	const project = await made();
	const id = await enter(project);
	await submit(project);
	await decide(project, id, 'park');
	await expect(as(async (c) => withdrawItem(c, project, id, 3, 'Paid otherwise'))).rejects.toMatchObject({ code: 'spending_item_state' });
	await certify(project);
	await as((c) => withdrawItem(c, project, id, 3, 'Paid otherwise'));
	await expect(submit(project, p2, [id])).rejects.toMatchObject({ code: 'spending_not_parked' });
	expect((await keeper((c) => reportView(c, project, 'lead', 'p1'))).total).toMatchObject({ declared: '115.00', parked: '115.00' });
});

test('whatever is done to items, declared is certified, deducted, parked and waiting together, in every report and over all', async () => {
	const step = fc.record({ action: fc.constantFrom('enter', 'submit', 'certify', 'deduct', 'park', 'reopen', 'return', 'close', 'withdraw'), pick: fc.nat(20), cents: fc.integer({ min: 1, max: 100_000 }), place: fc.constantFrom(p1, p2) });
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
			const project = await made();
			for (const { action, pick, cents, place } of steps) {
				const all = await itemsOf(project);
				const one = all[pick % Math.max(1, all.length)];
				const amount = fromCents(BigInt(cents));
				const run = async () => {
					if (action === 'enter') return enter(project, { net: amount, period: place.period });
					if (action === 'submit') return submit(project, place, all.filter(({ state, period }) => state === 'parked' && period === 'p1' && place === p2).map(({ id }) => id));
					if (action === 'return') return keeper((c) => returnReport(c, project, place, 'x'));
					if (action === 'close') return certify(project, place);
					if (!one) return;
					if (action === 'withdraw') return as((c) => withdrawItem(c, project, one.id, one.revision, 'x'));
					return decide(project, one.id, action, action === 'certify' ? { certified: cents % 2 === 0 ? null : amount } : {}, place);
				};
				await run().catch((problem: unknown) => {
					if (!(problem instanceof Conflict || problem instanceof Invalid || problem instanceof NotFound)) throw problem;
				});
			}
			const { cells } = await keeper((c) => reportsPage(c, project));
			for (const { sums } of cells) agrees(sums);
			const rows = await itemsOf(project);
			for (const { state, amount, certified, deducted } of rows) if (certified !== null) expect([['certified', 'deducted'].includes(state), sum([certified, deducted ?? ''])]).toEqual([true, amount]);
			// Each item claims its amount in one state only, and events lead to the state it is in.
			for (const { id, state } of rows) {
				const { events } = await keeper((c) => itemView(c, project, id));
				const last = events.at(-1)?.action;
				expect(events.map(({ number }) => number)).toEqual(events.map((_, i) => i + 1));
				expect({ entered: [undefined, 'return'], declared: ['declare', 'take-up', 'reopen'], certified: ['certify'], deducted: ['deduct'], parked: ['park', 'return'], withdrawn: ['withdraw'] }[state]).toContain(last);
			}
		}),
		{ numRuns: 6 }
	);
}, 30_000);

test('a report is tied to the version that held on the last day of its period, and stays tied to it', async () => {
	const project = await made();
	await enter(project);
	await keeper(async (c) => {
		const revision = await openDraft(c, project);
		await saveDraft(c, project, revision, sampleProject(scene.institution, { acronym: 'Later' }));
		await takeStep(c, project, 'modify', { reason: 'Another name', inForceFrom: '2025-10-01' });
	});
	await submit(project);
	await enter(project, { period: 'p2', invoicedOn: '2025-11-01', paidOn: '2025-11-01' });
	await submit(project, p2);
	expect((await keeper((c) => reportView(c, project, 'lead', 'p1'))).version).toMatchObject({ number: 1, document: { acronym: 'DayCare' } });
	// Its last day lies ahead, so the newest version holds.
	expect((await keeper((c) => reportView(c, project, 'lead', 'p2'))).version).toMatchObject({ number: 2, document: { acronym: 'Later' } });
});

test('a partner submits, who keeps projects decides, others are kept out', async () => {
	const project = await made();
	const id = await enter(project);
	await expect(submit(project, { partner: 'north', period: 'p1' })).rejects.toBeInstanceOf(Forbidden);
	await submit(project, p1, [], scene.partnerHead);
	const elsewhere = await db.region();
	const stranger = await db.actor(elsewhere, 'administrator');
	const keepers: ((c: Context) => Promise<unknown>)[] = [(c) => decideItems(c, project, p1, [{ itemId: id, revision: 2, decision: 'certify' }]), (c) => certifyReport(c, project, p1, { rest: true }), (c) => returnReport(c, project, p1, 'x'), (c) => acceptBundle(c, project, 'p1')];
	const partners: ((c: Context) => Promise<unknown>)[] = [(c) => submitReport(c, project, p1, { summary: '' }), (c) => saveReport(c, project, p1, { summary: '', revision: 1 }), (c) => submitBundle(c, project, 'p1', { summary: '' }), (c) => saveBundle(c, project, 'p1', { summary: '', revision: 0 }), (c) => takeBackBundle(c, project, 'p1')];
	for (const work of keepers) for (const actor of [scene.partner, scene.partnerLead, scene.viewer]) await expect(as(work, actor)).rejects.toBeInstanceOf(Forbidden);
	for (const work of partners) await expect(as(work, scene.viewer)).rejects.toBeInstanceOf(Forbidden);
	for (const work of [...keepers, ...partners, (c: Context) => reportsPage(c, project), (c: Context) => reportView(c, project, 'lead', 'p1'), (c: Context) => bundleView(c, project, 'p1')]) {
		for (const actor of [scene.outsider, scene.member, scene.researcher]) await expect(as(work, actor)).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere, stranger, work)).rejects.toBeInstanceOf(NotFound);
	}
	await expect(as((c) => decideView(c, project, 'lead', 'p1', 1))).rejects.toBeInstanceOf(NotFound);
	for (const [partner, period] of [['nobody', 'p1'], ['lead', 'p9'], ['__proto__', 'p1']]) await expect(keeper((c) => reportView(c, project, partner ?? '', period ?? ''))).rejects.toBeInstanceOf(NotFound);
	const other = await made();
	const foreign = await enter(other);
	await expect(keeper((c) => decideItems(c, project, p1, [{ itemId: foreign, revision: 1, decision: 'certify' }]))).rejects.toBeInstanceOf(NotFound);
	await expect(submit(project, p2, [foreign])).rejects.toBeInstanceOf(NotFound);
});

test('the lead partner bundles certified reports of its period and of earlier ones, each once', async () => {
	const project = await made();
	await enter(project);
	await enter(project, { partner: 'north', line: 'equipment', net: '9.00' }, scene.manager);
	await submit(project);
	await submit(project, { partner: 'north', period: 'p1' }, [], scene.manager);
	const bundle = (period: string) => as((c) => submitBundle(c, project, period, { summary: 'Half a year' }));
	await expect(bundle('p1')).rejects.toMatchObject({ code: 'spending_bundle_empty' });
	await certify(project);
	expect((await as((c) => bundleView(c, project, 'p1'))).missing).toMatchObject([{ partner: { key: 'north' }, state: 'submitted' }]);
	const twice = await Promise.allSettled([bundle('p1'), bundle('p1')]);
	expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	await certify(project, { partner: 'north', period: 'p1' });
	await bundle('p2');
	expect((await as((c) => bundleView(c, project, 'p1'))).reports.map(({ report }) => report.partner)).toEqual(['lead']);
	expect(await as((c) => bundleView(c, project, 'p2'))).toMatchObject({ reports: [{ report: { partner: 'north', period: 'p1' } }], total: { certified: '9.00' } });
	await as((c) => takeBackBundle(c, project, 'p2'));
	await bundle('p2');
	await keeper((c) => acceptBundle(c, project, 'p2'));
	await expect(as((c) => takeBackBundle(c, project, 'p2'))).rejects.toMatchObject({ code: 'spending_bundle_accepted' });
});

test('certified money is divided among the funds by the published shares, to the cent', async () => {
	const project = await made();
	await enter(project, { net: '33.33' });
	await submit(project);
	expect(await keeper((c) => certifiedByFundAndPeriod(c, project))).toMatchObject([]);
	await certify(project);
	const parts = await keeper((c) => certifiedByFundAndPeriod(c, project));
	expect(parts).toEqual([{ partner: 'lead', period: 'p1', fund: 'erdf', amount: '32.58' }, { partner: 'lead', period: 'p1', fund: null, amount: '5.75' }]);
	expect(sum(parts.map(({ amount }) => amount))).toBe('38.33');
});

test('a summary is kept as a draft, and two who write it at once do not overwrite each other', async () => {
	const project = await made();
	const save = (summary: string, revision: number) => as((c) => saveReport(c, project, p1, { summary, revision }));
	const first = await Promise.allSettled([save('One', 0), save('Two', 0)]);
	expect(first.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	const { report } = await as((c) => reportView(c, project, 'lead', 'p1'));
	expect(report).toMatchObject({ state: 'draft' });
	await expect(save('x'.repeat(10_001), report?.revision ?? 0)).rejects.toBeInstanceOf(Invalid);
	await save('Three', report?.revision ?? 0);
	expect((await as((c) => reportView(c, project, 'lead', 'p1'))).report?.summary).toBe('Three');
});
