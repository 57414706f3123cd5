import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { convert } from '#platform/money.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { madeProject, projectScene, sampleProject, type ProjectScene } from '../../versions/testing.ts';
import { importRates, rateOf, ratesOn, ratesPage, removeRate, requireRate, saveRate, toEuro, toEuroAll } from './index.ts';
import { readRateFile } from './rate-file.ts';
import { readRate, readRateDay } from './rules.ts';

const db = useDatabase();
const all = { currencies: [], from: null };
const rate = (day: string, units: string, currency = 'SEK') => ({ currency, day, rate: units, source: 'Bank' });
const keeping = (scene: ProjectScene) => <T>(work: Parameters<typeof db.as<T>>[2]) => db.as(scene.regionId, scene.manager, work);

test('an amount is divided by the rate of the day, or of the last day within a week before; else there is none', async () => {
	const scene = await projectScene(db);
	const run = keeping(scene);
	await run((c) => saveRate(c, rate('2024-03-28', '11,5250')));
	await run((c) => saveRate(c, rate('2024-04-02', '11.6')));
	await run(async (c) => {
		expect(await toEuro(c, '100.00', 'SEK', '2024-03-28')).toEqual({ amount: '8.68', rate: '11.525', rateOn: '2024-03-28' });
		expect(await toEuro(c, '100.00', 'SEK', '2024-04-01')).toEqual({ amount: '8.68', rate: '11.525', rateOn: '2024-03-28' });
		expect(await toEuro(c, '100.00', 'SEK', '2024-04-09')).toMatchObject({ rateOn: '2024-04-02' });
		expect(await toEuro(c, '100.00', 'SEK', '2024-04-10')).toBeNull();
		expect(await toEuro(c, '100.00', 'SEK', '2024-03-27')).toBeNull();
		expect(await toEuro(c, '100.00', 'NOK', '2024-04-02')).toBeNull();
		expect(await toEuro(c, '100.00', 'LVL', '2012-01-01')).toEqual({ amount: '142.29', rate: '0.702804', rateOn: '2012-01-01' });
		expect(await toEuro(c, '50000.00', 'LVL', '2024-04-02')).toMatchObject({ amount: '71143.59' });
		expect(await toEuro(c, '5.00', 'EUR', '2024-04-02')).toEqual({ amount: '5.00', rate: '1', rateOn: '2024-04-02' });
		expect((await toEuroAll(c, [{ amount: '1.00', currency: 'SEK', day: '2024-04-02' }, { amount: '1.00', currency: 'NOK', day: '2024-04-02' }, { amount: '2.00', currency: 'SEK', day: '2024-04-02' }])).map((x) => x?.amount ?? null)).toEqual(['0.09', null, '0.17']);
		await expect(requireRate(c, 'NOK', '2024-04-02', 'invoiced_on')).rejects.toMatchObject({ fields: { invoiced_on: { code: 'budget_rate_missing', params: { currency: 'NOK', day: '2024-04-02' } } } });
	});
	const elsewhere = await projectScene(db);
	expect(await db.as(elsewhere.regionId, elsewhere.manager, (c) => toEuro(c, '1.00', 'SEK', '2024-04-02'))).toBeNull();
});

test('a thousand amounts take one query and give the same as one by one', async () => {
	const scene = await projectScene(db);
	const run = keeping(scene);
	await run((c) => importRates(c, 'Date,USD,NOK\n2024-01-02,1.0956,11.3\n2024-01-03,1.0919,N/A\n', all, 'Bank'));
	await run(async (c) => {
		const items = Array.from({ length: 1000 }, (_, index) => ({ amount: `${index}.50`, currency: ['USD', 'NOK', 'LVL', 'CHF'][index % 4] ?? '', day: `2024-01-${String((index % 12) + 1).padStart(2, '0')}` }));
		const together = await toEuroAll(c, items);
		for (const at of [0, 1, 2, 3, 41, 121, 998]) expect(together[at]).toEqual(await toEuro(c, items[at]?.amount ?? '', items[at]?.currency ?? '', items[at]?.day ?? ''));
		expect(together[1]).toEqual({ amount: convert('1.50', '11.3'), rate: '11.3', rateOn: '2024-01-02' });
		expect((await ratesOn(c, items.slice(0, 4))).map((x) => x?.currency ?? null)).toEqual([null, 'NOK', 'LVL', null]);
	});
});

