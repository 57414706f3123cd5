import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InstitutionId, QuestionnaireVersionId, SurveyId } from '#platform/ids.ts';
import { figuresOfMoments, meanFigures, momentsOf, type MeanFigures, type QuestionnaireDocument } from '../../survey/index.ts';
import { sampleDocument } from '../../survey/questionnaire/example.testing.ts';
import type { PublicationDocument, PublishedGroup, PublishedQuestion } from '../publication/model.ts';
import { indexOf, questionFigures, variantResult } from './figures.ts';
import { meanOfQuestions, pairOf } from './gaps.ts';
import { compared, reaches, targetOutcome, trendOutcome, turned } from './judge.ts';
import { factsOf } from './perception.ts';
import { summaryOf } from './region.ts';
import type { PublicationRow, SurveyRow } from './store.ts';
import { beforeOf, chooseEarlier, nothingBefore } from './trend.ts';

const answers = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 60 });
const figuresFrom = (values: readonly number[], population: number | null = null): MeanFigures => {
	const figures = meanFigures(values.length, values.reduce((a, b) => a + b, 0), values.reduce((a, b) => a + b * b, 0), population);
	if (!figures) throw new Error('No values');
	return figures;
};

describe('judging', () => {
	test('a target is reached or missed only where the whole interval says so, and never both ways', () => {
		fc.assert(
			fc.property(answers, fc.double({ min: 1, max: 5, noNaN: true }), (values, target) => {
				const figures = figuresFrom(values);
				const outcome = targetOutcome(figures, target);
				const [low, high] = figures.ci95 ?? [Number.NaN, Number.NaN];
				if (outcome === 'reached') expect(low).toBeGreaterThanOrEqual(target - 1e-8);
				if (outcome === 'missed') expect(high).toBeLessThan(target);
				if (outcome === 'not-clear') expect(low < target && high >= target - 1e-8).toBe(true);
				// A lower target is never harder to reach.
				if (outcome === 'reached') expect(targetOutcome(figures, target - 0.5)).toBe('reached');
			})
		);
		expect(targetOutcome({ ci95: null }, 3)).toBe('not-clear');
		expect(targetOutcome({ ci95: [4, 4] }, 4)).toBe('reached');
	});

	test('seen from the other side a change is the opposite one, and so it is for a reversed question', () => {
		const opposite = { better: 'worse', worse: 'better', 'no-clear-change': 'no-clear-change' } as const;
		fc.assert(
			fc.property(answers, answers, (now, before) => {
				const [a, b] = [figuresFrom(now), figuresFrom(before)];
				const outcome = (trend: ReturnType<typeof compared>) => (trend.kind === 'compared' ? trend.outcome : null);
				const forward = outcome(compared(a, b, [null, null]));
				expect(forward && opposite[forward]).toBe(outcome(compared(b, a, [null, null])));
				expect(forward && opposite[forward]).toBe(outcome(compared(a, b, [null, null], true)));
				if (forward === 'better') expect(a.mean).toBeGreaterThan(b.mean);
			})
		);
		expect(trendOutcome({ difference: 1, ci95: null })).toBe('no-clear-change');
		expect(trendOutcome({ difference: 0.4, ci95: [0, 0.8] })).toBe('no-clear-change');
	});

	test('turning is done on the scale, keeps order in the interval, and twice changes nothing', () => {
		fc.assert(
			fc.property(answers, (values) => {
				const figures = figuresFrom(values);
				const once = turned(figures, { low: 1, high: 5 }, true);
				expect(once.mean).toBeCloseTo(figuresFrom(values.map((value) => 6 - value)).mean, 9);
				if (once.ci95) expect(once.ci95[0]).toBeLessThanOrEqual(once.ci95[1]);
				expect(turned(once, { low: 1, high: 5 }, true).mean).toBeCloseTo(figures.mean, 9);
				expect(turned(figures, { low: 1, high: 5 }, false)).toBe(figures);
			})
		);
	});
});

