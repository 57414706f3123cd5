import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents, sum } from '#platform/money.ts';
import type { BudgetCell, ProjectDocument } from '../model.ts';
import { emptyDocument } from '../versions/index.ts';
import { sampleProject } from '../versions/testing.ts';
import { flatRateAgreements, flatRateOrder, withFlatRates } from './flat-rates.ts';
import { budgetGrid, withGrid } from './grid.ts';
import { budgetAxes } from './model.ts';
import { axisKeys, budgetTotals, crossTable } from './totals.ts';

const keys = (prefix: string) => Array.from({ length: 4 }, (_, index) => `${prefix}${index}`);
const [partners, lines, funds, periods] = [keys('p'), keys('l'), keys('f'), keys('q')];
const cell = fc.record<BudgetCell>({
	partner: fc.constantFrom(...partners), line: fc.constantFrom(...lines), fund: fc.constantFrom(...funds), period: fc.constantFrom(...periods),
	amount: fc.bigInt({ min: 0n, max: 10_000_000_000n }).map((value) => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`), kind: fc.constantFrom('real', 'flat-rate', 'lump-sum')
});
/** Some keys are listed, some only named by cells, as a draft may be. */
const document = fc.record({ cells: fc.array(cell, { maxLength: 60 }), listed: fc.integer({ min: 0, max: 4 }) }).map(
	({ cells, listed }): ProjectDocument => ({
		...emptyDocument(),
		title: { en: 'Any' },
		partners: partners.slice(0, listed).map((key) => ({ key, role: 'partner', name: { en: key }, country: 'LV', institutionId: null, municipalityId: null, from: null, to: null })),
		lines: lines.slice(0, listed).map((key) => ({ key, name: { en: key }, flatRate: null })),
		funds: funds.slice(0, listed).map((key) => ({ key, name: { en: key }, kind: 'eu' })),
		periods: periods.slice(0, listed).map((key) => ({ key, name: { en: key }, from: '2020-01-01', to: '2020-12-31' })),
		budget: cells
	})
);
const known = (amounts: readonly (string | null)[]): string | null => {
	const there = amounts.filter((amount) => amount !== null);
	return there.length === 0 ? null : sum(there);
};

test('every axis, every kind and every pair of axes, whole or cut, add up to the same total', () => {
	fc.assert(
		fc.property(document, (doc) => {
			const totals = budgetTotals(doc);
			const expected = doc.budget.length === 0 ? null : sum(doc.budget.map(({ amount }) => amount));
			expect(totals.total).toBe(expected);
			for (const axis of budgetAxes) expect(known(totals.by[axis].map(({ amount }) => amount)), axis).toBe(expected);
			expect(known(totals.kinds.map(({ amount }) => amount))).toBe(expected);
			for (const rows of budgetAxes) {
				for (const columns of budgetAxes.filter((axis) => axis !== rows)) {
					const table = crossTable(doc, rows, columns);
					expect(table.total).toBe(expected);
					expect(table.rows.map(({ key, total }) => ({ key, amount: total }))).toEqual(totals.by[rows]);
					expect(table.columns).toEqual(totals.by[columns]);
					for (const row of table.rows) expect(known(row.cells)).toBe(row.total);
					table.columns.forEach(({ amount }, index) => expect(known(table.rows.map((row) => row.cells[index] ?? null))).toBe(amount));
				}
			}
		}),
		{ numRuns: 100 }
	);
});

test('tables cut by the keys of a third axis make the whole together', () => {
	fc.assert(
		fc.property(document, fc.constantFrom(...budgetAxes), (doc, axis) => {
			const [rows = 'line', columns = 'fund'] = budgetAxes.filter((other) => other !== axis);
			const parts = axisKeys(doc, axis).map((key) => crossTable(doc, rows, columns, { [axis]: key }).total);
			expect(known(parts)).toBe(budgetTotals(doc).total);
		})
	);
});

test('nothing planned is null and not zero, zero planned is zero', () => {
	const doc = sampleProject(null);
	expect(budgetTotals({ ...doc, budget: [] })).toMatchObject({ total: null, kinds: [], by: { fund: [{ key: 'erdf', amount: null }, { key: 'own', amount: null }] } });
	const zero = { ...doc, budget: [{ partner: 'lead', line: 'staff', fund: 'erdf', period: 'p1', amount: '0.00', kind: 'real' as const }] };
	expect(budgetTotals(zero).total).toBe('0.00');
	expect(budgetTotals(zero).by.partner).toEqual([{ key: 'lead', amount: '0.00' }, { key: 'north', amount: null }]);
});

test('flat rates are computed for each partner, fund and period, in their order, and twice changes nothing', () => {
	const doc = sampleProject(null, {
		lines: [
			{ key: 'travel', name: { en: 'Travel' }, flatRate: { of: 'office', percent: '10' } },
			{ key: 'office', name: { en: 'Office' }, flatRate: { of: 'staff', percent: '15' } },
			{ key: 'staff', name: { en: 'Staff' }, flatRate: null },
			{ key: 'equipment', name: { en: 'Equipment' }, flatRate: null }
		],
		budget: [
			{ partner: 'lead', line: 'staff', fund: 'erdf', period: 'p1', amount: '1000.05', kind: 'real' },
			{ partner: 'lead', line: 'staff', fund: 'own', period: 'p2', amount: '100.00', kind: 'real' },
			{ partner: 'lead', line: 'office', fund: 'own', period: 'p2', amount: '99.00', kind: 'lump-sum' }
		]
	});
	const budget = withFlatRates(doc);
	expect(budget.filter(({ kind }) => kind === 'flat-rate')).toEqual([
		{ partner: 'lead', line: 'travel', fund: 'erdf', period: 'p1', amount: '15.00', kind: 'flat-rate' },
		{ partner: 'lead', line: 'travel', fund: 'own', period: 'p2', amount: '9.90', kind: 'flat-rate' },
		{ partner: 'lead', line: 'office', fund: 'erdf', period: 'p1', amount: '150.01', kind: 'flat-rate' }
	]);
	expect(withFlatRates({ ...doc, budget })).toEqual(budget);
	expect(flatRateOrder([{ key: 'a', name: {}, flatRate: { of: 'b', percent: '1' } }, { key: 'b', name: {}, flatRate: { of: 'a', percent: '1' } }]).circular).toEqual(['a', 'b']);
});

test('computed flat rates agree with their lines, changed ones do not', () => {
	fc.assert(
		fc.property(fc.array(fc.bigInt({ min: 1n, max: 100_000_000n }), { minLength: 1, maxLength: 2 }), fc.integer({ min: 1, max: 40 }), (amounts, percent) => {
			const doc = sampleProject(null, {
				lines: [{ key: 'staff', name: { en: 'Staff' }, flatRate: null }, { key: 'office', name: { en: 'Office' }, flatRate: { of: 'staff', percent: String(percent) } }],
				budget: amounts.map((value, index) => ({ partner: 'lead', line: 'staff', fund: index === 0 ? 'erdf' : 'own', period: 'p1', amount: `${value / 100n}.${String(value % 100n).padStart(2, '0')}`, kind: 'real' as const }))
			});
			const computed = { ...doc, budget: withFlatRates(doc) };
			expect(flatRateAgreements(computed).every(({ compared }) => compared.agreement !== 'off')).toBe(true);
			const wrong = { ...computed, budget: computed.budget.map((item) => (item.kind === 'flat-rate' ? { ...item, amount: `${cents(item.amount) / 100n + 1n}.99` } : item)) };
			expect(flatRateAgreements(wrong).every(({ compared }) => compared.agreement === 'off')).toBe(true);
		})
	);
});

test('a typed grid replaces only its own partner and period, and reads back as typed', () => {
	const doc = sampleProject(null);
	const done = withGrid(doc, 'lead', 'p1', { 'cell.staff.erdf.real': '50 000,50', 'cell.staff.own.real': '', 'cell.equipment.own.real': '0' });
	if ('errors' in done) throw new Error('The grid was refused');
	const after = { ...doc, budget: done.budget };
	expect(budgetGrid(after, 'lead', 'p1').rows.map(({ line, kind, total }) => [line, kind, total])).toEqual([['staff', 'real', '50000.50'], ['office', 'flat-rate', '7500.08'], ['equipment', 'real', '0.00']]);
	expect(after.budget.filter(({ partner }) => partner === 'north')).toEqual(doc.budget.filter(({ partner }) => partner === 'north'));
	expect(withGrid(doc, 'lead', 'p1', { 'cell.staff.erdf.real': '1.234', 'cell.staff.own.real': '-5', 'cell.equipment.own.real': 'Ls 5' })).toMatchObject({
		errors: { 'cell.staff.erdf.real': { code: 'budget_amount_ambiguous' }, 'cell.staff.own.real': { code: 'budget_amount_negative' }, 'cell.equipment.own.real': { code: 'budget_amount_currency' } }
	});
});
