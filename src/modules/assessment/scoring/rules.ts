import type { FieldError } from '#platform/errors.ts';
import { checkValues, dimensions, type DimensionName, type Evaluation, type Scale, type Values } from '../../methodology/index.ts';
import type { ScoreInput, StoredScore } from './model.ts';

/** What an answer stores: values only when judged, a reason only when it does not apply. */
export interface Answer {
	readonly judgement: ScoreInput['judgement'];
	readonly values: Values | null;
	readonly reason: string;
	readonly strengths: string;
	readonly improvements: string;
	readonly evidenceIds: readonly string[];
}

/**
 * Checks an answer against the sub-criterion's evaluator and scale. Returns the answer to store, or the problems by field
 * of the form. "Cannot judge" stores no values whatever was typed: it is blank and never zero.
 */
export function checkAnswer(evaluation: Evaluation, scale: Scale, input: ScoreInput): { answer: Answer } | { problems: Record<string, FieldError> } {
	const common = { strengths: input.strengths.trim(), improvements: input.improvements.trim(), evidenceIds: [...new Set(input.evidenceIds)].sort() };
	if (input.judgement === 'cannot-judge') return { answer: { judgement: 'cannot-judge', values: null, reason: '', ...common } };
	if (input.judgement === 'not-applicable') {
		const reason = input.reason.trim();
		return reason === '' ? { problems: { reason: { code: 'scoring_reason_missing' } } } : { answer: { judgement: 'not-applicable', values: null, reason, ...common } };
	}
	const problems = Object.fromEntries(
		checkValues(evaluation, scale, input.values).map((problem) => [`value_${problem.dimension}`, { code: problem.code, params: { min: scale.min, max: scale.max } }])
	);
	if (Object.keys(problems).length) return { problems };
	return { answer: { judgement: 'judged', values: only(dimensions[evaluation.kind], input.values), reason: '', ...common } };
}

const only = (names: readonly DimensionName[], values: Values): Values => Object.fromEntries(names.map((name) => [name, values[name]]));

/** True when storing the answer would change nothing: the same form sent twice, or saved in two tabs alike. */
export function sameAnswer(stored: StoredScore, answer: Answer): boolean {
	return (
		stored.judgement === answer.judgement &&
		stored.reason === answer.reason &&
		stored.strengths === answer.strengths &&
		stored.improvements === answer.improvements &&
		sameValues(stored.values, answer.values) &&
		[...stored.evidenceIds].sort().join() === [...answer.evidenceIds].sort().join()
	);
}

function sameValues(a: Values | null, b: Values | null): boolean {
	if (a === null || b === null) return a === b;
	const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<DimensionName>;
	return [...names].every((name) => a[name] === b[name]);
}
