import type { FieldError } from '#platform/errors.ts';
import { compare, divide, ratio, subtract, type Ratio } from '#platform/ratio.ts';
import { checkValues, dimensions, scoreOf, type Evaluation, type Scale, type Values } from '../../methodology/index.ts';
import type { Judgement } from '../model.ts';
import { opinionLimit, type AgreementInput, type Priority } from './model.ts';

/** One individual score as the comparison of a node reads it. `value` is null unless it was judged. */
export interface SpreadScore {
	readonly kind: 'member' | 'evaluator';
	readonly leftOut: boolean;
	readonly judgement: Judgement;
	readonly value: Ratio | null;
}

/** How far the members are apart on one node. */
export interface Spread {
	/** Highest minus lowest score of the members that count; null when nobody judged. */
	readonly spread: Ratio | null;
	readonly lowest: Ratio | null;
	readonly highest: Ratio | null;
	/** Members that count and could not judge, or gave no answer. */
	readonly blanks: number;
	/** Members that count and found it not applicable. */
	readonly notApplicable: number;
	readonly judged: number;
}

/**
 * The spread of one node: members only, without those left out; an external evaluator never counts. `members` is the
 * number of members that count, so that a missing answer is a blank.
 */
export function spreadOf(scores: readonly SpreadScore[], members: number): Spread {
	const counted = scores.filter((s) => s.kind === 'member' && !s.leftOut);
	const values = counted.flatMap((s) => (s.value === null ? [] : [s.value])).sort(compare);
	const [lowest = null, highest = null] = [values[0], values.at(-1)];
	const notApplicable = counted.filter((s) => s.judgement === 'not-applicable').length;
	return { lowest, highest, spread: lowest && highest ? subtract(highest, lowest) : null, blanks: members - values.length - notApplicable, notApplicable, judged: values.length };
}

/** The score of values, or null when there are none. */
export const scoreOrNull = (evaluation: Evaluation, values: Values | null): Ratio | null => (values === null ? null : scoreOf(evaluation, values));

/**
 * Biggest disagreement first: by the spread as a share of the node's own scale (so that six points and a hundred compare),
 * then by the number of blanks; equal ones stay in reading order.
 */
export function byDisagreement<Row extends { readonly spread: Spread; readonly scale: Pick<Scale, 'min' | 'max'> }>(rows: readonly Row[]): Row[] {
	const share = (row: Row): Ratio => (row.spread.spread === null || row.scale.max === row.scale.min ? ratio(0) : divide(row.spread.spread, ratio(row.scale.max - row.scale.min)));
	return rows
		.map((row, order) => ({ row, order, share: share(row) }))
		.sort((a, b) => compare(b.share, a.share) || b.row.spread.blanks - a.row.spread.blanks || a.order - b.order)
		.map(({ row }) => row);
}

/** An agreement that may be stored. */
export interface CheckedAgreement {
	readonly judgement: Judgement;
	readonly values: Values | null;
	readonly justification: string;
	readonly strengths: string;
	readonly improvements: string;
	readonly priority: Priority | null;
}

/**
 * Checks what was agreed against the node's evaluator and scale: a justification always; every dimension when judged, and
 * no values otherwise, whatever was typed; a priority exactly when something is to be improved. Returns what to store, or
 * the problems by field of the form.
 */
export function checkAgreement(evaluation: Evaluation, scale: Scale, input: AgreementInput): { agreement: CheckedAgreement } | { problems: Record<string, FieldError> } {
	const problems: Record<string, FieldError> = {};
	const judged = input.judgement === 'judged';
	for (const problem of judged ? checkValues(evaluation, scale, input.values) : []) {
		problems[`value_${problem.dimension}`] = { code: problem.code, params: { min: scale.min, max: scale.max } };
	}
	const [justification, strengths, improvements] = [input.justification.trim(), input.strengths.trim(), input.improvements.trim()];
	if (justification === '') problems['justification'] = { code: 'required' };
	if (improvements !== '' && input.priority === null) problems['priority'] = { code: 'consensus_priority_missing' };
	if (improvements === '' && input.priority !== null) problems['improvements'] = { code: 'consensus_priority_without_improvement' };
	for (const { assessorId, opinion } of input.dissent) {
		if (opinion.length > opinionLimit) problems[`dissent_${assessorId}`] = { code: 'too_long', params: { max: opinionLimit } };
	}
	if (Object.keys(problems).length > 0) return { problems };
	const values = judged ? Object.fromEntries(dimensions[evaluation.kind].map((name) => [name, input.values[name]])) : null;
	return { agreement: { judgement: input.judgement, values, justification, strengths, improvements, priority: input.priority } };
}

/** A member as opening reads it. */
export interface OpeningMember {
	readonly id: string;
	readonly kind: 'member' | 'evaluator';
	readonly finished: boolean;
	readonly leftOut: boolean;
}

/**
 * Who has to be left out so that the scores can be opened: every member who has not finished needs a note; evaluators
 * never hold it up. Returns the problems by field, or who is left out with which note.
 */
export function planOpening(members: readonly OpeningMember[], notes: ReadonlyMap<string, string>): { leaveOut: { id: string; note: string }[]; remaining: number } | { problems: Record<string, FieldError> } {
	const counting = members.filter((m) => m.kind === 'member' && !m.leftOut);
	const unfinished = counting.filter((m) => !m.finished);
	const leaveOut = unfinished.map((m) => ({ id: m.id, note: (notes.get(m.id) ?? '').trim() }));
	const problems: Record<string, FieldError> = {};
	for (const { id, note } of leaveOut) {
		if (note === '') problems[`note_${id}`] = { code: 'consensus_note_missing' };
		else if (note.length > opinionLimit) problems[`note_${id}`] = { code: 'too_long', params: { max: opinionLimit } };
	}
	return Object.keys(problems).length > 0 ? { problems } : { leaveOut, remaining: counting.length - unfinished.length };
}
