import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents, convert, fromCents, latsPerEuro, percentOf } from '#platform/money.ts';
import { compareWithRate, partnerSums, shareAgreements } from '../budget/index.ts';
import type { ProjectDocument, Share } from '../model.ts';
import type { Achievement } from '../project.ts';
import { emptyDocument } from '../versions/index.ts';
import { sampleProject } from '../versions/testing.ts';
import { monthsOf } from './months.ts';
import { slipOf } from './values.ts';
import { checkRegistered } from './rules.ts';

const partner = (key: string, role: 'lead' | 'partner' = 'partner'): ProjectDocument['partners'][number] => ({ key, role, name: { en: key }, country: 'LV', institutionId: null, municipalityId: null, from: null, to: null });
const share = (who: string | null, total: string, amount: string, rate: string | null = '85'): Share => ({ partner: who, total, funds: [{ fund: 'erdf', amount, rate }] });
const project = (change: Partial<ProjectDocument>): ProjectDocument => ({
	...emptyDocument(), title: { en: 'SocQuality' }, codes: [{ scheme: 'interreg', value: 'LLI-317' }], funds: [{ key: 'erdf', name: { en: 'ERDF' }, kind: 'eu' }],
	partners: ['zpr', 'auce', 'dobele', 'jaunjelgava', 'viesite', 'joniskis', 'rokiskis', 'kretinga'].map((key) => partner(key, key === 'zpr' ? 'lead' : 'partner')),
	period: { from: '2018-03-01', to: '2020-02-29', precision: 'day', months: 24 }, ...change
});
const codes = (document: ProjectDocument, achievements: Achievement[] = []) => checkRegistered(document, achievements).map(({ code }) => code);

/** The figures that the region's documents publish, with what they are called there. */
const published: Record<string, { shares: Share[]; period: ProjectDocument['period'] }> = {
	SocQuality: { shares: [share(null, '791256.20', '672567.74'), share('zpr', '90000.00', '76500.00'), share('jaunjelgava', '85645.09', '72798.25')], period: { from: '2018-03-01', to: '2020-02-29', precision: 'day', months: 24 } },
	'its concept': { shares: [share(null, '941000.00', '799850.00')], period: { from: null, to: null, precision: 'day', months: null } },
	OCTOPUS: { shares: [share(null, '705573.37', '599737.33'), share('zpr', '91462.34', '77742.98')], period: { from: '2020-06-01', to: '2022-05-31', precision: 'day', months: 24 } },
	RETHINK: { shares: [share(null, '251395.55', '197545.54', '78.58'), share('zpr', '89988.85', '76490.52')], period: { from: '2019-05-01', to: '2021-04-30', precision: 'month', months: 24 } },
	'Open your heart in Zemgale': { shares: [{ partner: null, total: '9412350.00', funds: [] }], period: { from: '2015-07-01', to: '2023-12-31', precision: 'day', months: 102 } },
	CASE: { shares: [{ partner: null, total: '344290.00', funds: [] }], period: { from: '2020-01-01', to: '2022-12-31', precision: 'year', months: null } }
};

test.each(Object.entries(published))('the published figures of %s agree', (_, change) => expect(checkRegistered(project(change), [])).toEqual([]));

test('what rounding explains is said with its tolerance', () => {
	const [whole, zpr, jaunjelgava] = shareAgreements(project(published.SocQuality ?? {}));
	expect(whole?.funds[0]?.againstRate).toEqual({ published: '672567.74', expected: '672567.77', difference: '-0.03', tolerance: '0.17', agreement: 'within' });
	expect(zpr?.funds[0]).toMatchObject({ againstRate: { agreement: 'exact' }, percent: '85.00' });
	expect(jaunjelgava?.funds[0]?.againstRate).toMatchObject({ expected: '72798.33', difference: '-0.08', tolerance: '0.10', agreement: 'within' });
	const [rethink, partnerShare] = shareAgreements(project({ ...published.RETHINK, partners: [partner('lead', 'lead'), partner('zpr')] }));
	expect(rethink?.funds[0]).toMatchObject({ percent: '78.58', againstRate: { expected: '197546.62', difference: '-1.08', agreement: 'within' } });
	expect(partnerShare?.funds[0]).toMatchObject({ percent: '85.00', againstRate: { agreement: 'exact' } });
});

test('without a published rate, the whole percentage that the amounts make is named with its difference', () => {
	const [whole, zpr] = shareAgreements(project({ shares: [share(null, '791256.20', '672567.74', null), share('zpr', '251395.55', '197545.54', null)] }));
	expect(whole?.funds[0]).toMatchObject({ againstRate: null, againstWhole: { percent: '85', compared: { difference: '-0.03', agreement: 'within' } } });
	expect(zpr?.funds[0]).toMatchObject({ againstWhole: null, percent: '78.58' });
});

