import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { ProjectId } from '#platform/ids.ts';
import { cents, sum } from '#platform/money.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { projectStates, nextProjectState } from '../lifecycle.ts';
import { takeStep } from '../versions/index.ts';
import { madeProject, projectScene, sampleProject, type ProjectScene } from '../versions/testing.ts';
import { certifyReport, changeItem, decideItems, enterCorrection, enterItem, expenditureOf, itemView, planAgainstActual, submitReport, withdrawItem, type ItemInput } from './index.ts';

const db = useDatabase();
let scene: ProjectScene;
let id: ProjectId;
beforeAll(async () => {
	scene = await projectScene(db);
	id = await madeProject(db, scene);
});

const input = (change: Partial<ItemInput> = {}): ItemInput => ({ partner: 'lead', line: 'staff', period: 'p1', invoice: 'A-1', supplier: 'SIA Balts', invoicedOn: '2025-04-30', paidOn: '2025-05-05', net: '1000.00', vat: '210.00', currency: 'EUR', ...change });
const as = <T>(work: (c: Context) => Promise<T>, actor: Actor = scene.partner): Promise<T> => db.as(scene.regionId, actor, work);
const enter = (change: Partial<ItemInput> = {}, actor?: Actor, project: string = id) => as((c) => enterItem(c, project, input(change)), actor);
const view = (item: string, project: string = id) => as((c) => itemView(c, project, item), scene.manager);
const fieldsOf = async (work: Promise<unknown>): Promise<Record<string, string>> => {
	const problem = await work.catch((error: unknown) => error);
	if (!(problem instanceof Invalid)) throw problem;
	return Object.fromEntries(Object.entries(problem.fields).map(([field, error]) => [field, error.code]));
};
const made = async (): Promise<ProjectId> => madeProject(db, scene);

test('an item claims its net amount, or the amount with tax where tax is eligible', async () => {
	expect((await view(await enter())).item).toMatchObject({ state: 'entered', amount: '1000.00', rate: null, rateOn: null, kind: 'item', enteredBy: scene.partner.personId });
	expect((await view(await enter({ vatEligible: true }))).item.amount).toBe('1210.00');
});

test('other currencies: the fixed rate of the lats, the table, a rate stated with its day; never a guess', async () => {
	const lats = sampleProject(scene.institution, { period: { from: '2012-03-01', to: '2027-02-28', precision: 'day', months: null } });
	const project = await madeProject(db, scene, 'running', lats);
	expect((await view(await enter({ currency: 'LVL', net: '100.00', vat: '0.00', invoicedOn: '2012-05-01', paidOn: '2012-05-02' }, undefined, project), project)).item).toMatchObject({ amount: '142.29', rate: '0.70280400', rateOn: '2012-05-01' });
	await db.as(scene.regionId, 'system', ({ tx }) => tx.insertInto('exchange_rate').values({ region_id: scene.regionId, currency: 'PLN', on_date: '2025-04-28', units_per_euro: '4.25' }).execute());
	expect((await view(await enter({ currency: 'PLN', net: '425.00' }))).item).toMatchObject({ amount: '100.00', rateOn: '2025-04-28' });
	expect(await fieldsOf(enter({ currency: 'PLN', invoicedOn: '2025-06-30', paidOn: null }))).toEqual({ currency: 'spending_no_rate' });
	expect((await view(await enter({ currency: 'SEK', net: '1100.00', rate: '11.0000', rateOn: '2025-04-30' }))).item).toMatchObject({ amount: '100.00', rate: '11.00000000', rateOn: '2025-04-30' });
	expect(await fieldsOf(enter({ currency: 'SEK', rate: '11' }))).toEqual({ rateOn: 'spending_rate_half' });
	expect(await fieldsOf(enter({ rate: '1', rateOn: '2025-04-30' }))).toEqual({ rate: 'spending_rate_same' });
});

