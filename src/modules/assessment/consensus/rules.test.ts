import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, ratio, subtract } from '#platform/ratio.ts';
import type { Evaluation, Scale } from '../../methodology/index.ts';
import type { AgreementInput } from './model.ts';
import { byDisagreement, checkAgreement, planOpening, spreadOf, type SpreadScore } from './rules.ts';

const scale: Scale = { min: 0, max: 100, levels: [{ from: 0, to: 50, name: { en: 'low' } }, { from: 51, to: 100, name: { en: 'high' } }] };
const dimension = { title: { en: 'x' }, text: { en: 'x' }, levels: [{ en: 'a' }, { en: 'b' }] };
const phases: Evaluation = { kind: 'phases', scale: 'percent', text: { en: 'x' }, phases: { plan: dimension, do: dimension, check: dimension, act: dimension } };

const score: fc.Arbitrary<SpreadScore> = fc.record({ kind: fc.constantFrom('member', 'evaluator'), leftOut: fc.boolean(), judgement: fc.constantFrom('judged', 'cannot-judge', 'not-applicable'), points: fc.integer({ min: 0, max: 100 }) }).map(({ points, ...s }) => ({ ...s, value: s.judgement === 'judged' ? ratio(points) : null }) as SpreadScore);
const counts = (s: SpreadScore): boolean => s.kind === 'member' && !s.leftOut;

describe('spread', () => {
	test('is the highest minus the lowest of the members that count; blanks are never zero', () => {
		expect(spreadOf([{ kind: 'member', leftOut: false, judgement: 'judged', value: ratio(30) }, { kind: 'member', leftOut: false, judgement: 'cannot-judge', value: null }, { kind: 'member', leftOut: false, judgement: 'judged', value: ratio(185, 3) }], 4)).toEqual({
			lowest: ratio(30), highest: ratio(185, 3), spread: ratio(95, 3), blanks: 2, notApplicable: 0, judged: 2
		});
		expect(spreadOf([], 3)).toEqual({ lowest: null, highest: null, spread: null, blanks: 3, notApplicable: 0, judged: 0 });
	});
	test('does not depend on order, nor on evaluators or members left out', () => {
		fc.assert(
			fc.property(fc.array(score, { maxLength: 12 }), fc.integer(), (scores, seed) => {
				const members = scores.filter(counts).length;
				const whole = spreadOf(scores, members);
				const shuffled = [...scores].sort((a, b) => ((seed ^ scores.indexOf(a)) % 7) - ((seed ^ scores.indexOf(b)) % 7));
				expect(spreadOf(shuffled, members)).toEqual(whole);
				expect(spreadOf(scores.filter(counts), members)).toEqual(whole);
				expect(whole.judged + whole.blanks + whole.notApplicable).toBe(members);
				if (whole.spread && whole.highest && whole.lowest) {
					expect(whole.spread).toEqual(subtract(whole.highest, whole.lowest));
					expect(compare(whole.spread, ratio(0))).toBeGreaterThanOrEqual(0);
				} else expect(whole.judged).toBe(0);
			})
		);
	});
});

test('the board puts the biggest disagreement first, then blanks, then reading order, and loses nothing', () => {
	const row = fc.record({ points: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 }), blanks: fc.integer({ min: 0, max: 3 }), max: fc.constantFrom(6, 100) });
	fc.assert(
		fc.property(fc.array(row, { maxLength: 15 }), (list) => {
			const rows = list.map((r, id) => ({ id, scale: { min: 0, max: r.max }, spread: spreadOf(r.points.map((p) => ({ kind: 'member' as const, leftOut: false, judgement: 'judged' as const, value: ratio(p) })), r.points.length + r.blanks) }));
			const sorted = byDisagreement(rows);
			expect([...sorted].sort((a, b) => a.id - b.id)).toEqual(rows);
			const share = (r: (typeof rows)[number]) => (r.spread.spread ? Number(r.spread.spread.n) / r.scale.max : 0);
			sorted.slice(1).forEach((next, i) => {
				const before = sorted[i] as (typeof rows)[number];
				const order = share(before) - share(next) || before.spread.blanks - next.spread.blanks || next.id - before.id;
				expect(order).toBeGreaterThan(0);
			});
		})
	);
	// Three of six points is more than forty of a hundred.
	const [first] = byDisagreement([
		{ id: 'percent', scale: { min: 0, max: 100 }, spread: spreadOf([10, 50].map((p) => ({ kind: 'member', leftOut: false, judgement: 'judged', value: ratio(p) })), 2) },
		{ id: 'six', scale: { min: 1, max: 6 }, spread: spreadOf([2, 5].map((p) => ({ kind: 'member', leftOut: false, judgement: 'judged', value: ratio(p) })), 2) }
	]);
	expect(first?.id).toBe('six');
});

