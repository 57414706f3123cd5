import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAmount, readCurrency, typedAmount } from '#platform/amount-text.ts';
import { cents, fromCents } from '#platform/money.ts';

const amount = (value: string, currency: string | null = null) => ({ kind: 'amount', amount: value, currency });

test.each([
	['672 567,74', amount('672567.74')],
	['672.567,74', amount('672567.74')],
	['672,567.74', amount('672567.74')],
	['672567.74', amount('672567.74')],
	['672567,74', amount('672567.74')],
	["672'567.74", amount('672567.74')],
	['EUR 791 256.20', amount('791256.20', 'EUR')],
	['791\u00A0256,20\u202F€', amount('791256.20', 'EUR')],
	['€791,256.20', amount('791256.20', 'EUR')],
	['Ls 117 561.42', amount('117561.42', 'LVL')],
	['249 027,00 LVL', amount('249027.00', 'LVL')],
	['120 888,00 latu', amount('120888.00', 'LVL')],
	['Ls 50,-', amount('50.00', 'LVL')],
	['941 000 eiro', amount('941000.00', 'EUR')],
	['12,5 eur.', amount('12.50', 'EUR')],
	['1.234.567', amount('1234567.00')],
	['9,412,350', amount('9412350.00')],
	['-12,50', amount('-12.50')],
	['−12,50 EUR', amount('-12.50', 'EUR')],
	['- EUR 12.50', amount('-12.50', 'EUR')],
	['EUR -12.50', amount('-12.50', 'EUR')],
	['1234,500', amount('1234.50')],
	['0,500', amount('0.50')],
	[',50', amount('0.50')],
	['0', amount('0.00')],
	['SEK 10', amount('10.00', 'SEK')]
])('"%s" is read right', (text, expected) => expect(readAmount(text)).toEqual(expected));

test.each([
	['1.234', ['1.23', '1234.00']],
	['12,345', ['12.35', '12345.00']],
	['-1,005', ['-1005.00', '-1.01']],
	['12,340', ['12.34', '12340.00']]
])('"%s" is asked about', (text, readings) => expect(readAmount(text)).toEqual({ kind: 'ambiguous', readings, currency: null }));

test.each(['', ' ', 'EUR', 'abc', '12 34', '1 2 3', '1.23.45', '1,234.567', '1234.567', '0.123', '012 345', '12,34,567', '1.234,567.89', '12..5', '5 EUR 6', 'EUR 5 LVL', '5 XYZ', '5 abc', '$ 5', '1e5', '0x10', '1234567890123', '1-2', '--5', '- EUR -5', '+-5', '٣', '5 %'])('"%s" is no amount', (text) =>
	expect(readAmount(text)).toEqual({ kind: 'none' })
);

const value = fc.bigInt({ min: 0n, max: 99_999_999_999_999n });
const style = fc.record({
	group: fc.constantFrom('', ' ', '\u00A0', '\u202F', '.', ',', "'"),
	decimal: fc.constantFrom('.', ','),
	currency: fc.constantFrom(['', null], ['EUR', 'EUR'], ['€', 'EUR'], ['Ls', 'LVL'], ['LVL', 'LVL'], ['latu', 'LVL']),
	before: fc.boolean(),
	space: fc.constantFrom('', ' ', '\u00A0'),
	minus: fc.constantFrom('', '-', '−')
});
const grouped = (whole: string, mark: string): string => whole.replace(/\B(?=(\d{3})+$)/g, mark);

test('however an amount with its cents is written, the same amount is read', () => {
	fc.assert(
		fc.property(value, style, (raw, { group, decimal, currency: [word, code], before, space, minus }) => {
			fc.pre(group !== decimal);
			const [whole = '', fraction = ''] = fromCents(raw).split('.');
			const number = minus + grouped(whole, group) + decimal + fraction;
			const text = before ? `${word}${word === '' ? '' : space}${number}` : `${number}${word === '' ? '' : space}${word}`;
			expect(readAmount(text)).toEqual(amount(fromCents(minus === '' ? raw : -raw), code));
		}),
		{ numRuns: 2000 }
	);
});

test('a number that a person could have meant either way is never read one way', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999 }), fc.constantFrom('.', ','), (units, thousandths, sign) => {
			const read = readAmount(`${units}${sign}${String(thousandths).padStart(3, '0')}`);
			expect(read.kind).toBe('ambiguous');
			if (read.kind === 'ambiguous') expect(cents(read.readings[1])).toBe(BigInt(units * 1000 + thousandths) * 100n);
		})
	);
});

test('any text is answered, and what is read can be read again', () => {
	const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789 .,-€EURLs\u00A0') }));
	fc.assert(
		fc.property(text, (raw) => {
			const read = readAmount(raw);
			if (read.kind === 'amount') expect(readAmount(read.amount)).toEqual(amount(read.amount));
		}),
		{ numRuns: 5000 }
	);
});

test('a typed amount answers with the message of its field', () => {
	expect(typedAmount('672 567,74', 'EUR')).toEqual({ amount: '672567.74' });
	expect(typedAmount('Ls 5', 'EUR')).toEqual({ error: { code: 'budget_amount_currency', params: { written: 'LVL', currency: 'EUR' } } });
	expect(typedAmount('1.234', 'EUR')).toMatchObject({ error: { code: 'budget_amount_ambiguous', params: { first: '1.23', second: '1234.00' } } });
	expect(typedAmount('-5', 'EUR')).toEqual({ error: { code: 'budget_amount_negative' } });
	expect(typedAmount('-5', 'EUR', 'negative')).toEqual({ amount: '-5.00' });
	expect(typedAmount(' ', 'EUR')).toEqual({ error: { code: 'budget_amount_missing' } });
	expect(typedAmount('five', 'EUR')).toMatchObject({ error: { code: 'budget_amount_wrong' } });
	expect(readCurrency('eur')).toBe('EUR');
	expect(readCurrency('abc')).toBeNull();
});