test('the swapped digits of the closing article are found, with the likely cause', () => {
	const [found] = checkRegistered(project({ shares: [share(null, '791256.20', '672576.74')] }), []);
	expect(found).toMatchObject({ kind: 'contradiction', subject: 'money', severity: 'error', code: 'rate_off', project: 'LLI-317', params: { share: '672576.74 EUR', total: '791256.20 EUR', rate: '85', expected: '672567.77 EUR' } });
	expect(found?.values.map(({ path, value, line }) => [path, value, line])).toEqual([['shares/-/erdf', '672576.74 EUR', 0], ['shares/-/total', '791256.20 EUR', 0]]);
	expect(found?.cause).toBe('swapped_digits');
	const beside = checkRegistered(project({ shares: [share(null, '791256.20', '672576.74', null), share('zpr', '791256.20', '672567.74', null)], partners: [partner('zpr', 'lead')] }), []);
	expect(beside).toMatchObject([{ code: 'partners_fund_off', cause: 'swapped_digits', severity: 'warning' }]);
});

test('RETHINK at 85 % overall would be wrong, and so would Zemgale at 78.58 %', () => {
	expect(codes(project({ shares: [share(null, '251395.55', '197545.54', '85')] }))).toEqual(['rate_off']);
	expect(codes(project({ shares: [share('zpr', '89988.85', '76490.52', '78.58')] }))).toEqual(['rate_off']);
});

test('the projects in lats keep their currency, and the euro is derived by division', () => {
	const lats = project({ currency: 'LVL', shares: [{ partner: null, total: '117561.42', funds: [] }], period: { from: '2012-01-01', to: '2013-06-30', precision: 'month', months: 18 } });
	expect(checkRegistered(lats, [])).toEqual([]);
	expect(convert('117561.42', latsPerEuro)).toBe('167274.83');
	expect(codes({ ...lats, period: { from: '2015-01-01', to: '2015-12-31', precision: 'day', months: 12 } })).toEqual(['lats_after_euro']);
});

test('a part computed by any rate agrees with it, a part wrong by a euro per partner does not', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: 100_000n, max: 99_999_999_999n }), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 60 }), (total, rate, partners) => {
			const amount = percentOf(fromCents(total), String(rate));
			expect(compareWithRate(fromCents(total), amount, String(rate), partners).agreement).toBe('exact');
			expect(compareWithRate(fromCents(total), fromCents(cents(amount) + 100n), String(rate), partners).agreement).toBe('off');
			expect(compareWithRate(fromCents(total), fromCents(cents(amount) - 9n), String(rate), partners).agreement).toBe('within');
		})
	);
});

test('months are counted as people count them', () => {
	const months = (from: string, to: string, precision: 'day' | 'month' | 'year' = 'day') => monthsOf({ from, to, precision });
	expect(months('2018-03-01', '2020-02-29')).toEqual({ least: 24, most: 24 });
	expect(months('2018-03-15', '2018-06-14')).toEqual({ least: 3, most: 3 });
	expect(months('2018-03-15', '2018-06-20')).toEqual({ least: 3, most: 4 });
	expect(months('2018-03-20', '2018-06-10')).toEqual({ least: 2, most: 3 });
	expect(months('2009-09-01', '2011-03-31', 'month')).toEqual({ least: 19, most: 19 });
	expect(months('2020-01-01', '2022-12-31', 'year')).toEqual({ least: 14, most: 36 });
	expect(months('2020-03-01', '2020-02-01')).toBeNull();
	fc.assert(
		fc.property(fc.integer({ min: 2000, max: 2060 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 200 }), (year, month, day, count) => {
			const at = (m: number, d: number) => new Date(Date.UTC(year, month - 1 + m, day + d)).toISOString().slice(0, 10);
			expect(months(at(0, 0), at(count, -1))).toEqual({ least: count, most: count });
		})
	);
});

