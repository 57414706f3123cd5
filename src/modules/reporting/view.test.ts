import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Figures } from './figures.ts';
import type { ReportSnapshot, SnapshotNode } from './model.ts';
import { rankedAreas, rankedStrengths } from './order.ts';
import { canonicalSnapshot, snapshotHash } from './render.ts';
import { ReportSnapshot as Checked } from './model.ts';
import { perceptionLines, perceptionSnapshot } from './perception.ts';
import { nameOf, reportView, shortened } from './view.ts';

const node = (id: string, more: Partial<SnapshotNode> = {}): SnapshotNode => ({
	id, title: `Title ${id}`, about: '', main: false, scored: true, scale: 'points', value: null, noValue: 'blank', level: null, coverage: { judged: 0, blank: 1, notApplicable: 0, total: 1 }, spread: null, evaluators: null, previous: null,
	limited: null, entered: [], justification: '', strengths: '', improvements: '', priority: null, dissent: [], evidence: [], children: [], ...more
});
const judged = (id: string, value: string, more: Partial<SnapshotNode> = {}) => node(id, { value, noValue: null, coverage: { judged: 1, blank: 0, notApplicable: 0, total: 1 }, ...more });
const snapshot = (nodes: SnapshotNode[], more: Partial<ReportSnapshot> = {}): ReportSnapshot => ({
	format: 'socquality-report/1', locale: 'en', demo: false, outside: false, region: 'Region', institution: { slug: 'place', name: 'Place', municipality: 'Town', invented: false },
	cycle: { name: 'Cycle', startsOn: '2026-01-01', endsOn: '2026-06-30', previous: null },
	methodology: { title: 'Methodology', version: '1.0.0', sha256: 'a'.repeat(64), adaptation: 'An adaptation.', mode: { title: 'Mode', text: 'Text.' } },
	state: 'signed', timestamp: '2026-07-01T22:30:00.000Z', signedBy: 'Head', groupSize: 5, summary: '',
	scales: [
		{ id: 'points', min: 0, max: 100, levels: [{ from: 0, to: 50, name: 'Low' }, { from: 51, to: 100, name: 'High' }] },
		{ id: 'six', min: 1, max: 6, levels: [{ from: 1, to: 3, name: 'Weak' }, { from: 4, to: 6, name: 'Good' }] }
	],
	overall: null, nodes, limiters: [], evidence: [], ...more
});

test('a value of zero is a number and a bar, no value is neither', () => {
	const f = new Figures(snapshot([]));
	expect([f.shown(judged('1', '0')), f.bar(judged('1', '0')).value]).toEqual(['0', 0]);
	expect([f.shown(node('1')), f.bar(node('1')).value]).toEqual(['not assessed', null]);
	expect(f.shown(node('1', { noValue: 'not-applicable' }))).toBe('not applicable');
	expect(f.shown(node('1', { noValue: 'not-combined', scored: false }))).toBe('no combined score');
});

test.each([
	['en', '185/3', 'points', '61.7'],
	['lv', '185/3', 'points', '61,7'],
	['lt', '7/2', 'six', '3,50'],
	['en', '61', 'points', '61.0']
] as const)('in %s the derived value %s on the scale %s is shown as %s', (locale, value, scale, shown) => {
	expect(new Figures({ ...snapshot([]), locale }).shown(judged('1', value, { scale, scored: false }))).toBe(shown);
});

test('an entered integer stays one; where scores are means of phases all have their decimal', () => {
	const phases = [{ name: 'Plan', value: 60 }, { name: 'Do', value: 62 }];
	expect(new Figures(snapshot([judged('1', '61')])).shown(judged('1', '61'))).toBe('61');
	expect(new Figures(snapshot([judged('1', '61', { entered: phases })])).shown(judged('1', '61'))).toBe('61.0');
});

test('days are written in the way of each language, and the day of signing is the one in the region', () => {
	expect((['lv', 'lt', 'en'] as const).map((locale) => new Figures({ ...snapshot([]), locale }).day('2026-07-02'))).toEqual(['02.07.2026.', '2026-07-02', '02/07/2026']);
	expect(JSON.stringify(reportView(snapshot([judged('1', '5')]), 'b'.repeat(64)))).toContain('02/07/2026');
});

test('bars stay inside their scale, whatever is drawn', () => {
	fc.assert(
		fc.property(fc.integer({ min: -50, max: 150 }), fc.integer({ min: 1, max: 7 }), fc.constantFrom('points', 'six'), (n, d, scale) => {
			const bar = new Figures(snapshot([])).bar(judged('1', `${n}/${d}`, { scale, previous: `${n}`, spread: { low: `${n}`, high: `${n + 3}` } }));
			for (const share of [bar.value, bar.low, bar.high, bar.previous]) expect(share !== null && share >= 0 && share <= 1).toBe(true);
			expect((bar.low ?? 0) <= (bar.high ?? 0)).toBe(true);
		})
	);
});