describe('the mean of several questions of the same people', () => {
	test('has their mean, and an interval at least as wide as the one of the people’s own means', () => {
		const people = fc.integer({ min: 1, max: 5 }).chain((items) => fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: items, maxLength: items }), { minLength: 3, maxLength: 40 }));
		fc.assert(
			fc.property(people, (rows) => {
				const items = rows[0]?.map((_, item) => figuresFrom(rows.map((row) => row[item] ?? 0))) ?? [];
				const found = meanOfQuestions(items, null);
				const moments = momentsOf(rows.map((row) => row.reduce((a, b) => a + b, 0) / row.length));
				const truth = moments && figuresOfMoments(moments);
				expect(found?.mean).toBeCloseTo(truth?.mean ?? 0, 9);
				const width = (figures: MeanFigures | null) => (figures?.ci95 ? figures.ci95[1] - figures.ci95[0] : 0);
				expect(width(found)).toBeGreaterThanOrEqual(width(truth) - 1e-9);
			})
		);
		expect(meanOfQuestions([], null)).toBeNull();
		expect(meanOfQuestions([{ n: 3, mean: 2, sd: null, ci95: null }], null)).toMatchObject({ mean: 2, ci95: null });
	});

	test('a pair does not depend on its order and is never negative', () => {
		fc.assert(
			fc.property(answers, answers, (a, b) => {
				const view = (audience: 'clients' | 'managers', values: number[]) => ({ audience, surveyId: audience, figures: figuresFrom(values), population: null, questions: [] });
				const [one, other] = [pairOf(view('clients', a), view('managers', b)), pairOf(view('managers', b), view('clients', a))];
				expect(one.difference.difference).toBeGreaterThanOrEqual(0);
				expect(one.difference.difference).toBeCloseTo(other.difference.difference, 12);
				expect(one.clear).toBe(other.clear);
				if (one.difference.difference > 0) expect(one.higher).toBe(other.higher);
			})
		);
	});
});

test('a mean of the region needs three institutions and lies between theirs, whatever is hidden beside', () => {
	fc.assert(
		fc.property(fc.array(fc.option(answers), { maxLength: 12 }), (institutions) => {
			const rows = institutions.map((values) => ({ index: values && figuresFrom(values) }));
			const shown = rows.flatMap(({ index }) => (index ? [index.mean] : []));
			const summary = summaryOf(rows);
			expect(summary === null).toBe(shown.length < 3);
			if (!summary) return;
			expect(summary).toMatchObject({ institutions: shown.length, low: Math.min(...shown), high: Math.max(...shown) });
			expect(summary.mean).toBeGreaterThanOrEqual(summary.low - 1e-9);
			expect(summary.mean).toBeLessThanOrEqual(summary.high + 1e-9);
			// Nothing hidden takes part: without the hidden rows everything is the same.
			expect(summaryOf(rows.filter(({ index }) => index !== null))).toEqual(summary);
		})
	);
});

const sample = sampleDocument();
const { standard } = sample.variants;
const group = (questions: PublishedQuestion[], more: Partial<PublishedGroup> = {}): PublishedGroup => ({ by: null, value: null, responses: 20, hidden: null, questions, batteries: [], index: null, ...more });
const kind = standard.questions.find(({ id }) => id === 'kind-staff');
const wait = standard.questions.find(({ id }) => id === 'long-wait');
if (kind?.kind !== 'scale' || wait?.kind !== 'scale') throw new Error('The sample has other questions');