test('one rate: saved, corrected, refused, removed', async () => {
	const scene = await projectScene(db);
	const run = keeping(scene);
	const fields = async (input: ReturnType<typeof rate>) => run((c) => saveRate(c, input)).then(() => null, (problem: unknown) => (problem instanceof Invalid ? Object.values(problem.fields)[0]?.code : problem));
	expect(await fields(rate('2024-01-02', '11'))).toBeNull();
	expect(await fields(rate('2024-01-02', '11.25'))).toBeNull();
	expect(await run((c) => rateOf(c, { currency: 'SEK', day: '2024-01-02' }))).toMatchObject({ unitsPerEuro: '11.25' });
	expect(await run((c) => rateOf(c, { currency: 'SEK', day: '2024-01-03' }))).toBeNull();
	expect(await fields(rate('2024-01-02', '1', 'EUR'))).toBe('budget_rate_of_euro');
	expect(await fields(rate('2012-01-02', '0.7', 'LVL'))).toBe('budget_rate_of_lats');
	expect(await fields(rate('2024-01-02', '1', 'XQQ'))).toBe('budget_currency_wrong');
	expect(await fields(rate('2024-01-02', '1.234.5'))).toBe('budget_rate_wrong');
	expect(await fields(rate('2024-01-02', '0'))).toBe('budget_rate_wrong');
	expect(await fields(rate('2030-01-02', '11'))).toBe('budget_rate_future');
	expect(await fields(rate('1998-12-31', '11'))).toBe('budget_rate_before_euro');
	await run((c) => removeRate(c, 'SEK', '2024-01-02'));
	await expect(run((c) => removeRate(c, 'SEK', '2024-01-02'))).rejects.toBeInstanceOf(NotFound);
	await expect(run((c) => removeRate(c, 'SEK', "2024'"))).rejects.toBeInstanceOf(NotFound);
	const actions = await run(({ tx }) => tx.selectFrom('audit').select('action').where('region_id', '=', scene.regionId).where('action', 'like', 'rate.%').execute());
	expect(actions.map(({ action }) => action).sort()).toEqual(['rate.removed', 'rate.saved', 'rate.saved']);
});

test('who may: those who follow projects read, those who keep them write, others know of nothing', async () => {
	const scene = await projectScene(db);
	const as = (who: ProjectScene['manager']) => <T>(work: Parameters<typeof db.as<T>>[2]) => db.as(scene.regionId, who, work);
	for (const who of [scene.manager, scene.coordinator, scene.administrator]) await as(who)((c) => saveRate(c, rate('2024-01-02', '11')));
	for (const who of [scene.viewer, scene.partner, scene.partnerLead, scene.partnerHead]) {
		expect(await as(who)((c) => ratesPage(c, null, null))).toMatchObject({ mayKeep: false, chosen: { currency: 'SEK' } });
		await expect(as(who)((c) => saveRate(c, rate('2024-01-02', '12')))).rejects.toBeInstanceOf(Forbidden);
		await expect(as(who)((c) => importRates(c, '', all, ''))).rejects.toBeInstanceOf(Forbidden);
		await expect(as(who)((c) => removeRate(c, 'SEK', '2024-01-02'))).rejects.toBeInstanceOf(Forbidden);
	}
	for (const who of [scene.member, scene.researcher]) {
		await expect(as(who)((c) => ratesPage(c, null, null))).rejects.toBeInstanceOf(NotFound);
		await expect(as(who)((c) => saveRate(c, rate('2024-01-02', '12')))).rejects.toBeInstanceOf(NotFound);
	}
	await expect(as(scene.manager)((c) => ratesPage(c, 'USD', null))).rejects.toBeInstanceOf(NotFound);
});