test('areas: priority first, then the lowest share of its scale, the unjudged and the unranked last', () => {
	const area = { improvements: 'better' };
	const nodes = [judged('a', '40', area), judged('b', '5', { ...area, scale: 'six', priority: 2 }), judged('c', '30', { ...area, priority: 2 }), node('d', { ...area, priority: 2 }), judged('e', '90', { ...area, priority: 1 }), judged('f', '1')];
	expect(rankedAreas(snapshot(nodes)).map(({ id }) => id)).toEqual(['e', 'c', 'b', 'd', 'a']);
});

test('strengths: the highest score first, also from below a criterion', () => {
	const strong = { strengths: 'good' };
	expect(rankedStrengths(snapshot([judged('1', '50', { scored: false, children: [judged('1.1', '30', strong), node('1.2', strong), judged('1.3', '70', strong)] })])).map(({ id }) => id)).toEqual(['1.3', '1.1', '1.2']);
});

test('a text is cut between words and says so', () => {
	expect(shortened('short', 10)).toBe('short');
	expect(shortened('one two three, four', 15)).toBe('one two three…');
	expect(shortened('x'.repeat(50), 10)).toHaveLength(11);
});

test('an id that is a word is not shown to readers', () => {
	expect([nameOf({ id: '1.2', title: 'Needs' }), nameOf({ id: 'rating.overall', title: 'Overall' }), nameOf({ id: 'D', title: 'Duties' })]).toEqual(['1.2 Needs', 'Overall', 'D Duties']);
});

test('the chart is told in words, with what is not known as words', () => {
	const rows = [judged('1', '185/3', { main: true, scored: false, spread: { low: '40', high: '80' }, previous: '50' }), node('2', { main: true })];
	const { chart } = reportView(snapshot(rows), 'b'.repeat(64)) as { chart: { alt: string } };
	expect(chart.alt).toBe('Bar chart of the profile. 1 Title 1: 61.7, members 40.0–80.0, previous cycle 50.0. 2 Title 2: not assessed.');
});

test('the hash of a snapshot does not depend on the order of its fields', () => {
	const one = snapshot([judged('1', '5')]);
	const turned = Object.fromEntries(Object.entries(one).reverse()) as ReportSnapshot;
	expect(canonicalSnapshot(turned)).toBe(canonicalSnapshot(one));
	expect(snapshotHash({ ...one, summary: 'x' })).not.toBe(snapshotHash(one));
});

const clients = { node: '6.1', audience: 'clients', easy: false, interim: false, answers: 30, rate: '0.50', noFigure: null, mean: { value: '3.94', low: '3.76', high: '4.12', highest: 5 }, target: { value: '4.00', outcome: 'not-clear', reached: 6, of: 20 }, trend: { outcome: 'better', difference: '0.27', low: '0.03', high: '0.51' } } as const;
const managers = { ...clients, audience: 'managers', node: '7.1', answers: null, noFigure: 'too-few', mean: null, target: null, trend: null } as const;

test('a snapshot from before surveys is read, hashed and laid out as it always was', () => {
	const old = snapshot([judged('6', '61', { children: [judged('6.1', '61')] })]);
	expect(perceptionSnapshot([])).toEqual({});
	expect(canonicalSnapshot(Checked.parse(old))).toBe(canonicalSnapshot(old));
	expect(canonicalSnapshot(old)).not.toContain('perception');
	// The template draws nothing for what its input does not name.
	expect(JSON.stringify(reportView(old, 'b'.repeat(64)))).not.toContain('perception');
});

test('what surveys say stands at its node as sentences, with the reason where there is no figure', () => {
	const perception = { format: 'socquality-perception/1' as const, facts: [clients, managers] };
	const withSurveys = Checked.parse(snapshot([judged('6.1', '61'), node('7.1')], { perception }));
	const view = reportView(withSurveys, 'b'.repeat(64)) as { criteria: { perception: string[] }[] };
	expect(view.criteria[0]?.perception).toEqual(['Clients: 3.94 out of 5 (3.76 to 4.12). Answers: 30 (50% answered). Not clear whether the target is reached (4.00). Compared with the previous cycle: better, +0.27 (+0.03 to +0.51).']);
	expect(view.criteria[1]?.perception).toEqual(['Managers. No figure: there are too few answers.']);
	expect(perceptionLines(perception, '6.1', 'lv')[0]).toContain('3,94 no 5 (no 3,76 līdz 4,12)');
	expect(perceptionLines(perception, '7.1', 'lt')[0]).toBe('Vadovai. Skaičiaus nėra: atsakymų per mažai.');
	expect(perceptionLines(perception, '8.1', 'lv')).toEqual([]);
});