test('each kind of contradiction is found, and only it', () => {
	const sound = sampleProject(null);
	expect(codes(sound)).toEqual([]);
	const changed: [string, Partial<ProjectDocument>][] = [
		['months_off', { period: { ...sound.period, months: 30 } }],
		['part_over_whole', { shares: [share(null, '100000.00', '100001.00', null)], budget: [] }],
		['partners_over_total', { shares: [share('lead', '60000.00', '1.00', null), share('north', '41000.00', '1.00', null), share(null, '100000.00', '2.00', null)], budget: [] }],
		['partners_sum_off', { shares: [share('lead', '60000.00', '1.00', null), share('north', '30000.00', '1.00', null), share(null, '100000.00', '2.00', null)], budget: [] }],
		['rates_over_whole', { shares: [{ partner: null, total: null, funds: [{ fund: 'erdf', amount: '85.00', rate: '85' }, { fund: 'own', amount: '15.00', rate: '15.5' }] }], budget: [] }],
		['budget_total_off', { shares: [{ partner: 'lead', total: '61000.00', funds: [] }] }],
		['budget_fund_off', { shares: [{ partner: 'lead', total: null, funds: [{ fund: 'erdf', amount: '51001.00', rate: null }] }] }],
		['flat_rate_off', { shares: [], budget: [...sound.budget, { partner: 'lead', line: 'office', fund: 'erdf', period: 'p1', amount: '7650.50', kind: 'flat-rate' }] }],
		['periods_overlap', { periods: [{ key: 'p1', name: { en: 'One' }, from: '2025-03-01', to: '2025-09-01' }, { key: 'p2', name: { en: 'Two' }, from: '2025-09-01', to: '2027-02-28' }] }],
		['period_outside', { periods: [{ key: 'p1', name: { en: 'One' }, from: '2025-02-28', to: '2025-09-01' }, { key: 'p2', name: { en: 'Two' }, from: '2025-09-02', to: '2027-02-28' }] }],
		['activity_outside', { packages: sound.packages.map((work) => ({ ...work, activities: work.activities.map((activity) => ({ ...activity, to: '2027-03-01' })) })) }],
		['deliverable_outside', { packages: sound.packages.map((work) => ({ ...work, activities: work.activities.map((activity) => ({ ...activity, deliverables: activity.deliverables.map((item) => ({ ...item, due: '2028-01-01' })) })) })) }],
		['partner_outside', { partners: sound.partners.map((item) => ({ ...item, from: '2024-01-01' })).slice(0, 1), shares: [], budget: [] }],
		['objects_over_line', { lines: [...sound.lines, { key: 'infrastructure', name: { en: 'Infrastructure' }, flatRate: null }], shares: [], budget: [{ partner: 'lead', line: 'infrastructure', fund: 'erdf', period: 'p1', amount: '19999.99', kind: 'real' }] }]
	];
	for (const [code, change] of changed) expect(codes({ ...sound, ...change }), code).toEqual([code]);
	expect(codes({ ...sound, period: { from: '2027-02-28', to: '2025-03-01', precision: 'day', months: 24 }, periods: [], packages: [], partners: [], shares: [], budget: [] })).toEqual(['period_reversed']);
});

test('a missing figure of one partner is no contradiction while the others fit under the whole', () => {
	const document = project({ shares: [share(null, '791256.20', '672567.74'), share('zpr', '90000.00', '76500.00')] });
	expect(codes(document)).toEqual([]);
	expect(partnerSums(document)[0]?.missing).toHaveLength(7);
});

test('planned beside reached: five of eight visits after the end, before the end, more than planned, and nothing recorded', () => {
	const sound = sampleProject(null);
	const visits = (reached: string, byDay: string): Achievement => ({ subject: 'deliverable', key: 'd1', reached, byDay, note: '', source: { document: 'agreement', place: 'line 3' } });
	expect(checkRegistered(sound, [visits('5.00', '2027-02-28')], ' (version 2)')).toMatchObject([
		{ code: 'count_not_reached', subject: 'count', severity: 'warning', params: { planned: '8', reached: '5' }, values: [{ path: 'packages/w1/a1/d1/planned', value: '8', file: 'LLI-999 (version 2)' }, { value: '5', text: 'Visits (Agreement, line 3)' }] }
	]);
	expect(checkRegistered(sound, [visits('5', '2026-01-01')], '')).toMatchObject([{ code: 'count_not_yet', severity: 'note' }]);
	expect(checkRegistered(sound, [visits('9', '2027-02-28')], '')).toMatchObject([{ code: 'count_exceeded', severity: 'note' }]);
	expect(codes(sound, [visits('8', '2027-02-28')])).toEqual([]);
	expect(codes(sound, [{ ...visits('800', '2027-02-28'), subject: 'indicator', key: 'people' }])).toEqual([]);
	expect(codes(sound, [{ ...visits('1', '2027-02-28'), key: 'gone' }])).toEqual(['reached_unplanned']);
});

test('a slip of the pen is named, and nothing else is', () => {
	expect(slipOf('672576.74', '672567.74')).toBe('swapped_digits');
	expect(slipOf('672567.74', '672567.75')).toBe('wrong_digit');
	expect(slipOf('67256.74', '672567.74')).toBe('missing_digit');
	expect(slipOf('100000.00', '941000.00')).toBeNull();
	expect(slipOf('5.00', '5.00')).toBeNull();
	fc.assert(
		fc.property(fc.bigInt({ min: 100n, max: 99_999_999n }), fc.nat(), (value, at) => {
			const digits = [...String(value)];
			const index = at % (digits.length - 1);
			const [a = '', b = ''] = digits.slice(index, index + 2);
			fc.pre(a !== b && !(index === 0 && b === '0'));
			expect(slipOf(fromCents(BigInt(digits.with(index, b).with(index + 1, a).join(''))), fromCents(value))).toBe('swapped_digits');
		})
	);
});
