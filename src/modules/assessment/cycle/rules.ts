import type { FieldError } from '#platform/errors.ts';
import type { AssessmentState } from '../lifecycle.ts';
import type { AssessmentProgress, AssessorProgress, CycleInput } from './model.ts';

const dayLength = 86_400_000;

/** Whole days from one calendar day to another (`YYYY-MM-DD`); negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength);

/** The later of two calendar days. */
export const laterDay = (a: string, b: string): string => (a > b ? a : b);

/** What is wrong with a cycle that can be said without asking the database, by field of its form. */
export function checkCycleInput(input: CycleInput): Record<string, FieldError> {
	const problems: Record<string, FieldError> = {};
	if (!Object.values(input.name).some((text) => text.trim() !== '')) problems['name_lv'] = { code: 'cycle_name_missing' };
	if (input.institutionIds.length === 0) problems['institutions'] = { code: 'cycle_institutions_missing' };
	if (input.endsOn < input.startsOn) problems['ends_on'] = { code: 'cycle_ends_before_start' };
	return problems;
}

interface ProgressFacts {
	readonly state: AssessmentState;
	readonly endsOn: string;
	readonly today: string;
	readonly total: number;
	readonly assessors: readonly Omit<AssessorProgress, 'late'>[];
}

/** Derives who is late and how many have finished from the plain facts; `today` and `endsOn` are calendar days. */
export function progressOf(facts: ProgressFacts): Pick<AssessmentProgress, 'state' | 'endsOn' | 'daysLeft' | 'late' | 'total' | 'assessors' | 'groupSize' | 'finishedCount'> {
	const daysLeft = daysBetween(facts.today, facts.endsOn);
	const counted = facts.assessors.filter((a) => !a.leftOut);
	return {
		state: facts.state,
		endsOn: facts.endsOn,
		daysLeft,
		late: daysLeft < 0 && facts.state !== 'signed',
		total: facts.total,
		assessors: facts.assessors.map((a) => ({ ...a, late: daysLeft < 0 && facts.state === 'scoring' && !a.leftOut && !a.finished })),
		groupSize: counted.length,
		finishedCount: counted.filter((a) => a.finished).length
	};
}