describe('cells', () => {
	test('what is hidden has a reason and no number, also where the cell or its whole group is missing', () => {
		expect(questionFigures(standard, kind, { question: 'kind-staff', kind: 'hidden', reason: 'complementary' }, { hidden: null }, null)).toEqual({ kind: 'hidden', reason: 'complementary' });
		expect(questionFigures(standard, kind, undefined, { hidden: 'small-groups' }, null)).toEqual({ kind: 'hidden', reason: 'small-groups' });
		expect(questionFigures(standard, kind, undefined, { hidden: null }, null)).toEqual({ kind: 'hidden', reason: 'too-few' });
		const result = variantResult(standard, { variant: 'standard', groups: [group([], { hidden: 'too-few', responses: null })] }, { population: 30, target: 2, before: nothingBefore });
		expect(result).toMatchObject({ hidden: 'too-few', responses: null, index: null });
		expect(JSON.stringify(result)).not.toMatch(/"mean":\d|"n":\d|"counts"/);
	});

	test('a coarse cell names a range and reaches no target', () => {
		const coarse = questionFigures(standard, kind, { question: 'kind-staff', kind: 'coarse', n: 9, options: ['partly', 'fully'] }, { hidden: null }, null);
		expect(coarse.kind === 'coarse' && coarse.among.map(({ id }) => id)).toEqual(['partly', 'fully']);
		expect(reaches(coarse, 1, { low: 1, high: 3 }, false)).toBeNull();
	});

	test('the mean is of raw answers; a target looks at the turned ones', () => {
		// Nine of ten say that they do not have to wait long.
		const figures = questionFigures(standard, wait, { question: 'long-wait', kind: 'counts', n: 10, counts: [9, 1, 0, 4, 2] }, { hidden: null }, null);
		expect(figures.kind === 'scale' && figures.figures).toMatchObject({ n: 10, mean: 1.1 });
		expect(reaches(figures, 2.5, { low: 1, high: 3 }, true)).toBe(true);
		expect(reaches(figures, 2.5, { low: 1, high: 3 }, false)).toBe(false);
	});

	test('an index has no figure where the publication has none', () => {
		const around = { population: null, target: 2, before: nothingBefore };
		expect(indexOf(standard, group([]), around)).toBeNull();
		expect(indexOf(standard, group([], { index: { n: 10, sum: 25, squares: 65, items: ['kind-staff', 'long-wait'], rounded: false } }), around)).toMatchObject({ figures: { n: 10, mean: 2.5 }, target: { outcome: 'reached' }, questions: { reached: 0, total: 0 }, trend: { kind: 'blank', reason: 'no-previous' } });
	});
});

