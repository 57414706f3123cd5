import type { ProjectDocument } from '../model.ts';
import type { VersionStage } from '../lifecycle.ts';

/** A text to be checked, as a reader handed it over: its lines with their numbers from 1, and what could not be read. */
export interface CheckedText {
	/** As given by whoever asked: a path, or the name of an uploaded file. */
	readonly name: string;
	readonly lines: readonly { readonly text: string; readonly line: number }[];
	/** `reason` is a code of the readers ("picture-only", "encrypted-part"…), shown as `check_unread_<reason>`. */
	readonly unread: readonly { readonly line: number; readonly reason: string }[];
}

/** A registered project with its versions, oldest first; the last one is in force. */
export interface RegisteredProject {
	readonly code: string;
	readonly versions: readonly { readonly number: number; readonly stage: VersionStage; readonly document: ProjectDocument }[];
}

export const checkKinds = ['contradiction', 'changed', 'unread'] as const;
export const checkSubjects = ['money', 'date', 'count', 'partner', 'place', 'text'] as const;
export const checkSeverities = ['error', 'warning', 'note'] as const;
export type CheckKind = (typeof checkKinds)[number];
export type CheckSubject = (typeof checkSubjects)[number];
export type CheckSeverity = (typeof checkSeverities)[number];

/**
 * Why a result is shown; its sentence is the message `check_explain_<code>` with the parameters named here. Amounts stand in
 * parameters as "672567.74 EUR", periods as "2018-03-01/2020-02-29", months as "24"; `what`, `fund` and `partner` are words
 * of the checked text.
 */
export const explanations = {
	/** The project's total stands with two amounts. */
	total_differs: ['a', 'b'],
	total_changed: ['a', 'b'],
	/** The part of one fund (ERDF, state, own) stands with two amounts. */
	fund_differs: ['fund', 'a', 'b'],
	fund_changed: ['fund', 'a', 'b'],
	partner_total_differs: ['partner', 'a', 'b'],
	partner_total_changed: ['partner', 'a', 'b'],
	partner_fund_differs: ['partner', 'fund', 'a', 'b'],
	partner_fund_changed: ['partner', 'fund', 'a', 'b'],
	/** The text does not say what either amount is, but they differ only as a slip of the pen does. */
	amounts_alike: ['a', 'b'],
	/** The same figure in two currencies. */
	currency_differs: ['a', 'b'],
	currency_missing: ['a'],
	/** A published share is not the published rate of the total. */
	rate_off: ['share', 'total', 'rate', 'expected'],
	/** A part is larger than the whole it belongs to. */
	part_over_whole: ['part', 'whole'],
	/** The partners' amounts add up to more than the project's total. */
	partners_over_total: ['sum', 'total'],
	/** The partners' amounts, all of them given, do not add up to the project's total. */
	partners_sum_off: ['sum', 'total'],
	period_differs: ['a', 'b'],
	period_changed: ['a', 'b'],
	start_differs: ['a', 'b'],
	start_changed: ['a', 'b'],
	end_differs: ['a', 'b'],
	end_changed: ['a', 'b'],
	/** The last day lies before the first one. */
	period_reversed: ['a'],
	/** The months that are stated are not those between the two dates. */
	months_off: ['period', 'stated', 'computed'],
	months_differ: ['a', 'b'],
	months_changed: ['a', 'b'],
	count_differs: ['what', 'a', 'b'],
	count_changed: ['what', 'a', 'b'],
	/** Fewer reported than planned (or something else was counted). */
	count_not_reached: ['what', 'planned', 'reached'],
	count_exceeded: ['what', 'planned', 'reached'],
	/** A special kind of a thing is counted higher than all of them. */
	count_part_over_whole: ['what', 'part', 'whole'],
	/** The number stayed, but something else is counted for the same purpose (seven services, then seven institutions); `a` and `b` as written. */
	count_thing_changed: ['a', 'b'],
	/** A number is announced and a list of another length follows. */
	count_list: ['what', 'stated', 'listed'],
	/** As many are listed as announced, but only some of them are what was announced. */
	count_list_kind: ['what', 'stated', 'fitting'],
	lead_differs: ['a', 'b'],
	lead_changed: ['a', 'b'],
	/** `gone`: named only in the earlier document, `come`: only in the later one; names joined by "; ", possibly empty. */
	partners_differ: ['gone', 'come'],
	partners_changed: ['gone', 'come'],
	place_differs: ['what', 'a', 'b'],
	place_changed: ['what', 'a', 'b'],
	places_differ: ['gone', 'come'],
	places_changed: ['gone', 'come'],
	/** One title stands with two project codes. */
	code_differs: ['a', 'b'],
	/** It looks like an amount, but its separators allow several readings (`readings` joined by "; ", possibly empty). */
	unread_amount: ['a', 'readings'],
	/** It looks like a date, but there is no such day, or day and month cannot be told apart. */
	unread_date: ['a'],
	/** Partners are announced, but the text names none. */
	unread_partners: [],
	/** A reader could not read this part; `reason` as in `CheckedText.unread`. */
	unread_part: ['reason']
} as const satisfies Record<string, readonly string[]>;
export type ExplanationCode = keyof typeof explanations;

/** The likely cause, shown as `check_cause_<cause>`. */
export const causes = ['swapped_digits', 'wrong_digit', 'missing_digit', 'decimal_sign', 'rounding', 'other_version', 'other_currency', 'missing_currency', 'other_share', 'swapped_day_month', 'other_year'] as const;
export type Cause = (typeof causes)[number];

/** One place that a result speaks of. `line` counts from 1; 0 for registered data, whose `file` is "LLI-317 (version 2)". */
export interface CheckValue {
	/** The sentence or line it stands in, word for word. */
	readonly text: string;
	/** Normalised: "672567.74 EUR", "2018-03-01/2020-02-29", "8", a name. */
	readonly value: string;
	readonly file: string;
	readonly line: number;
}

export interface CheckResult {
	readonly kind: CheckKind;
	readonly subject: CheckSubject;
	readonly severity: CheckSeverity;
	/** From 0 to 1; docs/document-check.md says how it is made. */
	readonly confidence: number;
	/** The two differing values first, further places of either after them. */
	readonly values: readonly CheckValue[];
	readonly code: ExplanationCode;
	readonly params: Readonly<Record<string, string>>;
	readonly cause: Cause | null;
	/** Code, acronym or title of the project spoken of; null where the text names none. */
	readonly project: string | null;
}
