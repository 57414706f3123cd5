import { expect, test } from 'vitest';
import type { ProjectDocument } from '../model.ts';
import { emptyDocument } from './document.ts';
import { isBlocked, versionProblems } from './problems.ts';
import { sampleProject } from './testing.ts';

const base = sampleProject('00000000-0000-4000-8000-000000000001');
const errors = (change: Partial<ProjectDocument>): string[] => versionProblems({ ...base, ...change }).filter(({ severity }) => severity === 'error').map(({ section, code }) => `${section} ${code}`);
const [lead, north] = base.partners;
const [whole, leadShare, northShare] = base.shares;
const [w1] = base.packages;
const [p1, p2] = base.periods;
if (!lead || !north || !whole || !leadShare || !northShare || !w1 || !p1 || !p2) throw new Error('The sample is complete');

test('the sample lacks nothing and contradicts nothing; an empty document lacks much and contradicts nothing', () => {
	expect(versionProblems(base)).toEqual([]);
	const empty = versionProblems(emptyDocument());
	expect(empty.map(({ code }) => code)).toEqual(['no_code', 'no_programme', 'no_period', 'no_partners', 'no_funds', 'no_total', 'no_groups', 'no_indicators', 'no_documents']);
	expect(isBlocked(empty)).toBe(false);
	expect(versionProblems({ ...base, partners: [north], shares: [], packages: [], objects: [], budget: [] }).map(({ code }) => code)).toEqual(['no_lead', 'no_total']);
});

test('dates that run backwards', () => {
	expect(errors({ period: { ...base.period, from: '2027-03-01' } })).toEqual(['period period_reversed']);
	expect(errors({ partners: [{ ...lead, from: '2026-01-02', to: '2026-01-01' }, north] })).toEqual(['partners dates_reversed']);
	expect(errors({ periods: [p1, { ...p2, to: '2025-09-01', from: '2025-09-02' }] })).toEqual(['lines dates_reversed']);
	expect(errors({ packages: [{ ...w1, activities: w1.activities.map((a) => ({ ...a, to: '2024-01-01' })) }] })).toEqual(['packages dates_reversed']);
	expect(errors({ partners: [{ ...lead, from: '2026-01-01', to: '2026-01-01' }, north] })).toEqual([]);
});

test('periods that overlap, and partners that are there twice at one time', () => {
	expect(errors({ periods: [p1, { ...p2, from: '2025-08-31' }] })).toEqual(['lines periods_overlap']);
	expect(errors({ periods: [p2, p1] })).toEqual([]);
	const again = { ...lead, key: 'again', role: 'partner' as const };
	expect(errors({ partners: [lead, north, again] })).toEqual(['partners partner_twice']);
	expect(errors({ partners: [{ ...lead, to: '2026-01-31' }, north, { ...again, from: '2026-01-31' }] })).toEqual(['partners partner_twice']);
	expect(errors({ partners: [{ ...lead, to: '2026-01-31' }, north, { ...again, from: '2026-02-01' }] })).toEqual([]);
	expect(errors({ partners: [lead, { ...north, role: 'lead' }] })).toEqual(['partners two_leads']);
	expect(errors({ partners: [{ ...lead, to: '2026-01-31' }, { ...north, role: 'lead', from: '2026-02-01' }] })).toEqual([]);
});

test('shares over the whole', () => {
	expect(errors({ shares: [{ ...whole, funds: [{ fund: 'erdf', amount: '100002.00', rate: null }] }, leadShare, northShare] })).toEqual(['shares funds_over_total']);
	expect(errors({ shares: [{ ...whole, funds: [{ fund: 'erdf', amount: '100000.99', rate: null }] }, leadShare, northShare] })).toEqual([]);
	expect(errors({ shares: [{ ...whole, funds: [{ fund: 'erdf', amount: '85000.00', rate: '85.0001' }, { fund: 'own', amount: '15000.00', rate: '15' }] }] })).toEqual(['shares rates_over_100']);
	expect(errors({ shares: [{ ...whole, funds: [{ fund: 'erdf', amount: '85000.00', rate: '85' }, { fund: 'own', amount: '15000.00', rate: '15.0000' }] }] })).toEqual([]);
	expect(errors({ shares: [whole, leadShare, { ...northShare, total: '40001.01' }] })).toEqual(['shares partners_over_total']);
	expect(errors({ shares: [whole, whole] })).toEqual(['shares share_twice']);
	expect(errors({ shares: [{ ...whole, funds: [...whole.funds, { fund: 'erdf', amount: '1.00', rate: null }] }] })).toEqual(['shares fund_twice']);
});

test('keys that name nothing or stand twice', () => {
	expect(errors({ shares: [{ ...whole, partner: 'ghost' }] })).toEqual(['shares unknown_partner']);
	expect(errors({ shares: [{ ...whole, funds: [{ fund: 'ghost', amount: '1.00', rate: null }] }] })).toEqual(['shares unknown_fund']);
	expect(errors({ budget: base.budget.map((cell) => ({ ...cell, period: 'ghost', line: 'none' })) })).toEqual(['budget unknown_line', 'budget unknown_period']);
	expect(errors({ objects: base.objects.map((each) => ({ ...each, partner: 'ghost' })) })).toEqual(['objects unknown_partner']);
	expect(errors({ sources: { period: { document: 'ghost', place: '' } } })).toEqual(['sources unknown_document']);
	expect(errors({ groups: [...base.groups, ...base.groups] })).toEqual(['groups key_twice']);
	expect(errors({ budget: [...base.budget, ...base.budget.slice(0, 1)] })).toEqual(['budget cell_twice']);
});

test('a flat rate may rest on a flat rate, never on itself', () => {
	const line = (key: string, of: string | null, percent = '15') => ({ key, name: { en: key }, flatRate: of === null ? null : { of, percent } });
	const lines = (...list: ReturnType<typeof line>[]) => errors({ lines: list, budget: [] });
	expect(lines(line('staff', null), line('office', 'staff'), line('travel', 'office'))).toEqual([]);
	expect(lines(line('staff', 'staff'))).toEqual(['lines flat_rate_circle']);
	expect(lines(line('a', 'b'), line('b', 'c'), line('c', 'a'))).toEqual(['lines flat_rate_circle', 'lines flat_rate_circle', 'lines flat_rate_circle']);
	expect(lines(line('staff', null), line('office', 'staff', '100.01'))).toEqual(['lines flat_rate_over_100']);
	expect(lines(line('office', 'ghost'))).toEqual(['lines unknown_line']);
});
