import { expect, test } from 'vitest';
import { closedOf, generateSurvey, tallyOf, type GeneratedSurvey, type Person } from './attack/people.testing.ts';
import type { PublicationDocument, PublishedGroup, PublishedVariant } from './model.ts';
import { decideCells } from './rules.ts';

const survey = generateSurvey(5);
const { questionnaire } = survey;
const places = Object.fromEntries(closedOf(questionnaire.variants.standard).map(({ id }, i) => [id, i]));

/** People who answer each question as `answers` says, by its id; the rest is left out. */
const people = (count: number, answers: (i: number) => Record<string, number>, change: Partial<Person> = {}): Person[] =>
	Array.from({ length: count }, (_, i) => {
		const given = answers(i);
		return { variant: 'standard' as const, open: false, cohort: 0, assisted: 0, choices: closedOf(questionnaire.variants.standard).map(({ id }) => given[id] ?? null), ...change };
	});
const decide = (of: readonly Person[], earlier: PublicationDocument[] = [], reason: 'interim' | 'closed' = 'closed', k = 5) => decideCells(tallyOf(questionnaire, of), k, earlier, { questionnaire, reason });
const total = (variants: readonly PublishedVariant[]): PublishedGroup => variants.find(({ variant }) => variant === 'standard')?.groups[0] as PublishedGroup;
const cellOf = (variants: readonly PublishedVariant[], question: string) => total(variants).questions[places[question] ?? -1];
const groupsOf = (variants: readonly PublishedVariant[], by: string) => variants.find(({ variant }) => variant === 'standard')?.groups.filter((group) => group.by === by) ?? [];
const document = (variants: PublishedVariant[], counted: number): PublicationDocument => ({
	format: 'socquality-publication/1', survey: { id: '', institutionId: '', cycleId: null, name: {}, perspective: 'clients', audience: 'clients', target: null },
	questionnaire: { versionId: '', slug: '', version: '', sha256: '' }, k: 5, eligible: null, responses: counted, counted, variants
});

test('fewer than k answers give no figure, and answers of open links do not lift them to k', () => {
	expect(cellOf(decide(people(4, (i) => ({ yn: (i % 2) + 1 }))), 'yn')).toEqual({ question: 'yn', kind: 'hidden', reason: 'too-few' });
	const mixed = [...people(4, (i) => ({ yn: (i % 2) + 1 })), ...people(50, (i) => ({ yn: (i % 2) + 1 }), { open: true })];
	expect(cellOf(decide(mixed), 'yn')).toMatchObject({ kind: 'hidden', reason: 'too-few' });
	expect(total(decide(mixed))).toMatchObject({ responses: null, hidden: 'too-few' });
	expect(cellOf(decide([...mixed, ...people(1, () => ({ yn: 1 }))]), 'yn')).toEqual({ question: 'yn', kind: 'counts', n: 55, counts: [28, 27, 0, 0], counted: { n: 5, counts: [3, 2, 0, 0] } });
});

test('k applies to the n of each question', () => {
	const decided = decide(people(9, (i) => ({ yn: (i % 2) + 1, ...(i < 4 ? { pick: (i % 3) + 1 } : {}) })));
	expect(cellOf(decided, 'yn')).toMatchObject({ kind: 'counts', n: 9 });
	expect(cellOf(decided, 'pick')).toMatchObject({ kind: 'hidden', reason: 'too-few' });
});

test('a unanimous cell tells a range only; open answers do not make it various', () => {
	const alike = [...people(9, () => ({ yn: 2 })), ...people(1, () => ({ yn: 1 }))];
	expect(cellOf(decide(alike), 'yn')).toEqual({ question: 'yn', kind: 'coarse', n: 10, options: ['no', 'yes'] });
	expect(cellOf(decide([...alike, ...people(9, () => ({ yn: 1 }), { open: true })]), 'yn')).toMatchObject({ kind: 'coarse', n: 19, counted: { n: 10 } });
});

test('what was coarse once is not made exact later, because the earlier answers would follow', () => {
	const first = people(9, () => ({ yn: 2 }));
	const before = document(decide(first, [], 'interim'), 9);
	const after = decide([...first, ...people(12, (i) => ({ yn: (i % 2) + 1 }))], [before]);
	expect(cellOf(after, 'yn')).toEqual({ question: 'yn', kind: 'coarse', n: 9, options: ['no', 'yes'], repeats: 1 });
});

