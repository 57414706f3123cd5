import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { visitorActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import type { ProjectId } from '#platform/ids.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { publishProject } from '../../versions/index.ts';
import { madeProject, projectScene, type ProjectScene } from '../../versions/testing.ts';
import { plannedProject, refusal, statusOf, unknownId } from '../testing.ts';
import { addProcurement, changeProcurement, procurementItem, procurementOf, procurementPage, removeProcurement, saveInventory, type ProcurementInput, type TypedItem } from './index.ts';

const db = useDatabase();
const nothing = (): Promise<unknown> => Promise.reject(new Error('No such work'));
let s: ProjectScene;
let project: ProjectId;
const as = <T>(actor: Actor | 'system', work: (c: Context) => Promise<T>): Promise<T> => db.as(s.regionId, actor, work);
const input = (change: Partial<ProcurementInput> = {}): ProcurementInput => ({ partner: 'lead', subject: { lv: 'Sensorās telpas aprīkojums' }, kind: 'equipment', contract: 'L-12', supplier: 'Jānis Bērziņš', amount: '9 876,50', currency: '', signedOn: '2026-02-01', deliveredOn: '2026-03-01', ...change });
const row = (change: Partial<TypedItem> = {}): TypedItem => ({ number: '', name: 'Krēsls', count: '', place: '', ...change });

beforeAll(async () => {
	s = await projectScene(db);
	project = await madeProject(db, s, 'running', plannedProject(s.institution));
});

test('a contract with what arrived; totals count what is known and say what is not', async () => {
	const own = await madeProject(db, s, 'running', plannedProject(s.institution));
	const id = await as(s.partner, (c) => addProcurement(c, own, input()));
	await as(s.partner, (c) => addProcurement(c, own, input({ amount: '', contract: '', supplier: '', signedOn: null, deliveredOn: null })));
	await as(s.manager, (c) => addProcurement(c, own, input({ partner: 'north', amount: '100', currency: 'Ls' })));
	await as(s.partner, (c) => saveInventory(c, own, id, 1, [row({ number: 'A1', count: '4', place: 'Auce' }), row({ name: '' }), row()]));
	const page = await as(s.viewer, (c) => procurementPage(c, own));
	expect(page).toMatchObject({ totals: [{ currency: 'EUR', amount: '9876.50', count: 1 }, { currency: 'LVL', amount: '100.00', count: 1 }], without: 1 });
	expect((await as(s.viewer, (c) => procurementItem(c, own, id))).item).toMatchObject({ amount: '9876.50', currency: 'EUR', revision: 2, inventory: [{ number: 'A1', name: 'Krēsls', count: 4, place: 'Auce' }, { number: '', name: 'Krēsls', count: 1, place: '' }] });
	expect(page.procurement.find((p) => p.amount === null)).toMatchObject({ contract: '', currency: null, signedOn: null });
	const audited = await as('system', ({ tx }) => tx.selectFrom('audit').selectAll().where('subject_id', '=', own).where('action', 'like', 'project.%').execute());
	expect(audited.filter((a) => a.action === 'project.procurement_added')).toHaveLength(3);
	// A supplier may be a person.
	expect(JSON.stringify(audited)).not.toContain('Bērziņš');
});

test('an inventory number stands once in a project, also when two save at once', async () => {
	const [a, b] = [await as(s.partner, (c) => addProcurement(c, project, input())), await as(s.partner, (c) => addProcurement(c, project, input()))];
	const outcomes = await Promise.all([a, b].map((id) => as(s.partner, (c) => saveInventory(c, project, id, 1, [row({ number: 'N1' })])).then(() => 'kept', () => 'refused')));
	expect(outcomes.sort()).toEqual(['kept', 'refused']);
	const [free] = (await as(s.viewer, (c) => procurementOf(c, project))).filter((p) => p.inventory.length === 0 && [a, b].includes(p.id));
	expect(await refusal(as(s.partner, (c) => saveInventory(c, project, free?.id ?? '', 1, [row({ number: 'N1' })])))).toBe('number_0:things_inventory_number_twice');
	const taken = [a, b].find((id) => id !== free?.id) ?? '';
	// One's own number may be saved again.
	await as(s.partner, (c) => saveInventory(c, project, taken, 2, [row({ number: 'N1', count: '2' })]));
	expect(await refusal(as(s.partner, (c) => saveInventory(c, project, taken, 2, [])))).toBe('409 things_changed_elsewhere');
});

test('bad input is told at its field, and nothing is kept', async () => {
	const count = async () => (await as(s.viewer, (c) => procurementOf(c, project))).length;
	const before = await count();
	const told = (change: Partial<ProcurementInput>) => refusal(as(s.manager, (c) => addProcurement(c, project, input(change))));
	expect(await told({ subject: {} })).toBe('subject_lv:things_text_missing');
	expect(await told({ deliveredOn: '2026-01-01', amount: '12,345' })).toBe('amount:budget_amount_ambiguous,deliveredOn:things_delivered_before_signed');
	expect(await told({ signedOn: '2026-12-01', deliveredOn: null })).toBe('signedOn:things_day_to_come');
	expect(await told({ amount: '9999999999999999' })).toBe('amount:budget_amount_wrong');
	expect(await told({ amount: '5', currency: 'beads' })).toBe('currency:things_currency_wrong');
	expect(await told({ partner: 'gone' })).toBe('404 not_found');
	expect(await count()).toBe(before);
});

test('rights by property; of several changes on one sight one is kept', async () => {
	const mine = await as(s.partner, (c) => addProcurement(c, project, input()));
	const theirs = await as(s.manager, (c) => addProcurement(c, project, input({ partner: 'north' })));
	await fc.assert(
		fc.asyncProperty(fc.constantFrom('manager', 'coordinator', 'administrator', 'viewer', 'partner', 'partnerLead', 'partnerHead', 'member', 'outsider', 'researcher'), fc.boolean(), fc.nat(4), async (who, own, what) => {
			const actor = s[who as 'manager'];
			const [id, partner] = own ? [mine, 'lead'] : [theirs, 'north'];
			const keeps = ['manager', 'coordinator', 'administrator'].includes(who);
			const knows = keeps || who === 'viewer' || who.startsWith('partner');
			const may = what === 4 ? keeps : keeps || (own && who.startsWith('partner'));
			const works = [
				(c: Context) => addProcurement(c, project, input({ partner })), (c: Context) => changeProcurement(c, project, id, 99, input({ partner })), (c: Context) => saveInventory(c, project, id, 99, []), (c: Context) => removeProcurement(c, project, id, 99),
				(c: Context) => changeProcurement(c, project, id, 99, input({ partner: own ? 'north' : 'lead' }))
			];
			expect(await statusOf(as(actor, works[what] ?? nothing))).toBe(!knows ? 404 : !may ? 403 : what === 0 ? 200 : 409);
			expect(await statusOf(as(actor, (c) => procurementOf(c, project)))).toBe(knows ? 200 : 404);
		}),
		{ numRuns: 70 }
	);
	const outcomes = await Promise.all(['1', '2', '3'].map((amount) => statusOf(as(s.partner, (c) => changeProcurement(c, project, mine, 1, input({ amount }))))));
	expect(outcomes.sort()).toEqual([200, 409, 409]);
});

test('another region, another project and visitors reach nothing, published or not', async () => {
	const open = await madeProject(db, s, 'running', plannedProject(s.institution));
	const id = await as(s.partner, (c) => addProcurement(c, open, input()));
	await as(s.manager, (c) => publishProject(c, open));
	const elsewhere = await projectScene(db);
	const works = (p: string): ((c: Context) => Promise<unknown>)[] => [(c: Context) => procurementItem(c, p, id), (c: Context) => changeProcurement(c, p, id, 1, input()), (c: Context) => saveInventory(c, p, id, 1, []), (c: Context) => removeProcurement(c, p, id, 1)];
	for (const work of works(project)) expect(await refusal(as(s.administrator, work))).toBe('404 not_found');
	for (const work of [...works(open), (c: Context) => procurementOf(c, open)]) {
		expect(await refusal(db.as(elsewhere.regionId, elsewhere.administrator, work))).toBe('404 not_found');
		expect(await refusal(as(visitorActor, work))).toBe('404 not_found');
	}
	const astray = (of: string): ((c: Context) => Promise<unknown>)[] => [(c) => procurementItem(c, open, of), (c) => removeProcurement(c, open, of, 1), (c) => procurementOf(c, of)];
	for (const nonsense of [unknownId, '%', '']) for (const work of astray(nonsense)) expect(await refusal(as(s.manager, work))).toBe('404 not_found');
});

test('a contract that expenditure names stays; once that is withdrawn it can go', async () => {
	const id = await as(s.partner, (c) => addProcurement(c, project, input()));
	const expenditure = await as('system', ({ tx, now }) =>
		tx
			.insertInto('expenditure')
			.values({ region_id: s.regionId, project_id: project, partner_key: 'lead', line_key: 'equipment', period_key: 'p1', procurement_id: id, kind: 'item', invoice: '1', supplier: 'X', invoiced_on: '2026-02-02', net: '1.00', vat: '0.00', currency: 'EUR', amount: '1.00', state: 'entered', entered_at: now })
			.returning('id')
			.executeTakeFirstOrThrow()
	);
	expect(await refusal(as(s.partner, (c) => removeProcurement(c, project, id, 1)))).toBe('409 things_procurement_in_use');
	await as('system', ({ tx }) => tx.updateTable('expenditure').set({ state: 'withdrawn' }).where('id', '=', expenditure.id).execute());
	await as(s.partner, (c) => removeProcurement(c, project, id, 1));
	expect(await refusal(as(s.partner, (c) => procurementItem(c, project, id)))).toBe('404 not_found');
	for (const [state, code] of [['closed', '409 project_closed'], ['concept', '409 things_not_now']] as const) expect(await refusal(madeProject(db, s, state, plannedProject(s.institution)).then((p) => as(s.manager, (c) => addProcurement(c, p, input()))))).toBe(code);
});