test('expenditure outside the eligible period is refused with the days, and so is all else that does not fit', async () => {
	const problem = await enter({ invoicedOn: '2025-02-28', paidOn: '2025-03-05' }).catch((error: unknown) => error);
	expect(problem).toBeInstanceOf(Invalid);
	expect(problem).toMatchObject({ fields: { invoicedOn: { code: 'spending_outside_period', params: { day: '28 February 2025', from: '1 March 2025', to: '28 February 2027' } } } });
	const cases: [Partial<ItemInput>, Record<string, string>][] = [
		[{ paidOn: '2025-02-01' }, { paidOn: 'spending_paid_before' }],
		[{ invoicedOn: '2025-09-01', paidOn: null }, { invoicedOn: 'spending_after_report' }],
		[{ period: 'p2', invoicedOn: '2026-12-01', paidOn: '2026-12-01' }, { invoicedOn: 'spending_day_future', paidOn: 'spending_day_future' }],
		[{ line: 'office' }, { line: 'spending_line_flat' }],
		[{ line: 'nothing' }, { line: 'spending_line_unknown' }],
		[{ period: 'p9' }, { period: 'spending_period_unknown' }],
		[{ activity: 'w1/a9' }, { activity: 'spending_activity_unknown' }],
		[{ procurementId: '00000000-0000-4000-8000-000000000000' }, { procurementId: 'spending_procurement_unknown' }],
		[{ net: '-1.00' }, { net: 'spending_negative' }],
		[{ vat: '-1.00' }, { vat: 'spending_negative' }],
		[{ net: '0.00' }, { net: 'spending_zero' }],
		[{ currency: 'XTS', net: '10.00' }, { currency: 'spending_no_rate' }]
	];
	for (const [change, fields] of cases) expect(await fieldsOf(enter(change)), JSON.stringify(change)).toEqual(fields);
	for (const change of [{ net: '123456789.00' }, { net: '1' }, { invoicedOn: '2025-13-01' }, { invoice: '' }, { invoice: 'x'.repeat(121) }, { currency: 'euro' }]) await expect(enter(change), JSON.stringify(change)).rejects.toBeInstanceOf(Invalid);
});

test('a partner that joined later claims nothing from before', async () => {
	const document = sampleProject(scene.institution);
	const project = await madeProject(db, scene, 'running', { ...document, partners: document.partners.map((partner) => (partner.key === 'lead' ? { ...partner, from: '2025-05-01' } : partner)) });
	expect(await fieldsOf(enter({}, undefined, project))).toEqual({ invoicedOn: 'spending_outside_period' });
	await enter({ invoicedOn: '2025-05-01' }, undefined, project);
});

test('a partner enters for itself only, viewers see, others do not know of it', async () => {
	const item = await enter();
	for (const actor of [scene.partner, scene.partnerLead, scene.partnerHead, scene.manager, scene.coordinator]) await enter({}, actor);
	await expect(enter({ partner: 'north', line: 'equipment' })).rejects.toBeInstanceOf(Forbidden);
	await enter({ partner: 'north', line: 'equipment' }, scene.manager);
	const changes: ((c: Context) => Promise<unknown>)[] = [(c) => enterItem(c, id, input()), (c) => changeItem(c, id, item, 1, input()), (c) => withdrawItem(c, id, item, 1, 'x'), (c) => enterCorrection(c, id, item, { ...input(), description: 'x' })];
	for (const change of changes) {
		await expect(as(change, scene.viewer)).rejects.toBeInstanceOf(Forbidden);
		for (const actor of [scene.outsider, scene.member, scene.researcher]) await expect(as(change, actor)).rejects.toBeInstanceOf(NotFound);
	}
	const reads: ((c: Context) => Promise<unknown>)[] = [(c) => expenditureOf(c, id), (c) => itemView(c, id, item), (c) => planAgainstActual(c, id)];
	for (const read of reads) {
		await as(read, scene.viewer);
		await expect(as(read, scene.outsider)).rejects.toBeInstanceOf(NotFound);
	}
	const elsewhere = await db.region();
	const stranger = await db.actor(elsewhere, 'administrator');
	for (const work of [...changes, (c: Context) => itemView(c, id, item)]) await expect(db.as(elsewhere, stranger, work)).rejects.toBeInstanceOf(NotFound);
	const other = await made();
	await expect(as((c) => itemView(c, other, item), scene.manager)).rejects.toBeInstanceOf(NotFound);
	for (const wrong of ['x', '00000000-0000-4000-8000-000000000000']) await expect(as((c) => itemView(c, id, wrong), scene.manager)).rejects.toBeInstanceOf(NotFound);
});