describe('the previous cycle', () => {
	const index = { n: 10, sum: 20, squares: 44, items: ['kind-staff', 'long-wait'], rounded: false };
	const publication = (groups: PublishedGroup[]): PublicationDocument => ({
		format: 'socquality-publication/1', survey: { id: 's', institutionId: 'i', cycleId: null, name: {}, perspective: 'clients', audience: 'clients', target: null },
		questionnaire: { versionId: 'v', slug: 'sample', version: '1.0.0', sha256: '' }, k: 5, eligible: null, responses: 20, counted: 20, variants: [{ variant: 'standard', groups }]
	});
	const then: PublishedQuestion = { question: 'kind-staff', kind: 'counts', n: 10, counts: [8, 2, 0, 0, 0] };
	const now = questionFigures(standard, kind, { question: 'kind-staff', kind: 'counts', n: 12, counts: [0, 2, 10, 0, 0] }, { hidden: null }, null);
	const change = (edit: (document: QuestionnaireDocument) => void): QuestionnaireDocument => {
		const copy = structuredClone(sample);
		edit(copy);
		return copy;
	};
	const trend = (earlier: QuestionnaireDocument | null, cells: PublishedQuestion[] = [then]) => beforeOf(earlier && { questionnaire: earlier, publication: publication([group(cells, { index })]) }, sample, 'standard').ofQuestion(kind, now, null);

	test('is compared question by question', () => {
		expect(trend(sample)).toMatchObject({ kind: 'compared', outcome: 'better', before: { n: 10, mean: 1.2 } });
		expect(trend(change((d) => (d.version = '1.7.0')))).toMatchObject({ kind: 'compared' });
	});

	test.each([
		['no survey then', null, 'no-previous'],
		['another questionnaire', change((d) => (d.id = 'other')), 'no-previous'],
		['another first number of the version', change((d) => (d.version = '2.0.0')), 'changed'],
		['another scale', change((d) => d.variants.standard.scales['agree']?.options.push({ id: 'more', value: 4, label: { en: 'More' } })), 'changed'],
		['another direction', change((d) => d.variants.standard.questions.forEach((q) => q.id === 'kind-staff' && q.kind === 'scale' && (q.reversed = true))), 'changed'],
		['another question', change((d) => d.variants.standard.questions.forEach((q) => q.id === 'kind-staff' && (q.id = 'renamed'))), 'not-asked']
	] as const)('is blank, with the reason: %s', (_, earlier, reason) => {
		expect(trend(earlier)).toEqual({ kind: 'blank', reason });
	});

	test('is blank where one of both is hidden, and where an index is made of other questions', () => {
		expect(trend(sample, [{ question: 'kind-staff', kind: 'hidden', reason: 'too-few' }])).toEqual({ kind: 'blank', reason: 'hidden' });
		const before = (earlier: PublishedGroup['index']) => beforeOf({ questionnaire: sample, publication: publication([group([], { index: earlier })]) }, sample, 'standard');
		const figures = figuresFrom([2, 2, 3, 3, 2]);
		expect(before(index).ofIndex(figures, ['long-wait', 'kind-staff'], null)).toMatchObject({ kind: 'compared' });
		expect(before(index).ofIndex(figures, ['kind-staff'], null)).toEqual({ kind: 'blank', reason: 'other-items' });
		expect(before(null).ofIndex(figures, ['kind-staff'], null)).toEqual({ kind: 'blank', reason: 'hidden' });
	});

	const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
	const survey = (n: number, more: Partial<SurveyRow> = {}): SurveyRow => ({
		id: SurveyId.parse(uuid(n)), institutionId: InstitutionId.parse(uuid(100)), institution: {}, institutionSlug: '', cycleId: null, cycle: null, previousCycleId: null, questionnaireVersionId: QuestionnaireVersionId.parse(uuid(200)),
		name: {}, perspective: 'clients', audience: 'clients', state: 'closed', opensAt: new Date(0), closesAt: new Date(1), closedAt: null, minimumGroup: 5, answersDeletedAt: null, ...more
	});

	test('the response rate is that of the survey and told once, n for each wording', () => {
		const both: PublicationDocument = { ...publication([]), eligible: 48, responses: 35, variants: [{ variant: 'standard', groups: [group([], { responses: 24 })] }, { variant: 'easy', groups: [group([], { responses: 11 })] }] };
		const facts = factsOf('6.1', survey(1), sample, { surveyId: survey(1).id, number: 1, reason: 'closed', publishedAt: new Date(0), sha256: '', document: both }, null);
		expect(facts.map(({ variant, responses, responseRate }) => [variant, responses, responseRate])).toEqual([['standard', 24, 35 / 48], ['easy', 11, null]]);
	});

	test('is the survey of the same institution, people and questionnaire that was published last', async () => {
		const candidates = [survey(1), survey(2), survey(3, { institutionId: InstitutionId.parse(uuid(101)) }), survey(4, { audience: 'relatives' }), survey(5), survey(6)];
		const closed = new Map(candidates.map(({ id }, i): [string, PublicationRow] => [id, { surveyId: id, number: i, reason: 'closed', publishedAt: new Date(1000 * i), sha256: '', document: { ...publication([]), k: i + 1, questionnaire: { versionId: 'v', slug: i === 4 ? 'other' : 'sample', version: '1.0.0', sha256: '' } } }]));
		closed.delete(uuid(6));
		const earlier = await chooseEarlier(survey(9), 'sample', candidates, closed, () => sample);
		expect(earlier?.publication.k).toBe(2);
		expect(await chooseEarlier(survey(9, { audience: 'staff', perspective: 'staff' }), 'sample', candidates, closed, () => sample)).toBeNull();
	});
});