const input = (change: Partial<AgreementInput> = {}): AgreementInput => ({
	nodeId: '1.1', revision: 0, judgement: 'judged', values: { plan: 10, do: 20, check: 30, act: 40 }, justification: 'Seen', strengths: '', improvements: '', priority: null, shownEvidenceIds: [], evidenceIds: [], dissent: [], ...change
});
const fieldsOf = (i: AgreementInput): string[] => {
	const result = checkAgreement(phases, scale, i);
	return 'problems' in result ? Object.entries(result.problems).map(([field, e]) => `${field}:${e.code}`).sort() : [];
};

describe('agreement', () => {
	test('needs every phase, a justification, and a priority exactly when something is to be improved', () => {
		expect(fieldsOf(input())).toEqual([]);
		expect(fieldsOf(input({ values: { plan: 10, do: 101, check: Number.NaN }, justification: ' ' }))).toEqual(['justification:required', 'value_act:score_missing', 'value_check:score_not_integer', 'value_do:score_out_of_scale']);
		expect(fieldsOf(input({ improvements: 'More' }))).toEqual(['priority:consensus_priority_missing']);
		expect(fieldsOf(input({ priority: 1 }))).toEqual(['improvements:consensus_priority_without_improvement']);
		expect(fieldsOf(input({ dissent: [{ assessorId: 'a', opinion: 'x'.repeat(2001) }] }))).toEqual(['dissent_a:too_long']);
	});
	test('a judgement other than a score stores no values, whatever was typed', () => {
		fc.assert(
			fc.property(fc.constantFrom('cannot-judge' as const, 'not-applicable' as const), fc.dictionary(fc.constantFrom('plan', 'do', 'check', 'act', 'score'), fc.integer()), (judgement, values) => {
				expect(checkAgreement(phases, scale, input({ judgement, values }))).toMatchObject({ agreement: { judgement, values: null } });
			})
		);
	});
	test('keeps only the dimensions of the evaluator', () => {
		expect(checkAgreement(phases, scale, input({ values: { plan: 1, do: 2, check: 3, act: 4, score: 99 } }))).toMatchObject({ agreement: { values: { plan: 1, do: 2, check: 3, act: 4 } } });
		const result = checkAgreement(phases, scale, input({ values: { plan: 1, do: 2, check: 3, act: 4, score: 99 } }));
		expect('agreement' in result && Object.keys(result.agreement.values ?? {})).toEqual(['plan', 'do', 'check', 'act']);
	});
});

test('opening asks a note for exactly the members who have not finished', () => {
	const member = fc.record({ id: fc.uuid(), kind: fc.constantFrom('member' as const, 'evaluator' as const), finished: fc.boolean(), leftOut: fc.boolean() });
	fc.assert(
		fc.property(fc.uniqueArray(member, { selector: (m) => m.id, maxLength: 8 }), fc.boolean(), (members, withNotes) => {
			const pending = members.filter((m) => m.kind === 'member' && !m.leftOut && !m.finished);
			const plan = planOpening(members, new Map(withNotes ? members.map((m) => [m.id, ' ill ']) : []));
			if (!withNotes && pending.length > 0) expect('problems' in plan && Object.keys(plan.problems).sort()).toEqual(pending.map((m) => `note_${m.id}`).sort());
			else expect(plan).toEqual({ leaveOut: pending.map((m) => ({ id: m.id, note: 'ill' })), remaining: members.filter((m) => m.kind === 'member' && !m.leftOut && m.finished).length });
		})
	);
});
