import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, compare, exact, fromDecimal, ratio } from '#platform/ratio.ts';
import type { Progress } from './model.ts';
import { countTasks, indicatorStanding, isOverdue, kindAbove, kindBelow, lastDayOf, moved, newestProgress, nodesOf, readNumber, readOthers, slugFrom, standingOf, taskState, treeOf, yearRow } from './rules.ts';

const said = (onDate: string, percent: number, more: Partial<Progress> = {}): Progress => ({ id: onDate, nodeId: 'n', onDate, percent, reason: 'r', recordedAt: new Date('2026-01-01'), recordedBy: null, ...more });
const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const percents = fc.integer({ min: 0, max: 100 });
const indicator = (values: { year: number; value: string }[], more = {}) => ({ values: values.map((v) => ({ ...v, source: '' })), baseline: '10' as string | null, target: '20' as string | null, baselineYear: 2015, targetYear: 2020, direction: 'up' as const, ...more });

describe('how far a task is', () => {
	test('nothing said is a state of its own, and never zero', () => {
		expect([taskState(null), taskState({ percent: 0 }), taskState({ percent: 1 }), taskState({ percent: 99 }), taskState({ percent: 100 })]).toEqual(['not-said', 'not-begun', 'under-way', 'under-way', 'done']);
	});

	test('the newest day counts, of one day what was written last, and nothing that was said later than asked', () => {
		const entries = [said('2020-01-01', 10), said('2020-02-01', 50, { id: 'a' }), said('2020-02-01', 60, { id: 'b', recordedAt: new Date('2026-01-02') }), said('2021-01-01', 100)];
		expect(newestProgress(entries, '2020-12-31')?.percent).toBe(60);
		expect(newestProgress(entries, '2019-12-31')).toBeNull();
		fc.assert(
			fc.property(fc.array(fc.tuple(day, percents), { maxLength: 12 }), day, (list, until) => {
				const all = list.map(([on, percent], i) => said(on, percent, { id: `${i}` }));
				const newest = newestProgress(all, until);
				const possible = all.filter((entry) => entry.onDate <= until);
				expect(newest === null).toBe(possible.length === 0);
				expect(possible.every((entry) => entry.onDate <= (newest?.onDate ?? ''))).toBe(true);
				// The order in which rows come changes nothing.
				expect(newestProgress(all.toReversed(), until)?.id).toBe(newest?.id);
			})
		);
	});

	test('overdue is past its last day and not done; the last day itself is in time', () => {
		fc.assert(
			fc.property(day, day, fc.option(percents), (due, today, percent) => {
				expect(isOverdue(due, percent === null ? null : { percent }, today)).toBe(due < today && percent !== 100);
				expect(isOverdue(null, null, today)).toBe(false);
			})
		);
		expect([isOverdue('2020-12-31', null, '2020-12-31'), isOverdue('2020-12-31', null, '2021-01-01'), isOverdue('2020-12-31', { percent: 100 }, '2021-01-01')]).toEqual([false, true, false]);
	});

	test('counts add up to the number of tasks whatever was said', () => {
		fc.assert(
			fc.property(fc.array(fc.option(percents), { maxLength: 30 }), (list) => {
				const counts = countTasks(list.map((percent) => standingOf({ dueOn: '2020-01-01' }, percent === null ? [] : [said('2019-01-01', percent)], '2026-01-01')));
				expect(counts.done + counts.underWay + counts.notBegun + counts.notSaid).toBe(list.length);
				expect(counts.notSaid).toBe(list.filter((percent) => percent === null).length);
				expect(counts.overdue).toBe(counts.total - counts.done);
			})
		);
	});
});

describe('the tree', () => {
	const node = (id: string, parentId: string | null, position = 0) => ({ id, parentId, position, code: id });
	test('keeps order, and leaves out what hangs on nothing', () => {
		const tree = treeOf([node('b', null, 1), node('a', null, 0), node('a2', 'a', 1), node('a1', 'a', 0), node('lost', 'gone')]);
		expect(tree.flatMap(nodesOf).map(({ id }) => id)).toEqual(['a', 'a1', 'a2', 'b']);
	});
	test('a step up and a step down cancel each other, and nobody is lost', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(8), (count, at) => {
				const list = Array.from({ length: count }, (_, i) => node(`n${i}`, null, i));
				const id = `n${at % count}`;
				const up = moved(list, id, 'up');
				expect(up === null).toBe(at % count === 0);
				if (up === null) return;
				expect(new Set(up.map((n) => n.id)).size).toBe(count);
				expect(moved(up.map((n, position) => ({ ...n, position })), id, 'down')?.map((n) => n.id)).toEqual(list.map((n) => n.id));
			})
		);
	});
	test('levels follow each other', () => {
		for (const kind of ['direction', 'task'] as const) expect(kindBelow(kindAbove(kind) ?? 'task')).toBe(kind);
		expect([kindAbove('priority'), kindBelow('task')]).toEqual([null, null]);
	});
});

