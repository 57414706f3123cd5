import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProjectDocument } from '../model.ts';
import { compareVersions } from './compare.ts';
import { sampleProject } from './testing.ts';

const base = sampleProject(null);
const told = (a: ProjectDocument, b: ProjectDocument) => compareVersions(a, b).map(({ kind, path, field }) => `${kind} ${path} ${field ?? ''}`.trim());

test('a document does not differ from itself, whatever the order of its rows', () => {
	expect(compareVersions(base, base)).toEqual([]);
	fc.assert(
		fc.property(fc.shuffledSubarray(base.partners, { minLength: 2 }), fc.shuffledSubarray(base.budget, { minLength: 4 }), fc.shuffledSubarray(base.shares, { minLength: 3 }), fc.shuffledSubarray(base.lines, { minLength: 3 }), (partners, budget, shares, lines) => {
			expect(compareVersions(base, { ...base, partners, budget, shares, lines })).toEqual([]);
		})
	);
});

test('the same differences stand the other way round with before and after exchanged', () => {
	const other = { ...base, acronym: null, currency: 'LVL', partners: base.partners.slice(1), budget: base.budget.slice(0, 2), indicators: [], sources: {} };
	const [there, back] = [compareVersions(base, other), compareVersions(other, base)];
	const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
	expect(back.map(({ kind, path, before, after }) => ({ kind, path, before, after })).sort((a, b) => a.path.localeCompare(b.path))).toEqual(
		there.map(({ kind, path, before, after }) => ({ kind: turned[kind], path, before: after, after: before })).sort((a, b) => a.path.localeCompare(b.path))
	);
});

test('partners that came and went, and what changed in one that stayed, are told by name', () => {
	const [lead] = base.partners;
	if (!lead) throw new Error('The sample has a lead');
	const kaunas = { ...lead, key: 'kaunas', role: 'partner' as const, name: { lt: 'Kauno centras' } };
	const differences = compareVersions(base, { ...base, partners: [{ ...lead, name: { en: 'Zemgale' }, to: '2026-01-01' }, kaunas] });
	expect(differences).toMatchObject([
		{ kind: 'changed', path: 'partners/lead/name', about: [{ en: 'Zemgale' }], field: 'name', before: { is: 'text', text: { en: 'Lead partner' } }, after: { text: { en: 'Zemgale' } } },
		{ kind: 'added', path: 'partners/lead/to', field: 'to', before: { is: 'none' }, after: { is: 'day', day: '2026-01-01' } },
		{ kind: 'added', path: 'partners/kaunas', about: [{ lt: 'Kauno centras' }], field: null },
		{ kind: 'removed', path: 'partners/north', about: [{ en: 'Northern partner' }], field: null }
	]);
});

test('money, counts three levels deep, rates and sources are compared with what they belong to', () => {
	const changed: ProjectDocument = {
		...base,
		period: { ...base.period, to: '2027-08-31', months: 30 },
		shares: base.shares.map((share) => (share.partner === null ? { ...share, total: '110000.00', funds: [{ fund: 'erdf', amount: '93500.00', rate: '85' }] } : share)),
		packages: base.packages.map((w) => ({ ...w, activities: w.activities.map((a) => ({ ...a, deliverables: a.deliverables.map((d) => ({ ...d, planned: 5 })) })) })),
		sources: { 'shares/-/total': { document: 'agreement', place: 'page 3' } }
	};
	expect(told(base, changed)).toEqual([
		'changed period/to period_to',
		'changed period/months period_months',
		'changed shares/-/total total',
		'changed shares/-/erdf amount',
		'changed packages/w1/activities/a1/deliverables/d1/planned planned',
		'changed shares/-/total source'
	]);
	expect(compareVersions(base, changed).find(({ path }) => path.endsWith('planned'))).toMatchObject({ about: [{ en: 'Learning' }, { en: 'Exchange visits' }, { en: 'Visits' }], before: { is: 'number', number: '8' }, after: { is: 'number', number: '5' } });
	expect(compareVersions(base, { ...base, currency: 'LVL' }).find(({ path }) => path === 'shares/-/total')).toMatchObject({ before: { amount: '100000.00', currency: 'EUR' }, after: { amount: '100000.00', currency: 'LVL' } });
});

test('every single change of a budget is told once, exactly', () => {
	fc.assert(
		fc.property(fc.nat({ max: base.budget.length - 1 }), fc.integer({ min: 0, max: 99_999_999 }), (index, cents) => {
			const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
			const differences = compareVersions(base, { ...base, budget: base.budget.map((cell, at) => (at === index ? { ...cell, amount } : cell)) });
			expect(differences).toHaveLength(amount === base.budget[index]?.amount ? 0 : 1);
			if (differences[0]) expect(differences[0]).toMatchObject({ section: 'budget', kind: 'changed', after: { amount } });
		})
	);
});

test('twenty thousand cells of a budget are compared in one go', () => {
	const many = Array.from({ length: 20_000 }, (_, index) => ({ partner: `p${index % 50}`, line: `l${Math.floor(index / 50) % 20}`, fund: 'erdf', period: `q${Math.floor(index / 1000)}`, amount: '1.00', kind: 'real' as const }));
	expect(compareVersions({ ...base, budget: many }, { ...base, budget: many.map((cell, index) => (index === 7 ? { ...cell, amount: '2.00' } : cell)) })).toHaveLength(1);
});
