import type { CheckResult, CheckValue, ExplanationCode } from '../check/model.ts';

/**
 * What only registered data can contradict itself in, with the parameters of each; the sentences are the messages
 * `budget_finding_<code>`. Amounts stand as "672567.74 EUR", days and periods as in the document check.
 */
export const registeredCodes = {
	/** The budget's sum is not the published total; `who` is a partner's name or empty for the whole project. */
	budget_total_off: ['published', 'expected', 'tolerance'],
	budget_fund_off: ['published', 'expected', 'tolerance'],
	partners_fund_off: ['sum', 'total'],
	rates_over_whole: ['rates'],
	flat_rate_off: ['amount', 'expected', 'percent'],
	objects_over_line: ['sum', 'total'],
	lats_after_euro: ['from'],
	periods_overlap: ['a', 'b'],
	period_outside: ['a', 'project'],
	activity_outside: ['a', 'project'],
	deliverable_outside: ['day', 'project'],
	partner_outside: ['a', 'project'],
	reached_unplanned: ['key', 'reached'],
	/** Fewer than planned, counted before the project's end. */
	count_not_yet: ['what', 'planned', 'reached', 'day']
} as const satisfies Record<string, readonly string[]>;
export type RegisteredCode = keyof typeof registeredCodes;

/** A value of registered data: besides the names it carries the path under which its source stands, see `sourcePath`. */
export interface FindingValue extends CheckValue {
	readonly path: string;
	/** The document of the version and the place in it where the figure was read; null where none is named. */
	readonly source: { readonly document: string; readonly place: string } | null;
}

/** A contradiction within registered data, in the shape of the document check's results. */
export interface Finding extends Omit<CheckResult, 'code' | 'values' | 'cause'> {
	readonly code: ExplanationCode | RegisteredCode;
	readonly cause: CheckResult['cause'];
	readonly values: readonly FindingValue[];
}
