import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inLanguage } from '#i18n/text.ts';
import { PortfolioFilter } from '#modules/project/portfolio/model.ts';
import { emblemStars } from './emblem.ts';
import { partsOf } from './parts.ts';
import { linkWith } from './show.ts';
import { axisOf, placeInTime } from './timeline.ts';

test('the emblem has twelve stars of five points, upright on a circle of a third of the height', () => {
	const stars = emblemStars.split('z').filter((star) => star !== '').map((star) => star.slice(1).split('L').map((point) => point.split(' ').map(Number)));
	expect(stars.map((points) => points.length)).toEqual(Array.from({ length: 12 }, () => 10));
	for (const points of stars) {
		const [top, ...others] = points.map(([, y = 0]) => y);
		expect(Math.min(...others)).toBeGreaterThan(top ?? 0);
		const middle = { x: points[0]?.[0] ?? 0, y: (top ?? 0) + 30 };
		expect(Math.hypot(middle.x - 405, middle.y - 270)).toBeCloseTo(180, 0);
	}
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 14n }).map((cents) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`);

test('the parts of a bar follow one another and fill it, whatever they are', () => {
	fc.assert(
		fc.property(fc.array(amount, { minLength: 1, maxLength: 7 }), (amounts) => {
			const parts = partsOf(amounts.map((each, i) => ({ key: String(i), label: String(i), filling: 'own', amount: each })));
			const whole = parts.reduce((sum, { width }) => sum + width, 0);
			if (amounts.some((each) => !/^0\.0+$/.test(each))) expect(whole).toBeCloseTo(100, 0);
			else expect(whole).toBe(0);
			parts.forEach((part, i) => i > 0 && expect(part.from).toBeCloseTo((parts[i - 1]?.from ?? 0) + (parts[i - 1]?.width ?? 0), 1));
		})
	);
	expect(inLanguage('lv', () => partsOf([{ key: 'a', label: 'A', filling: 'eu', amount: '672567.74' }, { key: 'b', label: 'B', filling: 'unexplained', amount: '118688.46' }])).map(({ percent }) => percent)).toEqual(['85,0\u00a0%', '15,0\u00a0%']);
});

const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

test('bars lie within the picture, keep their order and count their last day', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(day, day), { minLength: 1, maxLength: 9 }), (spans) => {
			const lanes = spans.map(([from, to]) => ({ from: from < to ? from : to, to: from < to ? to : from }));
			const axis = axisOf(lanes);
			if (!axis) throw new Error('There are years');
			for (const lane of lanes) {
				const bar = placeInTime(axis, lane.from, lane.to);
				expect(bar && bar.x >= 0 && bar.x <= 100 && bar.width > 0 && bar.x + bar.width <= 100.7).toBe(true);
			}
			expect(axis.ticks.filter(({ labelled }) => labelled).length).toBeLessThanOrEqual(5);
		})
	);
	const axis = axisOf([{ from: '2020-01-01', to: '2021-12-31' }]);
	expect(axis && placeInTime(axis, '2020-01-01', '2021-12-31')).toEqual({ x: 0, width: 100 });
	expect(axis && placeInTime(axis, '2030-01-01', '2030-02-01')).toBeNull();
	expect(axis && placeInTime(axis, null, '2030-02-01')).toBeNull();
	expect(axisOf([{ from: null, to: null }, { from: '2021-01-01', to: '2020-01-01' }])).toBeNull();
});

test('the address of a choice holds only what is not as usual', () => {
	const filter = PortfolioFilter.parse({});
	expect(linkWith('/projects', filter, {})).toBe('/projects');
	expect(linkWith('/projects', PortfolioFilter.parse({ words: 'a&b', state: 'running', page: 3 }), { places: 'then' })).toBe('/projects?words=a%26b&state=running&places=then');
	expect(linkWith('/projects', filter, { page: 2 })).toBe('/projects?page=2');
});