test('only a project that runs or is being completed takes expenditure', async () => {
	for (const state of projectStates) {
		if (['idea'].includes(state)) continue;
		const project = await madeProject(db, scene, state);
		const done = enter({}, scene.manager, project);
		if (nextProjectState(state, 'spend') === null) await expect(done, state).rejects.toMatchObject({ status: 409, code: state === 'closed' ? 'spending_project_closed' : 'spending_project_not_running' });
		else await done;
	}
}, 20_000);

test('what is entered can be changed until it is declared; two who change at once: one is told', async () => {
	const project = await made();
	const item = await enter({}, undefined, project);
	const change = (net: string) => as((c) => changeItem(c, project, item, 1, { ...input({ net }) }));
	const both = await Promise.allSettled([change('5.00'), change('6.00')]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(both.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'spending_changed_elsewhere' });
	await as((c) => submitReport(c, project, { partner: 'lead', period: 'p1' }, { summary: '' }));
	const { item: now } = await view(item, project);
	await expect(as((c) => changeItem(c, project, item, now.revision, input()))).rejects.toMatchObject({ code: 'spending_item_state' });
	await expect(as((c) => withdrawItem(c, project, item, now.revision, 'x'))).rejects.toMatchObject({ code: 'spending_item_state' });
	await expect(enter({}, undefined, project)).rejects.toMatchObject({ code: 'spending_period_reported' });
});

test('a withdrawn item stays readable, says why and counts nowhere', async () => {
	const project = await made();
	const item = await enter({}, undefined, project);
	await expect(as((c) => withdrawItem(c, project, item, 1, ' '))).rejects.toBeInstanceOf(Invalid);
	await as((c) => withdrawItem(c, project, item, 1, 'Entered twice'));
	await expect(as((c) => withdrawItem(c, project, item, 2, 'again'))).rejects.toBeInstanceOf(Conflict);
	const seen = await view(item, project);
	expect(seen.item).toMatchObject({ state: 'withdrawn', reason: 'Entered twice' });
	expect(seen.events).toMatchObject([{ action: 'withdraw', reason: 'Entered twice', byPerson: scene.partner.personId }]);
	expect((await as((c) => planAgainstActual(c, project))).total).toMatchObject({ claimed: '0.00', planned: '100000.00' });
});