test('files of rates: the bank’s table, its one day, its long form, a list; all or nothing', async () => {
	const scene = await projectScene(db);
	const run = keeping(scene);
	expect(await run((c) => importRates(c, 'Date, USD, SEK, LVL, EEK, \n2009-06-05, 1.4177, 10.9225, 0.7089, 15.6466, \n2009-06-04, 1.4162, N/A, 0.7093, 15.6466, \n', all, 'ECB'))).toMatchObject({ read: 5, added: 5, changed: 0, same: 0, problemCount: 0 });
	expect(await run((c) => importRates(c, 'Date, USD\n05 June 2009, 1.4178\n', all, 'ECB'))).toMatchObject({ added: 0, changed: 1 });
	expect(await run((c) => importRates(c, 'KEY,CURRENCY,TIME_PERIOD,OBS_VALUE\nEXR,SEK,2009-06-04,10.80\nEXR,LVL,2009-06-04,0.7\n', all, 'ECB'))).toMatchObject({ read: 1, added: 1 });
	expect(await run((c) => importRates(c, 'Datums;Valūta;Kurss\n08.06.2009;SEK;10,95\n08.06.2009;USD;1,39\n', { currencies: ['SEK'], from: '2009-06-08' }, 'list'))).toMatchObject({ read: 1, added: 1 });
	const wrong = await run((c) => importRates(c, 'date;currency;rate\n2009-06-10;SEK;10,9\n2009-02-30;SEK;10,9\n2009-06-11;XQQ;1\n2009-06-12;SEK;many\n2009-06-10;SEK;11\n2031-01-01;SEK;1\n', all, 'list'));
	expect(wrong.problems.map(({ row, problem }) => [row, problem.code])).toEqual([[3, 'budget_rate_day'], [4, 'budget_currency_wrong'], [5, 'budget_rate_wrong'], [6, 'budget_rate_twice'], [0, 'budget_rate_future']]);
	expect(await run((c) => rateOf(c, { currency: 'SEK', day: '2009-06-10' }))).toBeNull();
	expect(await run((c) => ratesPage(c, 'SEK', '2009-06-08'))).toMatchObject({ chosen: { rates: [{ day: '2009-06-05' }, { day: '2009-06-04', unitsPerEuro: '10.8' }], next: null } });
	for (const [text, code] of [['', 'budget_rates_columns'], ['a,b\n', 'budget_rates_columns'], ['Date,USD\n', 'budget_rates_none'], ['Date,USD\n2024-01-02,1,0956\n', 'budget_row_cells'], ['"', 'budget_file_broken'], ['\0', 'budget_file_not_text']]) {
		expect(readRateFile(text ?? '', all, '').problems[0]?.problem.code, text).toBe(code);
	}
});

test('any file is answered, and any rate that is read can be divided by', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom('Date', 'USD', ',', ';', '\n', '2024-01-02', '1.09', 'N/A', '"')).map((parts) => parts.join(''))), (text) => {
			const { rates, problemCount } = readRateFile(text, all, '');
			if (problemCount === 0) for (const { unitsPerEuro } of rates) expect(() => convert('100.00', unitsPerEuro)).not.toThrow();
		})
	);
	fc.assert(fc.property(fc.string({ maxLength: 12 }), (text) => void readRateDay(text)));
	expect([readRate('1,0921'), readRate(' 11 '), readRate('1.09210000')]).toEqual([{ rate: '1.0921' }, { rate: '11' }, { rate: '1.0921' }]);
	expect(['2024-02-30', '31.02.2024', '5 Mai 2024', '2024-1-1', ''].map(readRateDay)).toEqual([null, null, null, null, null]);
});

test('a rate that becomes known, is corrected or removed is in the totals of projects at once', async () => {
	const scene = await projectScene(db);
	const run = keeping(scene);
	const crowns = await madeProject(db, scene, 'concept', sampleProject(null, { currency: 'SEK', shares: [{ partner: null, total: '1000.00', funds: [] }] }));
	const { day, euro } = await run(async (c) => {
		const total = async () => (await c.tx.selectFrom('project_summary').select('total_eur').where('region_id', '=', c.regionId).where('project_id', '=', crowns).executeTakeFirstOrThrow()).total_eur;
		const version = await c.tx.selectFrom('project_version').select('in_force_from').where('region_id', '=', c.regionId).where('project_id', '=', crowns).executeTakeFirstOrThrow();
		return { day: version.in_force_from, euro: await total() };
	});
	const now = () => run(async (c) => (await c.tx.selectFrom('project_summary').select('total_eur').where('region_id', '=', c.regionId).where('project_id', '=', crowns).executeTakeFirstOrThrow()).total_eur);
	expect(euro).toBeNull();
	await run((c) => saveRate(c, rate(day, '10')));
	expect(await now()).toBe('100.00');
	await run((c) => importRates(c, `Date,SEK\n${day},8\n`, all, 'Bank'));
	expect(await now()).toBe('125.00');
	await run((c) => removeRate(c, 'SEK', day));
	expect(await now()).toBeNull();
});