describe('indicators', () => {
	test('against the target', () => {
		const of = (value: string | null, more = {}) => indicatorStanding(indicator(value === null ? [] : [{ year: 2018, value }], more), 2019);
		expect([of(null), of('20'), of('15'), of('10'), of('9.99')].map(({ standing }) => standing)).toEqual(['no-value', 'reached', 'closer', 'same', 'farther']);
		expect(exact(of('12.5').share ?? ratio(0))).toBe('25');
		expect(exact(of('5').share ?? ratio(0))).toBe('-50');
		expect(of('15', { target: null })).toMatchObject({ standing: 'no-target', share: null });
		expect([of('15', { baseline: null }).standing, of('25', { baseline: null }).standing]).toEqual(['not-reached', 'reached']);
		expect(of('4', { direction: 'down', baseline: '10', target: '5' }).standing).toBe('reached');
		expect(of('8', { direction: 'down', baseline: '10', target: '5' })).toMatchObject({ standing: 'closer', share: ratio(40) });
		expect(of('9', { baseline: '10', target: '10' })).toMatchObject({ standing: 'farther', share: null });
	});

	test('values of later years do not count, and blank years stay blank', () => {
		const values = indicator([{ year: 2016, value: '0' }, { year: 2019, value: '30' }]);
		expect(indicatorStanding(values, 2018).newest).toMatchObject({ year: 2016, value: '0' });
		expect(yearRow(values, 2016, 2019)).toEqual([2015, 2016, 2017, 2018, 2019, 2020].map((year) => ({ year, value: { 2016: '0', 2019: '30' }[year] ?? null })));
	});

	test('numbers are read as people write them, and what can be read in two ways is asked about', () => {
		for (const [text, value] of [['12', '12'], ['1 250', '1250'], ['12,5', '12.5'], ['−3.25', '-3.25'], ['45 %', '45'], ['007,50', '7.5'], ['0', '0'], ['-0', '0'], ['0.125', null], ['12 34', null], ['', null], ['1e3', null], ['NaN', null], ['1234567890123', null]] as const) {
			expect([text, readNumber(text)]).toEqual([text, value === null ? { error: { code: 'programme_number_wrong' } } : { value }]);
		}
		for (const text of ['1.234', '1,234', '-12,345']) expect(readNumber(text)).toMatchObject({ error: { code: 'programme_number_ambiguous' } });
		fc.assert(
			fc.property(fc.bigInt({ min: -99_999_999n, max: 99_999_999n }), (hundredths) => {
				const size = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
				const text = `${hundredths < 0n ? '-' : ''}${size.slice(0, -2)},${size.slice(-2)}`;
				const read = readNumber(text);
				expect('value' in read && compare(add(fromDecimal(read.value), ratio(-hundredths, 100n)), ratio(0))).toBe(0);
			})
		);
	});
});

test('bodies that are only named have the same number in every language', () => {
	expect(readOthers('A\n\n B ', '', 'C\nD')).toEqual([{ institutionId: null, name: { lv: 'A', en: 'C' } }, { institutionId: null, name: { lv: 'B', en: 'D' } }]);
	expect(readOthers('', '', '')).toEqual([]);
	expect(readOthers('A', 'B\nC', '')).toBeNull();
});

test('a part of an address is made of any name', () => {
	expect(slugFrom('Zemgales attīstības programma 2015.–2020.')).toBe('zemgales-attistibas-programma-2015-2020');
	fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => /^[a-z0-9][a-z0-9-]{0,59}$/.test(slugFrom(text))));
});

test('a year is told of up to its end, or up to today while it runs', () => {
	expect([lastDayOf(2025, '2026-11-22'), lastDayOf(2026, '2026-11-22'), lastDayOf(2026, '2026-12-31')]).toEqual(['2025-12-31', '2026-11-22', '2026-12-31']);
});