test('corrections alone are negative, name what they correct, and never take away more than was certified', async () => {
	const project = await made();
	const item = await enter({}, undefined, project);
	const correct = (net: string, actor?: Actor) => as((c) => enterCorrection(c, project, item, { period: 'p2', invoice: 'K-1', invoicedOn: '2025-10-01', paidOn: null, net, vat: '0.00', description: 'Credit note' }), actor);
	await expect(correct('-10.00')).rejects.toMatchObject({ code: 'spending_item_state' });
	await as((c) => submitReport(c, project, { partner: 'lead', period: 'p1' }, { summary: '' }));
	const { item: declared } = await view(item, project);
	await as((c) => decideItems(c, project, { partner: 'lead', period: 'p1' }, [{ itemId: item, revision: declared.revision, decision: 'certify', certified: '800.00', reason: 'Hours' }]), scene.manager);
	await expect(correct('-10.00')).rejects.toMatchObject({ code: 'spending_correct_later' });
	await as((c) => certifyReport(c, project, { partner: 'lead', period: 'p1' }, { rest: false }), scene.manager);
	expect(await fieldsOf(correct('-800.01'))).toEqual({ net: 'spending_correction_too_large' });
	expect(await fieldsOf(correct('200.01'))).toEqual({ net: 'spending_correction_above' });
	expect(await fieldsOf(correct('0.00'))).toEqual({ net: 'spending_zero' });
	// Both at once would take away more than there is.
	const both = await Promise.allSettled([correct('-500.00'), correct('-500.00')]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	const seen = await view(item, project);
	expect(seen.corrections).toMatchObject([{ kind: 'correction', corrects: item, amount: '-500.00', partner: 'lead', line: 'staff', state: 'entered' }]);
	const correction = seen.corrections[0]?.id ?? '';
	await expect(as((c) => enterCorrection(c, project, correction, { period: 'p2', invoice: 'K-2', invoicedOn: '2025-10-01', paidOn: null, net: '-1.00', vat: '0.00', description: 'x' }))).rejects.toMatchObject({ code: 'spending_correction_of_correction' });
	expect((await view(correction, project)).corrected?.id).toBe(item);
});

test('lists narrow by every filter, and their sum is that of what they show', async () => {
	const project = await made();
	await db.as(scene.regionId, scene.manager, async (c) => {
		for (const [i, net] of ['10.10', '20.20', '30.30'].entries()) await enterItem(c, project, input({ net, invoice: `B%${i}`, supplier: i === 2 ? 'UAB Šviesa' : 'SIA Balts' }));
		await enterItem(c, project, input({ partner: 'north', line: 'equipment', period: 'p2', net: '5.00' }));
	});
	const list = (filter: Parameters<typeof expenditureOf>[2]) => as((c) => expenditureOf(c, project, filter), scene.viewer);
	expect(await list({})).toMatchObject({ count: 4, amount: '65.60' });
	expect(await list({ partner: 'north' })).toMatchObject({ count: 1, amount: '5.00' });
	expect(await list({ text: 'šviesa' })).toMatchObject({ count: 1, amount: '30.30' });
	expect(await list({ text: '%' })).toMatchObject({ count: 3 });
	expect(await list({ text: '\\' })).toMatchObject({ count: 0, amount: '0.00' });
	expect(await list({ state: 'parked' })).toMatchObject({ count: 0 });
	expect((await list({ size: 2, page: 2 })).items).toHaveLength(2);
});

test('plan against actual adds up to the same whichever way one looks', async () => {
	const project = await made();
	const places = fc.record({ partner: fc.constantFrom('lead', 'north'), line: fc.constantFrom('staff', 'equipment'), period: fc.constantFrom('p1', 'p2'), net: fc.integer({ min: 1, max: 5_000_000 }).map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`) });
	await db.as(scene.regionId, scene.manager, async (c) => {
		for (const place of fc.sample(places, 25)) await enterItem(c, project, input(place));
	});
	const plan = await as((c) => planAgainstActual(c, project));
	for (const axis of ['partner', 'line', 'period'] as const) {
		for (const figure of ['claimed', 'entered', 'forecast', 'deducted'] as const) expect(sum(plan.by[axis].map((row) => row[figure])), `${axis} ${figure}`).toBe(plan.total[figure]);
		expect(sum(plan.by[axis].map((row) => row.planned ?? '0.00'))).toBe(plan.total.planned);
	}
	expect(cents(plan.total.left ?? '')).toBe(cents(plan.total.planned ?? '') - cents(plan.total.claimed));
	expect(plan.by.line.find(({ key }) => key === 'office')?.planned).toBeNull();
});

test('a modification can be made while money is being spent, and what it drops still counts', async () => {
	const project = await made();
	await enter({ net: '70.00' }, undefined, project);
	const { saveDraft, openDraft } = await import('../versions/index.ts');
	const document = sampleProject(scene.institution);
	await as(async (c) => {
		const revision = await openDraft(c, project);
		await saveDraft(c, project, revision, { ...document, lines: document.lines.filter(({ key }) => key === 'equipment'), budget: document.budget.filter(({ line }) => line === 'equipment') });
		await takeStep(c, project, 'modify', { reason: 'Lines changed' });
	}, scene.manager);
	const plan = await as((c) => planAgainstActual(c, project));
	expect(plan.by.line.find(({ key }) => key === 'staff')).toMatchObject({ name: null, planned: null, claimed: '70.00' });
	expect(await fieldsOf(enter({}, undefined, project))).toEqual({ line: 'spending_line_unknown' });
});
