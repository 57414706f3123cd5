import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareAmounts, fromCents, sum } from '#platform/money.ts';
import { fundKinds } from '../model.ts';
import { currencyTotals, fixedEuro, periodOf, periodTotals, withoutGaps, type FundPart, type TotalPart } from './rules.ts';

test('the period is the years in the programme’s name, else the Union’s period of the beginning, else unknown', () => {
	expect(periodOf({ lv: 'Interreg V-A Latvijas–Lietuvas programma 2014.–2020. gadam' }, 2022)).toBe('2014-2020');
	expect(periodOf({ en: 'Latvia - Lithuania 2007 - 2013' }, null)).toBe('2007-2013');
	expect(periodOf({ lt: 'Programa 2021—2027 m.' }, 2019)).toBe('2021-2027');
	expect(periodOf({ en: 'Programme 2020-2014' }, 2012)).toBe('2007-2013');
	expect(periodOf({ en: 'Erasmus+' }, 2020)).toBe('2014-2020');
	expect(periodOf({}, 2006)).toBe('2000-2006');
	expect(periodOf({}, 1998)).toBeNull();
	expect(periodOf({ en: 'Contract 120145-201999' }, null)).toBeNull();
});

test('lats are divided by their rate, euro are themselves, others are never guessed', () => {
	expect(fixedEuro('117561.42', 'LVL')).toBe('167274.83');
	expect(fixedEuro('249027.00', 'LVL')).toBe('354333.50');
	expect(fixedEuro('120888.00', 'LVL')).toBe('172008.13');
	expect(fixedEuro('1.00', 'EUR')).toBe('1.00');
	expect(fixedEuro('1.00', 'SEK')).toBeNull();
});

const part = (change: Partial<TotalPart>): TotalPart => ({ programme: {}, year: 2018, currency: 'EUR', projects: 1, withTotal: 1, withEuro: 1, amount: '100.00', inEuro: '100.00', ...change });

test('what is not known is null and never nothing', () => {
	const { total } = periodTotals([part({ withTotal: 0, withEuro: 0, amount: null, inEuro: null, projects: 3 })], []);
	expect(total).toEqual({ period: null, projects: 3, inEuro: null, withoutTotal: 3, byFund: { eu: null, 'other-donor': null, state: null, own: null, private: null }, unexplained: null });
	expect(periodTotals([part({})], [{ programme: {}, year: 2018, kind: 'eu', inEuro: null, ofTotals: null }]).total.byFund.eu).toBeNull();
});

test('a currency of which one sum has no rate has no sum in euro', () => {
	expect(currencyTotals([part({}), part({ currency: 'LVL', amount: '70.28', inEuro: '100.00' }), part({ currency: 'SEK', projects: 2, withTotal: 2, withEuro: 1, amount: '900.00', inEuro: '50.00' })])).toEqual([
		{ currency: 'SEK', projects: 2, amount: '900.00', inEuro: null, withoutRate: 1 },
		{ currency: 'LVL', projects: 1, amount: '70.28', inEuro: '100.00', withoutRate: 0 }
	]);
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(fromCents);
const year = fc.option(fc.integer({ min: 1995, max: 2040 }));
const programme = fc.constantFrom({}, { en: 'Latvia–Lithuania 2014–2020' }, { lv: 'Programma 2007.-2013.' });
const totals = fc.array(fc.record({ programme, year, amount }).map((given) => part({ ...given, inEuro: given.amount })), { maxLength: 12 });
const funds = fc.array(fc.record({ programme, year, kind: fc.constantFrom(...fundKinds), amount }).map(({ amount: inEuro, ...given }): FundPart => ({ ...given, inEuro, ofTotals: inEuro })), { maxLength: 12 });

test('the periods make the whole on every axis, and parts with what they leave unexplained make the total', () => {
	fc.assert(
		fc.property(totals, funds, (someTotals, someFunds) => {
			const { periods, total } = periodTotals(someTotals, someFunds);
			const big = (text: string | null) => BigInt((text ?? '0').replace('.', ''));
			const all = (of: (period: (typeof periods)[number]) => string | null) => periods.reduce((whole, period) => whole + big(of(period)), 0n);
			expect(all((period) => period.inEuro)).toBe(big(total.inEuro));
			for (const kind of fundKinds) expect(all((period) => period.byFund[kind])).toBe(big(total.byFund[kind]));
			expect(periods.reduce((count, { projects }) => count + projects, 0)).toBe(total.projects);
			if (total.inEuro !== null) expect(fundKinds.reduce((whole, kind) => whole + big(total.byFund[kind]), 0n) + big(total.unexplained)).toBe(big(total.inEuro));
			expect(periods.map(({ period }) => period ?? '')).toEqual(periods.map(({ period }) => period ?? '').toSorted().reverse());
		})
	);
});

test('sums longer than one amount may be are kept exactly', () => {
	const most = '999999999999.99';
	const { total } = periodTotals(Array.from({ length: 30 }, () => part({ amount: most, inEuro: most })), []);
	expect(total.inEuro).toBe('29999999999999.70');
	expect(compareAmounts(sum(['0.10', '0.20']), '0.30')).toBe(0);
});

test('years without projects are shown between others', () => {
	expect(withoutGaps([{ year: 2012, projects: 1 }, { year: 2015, projects: 2 }])).toEqual([{ year: 2012, projects: 1 }, { year: 2013, projects: 0 }, { year: 2014, projects: 0 }, { year: 2015, projects: 2 }]);
	expect(withoutGaps([])).toEqual([]);
	expect(withoutGaps([{ year: 1, projects: 1 }, { year: 9000, projects: 1 }])).toHaveLength(100);
});