test('a cell is counted anew when nobody or at least k came, and when they were not alike; else the earlier one is taken over', () => {
	const first = people(10, (i) => ({ yn: (i % 2) + 1 }));
	const before = document(decide(first, [], 'interim'), 10);
	const then = (more: readonly Person[]) => cellOf(decide([...first, ...more], [before]), 'yn');
	expect(then([])).toMatchObject({ n: 10 });
	expect(then(people(4, (i) => ({ yn: (i % 2) + 1 })))).toMatchObject({ n: 10, repeats: 1 });
	expect(then(people(6, () => ({ yn: 1 })))).toMatchObject({ n: 10, repeats: 1 });
	expect(then(people(6, () => ({ yn: 4 })))).toMatchObject({ n: 10, repeats: 1 });
	expect(then(people(6, (i) => ({ yn: (i % 2) + 1 })))).toMatchObject({ n: 16 });
	expect(then(people(6, (i) => ({ yn: (i % 2) + 1 }), { open: true }))).toMatchObject({ n: 16, counted: { n: 10 } });
});

test('groups are decided when the survey is closed, each question by itself, never the grouping question', () => {
	const of = people(24, (i) => ({ g0: i < 12 ? 1 : 2, yn: (i % 3 === 0 ? 1 : 2), pick: i < 12 ? (i % 3) + 1 : 1 }));
	const decided = decide(of);
	expect(groupsOf(decide(of, [], 'interim'), 'g0').every(({ responses }) => responses === null)).toBe(true);
	const [a, b] = groupsOf(decided, 'g0');
	expect([a?.responses, b?.responses]).toEqual([12, 12]);
	expect(a?.questions[places['yn'] ?? -1]).toMatchObject({ kind: 'counts', n: 12 });
	expect(a?.questions[places['g0'] ?? -1]).toMatchObject({ kind: 'hidden' });
	// All of the second group said the same, so neither group is shown: it would follow from the first.
	for (const group of [a, b]) expect(group?.questions[places['pick'] ?? -1]).toMatchObject({ kind: 'hidden', reason: 'small-groups' });
	expect(cellOf(decided, 'g0')).toMatchObject({ kind: 'counts' });
});

test('sizes of small groups, and the counts of the grouping question that would tell them, are hidden', () => {
	const decided = decide(people(30, (i) => ({ g0: i < 28 ? 1 : 2, yn: (i % 2) + 1 })));
	expect(groupsOf(decided, 'g0').map(({ responses }) => responses).every((size) => size === null)).toBe(true);
	expect(cellOf(decided, 'g0')).toMatchObject({ kind: 'hidden', reason: 'complementary' });
	const oneGroup = decide(people(30, (i) => ({ g0: 1, yn: (i % 2) + 1 })));
	expect(groupsOf(oneGroup, 'g0').every(({ responses, hidden }) => responses === null && hidden === 'small-groups')).toBe(true);
});

test('sums of a battery are exact only when everybody answered every item, and hidden with any of its items', () => {
	const complete = generateSurvey(11);
	const items = closedOf(complete.questionnaire.variants.standard).filter(({ kind }) => kind === 'scale').map(({ id }) => id);
	const build = (count: number, answer: (i: number, item: number) => number | null): GeneratedSurvey['people'] =>
		Array.from({ length: count }, (_, i) => ({ variant: 'standard' as const, open: false, cohort: 0, assisted: 0, choices: closedOf(complete.questionnaire.variants.standard).map(({ id }) => (items.includes(id) ? answer(i, items.indexOf(id)) : null)) }));
	const battery = (of: GeneratedSurvey['people']) => total(decideCells(tallyOf(complete.questionnaire, of), 5, [], { questionnaire: complete.questionnaire, reason: 'closed' }));
	expect(battery(build(12, (i, item) => ((i + item) % 3) + 1)).batteries[0]).toMatchObject({ kind: 'sums', n: 12 });
	const left = battery(build(12, (i, item) => (i === 0 && item === 0 ? null : ((i * (item + 1)) % 3) + 1)));
	expect(left.batteries[0]?.kind).toBe(items.length > 1 ? 'rounded' : 'sums');
	expect(battery(build(12, (i, item) => (item === 0 ? 3 : (i % 3) + 1))).batteries[0]).toMatchObject({ kind: 'hidden', reason: 'complementary' });
});

test('a tally with open answers that does not tell what came without them is refused', () => {
	const tally = tallyOf(questionnaire, people(6, () => ({ yn: 1 }), { open: true }));
	const without = { ...tally, variants: tally.variants.map(({ variant, groups }) => ({ variant, groups })) };
	expect(() => decideCells(without, 5, [], { questionnaire, reason: 'closed' })).toThrow(RangeError);
});
