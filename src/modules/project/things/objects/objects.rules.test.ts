import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plannedProject } from '../testing.ts';
import type { ObjectInput, ProjectObject } from './model.ts';
import { alternativeProblems, objectProblems, objectRows, readCost } from './rules.ts';

const document = plannedProject(null);
const input: ObjectInput = { planKey: 'centre', partner: 'lead', place: { lv: 'Auce' }, municipalityId: null, ownership: 'municipality', built: { lv: 'Dienas centrs' }, quantity: null, cost: '', currency: '', state: 'finished', finishedOn: '2026-10-01', asOf: '2026-10-02', source: null };
const codes = (change: Partial<ObjectInput>) => Object.fromEntries(Object.entries(objectProblems({ ...input, ...change }, document, '2026-11-22')).map(([field, e]) => [field, e.code]));

test('an object that contradicts itself is told where', () => {
	expect(codes({})).toEqual({});
	expect(codes({ built: {}, place: { lv: ' ' } })).toEqual({ built_lv: 'things_text_missing', place_lv: 'things_text_missing' });
	expect(codes({ planKey: 'gone' })).toEqual({ plan: 'wrong' });
	for (const state of ['planned', 'under-way', 'not-built'] as const) expect(codes({ state })).toEqual({ finishedOn: 'things_finished_but_not' });
	expect(codes({ finishedOn: '2026-11-23', asOf: null })).toEqual({ finishedOn: 'things_day_to_come' });
	expect(codes({ finishedOn: '0000-01-01', asOf: '0001-01-01' })).toEqual({ finishedOn: 'things_day_long_ago', asOf: 'things_day_long_ago' });
	expect(codes({ asOf: '2027-01-01' })).toEqual({ asOf: 'things_day_to_come' });
	expect(codes({ asOf: '2026-09-30' })).toEqual({ asOf: 'things_as_of_before_finished' });
	expect(codes({ planKey: null, finishedOn: null, asOf: null, state: 'not-built' })).toEqual({});
});

test('a cost is read exactly, asked about or refused; nothing typed is unknown, never zero', () => {
	expect(readCost('', '', 'cost')).toEqual({ amount: null, currency: null });
	expect(readCost('0', 'EUR', 'cost')).toEqual({ amount: '0.00', currency: 'EUR' });
	for (const text of ['672 567,74', '672.567,74', '672,567.74', '672567.74', 'EUR 672 567.74', '672 567,74 €']) expect(readCost(text, 'eur', 'cost'), text).toEqual({ amount: '672567.74', currency: 'EUR' });
	expect(readCost('100', 'Ls', 'cost')).toEqual({ amount: '100.00', currency: 'LVL' });
	const code = (text: string, currency: string) => { const read = readCost(text, currency, 'cost'); return 'errors' in read ? Object.entries(read.errors).map(([field, e]) => `${field}:${e.code}`).join() : 'read'; };
	expect(code('1.234', 'EUR')).toBe('cost:budget_amount_ambiguous');
	expect(code('-5', 'EUR')).toBe('cost:budget_amount_negative');
	expect(code('100 Ls', 'EUR')).toBe('cost:budget_amount_currency');
	expect(code('much', 'EUR')).toBe('cost:budget_amount_wrong');
	expect(code('100', '')).toBe('currency:things_currency_missing');
	expect(code('100', 'XQZ')).toBe('currency:things_currency_wrong');
	fc.assert(fc.property(fc.string(), fc.string(), (text, currency) => void readCost(text, currency, 'cost')));
});

test('an alternative text says something in words, in one language at least', () => {
	expect(alternativeProblems({})).toHaveProperty('alternative_lv.code', 'things_alternative_missing');
	expect(alternativeProblems({ lt: '   ' })).toHaveProperty('alternative_lv.code', 'things_alternative_missing');
	for (const text of ['IMG_2041.jpg', 'foto.PNG', '...', '12', 'a', '📷']) expect(alternativeProblems({ en: text }), text).toHaveProperty('alternative_en.code', 'things_alternative_empty');
	expect(alternativeProblems({ lv: 'Jaunā rampa pie dienas centra ieejas', en: 'x' })).toEqual({ alternative_en: { code: 'things_alternative_empty' } });
	expect(alternativeProblems({ lt: 'Naujas pandusas' })).toEqual({});
});

test('every planned object and every built one is shown, each once for each that was built', () => {
	const built = (id: string, planKey: string | null): ProjectObject => ({ ...input, id, planKey, cost: null, currency: null, revision: 1, photos: [] });
	fc.assert(
		fc.property(fc.array(fc.constantFrom('centre', 'gone', null), { maxLength: 6 }), (keys) => {
			const objects = keys.map((key, index) => built(String(index), key));
			const rows = objectRows(document, objects);
			expect(rows.flatMap((row) => row.object?.id ?? []).sort()).toEqual(objects.map((object) => object.id).sort());
			expect(rows.filter((row) => row.plan !== null)).toHaveLength(Math.max(1, keys.filter((key) => key === 'centre').length));
		})
	);
});
