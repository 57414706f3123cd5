import fc from 'fast-check';
import { cents, fromCents } from '#platform/money.ts';
import type { ProjectState, VersionStage } from '../lifecycle.ts';
import { documentKinds, fundKinds, groupKinds, ownerships, type ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { emptyDocument, versionProblems } from '../versions/index.ts';
import type { ExportedProject, Places, Publisher, Spent } from './model.ts';

export const today = '2026-11-22';
export const now = new Date('2026-11-22T09:00:00Z');
export const publisher: Publisher = { reference: 'LV-RE-90000000000', kind: '15', name: { lv: 'Parauga reģions', en: 'Sample region' }, language: 'lv', provisional: false, revision: 1 };
export const institutionId = '6f0d3c1e-7f7e-4b44-9f6a-0d2d9d6a1b01';
export const municipalityId = '6f0d3c1e-7f7e-4b44-9f6a-0d2d9d6a1b02';
export const places: Places = { institutions: new Map([[institutionId, 'viesite-day-centre']]), municipalities: new Map([[municipalityId, 'LV-0327100@2009-07-01']]) };

/** Texts that are hard on a file: markup, quotes, letters of both languages, characters that XML cannot carry, line ends. */
const hard = fc.constantFrom('<b>&amp;</b>', '"a" \'b\'', ']]>', 'Ķekava – Šiauliai', 'ėįųūž', 'two\nlines', 'bell\u0007', 'half \uD800 pair', '😀', '&#38;', '=1+1', 'a\tb', '\u00A0nbsp', '%');
const word = fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^[A-Za-zĀ-ž ,.0-9]{1,20}$/).filter((text) => text.trim() !== '') }, { weight: 1, arbitrary: hard }).map((text) => text.trim() || 'x');
const text = fc.record({ lv: word, lt: word, en: word }, { requiredKeys: [] }).filter((t) => Object.keys(t).length > 0);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const day = (from: string, to: string): fc.Arbitrary<string> => fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const amount = fc.bigInt({ min: 0n, max: 99_999_999_999n }).map(fromCents);
const decimal = fc.oneof(fc.nat(100_000).map(String), fc.bigInt({ min: 0n, max: 9_999_999n }).map(fromCents));
const keys = (name: string, most: number): fc.Arbitrary<string[]> => fc.nat(most).map((count) => Array.from({ length: count }, (_, i) => `${name}${i + 1}`));
const each = <T>(names: fc.Arbitrary<string[]>, make: (key: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> => names.chain((list) => fc.tuple(...list.map(make)));

const share = (partner: string | null, funds: readonly string[]): fc.Arbitrary<ProjectDocument['shares'][number]> =>
	fc.record({ partner: fc.constant(partner), total: maybe(amount), funds: fc.subarray([...funds]).chain((list) => fc.tuple(...list.map((fund) => fc.record({ fund: fc.constant(fund), amount, rate: maybe(fc.constantFrom('20', '42.5')) })))) });

const base = fc
	.record({ currency: fc.constantFrom('EUR', 'LVL', 'SEK'), partnerKeys: keys('p', 4), fundKeys: keys('f', 3), periodCount: fc.nat(3), lead: fc.boolean() })
	.chain(({ currency, partnerKeys, fundKeys, periodCount, lead }) => {
		const periods = Array.from({ length: periodCount }, (_, i) => ({ key: `t${i}`, name: { en: `Period ${i}` }, from: `${2018 + i}-01-01`, to: i === 2 ? '2021-12-31' : `${2018 + i}-12-31` }));
		const cell = fc.record({ partner: fc.constantFrom(...partnerKeys, 'p1'), line: fc.constant('staff'), fund: fc.constantFrom(...fundKeys, 'f1'), period: fc.constantFrom(...periods.map(({ key }) => key), 't0'), amount, kind: fc.constantFrom('real', 'lump-sum' as const) });
		const full = partnerKeys.length > 0 && fundKeys.length > 0 && periodCount > 0;
		return fc.record<ProjectDocument>({
			format: fc.constant(1 as const),
			codes: fc.array(fc.record({ scheme: word, value: word }), { maxLength: 2 }),
			title: text,
			acronym: maybe(word),
			programme: fc.record({ name: maybe(text), priority: maybe(text), objective: maybe(text) }),
			period: fc.record({ from: maybe(day('2018-01-01', '2019-06-01')), to: maybe(day('2019-06-02', '2028-01-01')), precision: fc.constantFrom('day', 'month', 'year' as const), months: maybe(fc.integer({ min: 1, max: 90 })) }),
			currency: fc.constant(currency),
			funds: each(fc.constant(fundKeys), (key) => fc.record({ key: fc.constant(key), name: text, kind: fc.constantFrom(...fundKinds) })),
			partners: each(fc.constant(partnerKeys), (key) =>
				fc.record({ key: fc.constant(key), role: fc.constant(key === 'p1' && lead ? ('lead' as const) : key === 'p4' ? ('associated' as const) : ('partner' as const)), name: text, country: fc.constantFrom('LV', 'LT', 'SE', 'US'), institutionId: fc.constant(key === 'p2' ? institutionId : null), municipalityId: fc.constant(key === 'p2' || key === 'p3' ? municipalityId : null), from: maybe(day('2018-01-01', '2018-02-01')), to: maybe(day('2019-01-01', '2019-02-01')) })
			),
			shares: fc.subarray([null, ...partnerKeys]).chain((list) => fc.tuple(...list.map((partner) => share(partner, fundKeys)))),
			lines: fc.constant(full ? [{ key: 'staff', name: { en: 'Staff' }, flatRate: null }] : []),
			periods: fc.constant(full ? periods : []),
			budget: full ? fc.uniqueArray(cell, { maxLength: 6, selector: (c) => [c.partner, c.fund, c.period, c.kind].join('/') }) : fc.constant([]),
			groups: each(keys('g', 3), (key) => fc.record({ key: fc.constant(key), kind: fc.constantFrom(...groupKinds), name: text, planned: maybe(fc.nat(10_000)) })),
			objectives: each(keys('o', 2), (key) => fc.record({ key: fc.constant(key), text })),
			packages: each(keys('w', 2), (key) =>
				fc.record({
					key: fc.constant(key),
					title: text,
					activities: each(keys('a', 2), (a) =>
						fc.record({
							key: fc.constant(a),
							title: text,
							partner: maybe(fc.constantFrom(...partnerKeys, 'p1')).map((p) => (partnerKeys.includes(p ?? '') ? p : null)),
							from: maybe(day('2018-01-01', '2018-12-31')),
							to: maybe(day('2019-01-01', '2019-12-31')),
							deliverables: each(keys(`${key}${a}d`, 2), (d) => fc.record({ key: fc.constant(d), title: text, unit: maybe(text), planned: maybe(fc.nat(1000)), due: maybe(day('2018-01-01', '2020-01-01')) }))
						})
					)
				})
			),
			indicators: each(keys('i', 3), (key) => fc.record({ key: fc.constant(key), kind: fc.constantFrom('result', 'output' as const), code: maybe(word), name: text, unit: maybe(text), baseline: maybe(decimal), baselineOn: maybe(day('2010-01-01', '2018-01-01')), target: maybe(decimal), atLeast: fc.boolean() })),
			objects: each(keys('b', 2), (key) => fc.record({ key: fc.constant(key), partner: fc.constant(partnerKeys[0] ?? null), place: text, municipalityId: maybe(fc.constant(municipalityId)), ownership: fc.constantFrom(...ownerships), what: text, quantity: maybe(fc.integer({ min: 1, max: 100 })), cost: maybe(amount) })),
			compliance: fc.constant([]),
			documents: each(keys('d', 2), (key) => fc.record({ key: fc.constant(key), kind: fc.constantFrom(...documentKinds), title: word, issuedOn: maybe(day('2015-01-01', '2024-01-01')), address: maybe(fc.constantFrom('https://example.org/a b.pdf?x=1&y="2"', 'http://latlit.eu/projektas', 'mailto:a@example.org', 'https://ä.example.org/č.docx')), fileId: fc.constant(null) })),
			sources: fc.constant({})
		});
	});

/** Any document that could have become a version. */
export const anyDocument = base.filter((document) => !versionProblems(document).some(({ severity }) => severity === 'error'));

const stages: Record<Exclude<ProjectState, 'idea'>, readonly VersionStage[]> = { concept: ['concept'], application: ['application'], approved: ['approved', 'modification'], running: ['approved', 'modification'], modified: ['modification'], completed: ['completion'], closed: ['completion'] };

const achievementsOf = (document: ProjectDocument): fc.Arbitrary<Achievement[]> => {
	const things = [...document.indicators.map(({ key }) => ['indicator', key] as const), ...document.groups.map(({ key }) => ['group', key] as const), ...document.packages.flatMap((p) => p.activities.flatMap((a) => a.deliverables.map(({ key }) => ['deliverable', key] as const)))];
	return fc.subarray(things).chain((list) => fc.tuple(...list.map(([subject, key]) => fc.record({ subject: fc.constant(subject), key: fc.constant(key), reached: subject === 'indicator' ? decimal : fc.nat(10_000).map(String), byDay: day('2019-01-01', '2024-01-01'), note: fc.oneof(fc.constant(''), word), source: fc.constant(null) }))));
};

/** Any project that has a version, in every state that it may be in. */
export const anyProject: fc.Arbitrary<ExportedProject> = anyDocument.chain((document) =>
	fc.constantFrom(...(Object.keys(stages) as (keyof typeof stages)[])).chain((state) =>
		fc.constantFrom(...stages[state]).chain((stage) => {
			const planned = state === 'concept' || state === 'application';
			const once = stage === 'approved';
			const spent = fc.array(fc.record<Spent>({ partner: fc.constantFrom(...document.partners.map(({ key }) => key), 'left'), period: fc.constantFrom('t0', 't1'), amount: amount.filter((a) => cents(a) > 0n), on: day('2018-02-01', '2020-12-31') }), { maxLength: 3 });
			return fc.record<ExportedProject>({
				slug: fc.constant('sample-project'),
				state: fc.constant(state),
				document: fc.constant(document),
				stage: fc.constant(stage),
				inForceFrom: once || planned ? fc.constant('2018-02-01') : day('2018-02-01', '2020-02-01'),
				agreedOn: fc.constant(planned ? null : '2018-02-01'),
				updatedAt: fc.constant(now),
				achievements: achievementsOf(document),
				spent: planned ? fc.constant([]) : spent,
				origin: fc.constant(null)
			});
		})
	)
);

/** A small project with every part present. */
export function sampleDocument(): ProjectDocument {
	return {
		...emptyDocument(),
		codes: [{ scheme: 'Interreg Latvija–Lietuva', value: 'LLI-317' }],
		title: { lv: 'Sociālo pakalpojumu kvalitāte', en: 'Quality of social services' },
		acronym: 'SocQuality',
		programme: { name: { en: 'Interreg V-A Latvia–Lithuania 2014–2020' }, priority: null, objective: null },
		period: { from: '2018-03-01', to: '2020-02-29', precision: 'day', months: 24 },
		funds: [{ key: 'erdf', name: { lv: 'ERAF', en: 'ERDF' }, kind: 'eu' }],
		partners: [
			{ key: 'zpr', role: 'lead', name: { lv: 'Parauga reģions' }, country: 'LV', institutionId: null, municipalityId: null, from: null, to: null },
			{ key: 'rokiskis', role: 'partner', name: { lt: 'Rokiškio jaunimo centras' }, country: 'LT', institutionId: null, municipalityId: null, from: null, to: null }
		],
		shares: [
			{ partner: null, total: '791256.20', funds: [{ fund: 'erdf', amount: '672567.74', rate: '85' }] },
			{ partner: 'zpr', total: '90000.00', funds: [{ fund: 'erdf', amount: '76500.00', rate: '85' }] }
		],
		groups: [{ key: 'seniors', kind: 'seniors', name: { lv: 'Seniori', en: 'Seniors' }, planned: 120 }],
		objectives: [{ key: 'inclusion', text: { en: 'Social inclusion' } }],
		indicators: [{ key: 'visits', kind: 'output', code: 'P.3.1', name: { en: 'Exchange visits' }, unit: { en: 'visit' }, baseline: '0', baselineOn: '2018-01-01', target: '8', atLeast: false }],
		objects: [{ key: 'auce', partner: 'zpr', place: { lv: 'Auce' }, municipalityId: null, ownership: 'municipality', what: { lv: 'Servisa dzīvokļi' }, quantity: 5, cost: null }],
		documents: [{ key: 'page', kind: 'website', title: 'Projekta lapa', issuedOn: null, address: 'https://example.org/socquality', fileId: null }]
	};
}
export const sampleProject = (change: Partial<ExportedProject> = {}): ExportedProject => ({ slug: 'socquality', state: 'running', document: sampleDocument(), stage: 'approved', inForceFrom: '2018-02-01', agreedOn: '2018-02-01', updatedAt: now, achievements: [{ subject: 'indicator', key: 'visits', reached: '5', byDay: '2020-02-29', note: '', source: null }], spent: [], origin: null, ...change });
