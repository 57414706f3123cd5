import type { VariantName } from '../questionnaire/model.ts';

/**
 * What a publication is made from: counts and sums, never single answers. `counted` leaves out answers that came through
 * open links, because one person may send many of those: only `counted` is compared with the minimum group.
 */
export interface SurveyTally {
	/** Every answer received. */
	readonly responses: number;
	readonly variants: readonly VariantTally[];
}

export interface VariantTally {
	readonly variant: VariantName;
	/** The total first, then every group of every grouping. */
	readonly groups: readonly GroupTally[];
	/** The same groups without the answers of open links; needed where any came through one: cells are decided by these alone. */
	readonly countedGroups?: readonly GroupTally[];
}

/** Answers of one group: of everybody (`by` null), or of those who gave one answer to a grouping question or had one kind of help. */
export interface GroupTally {
	/** Id of a question with `group`, or `assisted`; null for everybody. */
	readonly by: string | null;
	/** Id of the option, or the kind of assistance; `none` for those who did not answer the grouping question; null for everybody. */
	readonly value: string | null;
	readonly responses: number;
	readonly counted: number;
	/** One for each closed question of the variant, in its order. */
	readonly questions: readonly QuestionTally[];
	readonly batteries: readonly BatteryTally[];
	/**
	 * Over people: each person's mean of the scale questions (reversed ones turned), of those who answered at least half of
	 * them. Null where the variant's batteries do not share one range.
	 */
	readonly index: MeanTally | null;
}

export interface QuestionTally {
	readonly question: string;
	/** How often each choice was made, in the order of `choicesOf` (the last is "I don't want to answer"); empty for numbers. */
	readonly counts: readonly number[];
	/** People whose answer has a value; for `multiple` and `single` without values, people who chose anything but declining. */
	readonly n: number;
	readonly counted: number;
	/** Sums of the values of a number question; null for others, whose sums follow from the counts. */
	readonly numbers: { readonly sum: number; readonly squares: number } | null;
}

/** Sums over complete cases of one battery, reversed items turned: what α, and the mean of the battery, need. */
export interface BatteryTally {
	readonly battery: string;
	readonly items: readonly string[];
	/** Complete cases. */
	readonly n: number;
	readonly counted: number;
	readonly sums: readonly number[];
	readonly squares: readonly number[];
	/** Of the sum over the items of each person. */
	readonly total: { readonly sum: number; readonly squares: number };
}

export interface MeanTally {
	readonly n: number;
	readonly counted: number;
	readonly sum: number;
	readonly squares: number;
}

/** What is said of one mean; `sd` and `ci95` are null for fewer than two answers. */
export interface MeanFigures {
	readonly n: number;
	readonly mean: number;
	/** With n − 1. */
	readonly sd: number | null;
	/** Student's t, corrected for the finite population √((N − n)/(N − 1)) where the population N is known. */
	readonly ci95: readonly [low: number, high: number] | null;
}
