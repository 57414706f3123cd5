import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumber } from '#i18n/format.ts';
import type { Achievement } from '../../project.ts';
import { plannedProject } from '../testing.ts';
import { plainNumber, plannedThings, readReached, resultRows, standingOf } from './rules.ts';

const achievement = (subject: Achievement['subject'], key: string, reached: string): Achievement => ({ subject, key, reached, byDay: '2026-01-31', note: '', source: null });

test('a count is read as every language of the product writes it', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom('lv', 'lt', 'en'), fc.constantFrom(' ', '\u00A0', '\u202F'), (count, locale, space) => {
			for (const text of [String(count), count.toString().replace(/\B(?=(\d{3})+$)/g, space), `  ${count} `]) expect(readReached(text, 'group'), text).toEqual({ value: String(count) });
			// "1,250" of the English writing is the one that reads both ways.
			const written = formatNumber(count, locale as 'lv');
			const read = readReached(written, 'indicator');
			if ('value' in read) expect(read.value).toBe(String(count));
			else expect(locale).toBe('en');
		})
	);
});

test('a decimal keeps its value whatever its sign; people are whole', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 1, max: 99 }), fc.constantFrom(',', '.'), (whole, cents, sign) => {
			const fraction = String(cents).padStart(2, '0');
			expect(readReached(`${whole}${sign}${fraction}`, 'indicator')).toEqual({ value: plainNumber(`${whole}.${fraction}`) });
			expect(readReached(`${whole}${sign}${fraction}`, 'deliverable')).toEqual({ error: { code: 'things_number_whole' } });
		})
	);
});

test('what reads both ways is asked about, what reads no way is refused, and nothing becomes zero', () => {
	for (const text of ['1.234', '1,234', '12.345', '706,000']) expect(readReached(text, 'group')).toMatchObject({ error: { code: 'things_number_ambiguous' } });
	for (const text of ['', ' ', '-5', '5-', '1e3', '0x10', 'five', '5 5', '1 23', '½', '٣', '7.5.1', '1.234,5', '9'.repeat(13), 'NaN', '∞', '5%']) expect(readReached(text, 'indicator'), text).toMatchObject({ error: { code: 'things_number_wrong' } });
	fc.assert(fc.property(fc.string(), (text) => {
		const read = readReached(text, 'indicator');
		if ('value' in read) expect(read.value).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/);
	}));
	expect(readReached('0', 'group')).toEqual({ value: '0' });
});

test('standing: nothing recorded is no zero, a lower bound is never exceeded, order holds exactly', () => {
	expect(standingOf('706', null, true)).toBe('not-recorded');
	expect(standingOf('0', null, false)).toBe('not-recorded');
	expect(standingOf(null, '5', false)).toBe('no-plan');
	expect(standingOf('8', '0', false)).toBe('less');
	expect(standingOf('706', '900', true)).toBe('as-planned');
	expect(standingOf('8', '8.00', false)).toBe('as-planned');
	fc.assert(
		fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n - 1n }), fc.bigInt({ min: 0n, max: 10n ** 14n - 1n }), fc.boolean(), (a, b, atLeast) => {
			const text = (cents: bigint) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
			expect(standingOf(text(a), text(b), atLeast)).toBe(b < a ? 'less' : b > a && !atLeast ? 'more' : 'as-planned');
		})
	);
});

test('rows stand in the order of the version, with partner and source; what is no longer planned comes apart', () => {
	const document = plannedProject(null);
	expect(plannedThings(document).map((t) => [t.subject, t.key, t.partner, t.planned])).toEqual([
		['indicator', 'people', null, '706'], ['deliverable', 'visits', 'lead', '8'], ['deliverable', 'trainings', 'north', '5'], ['deliverable', 'camps', null, null], ['group', 'seniors', null, '120']
	]);
	const { rows, unplanned } = resultRows(document, [achievement('deliverable', 'visits', '5'), achievement('deliverable', 'camps', '2'), achievement('indicator', 'visits', '1'), achievement('group', 'gone', '3')]);
	expect(rows.map((r) => r.standing)).toEqual(['not-recorded', 'less', 'not-recorded', 'no-plan', 'not-recorded']);
	expect(rows[0]?.plannedSource).toEqual({ document: 'agreement', place: 'page 4' });
	expect(rows[1]?.plannedSource).toBeNull();
	expect(unplanned.map((a) => `${a.subject} ${a.key}`)).toEqual(['indicator visits', 'group gone']);
});
