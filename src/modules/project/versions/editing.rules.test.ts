import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Invalid } from '#platform/errors.ts';
import type { ProjectDocument } from '../model.ts';
import { filledForm, readForm, sectionStamp } from './editing.ts';
import { listAt, mergedForm, rowAction, rowNumbers, withoutRow, withRow, type Typed } from './form-rows.ts';
import { editedSections, packageForm, sectionForm } from './sections.ts';

import { sampleProject } from './testing.ts';

const base = sampleProject('00000000-0000-4000-8000-000000000001');
const errorsOf = (work: () => unknown): Record<string, string> => {
	try {
		work();
	} catch (problem) {
		if (problem instanceof Invalid) return Object.fromEntries(Object.entries(problem.fields).map(([name, { code }]) => [name, code]));
		throw problem;
	}
	return {};
};

test('a form saved as it was shown changes nothing, in every section', () => {
	for (const section of editedSections) {
		if (section === 'shares' || section === 'sources') continue;
		expect(readForm(base, sectionForm(section), base, filledForm(sectionForm(section), base)), section).toEqual(base);
	}
	const [w1] = base.packages;
	expect(readForm(base, packageForm, w1, filledForm(packageForm, w1))).toEqual(w1);
});

test('new rows get a key of their name, emptied rows go, and old keys stay', () => {
	const form = sectionForm('partners');
	const typed: Typed = { ...filledForm(form, base), 'partners.7.key': '', 'partners.7.role': 'partner', 'partners.7.name.lv': 'Kretingas centrs', 'partners.7.country': 'LT', 'partners.9.key': '', 'partners.9.role': 'partner', 'partners.9.country': 'LV' };
	const { partners } = readForm(base, form, base, typed) as ProjectDocument;
	expect(partners.map(({ key }) => key)).toEqual(['lead', 'north', 'kretingas-centrs']);
	expect(partners[2]).toEqual({ key: 'kretingas-centrs', role: 'partner', name: { lv: 'Kretingas centrs' }, country: 'LT', institutionId: null, municipalityId: null, from: null, to: null });
	const renamed = readForm(base, form, base, { ...filledForm(form, base), 'partners.0.name.en': 'Another name' }) as ProjectDocument;
	expect(renamed.partners[0]).toMatchObject({ key: 'lead', name: { en: 'Another name' } });
	const forged = readForm(base, form, base, { ...filledForm(form, base), 'partners.1.key': 'lead' }) as ProjectDocument;
	expect(forged.partners.map(({ key }) => key)).toEqual(['lead', 'northern-partner']);
});

test('every wrong field is named, and nothing else', () => {
	const indicators = sectionForm('indicators');
	expect(errorsOf(() => readForm(base, indicators, base, { ...filledForm(indicators, base), 'indicators.0.name.en': '', 'indicators.0.target': 'many', 'indicators.0.baselineOn': '31.02.2025', 'indicators.0.kind': 'wish' }))).toEqual({
		'indicators.0.name.lv': 'project_text_missing', 'indicators.0.target': 'project_decimal_wrong', 'indicators.0.baselineOn': 'day_wrong', 'indicators.0.kind': 'wrong'
	});
	const objects = sectionForm('objects');
	const cost = (text: string) => errorsOf(() => readForm(base, objects, base, { ...filledForm(objects, base), 'objects.0.cost': text }))['objects.0.cost'];
	expect(['1.234', '-5', '10 LVL', 'free', '1 234,56', '1.234,56', ''].map(cost)).toEqual(['budget_amount_ambiguous', 'budget_amount_negative', 'budget_amount_currency', 'budget_amount_wrong', undefined, undefined, undefined]);
	const lines = sectionForm('lines');
	expect(errorsOf(() => readForm(base, lines, base, { ...filledForm(lines, base), 'lines.0.flatRate.percent': '15', 'lines.1.flatRate.of': 'ghost' }))).toEqual({ 'lines.0.flatRate.of': 'project_flat_rate_half', 'lines.1.flatRate.of': 'wrong' });
	const documents = sectionForm('documents');
	expect(errorsOf(() => readForm(base, documents, base, { ...filledForm(documents, base), 'documents.0.address': 'javascript:alert(1)' }))).toEqual({ 'documents.0.address': 'project_address_wrong' });
	const basics = sectionForm('basics');
	expect(errorsOf(() => readForm(base, basics, base, { ...filledForm(basics, base), 'title.lv': 'x'.repeat(4001) }))).toEqual({ 'title.lv': 'too_long' });
});

test('numbers are read as people write them', () => {
	const period = sectionForm('period');
	const months = (text: string) => readForm(base, period, base, { ...filledForm(period, base), 'period.months': text }) as ProjectDocument;
	expect(months(' 24 ').period.months).toBe(24);
	expect(months('').period.months).toBeNull();
	for (const text of ['0', '241', '2.5', '-1', 'two']) expect(errorsOf(() => months(text))).toEqual({ 'period.months': 'project_whole_wrong' });
	const indicators = sectionForm('indicators');
	const target = (text: string) => (readForm(base, indicators, base, { ...filledForm(indicators, base), 'indicators.0.target': text }) as ProjectDocument).indicators[0]?.target;
	expect(['1 706', '12,5', '0'].map(target)).toEqual(['1706', '12.5', '0']);
});

