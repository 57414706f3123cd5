import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents } from '#platform/money.ts';
import type { Procurement, TypedItem } from './model.ts';
import { procurementTotals, readInventory, typedItems } from './rules.ts';

const row = (change: Partial<TypedItem> = {}): TypedItem => ({ number: '', name: 'Chair', count: '', place: '', ...change });

test('rows are read by their number, gaps and other fields do no harm, and nothing is lost', () => {
	expect(typedItems({ revision: '1', name_0: 'Chair', count_2: ' 5 ', number_2: ['A1', 'B'], name_1234: 'far', more: 'yes' })).toEqual([row(), row({ name: '' }), row({ name: '', count: '5', number: 'A1' })]);
	expect(typedItems({})).toEqual([]);
	const text = fc.string({ maxLength: 10 }).map((value) => value.trim());
	fc.assert(
		fc.property(fc.array(fc.record({ number: text, name: text, count: text, place: text }), { maxLength: 8 }), (rows) => {
			const typed = Object.fromEntries(rows.flatMap((item, index) => Object.entries(item).map(([field, value]) => [`${field}_${index}`, value])));
			expect(typedItems(typed)).toEqual(rows);
		})
	);
});

test('empty rows fall out; a row without a name, a wrong count and a number that is taken are told', () => {
	expect(readInventory([row(), row({ name: '' }), row({ count: '12', number: 'A1' })], new Set(['B1']))).toEqual({ items: [{ number: '', name: 'Chair', count: 1, place: '' }, { number: 'A1', name: 'Chair', count: 12, place: '' }] });
	const errors = (rows: TypedItem[]) => { const read = readInventory(rows, new Set(['B1'])); return 'errors' in read ? Object.entries(read.errors).map(([field, e]) => `${field}:${e.code}`) : []; };
	expect(errors([row({ name: '', place: 'Auce' }), row({ count: '0' }), row({ count: '1,5' }), row({ number: 'B1' }), row({ number: 'A1' }), row({ number: 'A1' }), row({ name: 'x'.repeat(201) })])).toEqual([
		'name_0:required', 'count_1:things_quantity_wrong', 'count_2:things_quantity_wrong', 'number_3:things_inventory_number_twice', 'number_5:things_inventory_number_twice', 'name_6:too_long'
	]);
	expect(errors(Array.from({ length: 301 }, () => row()))).toEqual(['form:things_inventory_full']);
	for (const count of ['-1', '1e3', '99999999', 'x', '٣']) expect(errors([row({ count })])).toEqual(['count_0:things_quantity_wrong']);
});

test('totals: every amount once and exactly, currencies apart, unknown amounts in none', () => {
	const one = (amount: string | null, currency: string | null): Procurement => ({ id: 'x', partner: 'lead', subject: {}, kind: 'works', contract: '', supplier: '', amount, currency, signedOn: null, deliveredOn: null, inventory: [], revision: 1 });
	expect(procurementTotals([one('0.10', 'EUR'), one('0.20', 'EUR'), one(null, null), one('1.00', 'LVL')])).toEqual({ totals: [{ currency: 'LVL', amount: '1.00', count: 1 }, { currency: 'EUR', amount: '0.30', count: 2 }], without: 1 });
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 11n }), fc.constantFrom('EUR', 'LVL', null))), (items) => {
			const { totals, without } = procurementTotals(items.map(([value, currency]) => one(currency === null ? null : `${value / 100n}.${String(value % 100n).padStart(2, '0')}`, currency)));
			for (const currency of ['EUR', 'LVL']) expect(cents(totals.find((t) => t.currency === currency)?.amount ?? '0.00')).toBe(items.filter(([, c]) => c === currency).reduce((sum, [value]) => sum + value, 0n));
			expect(without + totals.reduce((all, t) => all + t.count, 0)).toBe(items.length);
		})
	);
});
