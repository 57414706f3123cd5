import { expect, test } from 'vitest';
import { emptyDocument } from '../versions/index.ts';
import type { ProjectDocument } from '../model.ts';
import { checkDocuments } from './check.ts';
import type { RegisteredProject } from './model.ts';
import { written } from './samples.testing.ts';

const approved: ProjectDocument = {
	...emptyDocument(),
	codes: [{ scheme: 'programme', value: 'LLI-590' }],
	title: { en: 'Bridges between the generations of two towns' },
	acronym: 'BRIDGES',
	period: { from: '2019-04-01', to: '2021-03-31', precision: 'day', months: 24 },
	currency: 'EUR',
	funds: [{ key: 'erdf', name: { lv: 'ERAF', en: 'ERDF' }, kind: 'eu' }],
	partners: [
		{ key: 'lead', role: 'lead', name: { lv: 'Zemgales plānošanas reģions', en: 'Zemgale Planning Region' }, country: 'LV', institutionId: null, municipalityId: null, from: null, to: null },
		{ key: 'auce', role: 'partner', name: { lv: 'Auces novada pašvaldība', en: 'Auce Municipality' }, country: 'LV', institutionId: null, municipalityId: null, from: null, to: null },
		{ key: 'birzai', role: 'partner', name: { lt: 'Biržų rajono savivaldybė' }, country: 'LT', institutionId: null, municipalityId: null, from: null, to: null }
	],
	shares: [
		{ partner: null, total: '612480.50', funds: [{ fund: 'erdf', amount: '520608.43', rate: '85' }] },
		{ partner: 'auce', total: '98500.00', funds: [{ fund: 'erdf', amount: '83725.00', rate: '85' }] }
	],
	indicators: [
		{ key: 'visits', kind: 'output', code: null, name: { lv: 'pieredzes apmaiņas braucieni' }, unit: { en: 'exchange visit' }, baseline: null, baselineOn: null, target: '8', atLeast: false },
		{ key: 'people', kind: 'result', code: null, name: { en: 'people reached' }, unit: null, baseline: null, baselineOn: null, target: '450', atLeast: true }
	]
};
const modified: ProjectDocument = { ...approved, period: { from: '2019-04-01', to: '2021-09-30', precision: 'day', months: 30 } };
const project = (...documents: ProjectDocument[]): RegisteredProject => ({ code: 'LLI-590', versions: documents.map((document, index) => ({ number: index + 1, stage: index === 0 ? 'approved' : 'modification', document })) });
const check = (text: string, ...documents: ProjectDocument[]) => checkDocuments([written('text.txt', text)], [project(...documents)]);

test('a text that says what is registered raises no alarm, in any language', () => {
	expect(check('Projekts BRIDGES (LLI-590) tiek īstenots no 2019. gada aprīļa līdz 2021. gada martam. Kopējais budžets: 612 480,50 EUR (t.sk. ERAF 520 608,43 EUR). Auces novada finansējums: 98 500 EUR. Plānoti astoņi pieredzes apmaiņas braucieni.', approved)).toEqual([]);
	expect(check('Project LLI-590 runs from 1 April 2019 to 31 March 2021 (24 months). Its total budget is EUR 612,480.50. Eight exchange visits are planned. At least 450 people will be reached.', approved)).toEqual([]);
});

test('other figures than the registered ones are found, and the place that is registered is named', () => {
	const results = check('Projekts LLI-590. Kopējais budžets: 612 480,50 EUR (t.sk. ERAF 520 680,43 EUR). Auces novada pašvaldības finansējums: 89 500,00 EUR. Plānoti 9 pieredzes apmaiņas braucieni.', approved);
	expect(results.map(({ code, cause }) => [code, cause]).toSorted()).toEqual([['count_differs', null], ['fund_differs', 'swapped_digits'], ['partner_total_differs', 'swapped_digits']]);
	expect(results.flatMap((result) => result.values.map(({ file, line }) => `${file}:${line}`))).toContain('LLI-590 (version 1):0');
});