test('buttons of rows add at the end, take away the right one, and lead nowhere else', () => {
	const { lists } = packageForm;
	expect(listAt(lists, 'activities.0.deliverables')?.name).toBe('deliverables');
	expect(listAt(lists, 'deliverables')).toBeUndefined();
	const [w1] = base.packages;
	const typed = filledForm(packageForm, w1);
	const added = withRow(withRow(typed, lists, 'activities.0.deliverables'), lists, 'activities.0.deliverables');
	expect(rowNumbers(added, 'activities.0.deliverables')).toEqual([0, 1, 2]);
	expect(withRow(typed, lists, 'budget')).toBe(typed);
	expect(rowNumbers(withoutRow(added, 'activities.0.deliverables.1'), 'activities.0.deliverables')).toEqual([0, 2]);
	expect(withoutRow(added, 'activities.0')).toEqual({ 'title.lv': '', 'title.lt': '', 'title.en': 'Learning' });
	for (const wrong of ['', 'save', 'add:', 'remove:partners', 'add:partners.1', 'drop:partners', 'add:__proto__.x.y']) expect(rowAction({ do: wrong })).toEqual({ does: 'save' });
	expect(rowAction({ do: 'remove:activities.0.deliverables.12' })).toEqual({ does: 'remove', row: 'activities.0.deliverables.12' });
});

test('whatever a form sends, it is either read or refused by field', () => {
	const word = fc.oneof(fc.constantFrom('partners.0.name.lv', 'partners.1.key', 'partners.0.from', 'partners.3.role', 'partners.x', '__proto__.0.key', 'partners.0', 'constructor', 'partners.0.country'), fc.string({ maxLength: 20 }));
	fc.assert(
		fc.property(fc.array(fc.tuple(word, fc.string({ maxLength: 30 })), { maxLength: 30 }), fc.constantFrom(...editedSections), (pairs, section) => {
			errorsOf(() => readForm(base, sectionForm(section), base, Object.fromEntries(pairs)));
		}),
		{ numRuns: 300 }
	);
});

test('a section\'s stamp is of that section alone', () => {
	expect(sectionStamp({ ...base, acronym: 'x' }, 'basics')).not.toBe(sectionStamp(base, 'basics'));
	for (const section of editedSections) if (section !== 'basics') expect(sectionStamp({ ...base, acronym: 'x' }, section)).toBe(sectionStamp(base, section));
});

test('what two people typed into one section comes together: nobody\'s words are lost', () => {
	const { lists } = sectionForm('partners');
	const was = filledForm(sectionForm('partners'), base);
	const [lead, north] = base.partners;
	if (!lead || !north) throw new Error('The sample has two partners');
	const added = { ...north, key: 'added', name: { lv: 'Pievienots' } };
	const now = filledForm(sectionForm('partners'), { ...base, partners: [added, { ...lead, name: { en: 'Renamed' } }, { ...north, country: 'EE' }] });
	const typed: Typed = { ...was, 'partners.1.country': 'PL', 'partners.1.to': '2026-01-01', 'partners.2.key': '', 'partners.2.name.lv': 'Mans jaunais', 'partners.2.role': 'partner', 'partners.2.country': 'LV' };
	const { partners } = readForm(base, sectionForm('partners'), base, mergedForm(lists, was, now, typed)) as ProjectDocument;
	expect(partners.map(({ name, country, to }) => [name, country, to])).toEqual([
		[{ en: 'Renamed' }, 'LV', null],
		[{ en: 'Northern partner' }, 'PL', '2026-01-01'],
		[{ lv: 'Mans jaunais' }, 'LV', null],
		[{ lv: 'Pievienots' }, 'LT', null]
	]);
	expect(mergedForm(lists, was, was, typed)).toEqual(typed);
	expect(mergedForm(lists, was, now, withoutRow(was, 'partners.1'))).not.toHaveProperty(['partners.3.key']);
	expect(rowNumbers(mergedForm(lists, was, withoutRow(was, 'partners.1'), was), 'partners')).toEqual([0, 1]);
	const [w1] = base.packages;
	const inside = filledForm(packageForm, w1);
	const more = { ...inside, 'activities.0.deliverables.1.key': 'd2', 'activities.0.deliverables.1.title.lv': 'Otrs', 'title.lv': 'Nosaukums' };
	expect(mergedForm(packageForm.lists, inside, more, inside)).toEqual(more);
	expect(mergedForm(packageForm.lists, {}, more, { ...inside, 'title.en': 'Mine' })['title.en']).toBe('Mine');
});