test('what an older version said has changed; what no version says contradicts', () => {
	const [older] = check('Projekts LLI-590. Projekta īstenošanas laiks: 01.04.2019. – 31.03.2021.', approved, modified);
	expect(older).toMatchObject({ kind: 'changed', code: 'period_changed' });
	const results = check('Projekts LLI-590. Projekta īstenošanas laiks: 01.04.2019. – 30.11.2021.', approved, modified);
	expect(results.map(({ kind, subject }) => [kind, subject])).toContainEqual(['contradiction', 'date']);
});

test('a text about another project is not compared with it', () => {
	expect(check('Projekts LLI-777 "Pilnīgi cits darbs ar citu naudu". Kopējais budžets: 612 840,50 EUR.', approved)).toEqual([]);
});

const indicator = (key: string, target: string, name: ProjectDocument['indicators'][number]['name'], unit: ProjectDocument['indicators'][number]['unit']): ProjectDocument['indicators'][number] => ({ key, kind: 'output', code: null, name, unit, baseline: null, baselineOn: null, target, atLeast: false });
const trained: ProjectDocument = {
	...approved,
	indicators: [
		indicator('joint', '5', { lv: 'Kopīgi apmācību pasākumi', lt: 'Bendri mokymai', en: 'Joint trainings' }, { lv: 'apmācības', lt: 'mokymai', en: 'training' }),
		indicator('special', '2', { lv: 'Īpaši apmācību kursi', lt: 'Specialūs mokymo kursai', en: 'Special training courses' }, { lv: 'kurss', lt: 'kursas', en: 'course' })
	],
	groups: [{ key: 'seniors', kind: 'seniors', name: { lv: 'Seniori', en: 'Seniors' }, planned: 250 }],
	objects: [
		{ key: 'auce', partner: 'auce', place: { lv: 'Auce' }, municipalityId: null, ownership: 'municipality', what: { lv: 'Servisa dzīvokļi', en: 'Service apartments' }, quantity: 5, cost: null },
		{ key: 'dobele', partner: null, place: { lv: 'Dobele' }, municipalityId: null, ownership: 'municipality', what: { lv: 'Servisa dzīvokļi', en: 'Service apartments' }, quantity: 8, cost: null }
	]
};

test('a registered thing is met in the text’s own words, and never another one when one agrees', () => {
	expect(check('Projekts LLI-590. Notikuši 5 partneriem kopīgi apmācību pasākumi un 2 īpaši apmācību kursi.', trained)).toEqual([]);
	expect(check('Projektas LLI-590. Įvyko 5 bendri mokymai. Surengti 2 specialūs mokymo kursai.', trained)).toEqual([]);
	expect(check('Project LLI-590. Five joint trainings and two special training courses took place.', trained)).toEqual([]);
	expect(check('Projekts LLI-590. Notikuši 4 kopīgi apmācību pasākumi.', trained).map(({ values }) => values.slice(0, 2).map((v) => v.value).toSorted())).toEqual([['4', '5']]);
});

test('planned groups and objects are compared too, in their place and together', () => {
	expect(check('Projekts LLI-590. Pakalpojumus saņem 250 seniori. Aucē ierīkoti 5 servisa dzīvokļi. Kopā ierīkoti 13 servisa dzīvokļi.', trained)).toEqual([]);
	expect(check('Projekts LLI-590. Pakalpojumus saņem 520 seniori.', trained).map(({ subject, cause }) => [subject, cause])).toEqual([['count', 'swapped_digits']]);
	expect(check('Projekts LLI-590. Aucē ierīkoti 6 servisa dzīvokļi.', trained).map(({ values }) => values.slice(0, 2).map((v) => v.value).toSorted())).toEqual([['5', '6']]);
	expect(check('Project LLI-590. 12 service apartments were built.', trained).map(({ subject }) => subject)).toEqual(['count']);
});
